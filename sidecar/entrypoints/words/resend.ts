import type { Resent } from '../../workflow/resend.ts';

/** Why a document was not sent again, and what would help instead. Undefined where it was. */
export function resendRefusal(resent: Resent): { message: string; hint: string } | undefined {
  switch (resent.kind) {
    case 'sent':
      return undefined;
    case 'not-found':
      return { message: 'there is no such document', hint: '`outbox --all` and the page Documents list them.' };
    case 'not-sent-yet':
      return {
        message: 'the document has not left yet',
        hint: 'Look at what its step waits for on the page of its order; where it is held back, send it now.',
      };
    case 'rejected':
      return {
        message: 'Amazon has read the document and said no: the same bytes would be refused again',
        hint: 'The discrepancy outbound-rejected says what to do instead.',
      };
    case 'in-shadow':
      return {
        message: 'the account is a shadow now: the manual process speaks to Amazon',
        hint: 'Send it by hand in Vendor Central, or set the account to never-send or live.',
      };
  }
}
