import type { Instant } from '../../../domain/calendar.ts';
import type { LineDecision } from '../../../domain/decision.ts';
import type { Discrepancy } from '../../../domain/discrepancy.ts';
import type { PurchaseOrder, PurchaseOrderLine } from '../../../domain/purchase-order.ts';
import type { StoredPurchaseOrder } from '../../../ports/stores.ts';
import { countText, decidedText, quantityText, unitCostText } from '../../words/quantities.ts';
import { kindWord, RULE } from '../../words/words.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { facts, table } from './bits.ts';
import { moment } from './cells.ts';
import { isLineDoubt } from './settle.ts';

interface Lines {
  order: StoredPurchaseOrder;
  decision: { version: number; at: Instant; lines: LineDecision[] } | undefined;
}

interface Row {
  line: PurchaseOrderLine;
  decided: LineDecision | undefined;
  doubt: Discrepancy | undefined;
}

/** What was ordered and what became of it; every figure leads to the record of its decision just below. */
export function linesTable({ order, decision }: Lines, open: readonly Discrepancy[]): Html {
  const rows = order.document.lines.map((line) => ({
    line,
    decided: decision?.lines.find(({ position }) => position === line.position),
    doubt: open.find((one) => one.subject.position === line.position && isLineDoubt(one)),
  }));
  const figure = (pick: (line: LineDecision) => number) => (row: Row) => decidedCell(row, pick);
  return html`${decision && provenance(order, decision)}${table<Row>(
    'Lines',
    [
      { head: 'Line', names: true, cell: ({ line }) => line.lineNumber || line.position },
      { head: 'Product', cell: productCell },
      { head: 'Unit cost', figures: true, cell: ({ line }) => costCell(line, order.document) },
      { head: 'Ordered', figures: true, cell: ({ line, decided }) => quantityText(line.ordered, casePackOf(decided)) },
      { head: 'Accepted', figures: true, cell: figure(({ accepted }) => accepted) },
      { head: 'Backordered', figures: true, cell: figure(({ backordered }) => backordered) },
      { head: 'Rejected', figures: true, cell: figure(({ rejected }) => rejected) },
    ],
    rows,
    why,
  )}`;
}

function provenance({ version }: StoredPurchaseOrder, decision: { version: number; at: Instant }): Html {
  const stale = decision.version < version;
  return html`<p class="muted">Decided ${moment(decision.at)}${
    stale ? `, for version ${decision.version}; Amazon has sent version ${version} since` : ''
  }.</p>`;
}

function productCell({ line, decided }: Row): Html {
  const ids = line.productIds.map(({ kind, value }) => `${kind.replace('-', ' ')} ${value}`);
  const [first, ...others] = decided?.sku === undefined ? ids : [decided.sku, ...ids];
  return html`${first ?? 'no product id'}${others.length > 0 && html`<span class="sub">${others.join(' · ')}</span>`}`;
}

function costCell({ unitCost, priceBasis }: PurchaseOrderLine, { currency }: PurchaseOrder): HtmlValue {
  if (unitCost === undefined) return html`<span class="muted">none sent</span>`;
  return html`${unitCostText(unitCost, currency)}${priceBasis === 'per-unit-of-measure' && html`<span class="sub">per unit ordered</span>`}`;
}

function decidedCell({ line, decided }: Row, pick: (line: LineDecision) => number): HtmlValue {
  if (!decided) return html`<span class="muted">–</span>`;
  const figure = pick(decided);
  const text = figure === 0 ? html`<span class="muted">0</span>` : decidedText(decided, figure);
  return html`<a class="because" href="#why-${line.position}">${text}</a>`;
}

function why({ line, decided, doubt }: Row): Html {
  if (doubt) {
    return html`<p class="waits" id="why-${line.position}"><b>${kindWord(doubt.kind)}.</b> Waits for a person: <a href="#d-${doubt.id}">settle it</a></p>`;
  }
  if (!decided) return html`<p class="muted" id="why-${line.position}">Not decided yet.</p>`;
  return html`<details id="why-${line.position}"><summary>${RULE[decided.rule]}</summary>${decisionRecord(decided)}</details>`;
}

export function decisionRecord(line: LineDecision): Html {
  const { stock } = line;
  return html`<div class="record">
<ol>${line.reasons.map((reason) => html`<li>${reason}</li>`)}</ol>
${facts([
  line.casePack !== undefined && ['Case pack', line.casePack > 1 ? `${line.casePack} ea` : 'ordered in eaches'],
  line.wanted !== undefined && ['Wanted', `${countText(line.wanted)} ea`],
  stock?.salable !== undefined && ['Salable then', `${countText(stock.salable)} ea`],
  stock?.inPoolSources !== undefined && ['In the pool’s sources', `${countText(stock.inPoolSources)} ea`],
  stock?.buffer !== undefined && ['Buffer kept for the shop', `${countText(stock.buffer)} ea`],
  stock && ['Held', `${countText(stock.held)} of ${countText(stock.requested)} ea`],
  stock?.reason !== undefined && ['Why not more', stock.reason],
  ['Rule', html`<code>${line.rule}</code>`],
])}</div>`;
}

function casePackOf(decided: LineDecision | undefined): number | undefined {
  return decided?.casePack !== undefined && decided.casePack > 1 ? decided.casePack : undefined;
}
