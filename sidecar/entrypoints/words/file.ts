import { isToEnter } from '../../domain/sending.ts';
import type { OutboundDocument } from '../../ports/stores.ts';
import type { FileSaid } from '../../workflow/enter-file.ts';
import { DELIVERED, DOCUMENT, type Tone } from './words.ts';

/** What nobody outside of Amazon can be sure of; stands wherever a file is offered. */
export const FILE_DOUBT =
  'The first columns of an acknowledgement are those of Vendor Central’s own table for confirming orders. Whether it takes this file as it is, or only that table filled in, differs between accounts and languages: try one order first.';

/** How far a document came, in a word: a file is on no way but to a person. */
export function deliveredText(document: OutboundDocument): { word: string; tone: Tone } {
  if (document.channel !== 'file') return DELIVERED[document.delivered];
  if (isToEnter(document)) return { word: 'to be entered by a person', tone: 'wait' };
  if (document.delivered === 'failed') return { word: 'never entered, a later one says it', tone: 'idle' };
  return document.delivered === 'delivered'
    ? { word: 'entered by a person', tone: 'good' }
    : DELIVERED[document.delivered];
}

/** Why a person's word on a file was not noted, and what would help. Undefined where it was. */
export function fileRefusal(said: FileSaid): { message: string; hint: string } | undefined {
  switch (said.kind) {
    case 'noted':
      return undefined;
    case 'not-found':
      return { message: 'there is no such document', hint: '`file list` and the page Documents, To enter, show them.' };
    case 'not-to-enter': {
      const { channel, delivered, acknowledged } = said.document;
      if (channel !== 'file') {
        return {
          message: 'the document is no file: Amazon gets it by itself',
          hint: 'Open it to see where it stands.',
        };
      }
      if (delivered === 'held-back') {
        return { message: 'the document is held back', hint: 'Send it now first; then enter it in Vendor Central.' };
      }
      if (delivered === 'failed') {
        return { message: 'a later file says all that this one said, and was entered', hint: 'Nothing is left to do.' };
      }
      return { message: `it was said already: ${acknowledged}`, hint: 'The audit log has who said it.' };
    }
    case 'rests-on': {
      const [first] = said.documents;
      const name = first ? `${DOCUMENT[first.kind]} ${first.key}` : 'another document';
      return {
        message: `Amazon has to hear ${name} first`,
        hint: `Enter that one and say so (${first?.id}), then this.`,
      };
    }
  }
}
