import { hasValidGs1CheckDigit, type ProductId } from '../../domain/identifiers.ts';
import type { DecimalText } from '../../domain/money.ts';
import type { PurchaseOrderLine } from '../../domain/purchase-order.ts';
import { LARGEST_LINE, type Quantity } from '../../domain/quantity.ts';
import { CodecError } from '../problem.ts';
import { priceBasisOf, productIdKindOf, unitOf } from './codes.ts';
import type { ParseContext } from './context.ts';
import { element, elementName, mandatory, placeOf, type Segment } from './segment.ts';
import { x12Decimal } from './values.ts';

/** Which elements of its segment say what of a line: a PO1 and a POC say the same in other places. */
export interface LineElements {
  amount: number;
  unit: number;
  price: number;
  basis: number;
  /** The first qualifier of the pairs. */
  ids: number;
}

const PO1: LineElements = { amount: 2, unit: 3, price: 4, basis: 5, ids: 6 };

/** PO1 and what its loop says about pack and list price. `position` is the line's place in the order, from 1. */
export function parseLine(
  po1: Segment,
  loop: readonly Segment[],
  position: number,
  context: ParseContext,
): PurchaseOrderLine {
  const productIds = productIdsOf(po1, PO1, position, context);
  if (productIds.length === 0) {
    context.warn('product-id-missing', `Line ${position} names no product`, placeOf(po1, PO1.ids + 1));
  }
  const line: PurchaseOrderLine = {
    lineNumber: element(po1, 1).trim(),
    position,
    productIds,
    ordered: orderedOf(po1, PO1, position, context),
    priceBasis: priceBasisOf(element(po1, PO1.basis), context.codes),
  };
  const unitCost = priceAt(po1, PO1.price, position, context);
  if (unitCost !== undefined) line.unitCost = unitCost;
  for (const segment of loop) {
    if (segment.tag === 'PO4') readCaseSize(line.ordered, segment, position, context);
    else if (element(segment, 2).trim() === 'LPR') {
      const listPrice = priceAt(segment, 3, position, context);
      if (listPrice !== undefined) line.listPrice = listPrice;
    }
  }
  return line;
}

/** Every line has one: a line that cannot be counted could ship any number, so the order waits as a whole. */
export function orderedOf(segment: Segment, at: LineElements, position: number, context: ParseContext): Quantity {
  const unit = unitOf(element(segment, at.unit), context.codes);
  if (unit === undefined) {
    throw new CodecError(
      'unknown-unit-of-measure',
      `Line ${position}: ${elementName(segment, at.unit)} is '${element(segment, at.unit)}', no unit of the standard`,
      placeOf(segment, at.unit),
      'Map the code to each, case or other in the partner settings, then process the document again.',
    );
  }
  if (unit.unitOfMeasure === 'other' && unit.unitCode === undefined) {
    const message = `Line ${position}: ${elementName(segment, at.unit)} is empty`;
    context.warn('unit-of-measure-missing', message, placeOf(segment, at.unit));
  }
  const amount = amountOf(segment, at.amount, position);
  return unit.unitCode === undefined
    ? { amount, unitOfMeasure: unit.unitOfMeasure }
    : { amount, unitOfMeasure: unit.unitOfMeasure, unitCode: unit.unitCode };
}

function amountOf(segment: Segment, number: number, position: number): number {
  const text = mandatory(segment, number);
  // An R element may carry a point with nothing behind it: `24.` and `24.0` are 24.
  const amount = /^\+?\d{1,15}(?:\.0*)?$/.test(text) ? Number(text) : undefined;
  if (amount !== undefined && amount <= LARGEST_LINE) return amount;
  const name = elementName(segment, number);
  throw new CodecError(
    amount === undefined ? 'quantity-invalid' : 'quantity-out-of-bounds',
    amount === undefined
      ? `Line ${position}: ${name} is '${text}', no whole number of units`
      : `Line ${position}: ${name} is ${text}, more than the ${LARGEST_LINE} that one line may order`,
    placeOf(segment, number),
    'Ask Amazon for the right quantity; the order waits and can be processed again.',
  );
}

/**
 * Undefined where no price was sent or none can be read: such a line is not accepted by itself, a person
 * sees it. A comma is read as the point where that is the only thing it can be.
 */
export function priceAt(
  segment: Segment,
  number: number,
  position: number,
  context: ParseContext,
): DecimalText | undefined {
  const text = element(segment, number).trim();
  if (text === '') return undefined;
  const price = x12Decimal(text);
  if (price !== undefined) {
    if (price.startsWith('-'))
      context.warn('price-negative', `Line ${position}: the price is ${text}`, placeOf(segment, number));
    return price;
  }
  // `1,234` may be a thousand or little more than one.
  const point = /^-?\d+,(?:\d{1,2}|\d{4,})$/.test(text) ? x12Decimal(text.replace(',', '.')) : undefined;
  const place = placeOf(segment, number);
  if (point === undefined) {
    context.warn('price-unreadable', `Line ${position}: the price '${text}' is no number and was left out`, place);
  } else context.warn('price-with-comma', `Line ${position}: the price '${text}' was read as ${point}`, place);
  return point;
}

/** PO401 is how many inner units the outer one holds. PO414 nests another pack in it: then nobody knows of which. */
export function readCaseSize(ordered: Quantity, po4: Segment, position: number, context: ParseContext): void {
  const text = element(po4, 1).trim();
  const inner = element(po4, 14).trim();
  if (text === '') return;
  const size = /^\d{1,6}(?:\.0*)?$/.test(text) ? Number(text) : 0;
  if (size === 0) {
    const message = `Line ${position}: PO401 is '${text}', no number of eaches a case; it was left out`;
    context.warn('case-size-invalid', message, placeOf(po4, 1));
    return;
  }
  if (inner !== '' && Number(inner) !== 1) {
    const message = `Line ${position}: a case of ${text} packs of ${inner}; which of them a case is sold by is not said`;
    context.warn('case-size-nested', message, placeOf(po4, 14));
    return;
  }
  if (size === 1 && ordered.unitOfMeasure === 'case') {
    context.warn('case-size-one', `Line ${position}: ordered in cases of one`, placeOf(po4, 1));
  }
  ordered.eachesPerCase = size;
}

/** PO106/07, PO108/09 and on. A line without any id stays in the order and waits for a person. */
export function productIdsOf(
  po1: Segment,
  { ids: first }: LineElements,
  position: number,
  context: ParseContext,
): ProductId[] {
  const ids: ProductId[] = [];
  const { elements } = po1;
  for (let index = first - 1; index + 1 < elements.length; index += 2) {
    const qualifier = elements[index] ?? '';
    const value = elements[index + 1] ?? '';
    if (value.trim() === '') continue;
    const kind = productIdKindOf(qualifier, context.codes);
    if (kind !== undefined) {
      ids.push({ kind, value });
      if (kind === 'upc' || kind === 'ean' || kind === 'gtin') checkGtin(value, po1, index + 2, position, context);
    } else if (qualifier !== COLOUR) {
      const message = `Line ${position}: '${qualifier}' names no kind of product id; '${value}' was left out`;
      context.warn('product-id-qualifier-unknown', message, placeOf(po1, index + 1));
    }
  }
  return ids;
}

/** 235 BO, the buyer's colour: the one qualifier that is common and names no product. */
const COLOUR = 'BO';

function checkGtin(value: string, po1: Segment, number: number, position: number, context: ParseContext): void {
  if (value.length >= 12 && hasValidGs1CheckDigit(value)) return;
  if (/^(?:\d{8}|\d{12,14})$/.test(value)) {
    if (hasValidGs1CheckDigit(value)) return;
    context.warn('check-digit-wrong', `Line ${position}: the check digit of ${value} is wrong`, placeOf(po1, number));
  } else {
    const message = `Line ${position}: '${value}' is no barcode number; a spreadsheet may have spoilt it`;
    context.warn('product-id-damaged', message, placeOf(po1, number));
  }
}
