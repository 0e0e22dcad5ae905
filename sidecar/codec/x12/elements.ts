import { z } from 'zod';
import type { CalendarDay } from '../../domain/calendar.ts';
import type { Finding } from '../../domain/document-consistency.ts';
import type { ProductId } from '../../domain/identifiers.ts';
import type { DecimalText } from '../../domain/money.ts';
import type { Quantity } from '../../domain/quantity.ts';
import { CodecError, type Place } from '../problem.ts';
import { productIdKindOf, unitOf } from './codes.ts';
import type { ParseContext } from './context.ts';
import { element, elementName, mandatory, placeOf, type Segment } from './segment.ts';
import { x12Day, x12Decimal } from './values.ts';

const ASK_SENDER = 'Ask the sender to correct and resend the document; nothing of it was booked.';

/** The segments from each `tag` up to the next one: the loops of the standard that a segment opens. */
export function loopsOf(segments: readonly Segment[], tag: string): [Segment, ...Segment[]][] {
  const loops: [Segment, ...Segment[]][] = [];
  for (const segment of segments) {
    if (segment.tag === tag) loops.push([segment]);
    else loops.at(-1)?.push(segment);
  }
  return loops;
}

export function find(segments: readonly Segment[], tag: string, qualifier?: string): Segment | undefined {
  return segments.find(
    (segment) => segment.tag === tag && (qualifier === undefined || element(segment, 1).trim() === qualifier),
  );
}

export function mandatorySegment(
  segments: readonly Segment[],
  tag: string,
  documentType: string,
  qualifier?: string,
): Segment {
  const segment = find(segments, tag, qualifier);
  if (segment) return segment;
  const name = qualifier === undefined ? tag : `${tag}*${qualifier}`;
  const [first] = segments;
  throw new CodecError(
    'mandatory-segment-missing',
    `${documentType} has no ${name} segment`,
    { ...(first ? placeOf(first) : {}), segment: tag },
    `Ask the sender to send ${name}; the rest of the interchange was processed.`,
  );
}

/** Undefined where the element is empty; a value that is no day is refused. */
export function optionalDay(segment: Segment, number: number): CalendarDay | undefined {
  const text = element(segment, number).trim();
  if (text === '') return undefined;
  const day = x12Day(text);
  if (day !== undefined) return day;
  throw bad(segment, number, 'date-invalid', `is '${text}', which is no day written CCYYMMDD`);
}

export function mandatoryDay(segment: Segment, number: number): CalendarDay {
  mandatory(segment, number);
  return optionalDay(segment, number) as CalendarDay;
}

export function optionalDecimal(segment: Segment, number: number): DecimalText | undefined {
  const text = element(segment, number).trim();
  if (text === '') return undefined;
  const value = x12Decimal(text);
  if (value !== undefined) return value;
  throw bad(segment, number, 'number-invalid', `is '${text}', which is no number`);
}

export function mandatoryDecimal(segment: Segment, number: number): DecimalText {
  mandatory(segment, number);
  return optionalDecimal(segment, number) as DecimalText;
}

/** A count: `24` and `24.0`, never `24.5` or `-1`. */
export function mandatoryCount(segment: Segment, number: number): number {
  const value = Number(mandatoryDecimal(segment, number));
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw bad(segment, number, 'quantity-invalid', `is '${element(segment, number)}', which is no whole number of units`);
}

export function optionalCount(segment: Segment, number: number): number | undefined {
  return element(segment, number).trim() === '' ? undefined : mandatoryCount(segment, number);
}

/** Amount and unit at the given elements, and the case pack where a PO4 of the same loop states it. */
export function quantityAt(
  segment: Segment,
  [amountElement, unitElement]: readonly [number, number],
  loop: readonly Segment[],
  { codes }: ParseContext,
): Quantity {
  const amount = mandatoryCount(segment, amountElement);
  const unit = unitOf(element(segment, unitElement), codes);
  if (unit === undefined) {
    throw new CodecError(
      'unknown-unit-of-measure',
      `${elementName(segment, unitElement)} is '${element(segment, unitElement)}'`,
      placeOf(segment, unitElement),
      'Map the code to each, case or other in the partner settings, then process the document again.',
    );
  }
  const po4 = find(loop, 'PO4');
  const eachesPerCase = po4 && optionalCount(po4, 1);
  return defined({ amount, ...unit, eachesPerCase: eachesPerCase === 0 ? undefined : eachesPerCase });
}

/** The first pair, from `firstQualifier` on, that names a product. */
export function productIdAt(segment: Segment, firstQualifier: number, { codes }: ParseContext): ProductId {
  for (let number = firstQualifier; number < segment.elements.length; number += 2) {
    const kind = productIdKindOf(element(segment, number), codes);
    const value = element(segment, number + 1);
    if (kind !== undefined && value.trim() !== '') return { kind, value };
  }
  throw bad(segment, firstQualifier, 'product-id-missing', 'and what follows names no product by a known qualifier');
}

/** The value that stands after `qualifier` in a list of pairs: the order number in an IT1. */
export function pairedValue(segment: Segment, firstQualifier: number, qualifier: string): string | undefined {
  for (let number = firstQualifier; number < segment.elements.length; number += 2) {
    const value = element(segment, number + 1).trim();
    if (element(segment, number).trim() === qualifier && value !== '') return value;
  }
  return undefined;
}

export function text(segment: Segment | undefined, number: number): string | undefined {
  const value = segment && element(segment, number).trim();
  return value === '' ? undefined : value;
}

/** The whole number that a text begins with, from 1 on: `4>1`, an element and its component, is 4. */
export function leadingNumber(value: string): number | undefined {
  const number = Number(/^\s*(\d{1,9})/.exec(value)?.[1] ?? 0);
  return number > 0 ? number : undefined;
}

/**
 * CTT01 counts the lines, CTT02 adds up their quantities. A document that has lost a line on its way
 * would otherwise promise, ship or bill less without anybody noticing.
 */
export function checkLineTotals(
  transaction: readonly Segment[],
  lines: number,
  quantities: readonly number[] | undefined,
  context: ParseContext,
): void {
  const ctt = find(transaction, 'CTT');
  if (ctt === undefined) {
    context.warn('total-missing', 'CTT is missing: the number of lines cannot be verified', { segment: 'CTT' });
    return;
  }
  const stated = optionalCount(ctt, 1);
  if (stated !== undefined && stated !== lines) {
    throw bad(ctt, 1, 'line-count-differs', `says ${stated} lines, the document has ${lines}`);
  }
  const hash = optionalDecimal(ctt, 2);
  const total = quantities?.reduce((sum, quantity) => sum + quantity, 0);
  if (hash !== undefined && total !== undefined && Number(hash) !== total) {
    throw bad(ctt, 2, 'quantity-total-differs', `says ${hash}, the quantities of the lines come to ${total}`);
  }
}

/** The last line of every parser: what leaves it is a document of the house, or a refusal. */
export function validated<Schema extends z.ZodType>(schema: Schema, draft: unknown, head: Segment): z.infer<Schema> {
  const document = schema.safeParse(draft);
  if (document.success) return document.data;
  throw new CodecError('document-invalid', z.prettifyError(document.error), placeOf(head), ASK_SENDER);
}

/** Without the keys that hold nothing: stored documents and goldens show what was said and no more. */
export function defined<Draft extends object>(draft: Draft): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as Draft;
}

/** A value that the standard's field has no room for would be cut by the receiver, who then knows another one. */
export function fitting(
  value: string,
  longest: number,
  place: { segment: string; element: number },
  line?: string,
): string {
  if (value.length <= longest) return value;
  const name = `${place.segment}${String(place.element).padStart(2, '0')}`;
  throw new CodecError(
    'value-too-long',
    `${line === undefined ? '' : `Line ${line}: `}${name} has room for ${longest} characters, '${value}' has ${value.length}`,
    place,
    'Shorten the value where it is kept.',
  );
}

/** Stops a document that must not leave. What a person may decide (`warn`) is decided before a document is written. */
export function refuse(findings: readonly Finding[], place: Place): void {
  const finding = findings.find(({ severity }) => severity === 'block');
  if (finding) throw new CodecError(finding.code, `${finding.message} (${finding.field})`, place, finding.fix);
}

export function bad(segment: Segment, number: number, code: string, says: string): CodecError {
  return new CodecError(code, `${elementName(segment, number)} ${says}`, placeOf(segment, number), ASK_SENDER);
}
