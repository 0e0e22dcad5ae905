/*
 * What Amazon does to one order over its life, at random: quantities up and down, lines taken back and taken up again,
 * windows moved, costs changed, lines added, all of it taken back, by 850 or by 860; with goods leaving, people
 * answering and time passing in between.
 */
import fc from 'fast-check';
import type { OrderChange, OrderChangeLine } from '../../sidecar/domain/order-change.ts';
import type { PurchaseOrder, PurchaseOrderLine } from '../../sidecar/domain/purchase-order.ts';
import { orderOf } from '../fakes/world.ts';

export const SKUS = ['NK-0101', 'NK-0102', 'NK-0103', 'NK-0104', 'NK-0105'];
const NUMBER = '4KQ7TZ1M';

export type Happening =
  | { what: 'quantity' | 'cancel-line' | 'take-up-line'; line: number; amount: number; by: '850' | '860' }
  | { what: 'cost'; line: number; cost: string; by: '850' | '860' }
  | { what: 'window'; days: number; by: '850' | '860' }
  | { what: 'new-line'; amount: number; by: '850' | '860' }
  | { what: 'cancel-all' | 'take-up-all'; amount: number; by: '850' | '860' }
  | { what: 'resend' }
  | { what: 'ship'; line: number; amount: number }
  | { what: 'restock'; line: number; amount: number }
  | { what: 'answer-doubts' }
  | { what: 'hours'; hours: number };

const by = fc.constantFrom('850' as const, '860' as const);
const line = fc.nat(4);
const amount = fc.nat(40);

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('quantity' as const), line, amount, by }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cancel-line' as const), line, amount, by }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('take-up-line' as const), line, amount, by }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('cost' as const), line, cost: fc.constantFrom('4', '5', '3.5'), by }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('window' as const), days: fc.nat(9), by }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('new-line' as const), amount, by }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constantFrom('cancel-all' as const, 'take-up-all' as const), amount, by }),
  },
  { weight: 1, arbitrary: fc.constant({ what: 'resend' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('ship' as const), line, amount: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('restock' as const), line, amount }) },
  { weight: 2, arbitrary: fc.constant({ what: 'answer-doubts' as const }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('hours' as const), hours: fc.constantFrom(1, 1, 30, 60) }) },
);

/** The first word of the order: one to three lines, the second of them in cases of twelve. */
export function firstOrder(amounts: readonly number[]): PurchaseOrder {
  return orderOf(
    NUMBER,
    ...amounts.map((count, index) => `${SKUS[index]} ${index === 1 ? `${count % 4}cs/12` : `${count}ea`} 4`),
  );
}

/** What Amazon wants from now on, and how it says it; undefined where nothing is different. */
export function changeOf(
  order: PurchaseOrder,
  happened: Happening,
): { order: PurchaseOrder; change?: OrderChange } | undefined {
  if (happened.what === 'resend') return { order };
  const told = told860(order, happened);
  if (told === undefined) return undefined;
  const isBy860 = 'by' in happened && happened.by === '860';
  return { order: told.order, ...(isBy860 ? { change: { ...HEAD, ...told.change } } : {}) };
}

const HEAD: OrderChange = { number: NUMBER, purpose: 'change', notes: [], lines: [] };

type Told = { order: PurchaseOrder; change: Partial<OrderChange> } | undefined;

function told860(order: PurchaseOrder, happened: Happening): Told {
  switch (happened.what) {
    case 'quantity':
    case 'cancel-line':
    case 'take-up-line': {
      const found = order.lines[happened.line % order.lines.length];
      const isCancelled = found?.ordered.amount === 0;
      if (!found || (happened.what === 'take-up-line') !== isCancelled) return undefined;
      const wanted = happened.what === 'cancel-line' ? 0 : counted(found, happened.amount);
      if (wanted === found.ordered.amount) return undefined;
      return withLines(order, [[found, { ...found, ordered: { ...found.ordered, amount: wanted } }]]);
    }
    case 'cost': {
      const found = order.lines[happened.line % order.lines.length];
      if (!found || found.ordered.amount === 0 || found.unitCost === happened.cost) return undefined;
      return withLines(order, [[found, { ...found, unitCost: happened.cost as PurchaseOrderLine['unitCost'] }]]);
    }
    case 'window': {
      const day = (offset: number) =>
        new Date(Date.UTC(2026, 7, 10 + happened.days + offset)).toISOString().slice(0, 10);
      const deliveryWindow = { from: day(0), to: day(4) } as PurchaseOrder['deliveryWindow'];
      if (!deliveryWindow || deliveryWindow.from === order.deliveryWindow?.from) return undefined;
      return { order: { ...order, deliveryWindow }, change: { deliveryWindow } };
    }
    case 'new-line': {
      const sku = SKUS[order.lines.length];
      if (sku === undefined || happened.amount === 0) return undefined;
      const [fresh] = orderOf(NUMBER, `${sku} ${happened.amount}ea 4`).lines;
      if (!fresh) return undefined;
      const place = order.lines.length + 1;
      const added = { ...fresh, lineNumber: String(place), position: place };
      return {
        order: { ...order, lines: [...order.lines, added] },
        change: { lines: [{ ...stated(added, 'added'), ordered: added.ordered, position: 1 }] },
      };
    }
    case 'cancel-all': {
      const gone = order.lines.map((one) => ({ ...one, ordered: { ...one.ordered, amount: 0 } }));
      return { order: { ...order, lines: gone }, change: { purpose: 'cancellation' } };
    }
    case 'take-up-all': {
      const pairs = order.lines.flatMap((one): [PurchaseOrderLine, PurchaseOrderLine][] =>
        one.ordered.amount > 0
          ? []
          : [[one, { ...one, ordered: { ...one.ordered, amount: counted(one, happened.amount) } }]],
      );
      return withLines(order, pairs);
    }
    default:
      return undefined;
  }
}

function counted({ ordered }: PurchaseOrderLine, count: number): number {
  return ordered.unitOfMeasure === 'case' ? count % 5 : count;
}

function withLines(order: PurchaseOrder, pairs: readonly [PurchaseOrderLine, PurchaseOrderLine][]): Told {
  const told = pairs.filter(([before, after]) => JSON.stringify(before) !== JSON.stringify(after));
  if (told.length === 0) return undefined;
  const after = new Map(told.map(([{ position }, line]) => [position, line]));
  return {
    order: { ...order, lines: order.lines.map((one) => after.get(one.position) ?? one) },
    change: { lines: told.map(([before, line], index) => ({ ...statedChange(before, line), position: index + 1 })) },
  };
}

function statedChange(before: PurchaseOrderLine, after: PurchaseOrderLine): OrderChangeLine {
  const difference = after.ordered.amount - before.ordered.amount;
  if (difference === 0) return { ...stated(after, 'price'), unitCost: after.unitCost };
  if (after.ordered.amount === 0) return stated(after, 'deleted');
  return { ...stated(after, difference < 0 ? 'quantity-decreased' : 'quantity-increased'), ordered: after.ordered };
}

function stated(
  { lineNumber, productIds, priceBasis }: PurchaseOrderLine,
  change: OrderChangeLine['change'],
): OrderChangeLine {
  return { change, lineNumber, position: 1, productIds, priceBasis };
}
