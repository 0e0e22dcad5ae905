import { hasChanges } from '../../domain/acknowledgement.ts';
import {
  ChangeAcknowledgement,
  type ChangeAcknowledgementLine,
  isTakenBack,
} from '../../domain/change-acknowledgement.ts';
import { acknowledgementLineInconsistencies, type Finding } from '../../domain/document-consistency.ts';
import { CodecError } from '../problem.ts';
import { dispositionSegment, parseDispositions, UNREADABLE, unitCostAt } from './855-acknowledgement.ts';
import { lineChangeAt, POC } from './860-line.ts';
import { priceBasisOf, productIdPair, unitCodeOf, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import {
  checkLineTotals,
  defined,
  find,
  fitting,
  loopsOf,
  mandatoryDay,
  mandatorySegment,
  optionalCount,
  optionalDay,
  productIdAt,
  quantityAt,
  refuse,
  text,
  validated,
} from './elements.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date } from './write.ts';

/** Reads one 865, from ST to SE: what the simulator does with our answers, and we with our own outbox. */
export function parseChangeAcknowledgement(
  transaction: readonly Segment[],
  context: ParseContext,
): ChangeAcknowledgement {
  const bca = mandatorySegment(transaction, 'BCA', '865');
  const lines = loopsOf(transaction, 'POC').map((loop, index) => parseLine(loop, index + 1, context));
  const document = validated(
    ChangeAcknowledgement,
    defined({
      purchaseOrderNumber: mandatory(bca, 3),
      orderedOn: mandatoryDay(bca, 6),
      changedOn: optionalDay(bca, 10),
      sequence: text(bca, 5),
      vendorCode: text(find(transaction, 'REF', 'CR') ?? find(transaction, 'REF', 'IA'), 2),
      currency: text(find(transaction, 'CUR'), 2),
      lines,
    }),
    bca,
  );
  checkLineTotals(transaction, lines.length, undefined, context);
  const type = element(bca, 2).trim();
  if (type !== typeOf(document)) {
    const message = `BCA02 is '${type}', the lines say ${typeOf(document)}: the lines count`;
    context.warn('acknowledgement-type-differs', message, placeOf(bca, 2));
  }
  return document;
}

/** Writes the body of an 865: each line of the change echoed, then what becomes of it. As in an 855, no more than that. */
export function serialiseChangeAcknowledgement(
  document: ChangeAcknowledgement,
  { codes }: { codes: X12CodeTables },
): SegmentText[] {
  const { purchaseOrderNumber, orderedOn, changedOn, sequence = '', lines } = document;
  refuse(
    lines.flatMap((line, index) => inconsistencies(line, `lines[${index}]`)),
    { segment: 'ACK' },
  );
  const number = fitting(purchaseOrderNumber, 22, { segment: 'BCA', element: 3 });
  const day = changedOn === undefined ? '' : x12Date(changedOn);
  return [
    ['BCA', '00', typeOf(document), number, '', sequence, x12Date(orderedOn), '', '', '', day],
    ...lines.flatMap((line) => lineSegments(line, codes)),
    ['CTT', String(lines.length)],
  ];
}

/** BCA02, as BAK02. */
function typeOf(document: ChangeAcknowledgement): 'AC' | 'AD' {
  return hasChanges(document) ? 'AC' : 'AD';
}

function parseLine(
  [poc, ...rest]: [Segment, ...Segment[]],
  position: number,
  context: ParseContext,
): ChangeAcknowledgementLine {
  const line: ChangeAcknowledgementLine = defined({
    lineNumber: element(poc, 1).trim(),
    change: lineChangeAt(poc, position, context),
    productId: productIdAt(poc, POC.ids, context),
    ordered: quantityAt(poc, [POC.amount, POC.unit], rest, context),
    left: optionalCount(poc, 4),
    unitCost: unitCostAt(poc, POC.price, rest),
    priceBasis: priceBasisOf(element(poc, POC.basis), context.codes),
    dispositions: parseDispositions(poc, POC.unit, rest, context),
  });
  for (const { code, message, fix } of inconsistencies(line, 'POC')) {
    if (UNREADABLE.has(code)) throw new CodecError(code, message, placeOf(poc), fix);
    context.warn(code, message, placeOf(poc));
  }
  return line;
}

/** A line that was taken back counts what it had; all there is to check is that nothing of it is promised. */
function inconsistencies(line: ChangeAcknowledgementLine, field: string): Finding[] {
  if (!isTakenBack(line)) return acknowledgementLineInconsistencies(line, field);
  const promised = line.dispositions.some(({ code, quantity }) => code !== 'rejected' && quantity.amount > 0);
  if (!promised && line.ordered.amount === 0) return [];
  return [
    {
      code: 'acknowledged-more-than-ordered',
      severity: 'block',
      field: `${field}.dispositions`,
      message: `Line ${line.lineNumber} was taken back, and is acknowledged as if it were ordered`,
      fix: 'Confirm the line as deleted, with a quantity of 0.',
    },
  ];
}

function lineSegments(line: ChangeAcknowledgementLine, codes: X12CodeTables): SegmentText[] {
  const { lineNumber, ordered, left, productId } = line;
  const deleted = { ...codes, written: { ...codes.written, rejected: deletedFor(codes) } };
  return [
    [
      'POC',
      fitting(lineNumber, 20, { segment: 'POC', element: 1 }, lineNumber),
      codes.written.lineChanges[line.change],
      String(ordered.amount),
      left === undefined ? '' : String(left),
      unitCodeOf(ordered, codes),
      fitting(line.unitCost, 17, { segment: 'POC', element: 6 }, lineNumber),
      codes.written.priceBases[line.priceBasis],
      ...productIdPair(productId, codes),
    ],
    ...line.dispositions.map((disposition) =>
      dispositionSegment(disposition, lineNumber, isTakenBack(line) ? deleted : codes),
    ),
  ];
}

/** ID, 'item deleted': an obsolete product would not be ordered again. */
function deletedFor({ written }: X12CodeTables): X12CodeTables['written']['rejected'] {
  const { deleted } = written;
  return { ...written.rejected, 'obsolete-product': deleted };
}
