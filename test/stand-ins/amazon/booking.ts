import type { BookedLine, BookedOrder } from './books.ts';
import { promisedEaches } from './judge/lines.ts';
import type { AmazonOrder, AmazonOrderChange, AmazonOrderLine, OrderChannel } from './order.ts';
import { timestamp, type World } from './world.ts';

/** Opens an order in the books; Amazon never uses a number twice. */
export function openOrder(world: World, order: AmazonOrder, via: OrderChannel): BookedOrder {
  if (world.books.orders[order.number]) throw new Error(`purchase order ${order.number} exists; change it instead`);
  const now = timestamp(world);
  const createdAt = instantOf(order.orderedOn ?? now, now);
  const { lines, ...header } = structuredClone(order);
  const booked: BookedOrder = {
    number: order.number,
    via,
    state: 'New',
    createdAt,
    stateChangedAt: createdAt,
    updatedAt: createdAt,
    header,
    lines: lines.map((line, index) => openLine(line, index, createdAt)),
  };
  world.books.orders[order.number] = booked;
  return booked;
}

/** A day that is today becomes this moment, so that the order falls into the window that is polled now. */
function instantOf(text: string, now: string): string {
  if (text.length > 10) return new Date(text).toISOString();
  return text === now.slice(0, 10) ? now : `${text}T12:00:00.000Z`;
}

function openLine(line: AmazonOrderLine, index: number, at: string): BookedLine {
  return {
    number: line.number ?? String(index + 1),
    ids: line.ids,
    ordered: line.quantity,
    unit: line.unit,
    ...(line.unitSize === undefined ? {} : { unitSize: line.unitSize }),
    ...(line.unitCost === undefined ? {} : { unitCost: line.unitCost }),
    isBackOrderAllowed: line.isBackOrderAllowed ?? false,
    quantities: [{ at, ordered: line.quantity }],
    promises: [],
    shipped: 0,
    invoiced: 0,
    received: 0,
  };
}

/** Amazon changes an order it has placed; the vendor learns of it by another 850 or by the changed window. */
export function changeOrder(world: World, number: string, change: AmazonOrderChange): BookedOrder {
  const order = orderOf(world, number);
  const at = timestamp(world);
  for (const { number: lineNumber, quantity, unitCost } of change.lines ?? []) {
    const line = lineOf(order, lineNumber);
    if (quantity !== undefined) {
      line.ordered = quantity;
      line.quantities.push({ at, ordered: quantity });
    }
    if (unitCost !== undefined) line.unitCost = unitCost;
  }
  for (const line of change.addLines ?? []) order.lines.push(openLine(line, order.lines.length, at));
  const { lines: _lines, addLines: _added, ...header } = change;
  Object.assign(order.header, structuredClone(header));
  Object.assign(order, { changedAt: at, updatedAt: at });
  closeIfDone(order, at);
  return order;
}

/** The fulfilment centre counts what came, in eaches. */
export function receive(world: World, number: string, lineNumber: string, eaches: number): void {
  const order = orderOf(world, number);
  const line = lineOf(order, lineNumber);
  const at = timestamp(world);
  line.received += eaches;
  Object.assign(line, { receivedAt: at });
  order.updatedAt = at;
  closeIfDone(order, at);
}

/** Closed when cancelled as a whole, or when all that was promised has been received. */
function closeIfDone(order: BookedOrder, at: string): void {
  const cancelled = order.lines.every(({ ordered }) => ordered === 0);
  const arrived = order.state === 'Acknowledged' && order.lines.every((line) => line.received >= promisedEaches(line));
  if (order.state !== 'Closed' && (cancelled || arrived)) Object.assign(order, { state: 'Closed', stateChangedAt: at });
  // Amazon may take a cancellation back.
  else if (order.state === 'Closed' && !cancelled && !arrived) {
    Object.assign(order, {
      state: order.lines.some(({ effective }) => effective) ? 'Acknowledged' : 'New',
      stateChangedAt: at,
    });
  }
}

function orderOf(world: World, number: string): BookedOrder {
  const order = world.books.orders[number];
  if (!order) throw new Error(`there is no purchase order ${number}`);
  return order;
}

function lineOf(order: BookedOrder, number: string): BookedLine {
  const line = order.lines.find((one) => one.number === number);
  if (!line) throw new Error(`purchase order ${order.number} has no line ${number}`);
  return line;
}
