import type { MadeAnew } from '../../workflow/make-anew.ts';

/** Why a document was not made anew, and what would help instead. Undefined where it was. */
export function anewRefusal(made: MadeAnew): { message: string; hint: string } | undefined {
  switch (made.kind) {
    case 'made':
      return undefined;
    case 'not-found':
      return { message: 'there is no such document', hint: '`outbox --all` and the page Documents list them.' };
    case 'not-rejected':
      return {
        message: 'Amazon has not refused the document',
        hint: 'Where it did not arrive, send it again: the same bytes are booked once.',
      };
    case 'made-before':
      return {
        message: `it was made anew before, as ${made.document.key}`,
        hint: `Look at document ${made.document.id}; should Amazon refuse that too, make that one anew.`,
      };
    case 'in-shadow':
      return {
        message: 'the account is a shadow now: the manual process speaks to Amazon',
        hint: 'Correct it by hand in Vendor Central, or set the account to never-send or live.',
      };
    case 'blocked': {
      const [first, ...others] = made.findings;
      const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
      return { message: `Amazon would refuse it again: ${first?.message ?? ''}${more}`, hint: first?.fix ?? '' };
    }
    case 'not-possible':
      return {
        message: `it cannot be made anew: ${made.problem}`,
        hint: 'Settle it in Vendor Central or by a case with Amazon, and close the discrepancy with a note.',
      };
  }
}
