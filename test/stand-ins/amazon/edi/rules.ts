import { isDecimal } from '../numbers.ts';
import type { Segment, Transaction } from './x12.ts';
import { at } from './x12.ts';

/** AK4: which element is wrong and why. */
export interface ElementFault {
  /** Position in the segment, from 1. */
  position: number;
  /** Data element number of the dictionary. */
  element: string;
  /** Element 723: 1 mandatory missing, 4 too short, 5 too long, 6 invalid character, 7 invalid code, 8 date, 9 time. */
  code: string;
  value: string;
}

/** AK3. */
export interface SegmentFault {
  tag: string;
  position: number;
  /** Element 720: 3 mandatory missing, 6 not in this set, 7 wrong sequence, 8 has element errors. */
  code: string;
  elements: ElementFault[];
}

type Kind = { element: string; required?: true } & (
  | { type: 'text'; least: number; most: number }
  | { type: 'number' | 'cents' | 'count' | 'date' | 'time' }
  | { type: 'code'; values: readonly string[] }
);

const UNITS = ['EA', 'CA'];
const PRODUCT_IDS = ['UP', 'EN', 'UK', 'IB', 'BP', 'VN', 'VP', 'SK', 'UA', 'PO'];

/** What Amazon reads of each segment. Positions and lengths are the 4010 dictionary's. */
const ELEMENTS: Record<string, Record<number, Kind>> = {
  BAK: {
    1: must(code('353', '00')),
    2: must(code('587', 'AC', 'AD')),
    3: must(text('324', 1, 22)),
    4: must({ element: '373', type: 'date' }),
  },
  BCA: {
    1: must(code('353', '00')),
    2: must(code('587', 'AC', 'AD', 'RJ')),
    3: must(text('324', 1, 22)),
    6: must({ element: '373', type: 'date' }),
    10: { element: '373', type: 'date' },
  },
  POC: {
    1: text('350', 1, 20),
    2: must(code('670', 'AI', 'CA', 'CF', 'CT', 'DI', 'NC', 'PC', 'PQ', 'QD', 'QI', 'RS', 'RZ')),
    3: { element: '330', type: 'number' },
    4: { element: '671', type: 'number' },
    5: code('355', ...UNITS),
    6: { element: '212', type: 'number' },
    8: must(code('235', ...PRODUCT_IDS)),
    9: must(text('234', 1, 48)),
  },
  BGN: { 1: must(code('353', '00')), 2: must(text('127', 1, 50)), 3: must({ element: '373', type: 'date' }) },
  LX: { 1: must({ element: '554', type: 'count' }) },
  L11: { 1: must(text('127', 1, 50)), 2: must(text('128', 2, 3)) },
  G62: { 1: must(code('432', '10')), 2: must({ element: '373', type: 'date' }) },
  OID: { 2: must(text('324', 1, 22)), 5: { element: '380', type: 'number' } },
  PO1: {
    1: text('350', 1, 20),
    2: must({ element: '330', type: 'number' }),
    3: must(code('355', ...UNITS)),
    4: { element: '212', type: 'number' },
    6: must(code('235', ...PRODUCT_IDS)),
    7: must(text('234', 1, 48)),
  },
  ACK: {
    1: must(code('668', 'IA', 'IB', 'IR', 'IQ', 'IC', 'IP', 'ID', 'DR', 'R1', 'R2', 'R3', 'R4')),
    2: must({ element: '380', type: 'number' }),
    3: must(code('355', ...UNITS)),
    4: code('374', '067', '068', '010'),
    5: { element: '373', type: 'date' },
  },
  CTT: { 1: must({ element: '354', type: 'count' }), 2: { element: '347', type: 'number' } },
  DTM: { 1: must(text('374', 3, 3)), 2: { element: '373', type: 'date' }, 3: { element: '337', type: 'time' } },
  REF: { 1: must(text('128', 2, 3)), 2: must(text('127', 1, 50)) },
  N1: {
    1: must(text('98', 2, 3)),
    2: text('93', 1, 60),
    3: code('66', '92', '91', '15', 'UL', '1', '9', 'ZZ'),
    4: text('67', 2, 80),
  },
  N3: { 1: must(text('166', 1, 55)), 2: text('166', 1, 55) },
  N4: { 1: text('19', 2, 30), 2: text('156', 2, 2), 3: text('116', 3, 15), 4: text('26', 2, 3) },
  BSN: {
    1: must(code('353', '00', '05')),
    2: must(text('396', 2, 30)),
    3: must({ element: '373', type: 'date' }),
    4: must({ element: '337', type: 'time' }),
    5: code('1005', '0001', '0002', '0003', '0004'),
  },
  HL: { 1: must(text('628', 1, 12)), 2: text('734', 1, 12), 3: must(code('735', 'S', 'O', 'T', 'P', 'I')) },
  TD1: {
    1: must(text('103', 3, 5)),
    2: must({ element: '80', type: 'count' }),
    7: { element: '81', type: 'number' },
    8: code('355', 'LB', 'KG'),
  },
  TD5: { 2: must(code('66', '2')), 3: must(text('67', 2, 80)), 4: code('91', 'M', 'A', 'S', 'U') },
  TD3: { 1: must(text('40', 2, 2)), 2: text('206', 1, 4), 3: text('207', 1, 10) },
  PRF: { 1: must(text('324', 1, 22)), 4: { element: '373', type: 'date' } },
  MAN: { 1: must(code('88', 'GM', 'CP', 'R')), 2: must(text('87', 1, 48)), 4: code('88', 'GM', 'CP') },
  LIN: { 2: must(code('235', ...PRODUCT_IDS)), 3: must(text('234', 1, 48)) },
  SN1: { 2: must({ element: '382', type: 'number' }), 3: must(code('355', ...UNITS)) },
  BIG: {
    1: must({ element: '373', type: 'date' }),
    2: must(text('76', 1, 22)),
    3: { element: '373', type: 'date' },
    4: text('324', 1, 22),
  },
  CUR: { 1: must(code('98', 'BT', 'SE', 'VN')), 2: must(text('100', 3, 3)) },
  ITD: {
    1: code('336', '01', '02', '03', '09', '23', '41'),
    3: { element: '338', type: 'number' },
    5: { element: '351', type: 'count' },
    7: { element: '386', type: 'count' },
  },
  IT1: {
    1: text('350', 1, 20),
    2: must({ element: '358', type: 'number' }),
    3: must(code('355', ...UNITS)),
    4: must({ element: '212', type: 'number' }),
    6: must(code('235', ...PRODUCT_IDS)),
    7: must(text('234', 1, 48)),
  },
  TXI: { 1: must(text('963', 2, 2)), 2: { element: '782', type: 'number' }, 3: { element: '954', type: 'number' } },
  SAC: { 1: must(code('248', 'A', 'C')), 2: text('1300', 4, 4), 5: must({ element: '610', type: 'cents' }) },
  TDS: { 1: must({ element: '610', type: 'cents' }) },
  BIA: {
    1: must(code('353', '00')),
    2: must(text('755', 2, 2)),
    3: must(text('127', 1, 30)),
    4: must({ element: '373', type: 'date' }),
    5: { element: '337', type: 'time' },
  },
  QTY: { 1: must(text('673', 2, 2)), 2: must({ element: '380', type: 'number' }), 3: text('355', 2, 2) },
  CTP: { 3: { element: '212', type: 'number' } },
};

/** Per transaction: what must be there, and what else may be. */
const SETS: Record<string, { must: readonly string[]; may: readonly string[] }> = {
  '855': { must: ['BAK', 'PO1', 'ACK', 'CTT'], may: ['REF', 'DTM', 'N1', 'N3', 'N4', 'CTP', 'CUR'] },
  '865': { must: ['BCA', 'POC', 'ACK', 'CTT'], may: ['REF', 'DTM', 'N1', 'N3', 'N4', 'CUR'] },
  '753': { must: ['BGN', 'N1', 'LX', 'G62', 'OID'], may: ['PER', 'N3', 'N4', 'L11'] },
  '856': {
    must: ['BSN', 'HL', 'TD1', 'TD5', 'DTM', 'N1', 'PRF', 'LIN', 'SN1', 'CTT'],
    may: ['REF', 'TD3', 'N2', 'N3', 'N4', 'MAN', 'PO4', 'PID', 'FOB', 'PKG'],
  },
  '810': {
    must: ['BIG', 'CUR', 'N1', 'ITD', 'IT1', 'TDS', 'CTT'],
    may: ['REF', 'N2', 'N3', 'N4', 'PER', 'DTM', 'CTP', 'PO4', 'PID', 'TXI', 'SAC', 'NTE'],
  },
  '846': { must: ['BIA', 'N1', 'LIN', 'QTY', 'CTT'], may: ['DTM', 'REF', 'N3', 'N4', 'CTP', 'PID', 'SLN'] },
};

export function isKnownSet(set: string): boolean {
  return set in SETS;
}

/** Everything a functional acknowledgement can say about the segments of a transaction. */
export function segmentFaults({ set, segments }: Transaction): SegmentFault[] {
  const rules = SETS[set];
  if (!rules) return [];
  const inner = segments.filter(({ tag }) => tag !== 'ST' && tag !== 'SE');
  const missing = rules.must.filter((tag) => !inner.some((segment) => segment.tag === tag));
  return [
    ...missing.map((tag) => ({ tag, position: segments.length, code: '3', elements: [] })),
    ...inner.flatMap((segment): SegmentFault[] => {
      const { tag, position } = segment;
      if (![...rules.must, ...rules.may].includes(tag)) return [{ tag, position, code: '6', elements: [] }];
      const elements = elementFaults(segment);
      return elements.length > 0 ? [{ tag, position, code: '8', elements }] : [];
    }),
  ];
}

function elementFaults(segment: Segment): ElementFault[] {
  return Object.entries(ELEMENTS[segment.tag] ?? {}).flatMap(([number, kind]) => {
    const position = Number(number);
    const value = at(segment, position);
    const fault = value === '' ? (kind.required ? '1' : undefined) : judge(kind, value);
    return fault === undefined ? [] : [{ position, element: kind.element, code: fault, value }];
  });
}

function judge(kind: Kind, value: string): string | undefined {
  switch (kind.type) {
    case 'text':
      return value.length < kind.least ? '4' : value.length > kind.most ? '5' : undefined;
    case 'code':
      return kind.values.includes(value) ? undefined : '7';
    case 'number':
      return isDecimal(value) && !/[eE]/.test(value) ? undefined : '6';
    case 'cents':
      return /^-?\d+$/.test(value) ? undefined : '6';
    case 'count':
      return /^\d+$/.test(value) ? undefined : '6';
    case 'date':
      return isDate(value) ? undefined : '8';
    case 'time':
      return /^([01]\d|2[0-3])[0-5]\d([0-5]\d(\d{1,2})?)?$/.test(value) ? undefined : '9';
  }
}

function isDate(value: string): boolean {
  const iso = value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  const date = new Date(`${iso}T00:00:00Z`);
  return iso.length === 10 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}

function code(element: string, ...values: string[]): Kind {
  return { element, type: 'code', values };
}

function text(element: string, least: number, most: number): Kind {
  return { element, type: 'text', least, most };
}

function must(kind: Kind): Kind {
  return { ...kind, required: true };
}
