import { isNeverAnswered } from '../../../domain/trading-document.ts';
import type { OutboundDocument } from '../../../ports/stores.ts';
import { deliveredText } from '../../words/file.ts';
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
    isNeverAnswered(document.kind) && isOpen
      ? chip('idle', 'none due')
      : chip(ACKNOWLEDGED[document.acknowledged].tone, ACKNOWLEDGED[document.acknowledged].word);
  if (document.delivered === 'held-back') {
    const why = document.mode === 'shadow' ? 'shadow, never sent' : 'held back, never sent';
    return html`<span class="three">${chip('good', 'valid')}${chip('wait', why)}</span>`;
  }
  const { word, tone } = deliveredText(document);
  return html`<span class="three">${chip('good', 'valid')}${chip(tone, word)}${answer}</span>`;
}
