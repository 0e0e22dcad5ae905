import type { Released } from '../../workflow/release.ts';
import { DOCUMENT } from './words.ts';

/** Why a document was not sent, and what would let it be. Undefined where it was. */
export function releaseRefusal(released: Released): { message: string; hint: string } | undefined {
  switch (released.kind) {
    case 'sent':
      return undefined;
    case 'not-found':
      return { message: 'there is no such document', hint: '`outbox --all` and the page Documents list them.' };
    case 'not-held-back':
      return {
        message: 'the document is not held back',
        hint: 'It has left already, or leaves by itself. Open it to see.',
      };
    case 'in-shadow':
      return {
        message: 'the document is a shadow: the manual process speaks to Amazon',
        hint: 'Set the account to never-send or live for the orders that come next.',
      };
    case 'overtaken':
      return {
        message: 'a later one says all that this one does',
        hint: 'Send the newest acknowledgement of the order, or the newest inventory report of the account.',
      };
    case 'rests-on': {
      const [first] = released.documents;
      const name = first ? `${DOCUMENT[first.kind]} ${first.key}` : 'another document';
      return { message: `Amazon has to hear ${name} first`, hint: `Send that one now (${first?.id}), then this.` };
    }
  }
}
