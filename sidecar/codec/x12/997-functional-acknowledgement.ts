import type {
  FunctionalAcknowledgement,
  FunctionalResult,
  SegmentError,
} from '../../domain/functional-acknowledgement.ts';
import { CodecError } from '../problem.ts';
import { lookUp } from './codes.ts';
import type { ParseContext } from './context.ts';
import { find, leadingNumber, mandatorySegment, text } from './elements.ts';
import type { ReceivedGroup, ReceivedTransaction } from './received.ts';
import { element, elementName, mandatory, placeOf, type Segment } from './segment.ts';
import { functionalIdOf, type SegmentText } from './write.ts';

/** 717 and 715. M, W and X are refusals for reasons of security. */
const RESULT: Readonly<Record<string, FunctionalResult>> = {
  A: 'accepted',
  E: 'accepted-with-errors',
  P: 'partially-accepted',
  R: 'rejected',
  M: 'rejected',
  W: 'rejected',
  X: 'rejected',
};

const CODE: Readonly<Record<FunctionalResult, string>> = {
  accepted: 'A',
  'accepted-with-errors': 'E',
  'partially-accepted': 'P',
  rejected: 'R',
};

/** Reads one 997, from ST to SE. What it acknowledges may be unknown to us: that is for the workflow to find out. */
export function parseFunctionalAcknowledgement(
  transaction: readonly Segment[],
  context: ParseContext,
): FunctionalAcknowledgement {
  const ak1 = mandatorySegment(transaction, 'AK1', '997');
  const ak9 = mandatorySegment(transaction, 'AK9', '997');
  const transactions = loopsFrom(transaction).map((loop) => parseTransaction(loop, context));
  const result = resultAt(ak9, 1);
  const accepted = transactions.filter((each) => each.result !== 'rejected').length;
  return {
    functionalId: mandatory(ak1, 1),
    groupControlNumber: mandatory(ak1, 2),
    result,
    announced: countAt(ak9, 2, transactions.length, context),
    received: countAt(ak9, 3, transactions.length, context),
    accepted: countAt(ak9, 4, accepted, context),
    transactions,
  };
}

/** The body of one 997. */
export function serialiseFunctionalAcknowledgement(document: FunctionalAcknowledgement): SegmentText[] {
  const segments: SegmentText[] = [['AK1', document.functionalId, document.groupControlNumber]];
  for (const { documentType, controlNumber, result, codes, segments: errors } of document.transactions) {
    segments.push(['AK2', documentType, controlNumber]);
    for (const { segment, position, code = '', elements } of errors) {
      segments.push(['AK3', segment, String(position), '', code]);
      for (const bad of elements) segments.push(['AK4', String(bad.position), '', bad.code, bad.value ?? '']);
    }
    segments.push(['AK5', CODE[result], ...codes]);
  }
  const { announced, received, accepted } = document;
  segments.push(['AK9', CODE[document.result], String(announced), String(received), String(accepted)]);
  return segments;
}

/**
 * What we answer to a group. Undefined for a group of 997s: acknowledging an acknowledgement would go
 * back and forth for ever. 'Accepted' says that we could read it, not that we agree.
 */
export function functionalAcknowledgementOf(group: ReceivedGroup): FunctionalAcknowledgement | undefined {
  const answered = group.transactions.filter(({ documentType }) => documentType !== '997');
  if (answered.length === 0) return undefined;
  const rejected = answered.filter(({ result }) => result === 'rejected').length;
  const isClean = answered.every(({ result }) => result === 'accepted') && group.announced === group.received;
  return {
    // As received: the partner finds the group by it, even where it is wrong.
    functionalId: group.functionalId || functionalIdOf(answered[0]?.documentType ?? '') || 'PO',
    groupControlNumber: group.groupControlNumber || '0',
    result:
      rejected === answered.length
        ? 'rejected'
        : rejected > 0
          ? 'partially-accepted'
          : isClean
            ? 'accepted'
            : 'accepted-with-errors',
    announced: group.announced,
    received: group.received,
    accepted: answered.length - rejected,
    transactions: answered.map((transaction) => ({
      documentType: transaction.documentType,
      controlNumber: transaction.controlNumber,
      result: transaction.result,
      codes: [...transaction.codes],
      segments: transaction.error ? segmentErrors(transaction.error) : [],
    })),
  };
}

/** 720 code 8: the segment has data element errors; 3: it is mandatory and missing. 723 code 1 and 7 likewise. */
function segmentErrors({ code, place }: NonNullable<ReceivedTransaction['error']>): SegmentError[] {
  if (place.segment === undefined || place.position === undefined || place.position < 1) return [];
  const isMissing = code === 'mandatory-segment-missing';
  return [
    {
      segment: place.segment,
      position: place.position,
      code: isMissing ? '3' : '8',
      elements:
        place.element === undefined || isMissing
          ? []
          : [{ position: place.element, code: ELEMENT_CODE.find(([suffix]) => code.includes(suffix))?.[1] ?? '7' }],
    },
  ];
}

const ELEMENT_CODE = [
  ['element-missing', '1'],
  ['date', '8'],
  ['quantity', '6'],
  ['number', '6'],
] as const;

function loopsFrom(transaction: readonly Segment[]): Segment[][] {
  const loops: Segment[][] = [];
  for (const segment of transaction) {
    if (segment.tag === 'AK2') loops.push([segment]);
    else if (segment.tag !== 'AK9' && segment.tag !== 'SE') loops.at(-1)?.push(segment);
  }
  return loops;
}

function parseTransaction(
  loop: readonly Segment[],
  context: ParseContext,
): FunctionalAcknowledgement['transactions'][number] {
  const ak2 = mandatorySegment(loop, 'AK2', '997');
  const ak5 = find(loop, 'AK5');
  if (ak5 === undefined) {
    const hint = 'Ask the sender for the 997 again; until then treat the document as not acknowledged.';
    throw new CodecError(
      'mandatory-segment-missing',
      '997 has no AK5 after its AK2',
      { ...placeOf(ak2), segment: 'AK5' },
      hint,
    );
  }
  const segments: SegmentError[] = [];
  for (const segment of loop) {
    if (segment.tag === 'AK3') {
      const position = leadingNumber(element(segment, 2));
      if (position === undefined) unclear(segment, 2, context);
      else {
        const code = text(segment, 4);
        segments.push({
          segment: element(segment, 1).trim(),
          position,
          ...(code === undefined ? {} : { code }),
          elements: [],
        });
      }
    } else if (segment.tag === 'AK4') {
      // AK401 is a composite, `4` or `4>1`: element and component. The place that matters is the element.
      const position = leadingNumber(element(segment, 1));
      const value = text(segment, 4);
      const owner = segments.at(-1);
      if (position === undefined || owner === undefined) unclear(segment, 1, context);
      else {
        const code = element(segment, 3).trim();
        owner.elements.push({ position, code, ...(value === undefined ? {} : { value }) });
      }
    }
  }
  return {
    documentType: mandatory(ak2, 1),
    controlNumber: mandatory(ak2, 2),
    result: resultAt(ak5, 1),
    codes: [2, 3, 4, 5, 6].map((number) => element(ak5, number).trim()).filter((code) => code !== ''),
    segments,
  };
}

function resultAt(segment: Segment, number: number): FunctionalResult {
  const code = mandatory(segment, number);
  const result = lookUp(RESULT, code.toUpperCase());
  if (result !== undefined) return result;
  throw new CodecError(
    'unknown-acknowledgement-result',
    `${elementName(segment, number)} is '${code}', which says neither accepted nor rejected`,
    placeOf(segment, number),
    'Look the document up at the partner and close it by hand.',
  );
}

/** The counts are for people; a 997 that miscounts still says which documents it accepts. */
function countAt(ak9: Segment, number: number, counted: number, context: ParseContext): number {
  const written = element(ak9, number).trim();
  if (/^\d{1,9}$/.test(written)) return Number(written);
  context.warn(
    'acknowledgement-count-unreadable',
    `${elementName(ak9, number)} is '${written}'; ${counted} were counted instead`,
    placeOf(ak9, number),
  );
  return counted;
}

function unclear(segment: Segment, number: number, context: ParseContext): void {
  context.warn(
    'acknowledgement-detail-unreadable',
    `${segment.tag} does not say where the error is; it was left out`,
    placeOf(segment, number),
  );
}
