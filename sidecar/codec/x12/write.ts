import assert from 'node:assert/strict';
import type { CalendarDay } from '../../domain/calendar.ts';
import type { OutboundHeader } from './envelope.ts';

/** One segment to be written: `['REF', 'PO', '4KQ7TZ1M']`. Element n of the standard stands at index n. */
export type SegmentText = readonly [tag: string, ...elements: string[]];

/** The body of one transaction set, without ST and SE: those carry counts and are the writer's. */
export interface OutboundTransaction {
  /** ST01, `855`. */
  documentType: string;
  segments: readonly SegmentText[];
}

const DEFAULT_DELIMITERS = { element: '*', component: '>', segment: '~' };

/** GS01 by transaction set. */
const FUNCTIONAL_ID: Readonly<Record<string, string>> = {
  '753': 'RF',
  '754': 'RG',
  '810': 'IN',
  '820': 'RA',
  '824': 'AG',
  '830': 'PS',
  '846': 'IB',
  '850': 'PO',
  '855': 'PR',
  '856': 'SH',
  '860': 'PC',
  '865': 'CA',
  '997': 'FA',
};

/** Undefined for a transaction set that nobody here trades in. */
export function functionalIdOf(documentType: string): string | undefined {
  return Object.hasOwn(FUNCTIONAL_ID, documentType) ? FUNCTIONAL_ID[documentType] : undefined;
}

/**
 * One interchange with one group, ready to send. Every count and control number is written here and
 * nowhere else, so that they cannot disagree with the body: a partner's translator rejects the whole
 * interchange for one wrong SE01.
 */
export function serialiseInterchange(
  functionalId: string,
  version: string,
  transactions: readonly OutboundTransaction[],
  header: OutboundHeader,
): string {
  assert(transactions.length > 0, 'an interchange carries at least one transaction');
  const pen = penOf(version, header);
  const groupNumber = String(header.controlNumber);
  const interchangeNumber = interchangeNumberOf(header);

  const lines = [interchangeHeader(version, interchangeNumber, pen, header)];
  lines.push(
    pen.line([
      'GS',
      functionalId,
      header.senderId,
      header.receiverId,
      x12Date(header.issuedAt),
      x12Time(header.issuedAt),
      groupNumber,
      'X',
      version,
    ]),
  );
  transactions.forEach(({ documentType, segments }, index) => {
    const controlNumber = String(index + 1).padStart(4, '0');
    lines.push(pen.line(['ST', documentType, controlNumber]));
    for (const segment of segments) lines.push(pen.line(segment));
    // SE01 counts ST and SE themselves.
    lines.push(pen.line(['SE', String(segments.length + 2), controlNumber]));
  });
  lines.push(pen.line(['GE', String(transactions.length), groupNumber]));
  lines.push(pen.line(['IEA', '1', interchangeNumber]));
  return lines.join('');
}

/** An interchange without groups: segments of the service level alone, TA1s. IEA01 counts groups, and there is none. */
export function serialiseServiceInterchange(
  segments: readonly SegmentText[],
  version: string,
  header: OutboundHeader,
): string {
  const pen = penOf(version, header);
  const number = interchangeNumberOf(header);
  const lines = [interchangeHeader(version, number, pen, header), ...segments.map((segment) => pen.line(segment))];
  return [...lines, pen.line(['IEA', '0', number])].join('');
}

/** CCYYMMDD, as every date inside a body and GS04 want it. */
export function x12Date(day: CalendarDay | Date): string {
  return (typeof day === 'string' ? day : day.toISOString().slice(0, 10)).replaceAll('-', '');
}

/** HHMM in UTC. */
export function x12Time(moment: Date): string {
  return moment.toISOString().slice(11, 16).replace(':', '');
}

function interchangeNumberOf({ controlNumber }: OutboundHeader): string {
  const number = String(controlNumber).padStart(9, '0');
  assert(/^\d{9}$/.test(number), `ISA13 has nine digits, ${controlNumber} does not fit`);
  return number;
}

interface Pen {
  delimiters: { element: string; component: string; segment: string };
  lineEnd: string;
  line(segment: SegmentText): string;
}

function penOf(version: string, header: OutboundHeader): Pen {
  const delimiters = header.delimiters ?? DEFAULT_DELIMITERS;
  const lineEnd = header.lineEnd ?? '';
  const { element, component, segment: terminator } = delimiters;
  // X12 has no escape: a delimiter inside a value would end it, so what a person typed loses that character
  // and keeps its length. Control characters go the same way, as some translators stop at the first of them.
  const forbidden = new Set([element, component, terminator, ...(hasRepetition(version) ? [REPETITION] : [])]);
  const clean = (value: string) => {
    let text = '';
    for (const character of value) text += forbidden.has(character) || isControl(character) ? ' ' : character;
    return text.trimEnd();
  };
  return {
    delimiters,
    lineEnd,
    line(segment) {
      const values = segment.map(clean);
      // 'Trailing empties are not sent' is a rule of the standard that some readers enforce.
      while (values.length > 1 && values.at(-1) === '') values.pop();
      return `${values.join(element)}${terminator}${lineEnd}`;
    },
  };
}

/** ISA is the only segment of fixed width: 106 characters, because readers find the delimiters by place. */
function interchangeHeader(version: string, controlNumber: string, pen: Pen, header: OutboundHeader): string {
  const { element, component, segment } = pen.delimiters;
  const text = [
    'ISA',
    '00',
    fixed('', 10),
    '00',
    fixed('', 10),
    fixed(header.senderQualifier, 2),
    fixed(header.senderId, 15),
    fixed(header.receiverQualifier, 2),
    fixed(header.receiverId, 15),
    x12Date(header.issuedAt).slice(2),
    x12Time(header.issuedAt),
    // Until 00401 ISA11 named the standards body, from 00402 on it is the repetition separator.
    hasRepetition(version) ? REPETITION : 'U',
    version.slice(0, 5),
    controlNumber,
    '0',
    header.usage === 'test' ? 'T' : 'P',
    component,
  ].join(element);
  assert(text.length === 105, `an ISA of ${text.length + 1} characters cannot be read by its places`);
  return `${text}${segment}${pen.lineEnd}`;
}

const REPETITION = '^';

function hasRepetition(version: string): boolean {
  return version >= '004020';
}

function fixed(value: string, width: number): string {
  assert(value.length <= width, `'${value}' is longer than the ${width} characters the ISA has for it`);
  return value.padEnd(width);
}

function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}
