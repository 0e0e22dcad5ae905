import { z } from 'zod';
import type { CalendarDay, Window } from '../../domain/calendar.ts';
import { type DecimalText, decimal } from '../../domain/money.ts';
import { PurchaseOrder, type PurchaseOrderLine } from '../../domain/purchase-order.ts';
import { parseDay, parseWindow } from './dates.ts';
import { PartyIdentification, parseParty } from './party.ts';
import { parseProductIds } from './product-id.ts';
import { ItemQuantity, parseQuantity } from './quantity.ts';
import { at, defined, Flag, lookUp, readShape, required, Text, type Warn } from './shape.ts';

const Money = z.object({ amount: Text, currencyCode: Text, unitOfMeasure: Text }).nullish();

const Item = z.object({
  itemSequenceNumber: Text,
  amazonProductIdentifier: Text,
  vendorProductIdentifier: Text,
  orderedQuantity: ItemQuantity,
  isBackOrderAllowed: Flag,
  netCost: Money,
  listPrice: Money,
});
type Item = z.infer<typeof Item>;

/** vendorOrders_Order as it really comes: the model's rules that live answers break are not repeated here. */
const Order = z.object({
  purchaseOrderNumber: Text,
  purchaseOrderState: Text,
  orderDetails: z.object({
    purchaseOrderDate: Text,
    purchaseOrderType: Text,
    importDetails: z.object({ methodOfPayment: Text, shippingInstructions: Text }).nullish(),
    dealCode: Text,
    sellingParty: PartyIdentification.nullish(),
    shipToParty: PartyIdentification.nullish(),
    billToParty: PartyIdentification.nullish(),
    shipWindow: Text,
    deliveryWindow: Text,
    items: z.array(Item).min(1),
  }),
});

const STATE = { New: 'New', Acknowledged: 'Acknowledged', Closed: 'Closed' } as const;

const TYPE = {
  RegularOrder: 'regular',
  RushOrder: 'rush',
  NewProductIntroduction: 'new-product',
  ConsignedOrder: 'consigned',
} as const;

/** Said by the code of X12 element 146, so that an order reads the same by either road. */
const METHOD_OF_PAYMENT = {
  PaidByBuyer: 'BP',
  CollectOnDelivery: 'CC',
  DefinedByBuyerAndSeller: 'DF',
  FOBPortOfCall: 'FO',
  PrepaidBySeller: 'PP',
  PaidBySeller: 'PS',
};

/** Reads one order of getPurchaseOrders or getPurchaseOrder. Pure: no clock, no catalogue, no defaults of our own. */
export function parsePurchaseOrder(json: unknown, warn: Warn): PurchaseOrder {
  const { purchaseOrderNumber, purchaseOrderState, orderDetails } = readShape(Order, json);
  if (purchaseOrderState === undefined) {
    warn('purchase-order-state-missing', 'purchaseOrderState is missing', at('purchaseOrderState'));
  } else {
    lookUp(STATE, purchaseOrderState, 'purchaseOrderState');
  }
  if (!orderDetails.shipWindow && !orderDetails.deliveryWindow) {
    warn('window-missing', 'The order names no delivery or ship window', at('orderDetails'));
  }
  const currency = orderDetails.items.map(currencyOf).find((code) => code !== undefined);
  const methodOfPayment = orderDetails.importDetails?.methodOfPayment;
  const instructions = orderDetails.importDetails?.shippingInstructions;
  return readShape(
    PurchaseOrder,
    defined({
      number: orderNumber(required(purchaseOrderNumber, 'purchaseOrderNumber'), warn),
      type: lookUp(TYPE, orderDetails.purchaseOrderType ?? 'RegularOrder', 'orderDetails.purchaseOrderType'),
      orderedOn: orderedOn(orderDetails.purchaseOrderDate),
      vendorCode: orderDetails.sellingParty ? parseParty(orderDetails.sellingParty).id : undefined,
      currency,
      shipTo: orderDetails.shipToParty ? parseParty(orderDetails.shipToParty) : undefined,
      billTo: orderDetails.billToParty ? parseParty(orderDetails.billToParty) : undefined,
      shipWindow: window(orderDetails.shipWindow, 'orderDetails.shipWindow', warn),
      deliveryWindow: window(orderDetails.deliveryWindow, 'orderDetails.deliveryWindow', warn),
      methodOfPayment: methodOfPayment
        ? lookUp(METHOD_OF_PAYMENT, methodOfPayment, 'orderDetails.importDetails.methodOfPayment')
        : undefined,
      dealCode: orderDetails.dealCode || undefined,
      notes: instructions ? [instructions] : [],
      lines: orderDetails.items.map((item, index) => parseLine(item, index, currency, warn)),
    }),
  );
}

/** How far Amazon says that an order is; undefined where it does not say. */
export function parseOrderState(json: unknown): 'New' | 'Acknowledged' | 'Closed' | undefined {
  const { purchaseOrderState } = readShape(z.object({ purchaseOrderState: Text }), json);
  return purchaseOrderState === undefined ? undefined : lookUp(STATE, purchaseOrderState, 'purchaseOrderState');
}

function parseLine(item: Item, index: number, currency: string | undefined, warn: Warn): PurchaseOrderLine {
  const path = `orderDetails.items[${index}]`;
  const productIds = parseProductIds(item);
  if (productIds.length === 0) warn('product-id-missing', `${path} names no product`, at(path));
  return defined({
    lineNumber: item.itemSequenceNumber?.trim() ?? '',
    position: index + 1,
    productIds,
    ordered: parseQuantity(item.orderedQuantity, `${path}.orderedQuantity`, warn),
    unitCost: price(item.netCost, `${path}.netCost`, currency, warn),
    // The model prices per each, or per weight unit where it says so, on lines in cases too.
    priceBasis: item.netCost?.unitOfMeasure ? ('unstated' as const) : ('per-each' as const),
    listPrice: price(item.listPrice, `${path}.listPrice`, currency, warn),
    isBackOrderAllowed: item.isBackOrderAllowed,
  });
}

/** A price that cannot be read is left out: its line then waits for a person, and the others go on. */
function price(
  money: Item['netCost'],
  path: string,
  currency: string | undefined,
  warn: Warn,
): DecimalText | undefined {
  const text = money?.amount;
  if (text === undefined || text.trim() === '') return undefined;
  const own = money?.currencyCode?.trim();
  if (own && own !== currency) {
    warn('currency-differs', `${path} is in ${own}, the order in ${currency}; the price was left out`, at(path));
    return undefined;
  }
  if (money?.unitOfMeasure) warn('price-by-weight', `${path} is per ${money.unitOfMeasure}, not per each`, at(path));
  const value = decimal(text);
  if (value === undefined) {
    warn('price-unreadable', `${path}.amount is '${text}', which is no number; the price was left out`, at(path));
  } else if (value.startsWith('-')) {
    warn('price-negative', `${path}.amount is ${text}`, at(path));
  }
  return value;
}

function currencyOf({ netCost, listPrice }: Item): string | undefined {
  return (netCost?.currencyCode ?? listPrice?.currencyCode)?.trim() || undefined;
}

/** A live order had a leading blank. */
function orderNumber(text: string, warn: Warn): string {
  const number = text.trim();
  if (number !== text) {
    warn('purchase-order-number-unusual', `'${text}' has blanks around it`, at('purchaseOrderNumber'));
  }
  return number;
}

function orderedOn(text: string | undefined): CalendarDay {
  return parseDay(required(text, 'orderDetails.purchaseOrderDate'), 'orderDetails.purchaseOrderDate');
}

function window(text: string | undefined, path: string, warn: Warn): Window | undefined {
  return text === undefined || text.trim() === '' ? undefined : parseWindow(text, path, warn);
}
