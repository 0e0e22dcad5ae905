/** What a segment is called, and its elements from the first on, as X12 004010 and 005010 name them. */
export interface SegmentWords {
  name: string;
  elements: readonly string[];
}

const pairs = ['id is a', 'product id'] as const;
const PRODUCT_IDS = [...pairs, ...pairs, ...pairs, ...pairs];

const WORDS: Readonly<Record<string, SegmentWords>> = {
  ISA: {
    name: 'Interchange begins',
    elements: [
      'authorization',
      '',
      'security',
      '',
      'sender id is a',
      'sender',
      'receiver id is a',
      'receiver',
      'date',
      'time',
      'standard or repetition separator',
      'version',
      'control number',
      'answer wanted',
      'production or test',
      'component separator',
    ],
  },
  GS: {
    name: 'Group begins',
    elements: ['kind of documents', 'sender', 'receiver', 'date', 'time', 'control number', 'agency', 'version'],
  },
  ST: { name: 'Document begins', elements: ['transaction set', 'control number'] },
  SE: { name: 'Document ends', elements: ['number of segments', 'control number'] },
  GE: { name: 'Group ends', elements: ['number of documents', 'control number'] },
  IEA: { name: 'Interchange ends', elements: ['number of groups', 'control number'] },
  BEG: { name: 'Purchase order', elements: ['purpose', 'type', 'order number', 'release', 'order date'] },
  BCH: {
    name: 'Purchase order change',
    elements: [
      'purpose',
      'type',
      'order number',
      'release',
      'change number',
      'order date',
      '',
      '',
      '',
      '',
      'change date',
    ],
  },
  BAK: {
    name: 'Acknowledgement',
    elements: ['purpose', 'with detail or change', 'order number', 'order date', 'release', '', '', '', 'date'],
  },
  BCA: {
    name: 'Change acknowledgement',
    elements: ['purpose', 'type', 'order number', 'release', 'change number', 'order date', '', '', '', 'date'],
  },
  BSN: { name: 'Ship notice', elements: ['purpose', 'shipment id', 'date', 'time', 'hierarchy'] },
  BIG: {
    name: 'Invoice',
    elements: ['invoice date', 'invoice number', 'order date', 'order number', 'release', 'change', 'type'],
  },
  BIA: { name: 'Inventory report', elements: ['purpose', 'type', 'report number', 'date', 'time'] },
  BPR: {
    name: 'Payment',
    elements: [
      'handling',
      'amount',
      'credit or debit',
      'method',
      'format',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      'money moves on',
    ],
  },
  TRN: { name: 'Trace', elements: ['type', 'payment number', 'originator'] },
  AK1: { name: 'Answers the group', elements: ['kind of documents', 'group control number'] },
  AK2: { name: 'Answers the document', elements: ['transaction set', 'control number'] },
  AK3: { name: 'Segment in error', elements: ['segment', 'position', 'loop', 'error'] },
  AK4: { name: 'Element in error', elements: ['position', 'data element', 'error', 'value'] },
  AK5: { name: 'Verdict on the document', elements: ['verdict', 'why', 'why', 'why'] },
  AK9: { name: 'Verdict on the group', elements: ['verdict', 'announced', 'received', 'accepted', 'why'] },
  REF: { name: 'Reference', elements: ['which', 'value', 'description'] },
  PER: { name: 'Contact', elements: ['role', 'name', 'by', 'number'] },
  CUR: { name: 'Currency', elements: ['whose', 'currency'] },
  FOB: { name: 'Freight', elements: ['who pays', 'place', 'description', 'terms'] },
  CSH: { name: 'Sales requirement', elements: ['backorder allowed'] },
  SAC: {
    name: 'Allowance or charge',
    elements: ['which', 'code', '', '', 'amount in cents', '', '', '', '', '', '', '', '', '', 'description'],
  },
  ITD: {
    name: 'Terms of payment',
    elements: ['type', 'basis', 'discount percent', 'discount date', 'discount days', 'net date', 'net days'],
  },
  DTM: { name: 'Date', elements: ['which', 'date', 'time'] },
  PKG: { name: 'Packing', elements: ['type', 'characteristic', '', '', 'description'] },
  TD1: { name: 'Packages', elements: ['packaging', 'count', '', '', '', 'weight is', 'weight', 'unit'] },
  TD3: { name: 'Equipment', elements: ['kind', 'owner', 'number', '', '', '', '', '', 'seal'] },
  TD5: { name: 'Carrier', elements: ['routing', 'code is a', 'carrier', 'transport', 'routing text', 'status'] },
  N9: { name: 'Extended reference', elements: ['which', 'value'] },
  MSG: { name: 'Message', elements: ['text'] },
  N1: { name: 'Party', elements: ['role', 'name', 'id is a', 'id'] },
  N2: { name: 'More of the name', elements: ['name', 'name'] },
  N3: { name: 'Street', elements: ['address', 'address'] },
  N4: { name: 'Town', elements: ['city', 'state', 'postcode', 'country'] },
  PO1: { name: 'Ordered line', elements: ['line', 'quantity', 'unit', 'unit cost', 'cost basis', ...PRODUCT_IDS] },
  PO4: { name: 'Packing of the item', elements: ['eaches per case', 'size', 'unit'] },
  POC: {
    name: 'Changed line',
    elements: ['line', 'change', 'quantity', 'left to receive', 'unit', 'unit cost', 'cost basis', ...PRODUCT_IDS],
  },
  PID: { name: 'Description', elements: ['type', '', '', '', 'text'] },
  ACK: { name: 'Answer to the line', elements: ['answer', 'quantity', 'unit', 'date is', 'date', '', ...PRODUCT_IDS] },
  HL: { name: 'Level', elements: ['number', 'within', 'level', 'has parts'] },
  PRF: { name: 'Of purchase order', elements: ['order number', 'release', 'change', 'order date'] },
  MAN: { name: 'Label', elements: ['label is a', 'number', '', 'label is a', 'number'] },
  LIN: { name: 'Item', elements: ['line', ...PRODUCT_IDS] },
  SN1: { name: 'Shipped', elements: ['line', 'quantity', 'unit', '', 'ordered', 'unit'] },
  SLN: { name: 'Part of a line', elements: ['part', '', 'relation', 'quantity', 'unit', 'cost'] },
  QTY: { name: 'Quantity', elements: ['which', 'quantity', 'unit'] },
  CTP: { name: 'Price', elements: ['class', 'which', 'price', 'quantity', 'unit'] },
  IT1: { name: 'Invoiced line', elements: ['line', 'quantity', 'unit', 'unit cost', 'cost basis', ...PRODUCT_IDS] },
  TXI: {
    name: 'Tax',
    elements: ['type', 'amount', 'percent', 'jurisdiction kind', 'jurisdiction', 'exempt', 'relation', 'levied on'],
  },
  TDS: { name: 'Total', elements: ['amount in cents'] },
  CAD: { name: 'Carrier', elements: ['transport', '', '', 'carrier', 'routing'] },
  ENT: { name: 'Remittance for', elements: ['number'] },
  RMR: { name: 'Paid item', elements: ['which', 'reference', 'action', 'amount paid', 'invoice amount', 'discount'] },
  ADX: { name: 'Adjustment', elements: ['amount', 'reason', 'which', 'reference'] },
  TA1: { name: 'Interchange answered', elements: ['control number', 'its date', 'its time', 'answer', 'note'] },
  BGN: { name: 'Document', elements: ['purpose', 'number', 'date', 'time'] },
  OTI: {
    name: 'Word on a document',
    elements: [
      'answer',
      'which',
      'reference',
      'sender',
      'receiver',
      'date',
      'time',
      'its group',
      'its control number',
      'transaction set',
      'version',
    ],
  },
  TED: {
    name: 'What is wrong',
    elements: ['condition', 'in words', 'segment', 'its position', 'element', 'data element', 'we wrote', 'expected'],
  },
  LX: { name: 'Load', elements: ['number'] },
  L11: { name: 'Reference of the load', elements: ['reference', 'which'] },
  G62: { name: 'Day of the load', elements: ['which', 'date', 'which time', 'time'] },
  BLR: { name: 'Fetched by', elements: ['carrier'] },
  OID: {
    name: 'Order in the load',
    elements: [
      'our reference',
      'order number',
      '',
      'packed in',
      'packages',
      'weight unit',
      'weight',
      'volume unit',
      'volume',
    ],
  },
  CTT: { name: 'Totals', elements: ['number of lines', 'sum of quantities'] },
};

export function segmentWords(tag: string): SegmentWords {
  return (Object.hasOwn(WORDS, tag) ? WORDS[tag] : undefined) ?? { name: 'Segment', elements: [] };
}

/** What a code says, where the code alone decides what a segment means. */
const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ST01: {
    '753': 'routing request',
    '754': 'routing instructions',
    '810': 'invoice',
    '820': 'remittance',
    '824': 'application advice',
    '846': 'inventory report',
    '850': 'purchase order',
    '855': 'acknowledgement',
    '856': 'ship notice',
    '860': 'purchase order change',
    '865': 'change acknowledgement',
    '997': 'functional acknowledgement',
  },
  ISA15: { P: 'production', T: 'test' },
  DTM01: {
    '002': 'delivery wanted',
    '010': 'ship wanted',
    '011': 'shipped',
    '017': 'delivery estimated',
    '036': 'expires',
    '037': 'ship not before',
    '038': 'ship not after',
    '063': 'deliver not after',
    '064': 'deliver not before',
    '067': 'delivery promised',
    '068': 'ship promised',
  },
  REF01: {
    CR: 'vendor code',
    PD: 'deal',
    PO: 'purchase order',
    BM: 'bill of lading',
    CN: 'carrier reference',
    BX: 'Amazon reference number',
    IV: 'invoice',
    LT: 'lot',
  },
  N101: {
    ST: 'ship to',
    SF: 'ship from',
    BT: 'bill to',
    RI: 'remit to',
    BY: 'buyer',
    SE: 'seller',
    VN: 'vendor',
    PE: 'payee',
    PR: 'payer',
  },
  ACK01: {
    IA: 'accepted',
    IB: 'backordered',
    IR: 'rejected',
    IQ: 'accepted, quantity changed',
    R2: 'rejected, invalid product',
    R3: 'rejected, obsolete',
  },
  BAK02: { AC: 'with detail and change', AD: 'with detail, no change' },
  HL03: { S: 'shipment', O: 'order', T: 'pallet', P: 'carton', I: 'item' },
  AK501: { A: 'accepted', E: 'accepted with errors', R: 'rejected' },
  AK901: { A: 'accepted', E: 'accepted with errors', P: 'part of it accepted', R: 'rejected' },
  CSH01: { N: 'no', Y: 'yes' },
  PO103: { EA: 'each', CA: 'case' },
  ACK03: { EA: 'each', CA: 'case' },
  IT103: { EA: 'each', CA: 'case' },
  SN103: { EA: 'each', CA: 'case' },
};

/** X12 element 235, as far as Amazon and its vendors use it. */
const PRODUCT_ID_KINDS: Readonly<Record<string, string>> = {
  UP: 'UPC',
  EN: 'EAN',
  UK: 'GTIN',
  UA: 'UPC of the case',
  BP: 'buyer’s number, the ASIN',
  VN: 'vendor’s number',
  IB: 'ISBN',
};

export function productIdWord(code: string): string | undefined {
  return Object.hasOwn(PRODUCT_ID_KINDS, code) ? PRODUCT_ID_KINDS[code] : undefined;
}

export function codeWord(elementName: string, code: string): string | undefined {
  const codes = Object.hasOwn(CODES, elementName) ? CODES[elementName] : undefined;
  return codes && Object.hasOwn(codes, code) ? codes[code] : undefined;
}
