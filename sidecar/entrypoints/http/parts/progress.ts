import type { PurchaseOrderProgress } from '../../../ports/stores.ts';
import { LAST_STAGE, PROGRESS } from '../../words/words.ts';
import { type Html, html } from '../html.ts';

/** How far an order is on its way: a row of marks for the eye, the word for everybody. */
export function progressMark(progress: PurchaseOrderProgress): Html {
  const { word, tone, stage } = PROGRESS[progress];
  const marks = Array.from({ length: LAST_STAGE }, (_, index) => html`<i class="${index < stage ? 'on' : ''}"></i>`);
  return html`<span class="progress ${tone}"><span class="marks" aria-hidden="true">${marks}</span>${word}</span>`;
}
