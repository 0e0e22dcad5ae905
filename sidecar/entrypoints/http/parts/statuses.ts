import type { OutboundDocument } from '../../../ports/stores.ts';
import { ACKNOWLEDGED } from '../../words/words.ts';
import { type Html, html } from '../html.ts';
import { chip } from './bits.ts';

/**
 * The three things that must be true of a message before it is over: it could be written, it arrived,
 * and the partner said yes. One status would hide which of them is missing.
 */
export function threeStatuses(document: OutboundDocument): Html {
  // A 997 is never answered by another one, so nobody waits for its acknowledgement.
  const isOpen = document.acknowledged === 'awaited' || document.acknowledged === 'presumed';
  const answer =
    document.kind === 'functional-acknowledgement' && isOpen
      ? chip('idle', 'none due')
      : chip(ACKNOWLEDGED[document.acknowledged].tone, ACKNOWLEDGED[document.acknowledged].word);
  return html`<span class="three">${chip('good', 'valid')}${
    document.delivered === 'delivered' ? chip('good', 'delivered') : chip('wait', 'not delivered yet')
  }${answer}</span>`;
}
