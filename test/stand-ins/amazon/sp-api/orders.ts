import type { BookedLine, BookedOrder } from '../books.ts';
import type { AmazonParty, AmazonWindow } from '../order.ts';
import { daysBetween, type World } from '../world.ts';
import { pager } from './pages.ts';
import { choice, isWithin, limitOf, type Span, span } from './query.ts';
import { failure, ok, type Reply } from './reply.ts';

const HISTORY_DAYS = 183;

const TYPE = {
  regular: 'RegularOrder',
  rush: 'RushOrder',
  'new-product': 'NewProductIntroduction',
  consigned: 'ConsignedOrder',
};
const METHOD = {
  BP: 'PaidByBuyer',
  CC: 'CollectOnDelivery',
  DF: 'DefinedByBuyerAndSeller',
  FO: 'FOBPortOfCall',
  PP: 'PrepaidBySeller',
  PS: 'PaidBySeller',
};

/** GET purchaseOrders and purchaseOrders/{number}. Parameters that are not named here are ignored (Q6). */
export function orderViews(world: World) {
  const pages = pager<BookedOrder>(world, 'orders');
  return {
    list(query: URLSearchParams): Reply {
      const token = query.get('nextToken');
      const details = query.get('includeDetails') !== 'false' || world.quirks.has('Q10');
      const { items, pagination } = token ? pages.next(token) : pages.first(find(world, query), limitOf(query, 100));
      const orders = items.map((order) => (details ? showOrder(world, order) : head(order)));
      return ok({ pagination, orders });
    },
    one(number: string): Reply {
      const order = world.books.orders[number];
      if (!order || order.via === 'edi')
        return failure(404, 'ResourceNotFound', `Purchase order ${number} was not found.`);
      return ok(showOrder(world, order));
    },
  };
}

function find(world: World, query: URLSearchParams): BookedOrder[] {
  const { quirks } = world;
  const now = world.now();
  const sort = choice(query, 'sortOrder', ['ASC', 'DESC']) ?? 'DESC';
  const state = choice(query, 'purchaseOrderState', ['New', 'Acknowledged', 'Closed']);
  const cancelled = choice(query, 'poItemState', ['Cancelled']);
  const created = span(query, 'createdAfter', 'createdBefore', now, quirks.has('Q4'));
  const changed = span(query, 'changedAfter', 'changedBefore', now, false);
  const vendorCode = query.get('orderingVendorCode');
  // Without any window the last 7 days of creation come back; Q5 forgets the change window as well.
  const window: Span | undefined =
    created ?? (changed || quirks.has('Q5') ? undefined : { from: now.getTime() - 7 * 86_400_000, to: now.getTime() });
  if (quirks.has('Q9') || (vendorCode !== null && vendorCode !== world.vendorCode)) return [];
  const found = Object.values(world.books.orders).filter(
    (order) =>
      order.via !== 'edi' &&
      daysBetween(order.createdAt, now) <= HISTORY_DAYS &&
      isWithin(order.createdAt, window) &&
      (quirks.has('Q5') || isWithin(order.changedAt, changed)) &&
      (state === undefined || quirks.has('Q7') || order.state === state) &&
      (query.get('isPOChanged') !== 'true' || order.changedAt !== undefined) &&
      (cancelled === undefined || order.lines.some((line) => line.ordered === 0)),
  );
  if (quirks.has('Q3')) return found.sort((a, b) => (a.number < b.number ? -1 : 1));
  return found.sort((a, b) => (sort === 'ASC' ? 1 : -1) * a.createdAt.localeCompare(b.createdAt));
}

function head({ number, state }: BookedOrder) {
  return { purchaseOrderNumber: number, purchaseOrderState: state };
}

function showOrder(world: World, order: BookedOrder) {
  const { header } = order;
  return {
    ...head(order),
    orderDetails: {
      purchaseOrderDate: order.createdAt,
      ...(order.changedAt === undefined ? {} : { purchaseOrderChangedDate: order.changedAt }),
      purchaseOrderStateChangedDate: order.stateChangedAt,
      purchaseOrderType: TYPE[header.type ?? 'regular'],
      ...(header.methodOfPayment === undefined
        ? {}
        : { importDetails: { methodOfPayment: METHOD[header.methodOfPayment] } }),
      ...(header.dealCode === undefined ? {} : { dealCode: header.dealCode }),
      paymentMethod: 'Invoice',
      buyingParty: { partyId: header.shipTo.id },
      sellingParty: { partyId: world.vendorCode },
      shipToParty: showParty(header.shipTo),
      billToParty: showParty(world.parties.billTo),
      ...(header.shipWindow === undefined ? {} : { shipWindow: showWindow(header.shipWindow) }),
      ...(header.deliveryWindow === undefined ? {} : { deliveryWindow: showWindow(header.deliveryWindow) }),
      items: order.lines.map((line, index) => showLine(world, line, index)),
    },
  };
}

function showLine(world: World, line: BookedLine, index: number) {
  const amount = world.quirks.has('Q11') && index === 0 ? -Math.ceil(line.ordered / 2) : line.ordered;
  return {
    itemSequenceNumber: line.number,
    ...showIds(line, 'amazonProductIdentifier'),
    orderedQuantity: showCount(line, amount),
    isBackOrderAllowed: line.isBackOrderAllowed,
    ...showCost(world, line),
  };
}

/** The order view says amazonProductIdentifier, the status view buyerProductIdentifier, and both mean the ASIN. */
export function showIds(line: BookedLine, asinField: 'amazonProductIdentifier' | 'buyerProductIdentifier') {
  const asin = line.ids.find(({ qualifier }) => qualifier === 'BP');
  const vendor = line.ids.find(({ qualifier }) => qualifier !== 'BP');
  return {
    ...(asin ? { [asinField]: asin.value } : {}),
    ...(vendor ? { vendorProductIdentifier: vendor.value } : {}),
  };
}

export function showCost(world: World, line: BookedLine) {
  return line.unitCost === undefined ? {} : { netCost: { currencyCode: world.currency, amount: line.unitCost } };
}

export function showCount(line: BookedLine, amount: number) {
  const unitSize = line.unit === 'EA' ? (line.unitSize ?? 1) : line.unitSize;
  return {
    amount,
    unitOfMeasure: line.unit === 'CA' ? 'Cases' : 'Eaches',
    ...(unitSize === undefined ? {} : { unitSize }),
  };
}

export function showParty(party: AmazonParty) {
  if (party.name === undefined || !party.addressLines?.[0] || party.countryCode === undefined)
    return { partyId: party.id };
  const [addressLine1, addressLine2, addressLine3] = party.addressLines;
  const address = {
    name: party.name,
    addressLine1,
    addressLine2,
    addressLine3,
    city: party.city,
    stateOrRegion: party.stateOrRegion,
    postalCode: party.postalCode,
    countryCode: party.countryCode,
  };
  return {
    partyId: party.id,
    address: Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)),
  };
}

/** The last day belongs to the window; equal days are that one day. */
function showWindow({ from, to }: AmazonWindow): string {
  return `${from}T00:00:00Z--${to}T00:00:00Z`;
}
