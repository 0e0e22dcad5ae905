import type { LineDecision } from '../../domain/decision.ts';
import { bindingWindow } from '../../domain/purchase-order.ts';
import type { ShownOrder } from '../../domain/shown-order.ts';
import type { KeptRouting, StoredPurchaseOrder } from '../../ports/stores.ts';
import { nextLimit } from '../views/limits.ts';
import { type OrderFile, orderFile, orderForMachines, orderSummary } from '../views/order-file.ts';
import type { View } from '../views/view.ts';
import { countText, decidedText, eachesText, orderedTotal, quantityText, unitCostText } from '../words/quantities.ts';
import { pickUpText } from '../words/routing.ts';
import { isPortalLocked, PORTAL_LOCK, RECEIPTS_ARE_ADVICE, receivedText } from '../words/shown.ts';
import { instantText, leftText, windowText } from '../words/times.ts';
import { ACKNOWLEDGED, CHANNEL, DOCUMENT, kindWord, PROGRESS, RULE } from '../words/words.ts';
import { BadInput } from './failure.ts';
import { oneLine, textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

interface Output {
  json: boolean;
}

/** The order board on a terminal: what must I do, and by when? */
export async function poList(options: Output & { all: boolean }, view: View, terminal: Terminal): Promise<void> {
  const orders = await view.stores.purchaseOrders.list({});
  const wanted = options.all
    ? orders
    : orders.filter(({ progress }) => progress !== 'closed' && progress !== 'shipped');
  const rows = wanted.map((order) => ({ order, limit: nextLimit(order, view) }));
  rows.sort((a, b) => compareText(a.limit?.by ?? '~', b.limit?.by ?? '~'));
  if (options.json) {
    for (const { order } of rows) await printJson(terminal, orderSummary(order, view));
    return;
  }
  if (rows.length === 0) {
    return print(
      terminal,
      orders.length === 0
        ? 'No purchase order has come yet.'
        : 'Nothing is open. --all shows what is shipped and closed.',
    );
  }
  await print(
    terminal,
    textTable(
      [
        { head: 'Time left', figures: true, cell: ({ limit }) => (limit ? leftText(limit.by, view.now()) : '–') },
        { head: '', cell: ({ limit }) => limit?.toDo ?? '' },
        { head: 'Order', cell: ({ order }) => order.document.number },
        { head: 'Account', cell: ({ order }) => order.vendorCode },
        { head: 'FC', cell: ({ order }) => order.document.shipTo?.id ?? '–' },
        { head: 'Window', cell: ({ order }) => windowOf(order) },
        { head: 'Lines', figures: true, cell: ({ order }) => String(order.document.lines.length) },
        { head: 'Ordered', figures: true, cell: ({ order }) => orderedText(order) },
        { head: 'Accepted', figures: true, cell: ({ order }) => `${countText(order.summary.acceptedEaches)} ea` },
        { head: 'Progress', cell: ({ order }) => PROGRESS[order.progress].word },
        { head: 'Doubts', figures: true, cell: ({ order }) => String(order.summary.openDoubts) },
      ],
      rows,
    ),
  );
}

export async function poShow(number: string, options: Output, view: View, terminal: Terminal): Promise<void> {
  const file = await mustBeKept(number, view);
  if (options.json) return printJson(terminal, orderForMachines(file, view));
  const { order, documents, discrepancies } = file;
  const limit = nextLimit(order, view);
  const open = discrepancies.filter(({ state }) => state === 'open');
  const head = [
    `${order.document.number}  ${PROGRESS[order.progress].word}${limit ? `  ${leftText(limit.by, view.now())} ${limit.toDo}` : ''}`,
    `account ${order.vendorCode}, fulfilment centre ${order.document.shipTo?.id ?? '–'}, window ${windowOf(order)}, version ${order.version}`,
    `received ${instantText(order.firstReceivedAt)}, acknowledge by ${instantText(order.acknowledgeBy)}`,
    ...(isPortalLocked(documents) ? [`Vendor Central: ${PORTAL_LOCK}`] : []),
    ...order.document.notes.map((note) => `note: ${oneLine(note)}`),
  ];
  const parts = [head.join('\n'), linesText(file)];
  if (open.length > 0) {
    const row = textTable(
      [
        { head: 'To settle', cell: ({ kind }) => kindWord(kind) },
        { head: 'Time left', figures: true, cell: ({ dueBy }) => (dueBy ? leftText(dueBy, view.now()) : '–') },
        { head: 'What is wrong', cell: ({ summary }) => summary },
      ],
      open,
    );
    parts.push(row);
  }
  if (documents.length > 0) {
    const row = textTable(
      [
        { head: 'Document', cell: ({ kind }) => DOCUMENT[kind] },
        { head: 'Channel', cell: ({ channel }) => CHANNEL[channel] },
        { head: 'Delivered', cell: ({ deliveredAt }) => (deliveredAt ? instantText(deliveredAt) : 'not yet') },
        {
          head: 'Amazon’s answer',
          cell: ({ acknowledged, problems }) => [ACKNOWLEDGED[acknowledged].word, ...problems].join(': '),
        },
      ],
      documents,
    );
    parts.push(row);
  }
  if (file.shown) parts.push(shownText(file.shown));
  if (file.routings.length > 0) parts.push(routingsText(file.routings));
  const remarks = file.checks.flatMap(({ key, findings }) => findings.map((finding) => ({ key, ...finding })));
  if (remarks.length > 0) {
    parts.push(
      textTable(
        [
          { head: 'Checked before sending', cell: ({ key }) => key },
          { head: 'Where', cell: ({ field }) => field },
          { head: 'What', cell: ({ message }) => message },
          { head: 'What to do', cell: ({ fix }) => fix },
          { head: 'Prevents', cell: ({ prevents }) => prevents ?? '–' },
          { head: 'Sent all the same by', cell: ({ sentAnywayBy }) => sentAnywayBy ?? '–' },
        ],
        remarks,
      ),
    );
  }
  await print(terminal, parts.join('\n\n'));
}

/** Why each line was answered as it was. */
export async function poExplain(number: string, options: Output, view: View, terminal: Terminal): Promise<void> {
  const { order, decision } = await mustBeKept(number, view);
  if (options.json) {
    for (const line of decision?.lines ?? [])
      await printJson(terminal, { version: decision?.version, at: decision?.at, ...line });
    return;
  }
  if (!decision) {
    return print(
      terminal,
      `${order.document.number} is not decided yet: ${PROGRESS[order.progress].word}. npx vendor-bridge po show ${order.document.number} says what it waits for.`,
    );
  }
  const stale = decision.version < order.version ? `; Amazon has sent version ${order.version} since` : '';
  const head = `${order.document.number}, decided ${instantText(decision.at)} for version ${decision.version}${stale}`;
  await print(terminal, [head, ...decision.lines.map(explained)].join('\n\n'));
}

function explained(line: LineDecision): string {
  const { stock } = line;
  const figures = stock && [
    stock.salable !== undefined && `salable ${countText(stock.salable)}`,
    stock.inPoolSources !== undefined && `in the pool ${countText(stock.inPoolSources)}`,
    stock.buffer !== undefined && `buffer ${countText(stock.buffer)}`,
    `held ${countText(stock.held)} of ${countText(stock.requested)}`,
    stock.reason,
  ];
  return [
    `Line ${line.lineNumber || line.position}  ${line.sku ?? 'no SKU'}: ${RULE[line.rule]}`,
    `  ordered ${quantityText(line.ordered, line.casePack && line.casePack > 1 ? line.casePack : undefined)}`,
    `  accepted ${decidedText(line, line.accepted)}, backordered ${decidedText(line, line.backordered)}, rejected ${decidedText(line, line.rejected)}`,
    ...line.reasons.map((reason, index) => `  ${index + 1}. ${oneLine(reason)}`),
    ...(figures ? [`  stock: ${figures.filter(Boolean).join(', ')}`] : []),
  ].join('\n');
}

function routingsText(routings: readonly KeptRouting[]): string {
  return textTable(
    [
      { head: 'Fetched by', cell: ({ load }) => load.carrierScac ?? '–' },
      { head: 'On', cell: ({ load }) => pickUpText(load) },
      { head: 'ARN', cell: ({ load }) => load.amazonReferenceNumber ?? '–' },
      { head: 'Bill of lading', cell: ({ load }) => load.billOfLading ?? '–' },
      { head: 'To', cell: ({ load }) => load.shipTo?.id ?? '–' },
      { head: 'Request', cell: ({ load }) => load.requestNumber },
    ],
    routings,
  );
}

function shownText({ lines, shownAt }: ShownOrder): string {
  const rows = textTable(
    [
      { head: 'Amazon shows line', cell: ({ lineNumber }) => lineNumber || '–' },
      { head: 'Accepted or backordered', figures: true, cell: ({ accepted }) => countText(accepted) },
      { head: 'Rejected', figures: true, cell: ({ rejected }) => countText(rejected) },
      { head: 'Received', figures: true, cell: receivedText },
    ],
    lines,
  );
  return `${rows}\n${RECEIPTS_ARE_ADVICE} Asked ${instantText(shownAt)}.`;
}

function linesText({ order, decision }: OrderFile): string {
  const { currency, lines } = order.document;
  const decided = (position: number) => decision?.lines.find((line) => line.position === position);
  const figure = (position: number, pick: (line: LineDecision) => number) => {
    const line = decided(position);
    return line ? decidedText(line, pick(line)) : '–';
  };
  return textTable(
    [
      { head: 'Line', figures: true, cell: ({ lineNumber, position }) => lineNumber || String(position) },
      { head: 'Product', cell: ({ position, productIds }) => decided(position)?.sku ?? productIds[0]?.value ?? '–' },
      {
        head: 'Unit cost',
        figures: true,
        cell: ({ unitCost }) => (unitCost ? unitCostText(unitCost, currency) : 'none'),
      },
      { head: 'Ordered', figures: true, cell: ({ ordered }) => quantityText(ordered) },
      { head: 'Accepted', figures: true, cell: ({ position }) => figure(position, (line) => line.accepted) },
      { head: 'Backordered', figures: true, cell: ({ position }) => figure(position, (line) => line.backordered) },
      { head: 'Rejected', figures: true, cell: ({ position }) => figure(position, (line) => line.rejected) },
    ],
    lines,
  );
}

async function mustBeKept(number: string, view: View): Promise<OrderFile> {
  const file = await orderFile(number, view);
  if (file) return file;
  throw new BadInput(
    'not-found',
    `purchase order ${number} is not kept here`,
    number,
    'npx vendor-bridge po list --all shows every order.',
  );
}

function windowOf({ document }: StoredPurchaseOrder): string {
  const window = bindingWindow(document);
  return window ? windowText(window) : '–';
}

function orderedText({ document }: StoredPurchaseOrder): string {
  const { eaches, cases, unclear } = orderedTotal(document);
  return [`${eachesText(eaches)} · ${countText(cases)} cs`, ...unclear].join(' + ');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
