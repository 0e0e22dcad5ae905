import type { ChangePurpose, OrderChange } from '../../domain/order-change.ts';
import { CodecError } from '../problem.ts';
import { type OrderFacts, readFacts, warnIfUnknown } from './850-header.ts';
import { factSegments } from './850-purchase-order.ts';
import { changedWindows, changeLineSegments, parseChangeLine } from './860-line.ts';
import { defaultCodeTables, lookUp, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import { checkLineTotals, fitting, loopsOf, mandatorySegment, optionalDay, text } from './elements.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date } from './write.ts';

/**
 * Reads one 860, from ST to SE. Stricter than an 850: an order that is read wrongly is looked at by a person when it
 * is answered, a change of one that was answered already is not. So a lost line, an unknown code and a quantity that
 * is no number refuse it whole.
 */
export function parseOrderChange(transaction: readonly Segment[], context: ParseContext): OrderChange {
  const bch = mandatorySegment(transaction, 'BCH', '860');
  const firstLine = transaction.findIndex(({ tag }) => tag === 'POC');
  const header = (firstLine < 0 ? transaction : transaction.slice(0, firstLine)).filter((segment) => segment !== bch);
  const purpose = purposeOf(bch, context);
  const facts: OrderFacts = { notes: [] };
  readFacts(facts, header, context, '860');

  const loops = firstLine < 0 ? [] : loopsOf(transaction.slice(firstLine), 'POC');
  if (purpose === 'replacement') mandatorySegment(transaction, 'POC', '860');
  for (const [, ...loop] of loops) for (const segment of loop) warnIfUnknown(segment, context, '860');
  const lines = loops.map((loop, index) => parseChangeLine(loop, index + 1, context));
  const quantities = lines.map(({ ordered }) => ordered?.amount ?? 0);
  checkLineTotals(transaction, lines.length, quantities, context);

  const type = typeOf(bch, context);
  const orderedOn = optionalDay(bch, 6);
  const changedOn = optionalDay(bch, 11);
  const sequence = text(bch, 5);
  return {
    number: mandatory(bch, 3),
    purpose,
    ...(type === undefined ? {} : { type }),
    ...(orderedOn === undefined ? {} : { orderedOn }),
    ...(changedOn === undefined ? {} : { changedOn }),
    ...(sequence === undefined ? {} : { sequence }),
    ...facts,
    ...changedWindows(header, context),
    lines,
  };
}

/** The body of one 860, as Amazon would write it: what the simulator sends. */
export function serialiseOrderChange(change: OrderChange, codes: X12CodeTables = defaultCodeTables): SegmentText[] {
  const { number, purpose, type, sequence = '', orderedOn, changedOn } = change;
  const { changePurposes, orderTypes } = codes.written;
  return [
    [
      'BCH',
      changePurposes[purpose],
      type === undefined ? '' : orderTypes[type],
      fitting(number, 22, { segment: 'BCH', element: 3 }),
      '',
      sequence,
      orderedOn === undefined ? '' : x12Date(orderedOn),
      '',
      '',
      '',
      '',
      changedOn === undefined ? '' : x12Date(changedOn),
    ],
    ...factSegments(change, codes),
    ...change.lines.flatMap((line) => changeLineSegments(line, codes)),
    ['CTT', String(change.lines.length)],
  ];
}

function purposeOf(bch: Segment, { codes }: ParseContext): ChangePurpose {
  const code = mandatory(bch, 1).toUpperCase();
  const purpose = lookUp(codes.changePurposes, code);
  if (purpose !== undefined) return purpose;
  throw new CodecError(
    'unknown-change-purpose',
    `BCH01 is '${code}', which may change the order or take it back`,
    placeOf(bch, 1),
    'Add the code to the partner’s changePurposes, then process the document again.',
  );
}

/** Left out where it is empty or unknown: the order has a type already. */
function typeOf(bch: Segment, { codes, warn }: ParseContext): OrderChange['type'] {
  const code = element(bch, 2).trim().toUpperCase();
  if (code === '') return undefined;
  const type = lookUp(codes.orderTypes, code);
  if (type === undefined) warn('order-type-unknown', `BCH02 is '${code}'; the order keeps its type`, placeOf(bch, 2));
  return type;
}
