import type { Urgency } from '../../../domain/deadline.ts';
import type { Discrepancy } from '../../../domain/discrepancy.ts';
import { purchaseOrderKey } from '../../../domain/identifiers.ts';
import { bindingWindow } from '../../../domain/purchase-order.ts';
import { isToEnter } from '../../../domain/sending.ts';
import type { PurchaseOrderProgress, StoredPurchaseOrder } from '../../../ports/stores.ts';
import { type Limit, nextLimit } from '../../views/limits.ts';
import { countText, eachesText } from '../../words/quantities.ts';
import { windowText } from '../../words/times.ts';
import { URGENCY } from '../../words/words.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../page.ts';
import { type Column, chip, empty, link, table } from '../parts/bits.ts';
import { countdown, orderedTotalCell } from '../parts/cells.ts';
import { progressMark } from '../parts/progress.ts';

const OPEN: readonly PurchaseOrderProgress[] = [
  'received',
  'waiting-for-a-person',
  'held',
  'held-back',
  'to-enter',
  'acknowledged',
  'in-work',
  'part-shipped',
  'stopped',
];
const MOST_OPEN = 1000;
const MOST_ENDED = 50;

interface Row {
  order: StoredPurchaseOrder;
  limit: Limit | undefined;
  /** Open discrepancies of the order. */
  open: number;
}

/** The first screen: what must I do today, and by when? */
export async function board(deps: ConsoleDeps): Promise<Page> {
  const { purchaseOrders, discrepancies, outbound } = deps.stores;
  const [open, ended, troubles, handedOver] = await Promise.all([
    purchaseOrders.list({ progress: OPEN, limit: MOST_OPEN }),
    purchaseOrders.list({ progress: ['shipped', 'closed'], limit: MOST_ENDED }),
    discrepancies.list({ state: 'open', limit: 500 }),
    outbound.list({ delivered: 'handed-over' }),
  ]);
  const rows = open
    .map((order) => ({ order, limit: nextLimit(order, deps), open: openOf(order, troubles) }))
    .sort(byLimit);
  const group = (wanted: Urgency) => rows.filter(({ limit }) => limit?.urgency === wanted);
  const pressing = (['late', 'at-risk', 'due-today'] as const).map((wanted) => [wanted, group(wanted)] as const);
  const rest = rows.filter(({ limit }) => limit === undefined || limit.urgency === 'later');

  const body =
    open.length + ended.length === 0
      ? firstOrder(deps)
      : html`
<div id="board" hx-get="/" hx-trigger="every 60s" hx-select="#board" hx-swap="outerHTML">
<div class="headline">
  <h1>Today</h1>
  <p class="tally">${pressing.map(([wanted, { length }]) => tally(wanted, length))}${fileTally(handedOver.filter(isToEnter).length)}${discrepancyTally(troubles, deps.now())}</p>
</div>
${pressing.map(([wanted, some]) => some.length > 0 && section(URGENCY[wanted].heading, some, deps.now(), wanted))}
${pressing.every(([, some]) => some.length === 0) && html`<p class="calm">Nothing is due in the next 24 hours.</p>`}
${rest.length > 0 && section('Everything else', rest, deps.now(), 'later')}
${
  ended.length > 0 &&
  html`<details class="ended dense"><summary>Shipped and closed <span class="muted">${ended.length === MOST_ENDED ? `the last ${MOST_ENDED}` : ended.length}</span></summary>
${table(
  'Shipped and closed',
  columns(deps.now(), false),
  ended.map((order) => ({ order, limit: undefined, open: openOf(order, troubles) })),
)}</details>`
}
</div>`;
  return { title: 'Today', at: '/', body };
}

function section(heading: string, rows: readonly Row[], now: Date, urgency: Urgency): Html {
  return html`<section class="group board ${urgency}" aria-labelledby="g-${urgency}">
<h2 id="g-${urgency}"><span class="shape" aria-hidden="true"></span>${heading} <span class="muted">${rows.length}</span></h2>
${table(heading, columns(now, true), rows)}
</section>`;
}

function columns(now: Date, withLimit: boolean): Column<Row>[] {
  const left: Column<Row> = {
    head: 'Time left',
    cell: ({ limit }) =>
      limit
        ? html`<span class="left ${limit.urgency}">${countdown(limit.by, now)}</span><span class="todo">${limit.toDo}</span>`
        : html`<span class="todo">no limit</span>`,
  };
  return [
    ...(withLimit ? [left] : []),
    {
      head: 'Order',
      names: true,
      cell: ({ order }) =>
        html`<a class="number" id="o-${order.key}" href="/orders/${encodeURIComponent(order.document.number)}">${
          order.document.number
        }</a><span class="sub">${order.vendorCode}</span>`,
    },
    { head: 'FC', cell: ({ order }) => order.document.shipTo?.id ?? '–' },
    { head: 'Window', cell: ({ order }) => windowCell(order) },
    { head: 'Lines', figures: true, cell: ({ order }) => countText(order.document.lines.length) },
    { head: 'Ordered', figures: true, cell: ({ order }) => orderedTotalCell(order.document) },
    { head: 'Accepted', figures: true, cell: ({ order }) => acceptedCell(order) },
    { head: 'Progress', cell: ({ order }) => progressMark(order.progress) },
    {
      head: 'To settle',
      cell: ({ order, open }) =>
        open > 0
          ? link(`/orders/${encodeURIComponent(order.document.number)}#discrepancies`, chip('bad', `${open} open`))
          : html`<span class="muted nothing">nothing</span>`,
    },
  ];
}

function windowCell({ document }: StoredPurchaseOrder): Html {
  const window = bindingWindow(document);
  if (!window) return html`<span class="muted">none given</span>`;
  return html`<span class="nowrap">${windowText(window)}</span><span class="sub">${window === document.deliveryWindow ? 'delivery' : 'ship'}</span>`;
}

/** Before the answer there is no figure, and a zero would look like a rejection. */
function acceptedCell({ progress, summary }: StoredPurchaseOrder): Html {
  const undecided = progress === 'received' || progress === 'waiting-for-a-person' || progress === 'stopped';
  return undecided && summary.acceptedEaches === 0
    ? html`<span class="muted">–</span>`
    : html`${eachesText(summary.acceptedEaches)}`;
}

function tally(wanted: Urgency, count: number): Html {
  return html`<span class="tone ${count > 0 ? URGENCY[wanted].tone : 'idle'}"><b>${count}</b> ${URGENCY[wanted].heading.toLowerCase()}</span> `;
}

/** Only where there are some: most accounts have no files. */
function fileTally(count: number): Html | false {
  return (
    count > 0 &&
    html`<a class="tone wait" href="/documents?way=to-enter"><b>${count}</b> ${count === 1 ? 'file' : 'files'} to enter in Vendor Central</a> `
  );
}

function discrepancyTally(troubles: readonly Discrepancy[], now: Date): Html {
  if (troubles.length === 0) return html`<span class="tone idle"><b>0</b> to settle</span>`;
  const next = troubles.find(({ dueBy }) => dueBy !== undefined)?.dueBy;
  return html`<a class="tone bad" href="/discrepancies"><b>${troubles.length}</b> ${troubles.length === 1 ? 'discrepancy' : 'discrepancies'} to settle</a>${
    next && html` <span class="muted">the first: ${countdown(next, now)}</span>`
  }`;
}

/** The row's own count knows the doubts about lines; claims and refused documents stand only in the list. */
function openOf({ key, summary }: StoredPurchaseOrder, troubles: readonly Discrepancy[]): number {
  const listed = troubles.filter(
    ({ subject }) => subject.purchaseOrderNumber && purchaseOrderKey(subject.purchaseOrderNumber) === key,
  );
  return Math.max(summary.openDoubts, listed.length);
}

function byLimit(a: Row, b: Row): number {
  const [first, second] = [a.limit?.by ?? '~', b.limit?.by ?? '~'];
  return first < second ? -1 : first > second ? 1 : 0;
}

function firstOrder(deps: ConsoleDeps): Html {
  const accounts = deps.partners.all();
  return html`<h1>Today</h1>${
    accounts.length === 0
      ? empty(
          'No trading partner is set up yet',
          'Vendor Bridge needs to know your vendor code, your EDI ids and which channel each document takes.',
          html`Describe the account in the configuration file, then start again with <code>npx vendor-bridge serve</code>.`,
        )
      : empty(
          'No purchase order has come yet',
          html`Orders for ${accounts.map(({ vendorCode }) => vendorCode).join(', ')} appear here by themselves, the most urgent first.`,
          html`To try it, put an 850 into the mailbox folder, or read one here: <code>npx vendor-bridge edi check FILE</code>.`,
          html`The <a href="/readyz">health page</a> says whether the mailbox, the shop and the database answer.`,
        )
  }`;
}
