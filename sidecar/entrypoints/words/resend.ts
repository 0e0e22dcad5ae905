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
    case 'by-hand':
      return {
        message: 'the document is a file that a person enters in Vendor Central: nothing is sent',
        hint: 'Download it again from its page, or with `file save`.',
      };
    case 'rejected':
      return {
        message: 'Amazon has read the document and said no: the same bytes would be refused again',
        hint: 'The discrepancy outbound-rejected says what to do instead.',
      };
    case 'overtaken':
      return {
        message: 'a later inventory report was made: Amazon would take this one for the newest',
        hint: 'Send the newest one again, or a new one: vendor-bridge inventory send.',
      };
    case 'in-shadow':
      return {
        message: 'the account is a shadow now: the manual process speaks to Amazon',
        hint: 'Send it by hand in Vendor Central, or set the account to never-send or live.',
      };
  }
}
