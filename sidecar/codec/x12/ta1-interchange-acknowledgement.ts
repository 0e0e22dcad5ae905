import type { InterchangeAcknowledgement, InterchangeResult } from '../../domain/interchange-acknowledgement.ts';
import { CodecError, type Warning } from '../problem.ts';
import { lookUp } from './codes.ts';
import { defined, text } from './elements.ts';
import type { OutboundHeader } from './envelope.ts';
import type { InterchangeHeader } from './interchange-header.ts';
import { isa } from './isa-envelope.ts';
import type { ReceivedGroup } from './received.ts';
import { mandatory, placeOf, type Segment } from './segment.ts';
import { sixDigitDay, x12Day } from './values.ts';
import { type SegmentText, serialiseServiceInterchange, x12Date } from './write.ts';

/** TA104, element I17. */
const RESULT: Readonly<Record<string, InterchangeResult>> = {
  A: 'accepted',
  E: 'accepted-with-errors',
  R: 'rejected',
};

const CODE: Readonly<Record<InterchangeResult, string>> = {
  accepted: 'A',
  'accepted-with-errors': 'E',
  rejected: 'R',
};

/** I18 for what the reader says of an envelope. All of them let its documents pass. */
const NOTE: Readonly<Record<string, string>> = {
  'interchange-control-number-mismatch': '001',
  'interchange-control-number-unusual': '018',
  'usage-unknown': '020',
  'group-count-mismatch': '021',
  'interchange-trailer-missing': '023',
};

/** Reads one TA1, which stands beside the groups and in none of them. */
export function parseInterchangeAcknowledgement(ta1: Segment): InterchangeAcknowledgement {
  const code = mandatory(ta1, 4);
  const result = lookUp(RESULT, code.toUpperCase());
  if (result === undefined) {
    throw new CodecError(
      'unknown-acknowledgement-result',
      `TA104 is '${code}', which says neither accepted nor rejected`,
      placeOf(ta1, 4),
      'Ask the partner whether the interchange arrived.',
    );
  }
  const day = text(ta1, 2) ?? '';
  return defined({
    controlNumber: mandatory(ta1, 1),
    // For people: an answer whose date is spoilt still names its interchange.
    sentOn: sixDigitDay(day) ?? x12Day(day),
    sentAt: /^\d{4}/.exec(text(ta1, 3) ?? '')?.[0],
    result,
    note: text(ta1, 5) ?? '',
  });
}

/** The TA1 alone; `serialiseInterchangeAcknowledgements` puts the envelope around it. */
export function interchangeAcknowledgementSegment(document: InterchangeAcknowledgement): SegmentText {
  const { controlNumber, sentOn, sentAt = '', result, note } = document;
  const day = sentOn === undefined ? '' : x12Date(sentOn).slice(2);
  return ['TA1', controlNumber.padStart(9, '0'), day, sentAt, CODE[result], note];
}

/** An interchange of nothing but TA1s: no group, and so nothing that wants a 997. */
export function serialiseInterchangeAcknowledgements(
  documents: readonly InterchangeAcknowledgement[],
  version: string,
  header: OutboundHeader,
): string {
  return serialiseServiceInterchange(documents.map(interchangeAcknowledgementSegment), version, header);
}

/**
 * What we answer to an interchange that asks for it (ISA14). Undefined where it does not, and for one without
 * groups: acknowledging an acknowledgement would go back and forth for ever.
 */
export function interchangeAcknowledgementOf(
  header: InterchangeHeader,
  groups: readonly ReceivedGroup[],
  warnings: readonly Warning[],
): InterchangeAcknowledgement | undefined {
  if (isa(header, 14) !== '1' || groups.length === 0) return undefined;
  const note = warnings.map(({ code }) => lookUp(NOTE, code)).find((code) => code !== undefined);
  const day = sixDigitDay(isa(header, 9)) ?? x12Day(isa(header, 9));
  return defined({
    controlNumber: isa(header, 13) || '0',
    sentOn: day,
    sentAt: /^\d{4}/.exec(isa(header, 10))?.[0],
    result: note === undefined ? ('accepted' as const) : ('accepted-with-errors' as const),
    note: note ?? '000',
  });
}
