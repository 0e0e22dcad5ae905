import {
  type AdviceError,
  type AdviceResult,
  type AdvisedDocument,
  ApplicationAdvice,
} from '../../domain/application-advice.ts';
import { CodecError } from '../problem.ts';
import { lookUp, type X12CodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import {
  defined,
  find,
  fitting,
  leadingNumber,
  loopsOf,
  mandatorySegment,
  optionalDay,
  text,
  validated,
} from './elements.ts';
import { partyAt, partySegments } from './party-loop.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';
import { type SegmentText, x12Date } from './write.ts';

/** 110: the transaction as a whole, or an item of it. 'Partly' (TP) is missing: it does not say which part. */
const RESULT: Readonly<Record<string, AdviceResult>> = {
  TA: 'accepted',
  TE: 'accepted-with-errors',
  TC: 'accepted-with-changes',
  TR: 'rejected',
  IA: 'accepted',
  IE: 'accepted-with-errors',
  IC: 'accepted-with-changes',
  IR: 'rejected',
};

const CODE: Readonly<Record<AdviceResult, string>> = {
  accepted: 'TA',
  'accepted-with-errors': 'TE',
  'accepted-with-changes': 'TC',
  rejected: 'TR',
};

type ReferenceKind = AdvisedDocument['referenceKind'];

/** 128. */
const REFERENCE: Readonly<Record<string, ReferenceKind>> = { IV: 'invoice', PO: 'purchase-order', SI: 'shipment' };
const QUALIFIER: Readonly<Record<ReferenceKind, string>> = {
  invoice: 'IV',
  'purchase-order': 'PO',
  shipment: 'SI',
  // 'Transaction reference number'.
  other: 'TN',
};

/** 647 024, 'other unlisted reason': what an error is whose code is missing. */
const OTHER = '024';

/** Reads one 824, from ST to SE. Whether we sent what it is about is for the workflow to find out. */
export function parseApplicationAdvice(transaction: readonly Segment[], context: ParseContext): ApplicationAdvice {
  const bgn = mandatorySegment(transaction, 'BGN', '824');
  mandatorySegment(transaction, 'OTI', '824');
  const firstDocument = transaction.findIndex(({ tag }) => tag === 'OTI');
  const header = transaction.slice(0, firstDocument);
  const vendor = ['SE', 'VN']
    .map((entity) => partyAt(header, entity, context))
    .find((party) => party?.idKind === 'assigned-by-buyer');
  return validated(
    ApplicationAdvice,
    defined({
      number: mandatory(bgn, 2),
      advisedOn: optionalDay(bgn, 3),
      vendorCode: vendor?.id,
      documents: loopsOf(transaction.slice(firstDocument), 'OTI').map((loop) => parseAdvised(loop, context)),
    }),
    bgn,
  );
}

/** The body of an 824 as Amazon sends it: what the simulator says to our documents. */
export function serialiseApplicationAdvice(
  advice: ApplicationAdvice,
  { codes }: { codes: X12CodeTables },
): SegmentText[] {
  const { number, advisedOn, vendorCode, documents } = advice;
  return [
    [
      'BGN',
      '00',
      fitting(number, 30, { segment: 'BGN', element: 2 }),
      advisedOn === undefined ? '' : x12Date(advisedOn),
    ],
    ...(vendorCode === undefined ? [] : partySegments('SE', { id: vendorCode, idKind: 'assigned-by-buyer' }, codes)),
    ...documents.flatMap(advisedSegments),
  ];
}

function parseAdvised([oti, ...rest]: [Segment, ...Segment[]], context: ParseContext): AdvisedDocument {
  const referenceKind = lookUp(REFERENCE, element(oti, 2).trim().toUpperCase()) ?? 'other';
  const reference = mandatory(oti, 3);
  return defined({
    result: resultOf(oti),
    referenceKind,
    reference,
    documentType: text(oti, 10),
    groupControlNumber: text(oti, 8),
    controlNumber: text(oti, 9),
    purchaseOrderNumber:
      text(find(rest, 'REF', 'PO'), 2) ?? (referenceKind === 'purchase-order' ? reference : undefined),
    errors: loopsOf(rest, 'TED').map((loop) => parseError(loop, context)),
  });
}

function resultOf(oti: Segment): AdviceResult {
  const code = mandatory(oti, 1);
  const result = lookUp(RESULT, code.toUpperCase());
  if (result !== undefined) return result;
  throw new CodecError(
    'unknown-acknowledgement-result',
    `OTI01 is '${code}', which says neither accepted nor rejected`,
    placeOf(oti, 1),
    'Look the document up at the partner and close it by hand.',
  );
}

/** A rejection whose details are spoilt is a rejection all the same: they are left out and said. */
function parseError([ted, ...rest]: [Segment, ...Segment[]], context: ParseContext): AdviceError {
  const condition = text(ted, 1);
  if (condition === undefined) unclear(ted, 1, context);
  const words = [text(ted, 2), ...rest.filter(({ tag }) => tag === 'NTE').map((nte) => text(nte, 2))];
  return defined({
    condition: condition ?? OTHER,
    text: words.filter((word) => word !== undefined).join(' ') || undefined,
    segment: text(ted, 3),
    segmentPosition: positionAt(ted, 4, context),
    elementPosition: positionAt(ted, 5, context),
    value: text(ted, 7),
    expected: text(ted, 8),
  });
}

function positionAt(ted: Segment, number: number, context: ParseContext): number | undefined {
  const position = leadingNumber(element(ted, number));
  if (position === undefined && text(ted, number) !== undefined) unclear(ted, number, context);
  return position;
}

function unclear(ted: Segment, number: number, context: ParseContext): void {
  const message = `${ted.tag} does not say clearly what is wrong; that part was left out`;
  context.warn('acknowledgement-detail-unreadable', message, placeOf(ted, number));
}

function advisedSegments(advised: AdvisedDocument): SegmentText[] {
  const { result, referenceKind, purchaseOrderNumber, documentType = '', controlNumber = '' } = advised;
  const { groupControlNumber = '' } = advised;
  const reference = fitting(advised.reference, 30, { segment: 'OTI', element: 3 });
  const names = QUALIFIER[referenceKind];
  const order = referenceKind === 'purchase-order' ? undefined : purchaseOrderNumber;
  return [
    ['OTI', CODE[result], names, reference, '', '', '', '', groupControlNumber, controlNumber, documentType],
    ...(order === undefined ? [] : [['REF', 'PO', fitting(order, 30, { segment: 'REF', element: 2 })] as const]),
    ...advised.errors.map(errorSegment),
  ];
}

function errorSegment(error: AdviceError): SegmentText {
  const { condition, segment = '', segmentPosition = '', elementPosition = '', value = '', expected = '' } = error;
  const words = fitting(error.text ?? '', 60, { segment: 'TED', element: 2 });
  return ['TED', condition, words, segment, String(segmentPosition), String(elementPosition), '', value, expected];
}
