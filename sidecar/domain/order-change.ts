import { z } from 'zod';
import { CalendarDaySchema } from './calendar.ts';
import { ProductId } from './identifiers.ts';
import { DecimalSchema } from './money.ts';
import { PriceBasis, PurchaseOrder } from './purchase-order.ts';
import { Quantity } from './quantity.ts';

/** X12 BCH01: 04 change, 01 cancellation, 05 replace. */
export const ChangePurpose = z.enum(['change', 'cancellation', 'replacement']);
export type ChangePurpose = z.infer<typeof ChangePurpose>;

/**
 * What happens to a line. X12 POC02 (670): AI added, DI deleted, QD and QI quantity, PC price, PQ both, RS and CT
 * rescheduled, CA changed, RZ replaced, NC unchanged. CF, cancelled, takes back the whole order by the standard
 * although it stands on a line.
 */
export const LineChange = z.enum([
  'added',
  'deleted',
  'cancelled',
  'quantity-decreased',
  'quantity-increased',
  'price',
  'price-and-quantity',
  'rescheduled',
  'changed',
  'replaced',
  'unchanged',
]);
export type LineChange = z.infer<typeof LineChange>;

/** What a change says of a window; an end that it does not name stays where it was. */
export const ChangedWindow = z.object({ from: CalendarDaySchema.optional(), to: CalendarDaySchema.optional() });
export type ChangedWindow = z.infer<typeof ChangedWindow>;

/** One line as the change states it. X12 POC loop. */
export const OrderChangeLine = z.object({
  change: LineChange,
  /** As received, to be found among the lines of the order; may be empty. POC01. */
  lineNumber: z.string(),
  /** 1-based place in the change, which is not the place in the order. */
  position: z.number().int().positive(),
  productIds: z.array(ProductId),
  /** What is ordered from now on, not the difference; absent where nothing is said of it. POC03, POC05. */
  ordered: Quantity.optional(),
  /**
   * POC04 as sent: what is left to receive by the standard, the difference where others are heard. Shown, and
   * never counted with.
   */
  left: z.number().int().nonnegative().optional(),
  /** Cost from now on. POC06. */
  unitCost: DecimalSchema.optional(),
  priceBasis: PriceBasis,
  listPrice: DecimalSchema.optional(),
  /** Of this line alone; an order has one for all. DTM within the loop. */
  shipWindow: ChangedWindow.optional(),
  deliveryWindow: ChangedWindow.optional(),
});
export type OrderChangeLine = z.infer<typeof OrderChangeLine>;

const { shape } = PurchaseOrder;

/**
 * What Amazon wants different in an order that it has sent. X12 860. What it leaves out stays as it was.
 * `applyChange` makes a whole order of it again, as versions of an order are kept.
 */
export const OrderChange = z.object({
  /** The order that is changed. BCH03. */
  number: shape.number,
  purpose: ChangePurpose,
  type: shape.type.optional(),
  /** Of the order. BCH06. */
  orderedOn: CalendarDaySchema.optional(),
  /** Of the change. BCH11. */
  changedOn: CalendarDaySchema.optional(),
  /** The sender's count of changes of this order. BCH05. */
  sequence: z.string().optional(),
  vendorCode: shape.vendorCode,
  currency: shape.currency,
  shipTo: shape.shipTo,
  billTo: shape.billTo,
  shipWindow: ChangedWindow.optional(),
  deliveryWindow: ChangedWindow.optional(),
  methodOfPayment: shape.methodOfPayment,
  dealCode: shape.dealCode,
  isBackOrderAllowed: shape.isBackOrderAllowed,
  notes: shape.notes,
  /** None where only the header changes, or all of the order is taken back. */
  lines: z.array(OrderChangeLine),
});
export type OrderChange = z.infer<typeof OrderChange>;
