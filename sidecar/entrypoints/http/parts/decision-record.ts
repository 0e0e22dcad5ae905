import type { LineDecision } from '../../../domain/decision.ts';
import type { PurchaseOrderLine } from '../../../domain/purchase-order.ts';
import type { Quantity } from '../../../domain/quantity.ts';
import { countText, decidedText, quantityText, unitCostText } from '../../words/quantities.ts';
import { RULE, reasonText } from '../../words/words.ts';
import { type Html, type HtmlValue, html } from '../html.ts';

type Figure = readonly [name: string, value: HtmlValue] | false | undefined;

type Priced = Pick<PurchaseOrderLine, 'unitCost' | 'priceBasis'> & { currency: string | undefined };

/** Why a line was answered as it was: the way there in sentences, and beside it the figures that were seen. */
export function decisionRecord(line: LineDecision, { unitCost, priceBasis, currency }: Priced): Html {
  const { stock, casePack } = line;
  const count = (value: number | undefined) => value !== undefined && `${countText(value)} ea`;
  const answered = (value: number) => decidedText(line, value);
  return html`<div class="record">
<ol>${line.reasons.map((reason) => html`<li>${reason}</li>`)}</ol>
${figures('Ordered', [
  ['As Amazon wrote it', asWritten(line.ordered)],
  line.wanted !== undefined && ['In eaches', count(line.wanted)],
  casePack !== undefined && ['Case pack', casePack > 1 ? `${countText(casePack)} ea` : 'none'],
  [
    'Unit cost',
    unitCost === undefined
      ? 'none sent'
      : html`${unitCostText(unitCost, currency)}${priceBasis === 'per-unit-of-measure' && line.ordered.unitOfMeasure === 'case' && ' a case'}`,
  ],
])}
${
  stock &&
  figures('Stock seen', [
    stock.inPoolSources !== undefined && ['In the pool’s sources', count(stock.inPoolSources)],
    stock.salable !== undefined && ['Salable then', count(stock.salable)],
    stock.buffer !== undefined && ['Buffer kept for the shop', count(stock.buffer)],
    ['Asked for', count(stock.requested)],
    ['Held', count(stock.held)],
    stock.reason !== undefined && ['Why not more', reasonText(stock.reason)],
  ])
}
${figures('Answer', [
  ['Accepted', answered(line.accepted)],
  ['Backordered', answered(line.backordered)],
  ['Rejected', answered(line.rejected)],
])}
<p class="rule">Rule: ${RULE[line.rule]} <code class="muted">${line.rule}</code></p>
</div>`;
}

/** In its own unit alone: what it is in eaches is the next figure. */
function asWritten(ordered: Quantity): string {
  if (ordered.unitOfMeasure === 'other') return quantityText(ordered);
  return `${countText(ordered.amount)} ${ordered.unitOfMeasure === 'case' ? 'cs' : 'ea'}`;
}

/** Figures below each other, so that the eye can take one from the other. */
function figures(heading: string, pairs: readonly Figure[]): Html {
  return html`<div class="sums"><p>${heading}</p><dl>${pairs.map(
    (pair) => pair && html`<div><dt>${pair[0]}</dt><dd>${pair[1]}</dd></div>`,
  )}</dl></div>`;
}
