import type { BookedLine, BookedOrder, LinePromise } from '../books.ts';
import { eachesPerUnit } from '../judge/lines.ts';
import { daysBetween, type World } from '../world.ts';
import { showCost, showCount, showIds, showParty } from './orders.ts';
import { pager } from './pages.ts';
import { choice, isWithin, limitOf, QueryRefused, span } from './query.ts';
import { ok, type Reply } from './reply.ts';

const HISTORY_DAYS = 183;

/** GET purchaseOrdersStatus: what Amazon thinks it has been promised and has received, whatever the channel of the order. */
export function statusView(world: World): (query: URLSearchParams) => Reply {
  const pages = pager<BookedOrder>(world, 'status');
  return (query) => {
    const token = query.get('nextToken');
    const { items, pagination } = token ? pages.next(token) : pages.first(find(world, query), limitOf(query, 100));
    return ok({ pagination, ordersStatus: items.map((order) => showStatus(world, order)) });
  };
}

function find(world: World, query: URLSearchParams): BookedOrder[] {
  const { quirks } = world;
  const now = world.now();
  const sort = choice(query, 'sortOrder', ['ASC', 'DESC']) ?? 'DESC';
  if (sort === 'ASC' && quirks.has('Q2')) throw new QueryRefused('sortOrder', 'ASC is not available.');
  const status = choice(query, 'purchaseOrderStatus', ['OPEN', 'CLOSED']);
  const confirmation = choice(query, 'itemConfirmationStatus', [
    'ACCEPTED',
    'PARTIALLY_ACCEPTED',
    'REJECTED',
    'UNCONFIRMED',
  ]);
  const receipt = choice(query, 'itemReceiveStatus', ['NOT_RECEIVED', 'PARTIALLY_RECEIVED', 'RECEIVED']);
  const created = span(query, 'createdAfter', 'createdBefore', now, quirks.has('Q4'));
  const updated = span(query, 'updatedAfter', 'updatedBefore', now, false);
  const number = query.get('purchaseOrderNumber');
  const vendorCode = query.get('orderingVendorCode');
  const shipTo = query.get('shipToPartyId');
  if (quirks.has('Q9') || (vendorCode !== null && vendorCode !== world.vendorCode)) return [];
  const recent =
    created || updated || number !== null || quirks.has('Q5')
      ? created
      : { from: now.getTime() - 7 * 86_400_000, to: now.getTime() };
  const found = Object.values(world.books.orders).filter(
    (order) =>
      (number === null || order.number === number) &&
      daysBetween(order.createdAt, now) <= HISTORY_DAYS &&
      isWithin(order.createdAt, recent) &&
      (quirks.has('Q5') || isWithin(order.updatedAt, updated)) &&
      (status === undefined || quirks.has('Q7') || statusOf(order) === status) &&
      (shipTo === null || order.header.shipTo.id === shipTo) &&
      (confirmation === undefined || order.lines.some((line) => confirmationOf(world, line) === confirmation)) &&
      (receipt === undefined || order.lines.some((line) => receiptOf(line, line.received) === receipt)),
  );
  return found.sort((a, b) => (sort === 'ASC' ? 1 : -1) * a.createdAt.localeCompare(b.createdAt));
}

function showStatus(world: World, order: BookedOrder) {
  return {
    purchaseOrderNumber: order.number,
    purchaseOrderStatus: statusOf(order),
    purchaseOrderDate: order.createdAt,
    lastUpdatedDate: order.updatedAt,
    sellingParty: { partyId: world.vendorCode },
    shipToParty: showParty(order.header.shipTo),
    itemStatus: order.lines.map((line, index) => showLine(world, line, index)),
  };
}

function statusOf(order: BookedOrder): 'OPEN' | 'CLOSED' {
  return order.state === 'Closed' ? 'CLOSED' : 'OPEN';
}

function showLine(world: World, line: BookedLine, index: number) {
  return {
    itemSequenceNumber: line.number,
    ...showIds(line, 'buyerProductIdentifier'),
    ...showCost(world, line),
    orderedQuantity: {
      orderedQuantity: showCount(line, line.ordered),
      orderedQuantityDetails: line.quantities
        .map(({ at, ordered }, nth) => showChange(line, at, ordered, nth))
        .reverse(),
    },
    acknowledgementStatus: showAcknowledgement(world, line),
    // Q12: receipts are advice, not fact.
    ...(world.quirks.has('Q12') && index === 0 ? {} : { receivingStatus: showReceipt(world, line) }),
  };
}

/** Each entry is a change, not a level: 20 ordered may read 15 and, later, 5. */
function showChange(line: BookedLine, updatedDate: string, ordered: number, nth: number) {
  const change = ordered - (nth === 0 ? 0 : (line.quantities[nth - 1]?.ordered ?? 0));
  if (change < 0) return { updatedDate, cancelledQuantity: showCount(line, -change) };
  return { updatedDate, orderedQuantity: showCount(line, change) };
}

function showAcknowledgement(world: World, line: BookedLine) {
  const { effective } = line;
  return {
    confirmationStatus: confirmationOf(world, line),
    ...(effective ? quantities(line, effective) : {}),
    acknowledgementStatusDetails: line.promises
      .map((promise) => ({ acknowledgementDate: promise.at, ...quantities(line, promise) }))
      .reverse(),
  };
}

/** The model has no backordered quantity: Amazon counts it as accepted. */
function quantities(line: BookedLine, { accepted, backordered, rejected }: LinePromise) {
  return { acceptedQuantity: showCount(line, accepted + backordered), rejectedQuantity: showCount(line, rejected) };
}

function confirmationOf(world: World, { effective, ordered }: BookedLine) {
  if (!effective) return 'UNCONFIRMED';
  const accepted = effective.accepted + effective.backordered;
  if (accepted >= ordered && ordered > 0) return 'ACCEPTED';
  if (accepted > 0) return 'PARTIALLY_ACCEPTED';
  return world.quirks.has('Q20') && effective.channel === 'sp-api' ? 'ACCEPTED' : 'REJECTED';
}

function showReceipt(world: World, line: BookedLine) {
  const received = world.quirks.has('Q12') ? Math.floor(line.received / 2) : line.received;
  return {
    receiveStatus: receiptOf(line, received),
    receivedQuantity: { amount: received, unitOfMeasure: 'Eaches', unitSize: 1 },
    ...(line.receivedAt === undefined ? {} : { lastReceiveDate: line.receivedAt }),
  };
}

function receiptOf(line: BookedLine, received: number) {
  if (received === 0) return 'NOT_RECEIVED';
  return received < line.ordered * eachesPerUnit(line) ? 'PARTIALLY_RECEIVED' : 'RECEIVED';
}
