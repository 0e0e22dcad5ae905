import assert from 'node:assert/strict';
import {
  Acknowledgement,
  type AcknowledgementLine,
  type Disposition,
  hasChanges,
} from '../../domain/acknowledgement.ts';
import {
  acknowledgementInconsistencies,
  acknowledgementLineInconsistencies,
} from '../../domain/document-consistency.ts';
import { CodecError } from '../problem.ts';
import { lookUp, priceBasisOf, productIdPair, unitCodeOf, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import {
  checkLineTotals,
  defined,
  find,
  fitting,
  loopsOf,
  mandatoryDay,
  mandatorySegment,
  optionalDay,
  optionalDecimal,
  productIdAt,
  quantityAt,
  refuse,
  text,
  validated,
} from './elements.ts';
import { element, elementName, mandatory, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date } from './write.ts';

/** A line whose parts do not add up promises a number that nobody can tell; anything less is worth a warning. */
export const UNREADABLE: ReadonlySet<string> = new Set([
  'acknowledged-more-than-ordered',
  'acknowledged-less-than-ordered',
  'acknowledged-unit-differs',
]);

/** Reads one 855, from ST to SE: what the simulator does with our answers, and we with our own outbox. */
export function parseAcknowledgement(transaction: readonly Segment[], context: ParseContext): Acknowledgement {
  const bak = mandatorySegment(transaction, 'BAK', '855');
  const lines = loopsOf(transaction, 'PO1').map((loop) => parseLine(loop, context));
  const document = validated(
    Acknowledgement,
    defined({
      purchaseOrderNumber: mandatory(bak, 3),
      orderedOn: mandatoryDay(bak, 4),
      // Not in Amazon's list of the 855, and not written by us; others send them.
      vendorCode: text(find(transaction, 'REF', 'CR') ?? find(transaction, 'REF', 'IA'), 2),
      currency: text(find(transaction, 'CUR'), 2),
      lines,
    }),
    bak,
  );
  checkLineTotals(
    transaction,
    lines.length,
    lines.map(({ ordered }) => ordered.amount),
    context,
  );
  const type = element(bak, 2).trim();
  if (type !== acknowledgementType(document)) {
    context.warn(
      'acknowledgement-type-differs',
      `BAK02 is '${type}', the lines say ${acknowledgementType(document)}: the lines count`,
      placeOf(bak, 2),
    );
  }
  return document;
}

/**
 * Writes the body of an 855: every line of the order echoed, then what becomes of it. Currency and
 * vendor code stay at home, as Amazon's 855 has no place for them, and so does the case pack (PO4):
 * the order that it echoes has it.
 */
export function serialiseAcknowledgement(
  document: Acknowledgement,
  { codes }: { codes: X12CodeTables },
): SegmentText[] {
  refuse(acknowledgementInconsistencies(document), { segment: 'ACK' });
  const number = fitting(document.purchaseOrderNumber, 22, { segment: 'BAK', element: 3 });
  return [
    ['BAK', '00', acknowledgementType(document), number, x12Date(document.orderedOn)],
    ...document.lines.flatMap((line) => lineSegments(line, codes)),
    [
      'CTT',
      String(document.lines.length),
      String(document.lines.reduce((sum, { ordered }) => sum + ordered.amount, 0)),
    ],
  ];
}

/** BAK02: AC with detail and change, AD with detail and no change. */
function acknowledgementType(document: Acknowledgement): 'AC' | 'AD' {
  return hasChanges(document) ? 'AC' : 'AD';
}

function parseLine([po1, ...rest]: [Segment, ...Segment[]], context: ParseContext): AcknowledgementLine {
  const line: AcknowledgementLine = {
    lineNumber: element(po1, 1).trim(),
    productId: productIdAt(po1, 6, context),
    ordered: quantityAt(po1, [2, 3], rest, context),
    unitCost: unitCostAt(po1, 4, rest),
    priceBasis: priceBasisOf(element(po1, 5), context.codes),
    dispositions: parseDispositions(po1, 3, rest, context),
  };
  for (const { code, message, fix } of acknowledgementLineInconsistencies(line, 'PO1')) {
    if (UNREADABLE.has(code)) throw new CodecError(code, message, placeOf(po1), fix);
    context.warn(code, message, placeOf(po1));
  }
  return line;
}

/** PO104 or POC06, or the net price of list-price vendors, who state it in a CTP. */
export function unitCostAt(line: Segment, number: number, rest: readonly Segment[]): AcknowledgementLine['unitCost'] {
  const net = rest.find((segment) => segment.tag === 'CTP' && text(segment, 2) === 'NET');
  const cost = optionalDecimal(line, number) ?? (net && optionalDecimal(net, 3));
  if (cost !== undefined) return cost;
  throw new CodecError(
    'mandatory-element-missing',
    `${elementName(line, number)} is empty, and no CTP*NET follows`,
    placeOf(line, number),
    'Acknowledge the price too: Amazon rejects the whole acknowledgement when one is missing.',
  );
}

/** Every ACK behind a PO1 or POC, whose unit stands in element `unit`. */
export function parseDispositions(
  line: Segment,
  unit: number,
  rest: readonly Segment[],
  context: ParseContext,
): Disposition[] {
  const dispositions = loopsOf(rest, 'ACK').map((loop) => parseDisposition(element(line, unit), loop, context));
  if (dispositions.length > 0) return dispositions;
  throw new CodecError(
    'acknowledgement-code-missing',
    `Line ${element(line, 1)} has no ACK segment`,
    placeOf(line),
    'Accept, backorder or reject the line: Amazon rejects an acknowledgement with a line left open.',
  );
}

function parseDisposition(
  unitOfLine: string,
  [ack, ...rest]: [Segment, ...Segment[]],
  context: ParseContext,
): Disposition {
  const meaning = lookUp(context.codes.acknowledgements, mandatory(ack, 1).toUpperCase());
  if (meaning === undefined) {
    throw new CodecError(
      'unknown-acknowledgement-code',
      `ACK01 is '${element(ack, 1)}', which may promise goods or not`,
      placeOf(ack, 1),
      'Add the code to the partner’s acknowledgement codes, then process the document again.',
    );
  }
  // An empty ACK03 counts in the unit of its line.
  const unit = text(ack, 3) ?? unitOfLine;
  const counted = { ...ack, elements: [element(ack, 1), element(ack, 2), unit] };
  return defined({
    ...meaning,
    quantity: quantityAt(counted, [2, 3], [], context),
    ...schedule(ack, rest, context),
  });
}

/** ACK04 and ACK05, or a DTM behind the ACK, as some vendors send it. */
function schedule(ack: Segment, rest: readonly Segment[], context: ParseContext) {
  const { schedules } = context.codes;
  const dtm = rest.find((segment) => segment.tag === 'DTM' && lookUp(schedules, element(segment, 1).trim()));
  const [segment, qualifier, day] = text(ack, 5) === undefined && dtm ? [dtm, 1, 2] : [ack, 4, 5];
  const scheduledOn = optionalDay(segment, day);
  if (scheduledOn === undefined) return {};
  const code = element(segment, qualifier).trim();
  const meaning = lookUp(schedules, code);
  if (meaning === undefined) {
    context.warn(
      'unknown-date-qualifier',
      `The date of ${ack.tag}05 is '${code}': shipping or delivery?`,
      placeOf(segment, qualifier),
    );
  }
  return { scheduledOn, schedule: meaning };
}

function lineSegments(line: AcknowledgementLine, codes: X12CodeTables): SegmentText[] {
  const { lineNumber, ordered, productId } = line;
  return [
    [
      'PO1',
      fitting(lineNumber, 20, { segment: 'PO1', element: 1 }, lineNumber),
      String(ordered.amount),
      unitCodeOf(ordered, codes),
      fitting(line.unitCost, 17, { segment: 'PO1', element: 4 }, lineNumber),
      codes.written.priceBases[line.priceBasis],
      ...productIdPair(productId, codes),
    ],
    ...line.dispositions.map((disposition) => dispositionSegment(disposition, lineNumber, codes)),
  ];
}

export function dispositionSegment(
  { code, quantity, reason, scheduledOn, schedule }: Disposition,
  lineNumber: string,
  codes: X12CodeTables,
): SegmentText {
  if (scheduledOn !== undefined && schedule === undefined) {
    throw new CodecError(
      'schedule-unstated',
      `Line ${lineNumber}: ${scheduledOn} may be the day of shipping or of delivery`,
      { segment: 'ACK', element: 4 },
      'Say which: delivery where we pay the freight, ship where Amazon does.',
    );
  }
  const { written } = codes;
  const status = code === 'rejected' ? rejectionCode(reason, codes) : written[code];
  return [
    'ACK',
    status,
    String(quantity.amount),
    unitCodeOf(quantity, codes),
    ...(scheduledOn && schedule ? [written.schedules[schedule], x12Date(scheduledOn)] : []),
  ];
}

function rejectionCode(reason: Disposition['reason'], { written }: X12CodeTables): string {
  assert(reason !== undefined, 'a rejection without a reason was refused above');
  return written.rejected[reason];
}
