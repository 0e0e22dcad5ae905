import type { LineDecision } from '../../../domain/decision.ts';
import { type Discrepancy, isLineDoubt } from '../../../domain/discrepancy.ts';
import type { PurchaseOrderLine } from '../../../domain/purchase-order.ts';
import type { KeptDecision, StoredPurchaseOrder } from '../../../ports/stores.ts';
import type { HeldSoFar } from '../../views/held.ts';
import { countText, decidedText, quantityText, unitCostText } from '../../words/quantities.ts';
import { kindWord, RULE, reasonText } from '../../words/words.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { table } from './bits.ts';
import { moment } from './cells.ts';
import { decisionRecord } from './decision-record.ts';

interface Lines {
  order: StoredPurchaseOrder;
  decision: KeptDecision | undefined;
  held: readonly HeldSoFar[];
}

interface Row {
  line: PurchaseOrderLine;
  decided: LineDecision | undefined;
  doubt: Discrepancy | undefined;
  /** What the shop holds for it by now. */
  held: HeldSoFar | undefined;
}

/** What was ordered and what became of it; every figure leads to the record of its decision just below. */
export function linesTable(
  { order, decision, held }: Lines,
  open: readonly Discrepancy[],
  currency: string | undefined,
): Html {
  const rows = order.document.lines.map((line) => ({
    line,
    decided: decision?.lines.find(({ position }) => position === line.position),
    doubt: open.find((one) => one.subject.position === line.position && isLineDoubt(one)),
    held: held.findLast(({ position }) => position === line.position),
  }));
  const figure = (pick: (line: LineDecision) => number) => (row: Row) => decidedCell(row, pick);
  return html`${decision && provenance(order, decision)}${table<Row>(
    'Lines',
    [
      { head: 'Line', names: true, cell: ({ line }) => line.lineNumber || line.position },
      { head: 'Product', cell: productCell },
      { head: 'Unit cost', figures: true, cell: ({ line }) => costCell(line, currency) },
      { head: 'Ordered', figures: true, cell: ({ line, decided }) => quantityText(line.ordered, casePackOf(decided)) },
      { head: 'Accepted', figures: true, cell: figure(({ accepted }) => accepted) },
      { head: 'Backordered', figures: true, cell: figure(({ backordered }) => backordered) },
      { head: 'Rejected', figures: true, cell: figure(({ rejected }) => rejected) },
    ],
    rows,
    (row) => why(row, currency),
  )}`;
}

function provenance({ version }: StoredPurchaseOrder, decision: KeptDecision): Html {
  const stale = decision.version < version;
  return html`<p class="muted">Decided ${moment(decision.at)}${
    stale ? `, for version ${decision.version}; Amazon has sent version ${version} since` : ''
  }${decision.partnerVersion !== undefined && ` under version ${decision.partnerVersion} of the account’s settings`}.</p>`;
}

function productCell({ line, decided, held }: Row): Html {
  const ids = line.productIds.map(({ kind, value }) => `${kind.replace('-', ' ')} ${value}`);
  const sku = decided?.sku ?? held?.sku;
  const [first, ...others] = sku === undefined ? ids : [sku, ...ids];
  return html`${first ?? 'no product id'}${others.length > 0 && html`<span class="sub">${others.join(' · ')}</span>`}`;
}

function costCell({ unitCost, priceBasis }: PurchaseOrderLine, currency: string | undefined): HtmlValue {
  if (unitCost === undefined) return html`<span class="muted">none sent</span>`;
  return html`${unitCostText(unitCost, currency)}${priceBasis === 'per-unit-of-measure' && html`<span class="sub">per unit ordered</span>`}`;
}

function decidedCell({ line, decided }: Row, pick: (line: LineDecision) => number): HtmlValue {
  if (!decided) return html`<span class="muted">–</span>`;
  const figure = pick(decided);
  const text = figure === 0 ? html`<span class="muted">0</span>` : decidedText(decided, figure);
  return html`<a class="because" href="#why-${line.position}">${text}</a>`;
}

function why({ line, decided, doubt, held }: Row, currency: string | undefined): Html {
  const id = `why-${line.position}`;
  if (doubt) {
    return html`<p class="waits" id="${id}"><b>${kindWord(doubt.kind)}.</b> Waits for a person: <a href="#d-${doubt.id}">settle it</a></p>`;
  }
  if (decided) {
    return html`<details id="${id}"><summary>${RULE[decided.rule]}</summary>${decisionRecord(decided, { ...line, currency })}</details>`;
  }
  if (!held) return html`<p class="muted" id="${id}">Not decided yet.</p>`;
  if (held.held === 0) {
    return html`<p class="tone wait" id="${id}">Nothing could be held in the shop${held.reason && ` (${reasonText(held.reason)})`}, ${moment(held.at)}. Answered with the rest of the order.</p>`;
  }
  const all = held.held === held.requested;
  return html`<p class="tone ${all ? 'good' : 'wait'}" id="${id}"><b>Held in the shop: ${countText(held.held)}${all ? '' : ` of ${countText(held.requested)}`} ea</b> since ${moment(held.at)}${
    !all && held.reason && ` (${reasonText(held.reason)})`
  }. No shopper can buy them; answered with the rest of the order.</p>`;
}

function casePackOf(decided: LineDecision | undefined): number | undefined {
  return decided?.casePack !== undefined && decided.casePack > 1 ? decided.casePack : undefined;
}
