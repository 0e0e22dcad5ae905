import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ReadEvent, readInterchanges } from '../../../sidecar/codec/x12/read.ts';
import type { PurchaseOrder } from '../../../sidecar/domain/purchase-order.ts';
import { readAll } from '../golden.ts';
import { ISA, interchange, order, po1, segmentsOf } from './sample.ts';

/** What arrives, and what becomes of it: nothing is read wrong, and nothing is lost without a word. */
interface Nasty {
  /** Number in the list of nasty inputs. */
  no: number;
  quirk: string;
  input: Buffer | string;
  /** How many documents come out; 1 where it is not said. */
  documents?: number;
  /** Every warning of the file, in any order, each code once. */
  warns?: readonly string[];
  refused?: { code: string; place?: object; hint: RegExp };
  /** What the first order says, as far as it matters here. */
  says?: object;
  /** And what it must not say. */
  lacks?: string;
}

const file = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/x12/nasty', name));
const plain = interchange([order()]);
const lines = (end: string, bodies = [order()]) =>
  segmentsOf(bodies)
    .map((segment) => segment + end)
    .join('');
const withIsa = (isa: string) => plain.replace(ISA, isa);
const header = (...segments: string[]) => interchange([order({ header: ['REF*CR*NGK7U', ...segments] })]);
const windowed = 'DTM*064*20260810';
const line = (parts: Parameters<typeof po1>[0]) => interchange([order({ lines: [po1(parts)] })]);
const packed = (unit: string, po4: string) => interchange([order({ lines: [po1({ unit, ids: 'VN*NK-1' }), po4] })]);
const beg = (text: string) => interchange([order({ beg: text })]);
const firstLine = (says: object) => ({ lines: [says] });

const nasty: readonly Nasty[] = [
  { no: 1, quirk: 'a byte order mark before the ISA', input: `\ufeff${plain}`, warns: ['byte-order-mark'] },
  {
    no: 2,
    quirk: 'UTF-16, little end first',
    input: file('utf-16-little-endian.edi'),
    warns: ['byte-order-mark', 'utf-16'],
  },
  {
    no: 2,
    quirk: 'UTF-16, big end first',
    input: Buffer.from(`\ufeff${plain}`, 'utf16le').swap16(),
    warns: ['byte-order-mark', 'utf-16'],
  },
  {
    no: 2,
    quirk: 'UTF-16 that does not say so',
    input: file('utf-16-without-mark.edi'),
    documents: 0,
    refused: { code: 'no-interchange', place: { offset: 0 }, hint: /UTF-16/ },
  },
  { no: 3, quirk: 'blank lines before the ISA', input: `\r\n\r\n  ${plain}`, warns: ['blank-before-interchange'] },
  {
    no: 4,
    quirk: 'mail headers before the ISA',
    input: file('mail-headers-before-isa.edi'),
    warns: ['text-before-interchange'],
  },
  {
    no: 4,
    quirk: 'a mail without any interchange',
    input: 'Dear vendor,\nplease see VISA*1.\n',
    documents: 0,
    refused: { code: 'no-interchange', hint: /ISA to IEA/ },
  },
  {
    no: 5,
    quirk: 'Ctrl-Z and text after the IEA',
    input: file('ctrl-z-and-text-after-iea.edi'),
    warns: ['text-after-interchange'],
  },
  { no: 5, quirk: 'line ends after the IEA', input: `${plain}\r\n\r\n` },
  {
    no: 6,
    quirk: 'non-breaking blanks in the ISA',
    input: file('nbsp-in-isa.edi'),
    warns: ['isa-odd-blanks', 'not-utf-8'],
  },
  {
    no: 6,
    quirk: 'collapsed blanks in the ISA',
    input: file('collapsed-blanks-in-isa.edi'),
    warns: ['isa-not-fixed-width'],
  },
  { no: 7, quirk: 'the ISA broken by a line end', input: file('isa-broken-by-line-end.edi'), warns: ['isa-broken'] },
  {
    no: 7,
    quirk: 'the ISA broken between two elements',
    input: withIsa(ISA.replace('*U*', '*\r\nU*')),
    warns: ['isa-broken'],
  },
  ...['~', '~\n', '~\r\n', '\n', '\r\n', '\r', '…', "'", '!', '\u001c', '^', '§'].map((end) => ({
    no: 8,
    quirk: `terminator ${JSON.stringify(end)}`,
    input: lines(end),
  })),
  { no: 8, quirk: 'newline as terminator and ~ as component separator', input: lines('\n').replace('*P*>', '*P*~') },
  { no: 8, quirk: 'an emoji as terminator', input: lines('🛒') },
  {
    no: 9,
    quirk: 'ISA16 is the terminator',
    input: plain.replace('*P*>~', '*P*~~'),
    warns: ['component-separator-unusable'],
  },
  {
    no: 9,
    quirk: 'ISA16 is the element separator',
    input: plain.replace('*P*>~', '*P**~'),
    warns: ['component-separator-unusable'],
  },
  { no: 9, quirk: 'ISA16 is missing', input: plain.replace('*P*>~', '*P*~'), warns: ['component-separator-unusable'] },
  {
    no: 9,
    quirk: 'ISA16 is missing and lines end in ~',
    input: lines('~\r\n').replace('*P*>~', '*P*~'),
    warns: ['component-separator-unusable'],
  },
  {
    no: 10,
    quirk: 'hard wrap at 80 columns',
    input: file('hard-wrapped-at-80-columns.edi'),
    warns: ['isa-broken', 'line-break-in-segment'],
    says: { number: '4KQ7TZ1M', vendorCode: 'NGK7U' },
  },
  {
    no: 11,
    quirk: 'several ISA in a file, each with delimiters of its own',
    input: lines('~\n') + lines("'").replaceAll('*', '+') + lines('\n').replaceAll('*', '|'),
    documents: 3,
  },
  { no: 11, quirk: 'several ISA on one line', input: plain.repeat(50), documents: 50 },
  { no: 11, quirk: 'several GS in an interchange', input: twoGroups(), documents: 2 },
  {
    no: 11,
    quirk: 'one bad order of three',
    input: file('one-bad-order-of-three.edi'),
    documents: 2,
    refused: {
      code: 'unknown-unit-of-measure',
      place: { segment: 'PO1', element: 3, transaction: '0002', interchange: '000000101' },
      hint: /partner settings/,
    },
  },
  {
    no: 11,
    quirk: 'a transaction set that we do not read, between two that we do',
    input: interchange([['BFR*05'], order(), order()], '830'),
    documents: 2,
    warns: ['functional-id-unexpected'],
    refused: {
      code: 'unknown-transaction-set',
      place: { segment: 'ST', position: 1, element: 1 },
      hint: /rest of the interchange was processed/,
    },
  },
  { no: 12, quirk: '4010 and 5010 in one ISA', input: twoGroups('005010'), documents: 2 },
  { no: 13, quirk: 'ISA12 00400 with GS08 004010', input: plain.replace('*00401*', '*00400*') },
  { no: 13, quirk: 'GS08 004010VICS', input: plain.replace('*X*004010', '*X*004010VICS') },
  { no: 13, quirk: 'GS08 is empty', input: plain.replace('*X*004010', '*X'), warns: ['version-missing'] },
  { no: 14, quirk: 'GS01 is empty', input: plain.replace('GS*PO*', 'GS**'), warns: ['functional-id-unexpected'] },
  { no: 14, quirk: 'GS01 is 1', input: plain.replace('GS*PO*', 'GS*1*'), warns: ['functional-id-unexpected'] },
  {
    no: 14,
    quirk: 'GS06 is empty',
    input: plain.replace('*0915*101*', '*0915**'),
    warns: ['group-control-number-missing', 'group-control-number-mismatch'],
  },
  {
    no: 14,
    quirk: 'no GS and GE at all',
    input: plain.replace(/GS[^~]*~/, '').replace(/GE[^~]*~/, ''),
    warns: ['group-header-missing', 'functional-id-unexpected'],
  },
  { no: 15, quirk: 'IEA is missing', input: plain.replace(/IEA[^~]*~/, ''), warns: ['interchange-trailer-missing'] },
  { no: 15, quirk: 'GE is missing', input: plain.replace(/GE\*[^~]*~/, ''), warns: ['group-trailer-missing'] },
  {
    no: 15,
    quirk: 'SE is missing, GE is there',
    input: plain.replace(/SE\*[^~]*~/, ''),
    warns: ['transaction-trailer-missing'],
  },
  {
    no: 15,
    quirk: 'SE, GE and IEA are missing behind a complete order',
    input: plain.replace(/SE\*.*/, ''),
    warns: ['transaction-trailer-missing', 'group-trailer-missing', 'interchange-trailer-missing'],
  },
  {
    no: 15,
    quirk: 'cut off within a line of the second order',
    input: file('truncated-in-the-second-order.edi'),
    documents: 1,
    warns: ['group-trailer-missing', 'interchange-trailer-missing'],
    refused: {
      code: 'truncated',
      place: { segment: 'REF', position: 3, transaction: '0002' },
      hint: /Fetch the file again/,
    },
  },
  {
    no: 15,
    quirk: 'cut off between two lines, so that half an order looks whole',
    input: plain.replace(/CTT.*/, ''),
    documents: 0,
    warns: ['group-trailer-missing', 'interchange-trailer-missing'],
    refused: {
      code: 'truncated',
      place: { segment: 'PO1', transaction: '0001' },
      hint: /nothing of this transaction was read/,
    },
  },
  {
    no: 15,
    quirk: 'cut off, and the next interchange on the next line',
    input: `${plain.slice(0, plain.indexOf('PO1') + 9)}\n${plain}`,
    documents: 1,
    warns: ['group-trailer-missing', 'interchange-trailer-missing'],
    refused: { code: 'truncated', place: { segment: 'PO1' }, hint: /Fetch/ },
  },
  { no: 15, quirk: 'the last terminator is missing', input: plain.slice(0, -1) },
  {
    no: 15,
    quirk: 'an ISA cut off',
    input: ISA.slice(0, 60),
    documents: 0,
    refused: { code: 'interchange-header-unreadable', place: { segment: 'ISA', offset: 0 }, hint: /again/ },
  },
  {
    no: 15,
    quirk: 'a broken ISA before a sound one',
    input: `ISA*00*nonsense~\n${plain}`,
    documents: 1,
    refused: { code: 'interchange-header-unreadable', hint: /again/ },
  },
  { no: 16, quirk: 'SE01 miscounts', input: plain.replace(/SE\*\d+/, 'SE*7'), warns: ['segment-count-mismatch'] },
  { no: 16, quirk: 'GE01 miscounts', input: plain.replace('GE*1*', 'GE*2*'), warns: ['transaction-count-mismatch'] },
  { no: 16, quirk: 'IEA01 miscounts', input: plain.replace('IEA*1*', 'IEA*2*'), warns: ['group-count-mismatch'] },
  {
    no: 16,
    quirk: 'GE02 differs from GS06',
    input: plain.replace('GE*1*101', 'GE*1*102'),
    warns: ['group-control-number-mismatch'],
  },
  {
    no: 16,
    quirk: 'IEA02 differs from ISA13',
    input: plain.replace('IEA*1*000000101', 'IEA*1*000000102'),
    warns: ['interchange-control-number-mismatch'],
  },
  {
    no: 17,
    quirk: 'SE02 differs from ST02',
    input: plain.replace(/(SE\*\d+)\*0001/, '$1*0009'),
    warns: ['control-number-mismatch'],
  },
  { no: 19, quirk: 'ISA15 is neither P nor T', input: withIsa(ISA.replace('*P*', '*X*')), warns: ['usage-unknown'] },
  { no: 21, quirk: 'no byte at all', input: file('empty.edi'), documents: 0 },
  { no: 21, quirk: 'nothing but blanks', input: file('blank.edi'), documents: 0 },
  {
    no: 25,
    quirk: 'lower case segment ids',
    input: plain.replace(/~(gs|st|beg|po1|se|ge|iea)/gi, (tag) => tag.toLowerCase()),
    warns: ['tag-not-upper-case'],
  },
  {
    no: 25,
    quirk: 'separators at the end of every segment',
    input: plain.replace(/~/g, '**~').replace('>**~', '>~'),
    warns: ['trailing-separators'],
  },
  { no: 26, quirk: 'empty segments', input: plain.replace('BEG', '~~BEG'), warns: ['empty-segment'] },
  {
    no: 26,
    quirk: 'a segment of our own making and one that no 850 has',
    input: header(windowed, 'DTM*063*20260814', 'ZZZ*1', 'XYZ*2'),
    warns: ['segment-unknown'],
  },
  {
    no: 26,
    quirk: 'a segment between two transactions',
    input: plain.replace('GE*', 'ZZZ*1~GE*'),
    warns: ['segment-outside-transaction'],
  },
  {
    no: 29,
    quirk: 'Latin-1 beside UTF-8 in one file',
    input: file('latin-1-beside-utf-8.edi'),
    warns: ['not-utf-8'],
    says: { notes: ['GRÖSSE: ÜBER 2 M', 'café ☕'] },
  },
  {
    no: 33,
    quirk: 'an order number in lower case with a leading zero',
    input: beg('BEG*00*NE*0kq7tz1**20260803'),
    warns: ['purchase-order-number-unusual'],
    says: { number: '0kq7tz1' },
  },
  {
    no: 33,
    quirk: 'an order number with a blank within and around',
    input: beg('BEG*00*NE* 4KQ 7TZ1M **20260803'),
    warns: ['purchase-order-number-unusual'],
    says: { number: '4KQ 7TZ1M' },
  },
  {
    no: 33,
    quirk: 'no order number',
    input: beg('BEG*00*NE***20260803'),
    documents: 0,
    refused: { code: 'mandatory-element-missing', place: { segment: 'BEG', element: 3 }, hint: /BEG03/ },
  },
  {
    no: 34,
    quirk: 'all quantities are 0',
    input: line({ quantity: '0' }),
    says: firstLine({ ordered: { amount: 0, unitOfMeasure: 'each' } }),
  },
  {
    no: 34,
    quirk: 'a cancellation by BEG01',
    input: beg('BEG*01*NE*4KQ7TZ1M**20260803'),
    documents: 0,
    refused: { code: 'order-purpose-unsupported', place: { segment: 'BEG', element: 1 }, hint: /by hand/ },
  },
  {
    no: 38,
    quirk: 'CTT01 miscounts the lines',
    input: interchange([order({ ctt: 'CTT*2' })]),
    warns: ['line-count-differs'],
  },
  {
    no: 38,
    quirk: 'CTT02 differs from the sum of the quantities',
    input: interchange([order({ ctt: 'CTT*1*25' })]),
    warns: ['quantity-total-differs'],
  },
  { no: 39, quirk: 'CTT is missing', input: interchange([order({ ctt: '' })]), warns: ['total-missing'] },
  {
    no: 40,
    quirk: 'the window ends before it begins',
    input: header('DTM*064*20260814', 'DTM*063*20260810'),
    warns: ['window-inverted'],
    says: { deliveryWindow: { from: '2026-08-10', to: '2026-08-14' } },
  },
  {
    no: 40,
    quirk: 'the window has one end',
    input: header('DTM*063*20260814'),
    warns: ['window-one-sided'],
    says: { deliveryWindow: { from: '2026-08-14', to: '2026-08-14' } },
  },
  {
    no: 40,
    quirk: 'a window of one day',
    input: header('DTM*064*20260814', 'DTM*063*20260814'),
    says: { deliveryWindow: { from: '2026-08-14', to: '2026-08-14' } },
  },
  { no: 40, quirk: 'no window', input: header(), warns: ['window-missing'] },
  {
    no: 41,
    quirk: 'ship and delivery windows',
    input: header(windowed, 'DTM*063*20260814', 'DTM*037*20260805', 'DTM*038*20260806'),
    says: {
      deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
      shipWindow: { from: '2026-08-05', to: '2026-08-06' },
    },
  },
  {
    no: 43,
    quirk: 'no vendor code',
    input: plain.replace('REF*CR*NGK7U~', '').replace(/SE\*(\d+)/, (_, count) => `SE*${count - 1}`),
    warns: ['vendor-code-missing'],
  },
  {
    no: 43,
    quirk: 'two vendor codes in one order',
    input: header('REF*CR*NGK8U', windowed, 'DTM*063*20260814'),
    warns: ['vendor-code-repeated'],
    says: { vendorCode: 'NGK7U' },
  },
  {
    no: 44,
    quirk: 'an unknown order type',
    input: beg('BEG*00*QQ*4KQ7TZ1M**20260803'),
    warns: ['order-type-unknown'],
    says: { type: 'regular' },
  },
  {
    no: 45,
    quirk: 'a line without a product id',
    input: line({ ids: '' }),
    warns: ['product-id-missing', 'trailing-separators'],
    says: firstLine({ productIds: [] }),
  },
  {
    no: 45,
    quirk: 'a line with three ids',
    input: line({ ids: 'UP*614141001019*BO*RED*VN*NK-0101*BP*B00EXAMPLE' }),
    says: firstLine({
      productIds: [
        { kind: 'upc', value: '614141001019' },
        { kind: 'vendor-item', value: 'NK-0101' },
        { kind: 'asin', value: 'B00EXAMPLE' },
      ],
    }),
  },
  {
    no: 45,
    quirk: 'an id of an unknown kind',
    input: line({ ids: 'QX*1*VN*NK-0101' }),
    warns: ['product-id-qualifier-unknown'],
    says: firstLine({ productIds: [{ kind: 'vendor-item', value: 'NK-0101' }] }),
  },
  {
    no: 46,
    quirk: 'a barcode that a spreadsheet has spoilt',
    input: line({ ids: 'UP*6.14E+11' }),
    warns: ['product-id-damaged'],
    says: firstLine({ productIds: [{ kind: 'upc', value: '6.14E+11' }] }),
  },
  {
    no: 46,
    quirk: 'a barcode that has lost its leading zero',
    input: line({ ids: 'UP*14141001019' }),
    warns: ['product-id-damaged'],
  },
  {
    no: 46,
    quirk: 'GTIN-14, EAN-13 and ISBN-10 with X are kept as received',
    input: line({ ids: 'UK*10614141001016*EN*0614141001019*IB*080442957X' }),
    says: firstLine({
      productIds: [
        { kind: 'gtin', value: '10614141001016' },
        { kind: 'ean', value: '0614141001019' },
        { kind: 'isbn', value: '080442957X' },
      ],
    }),
  },
  {
    no: 47,
    quirk: 'a wrong check digit',
    input: line({ ids: 'UP*614141001018*VN*NK-0101' }),
    warns: ['check-digit-wrong'],
  },
  {
    no: 48,
    quirk: 'one item on two lines at different prices',
    input: interchange([order({ lines: [po1(), po1({ price: '12' })] })]),
    says: {
      lines: [
        { position: 1, unitCost: '11.75' },
        { position: 2, unitCost: '12' },
      ],
    },
  },
  {
    no: 49,
    quirk: 'line numbers missing, repeated and 001',
    input: interchange([order({ lines: [po1({ number: '' }), po1({ number: '001' }), po1({ number: '001' })] })]),
    says: {
      lines: [
        { lineNumber: '', position: 1 },
        { lineNumber: '001', position: 2 },
        { lineNumber: '001', position: 3 },
      ],
    },
  },
  ...(
    [
      ['EA', 'each'],
      ['Each', 'each'],
      ['CA', 'case'],
      ['CASES', 'case'],
    ] as const
  ).map(([unit, unitOfMeasure]) => ({
    no: 50,
    quirk: `unit ${unit}`,
    input: line({ unit }),
    says: firstLine({ ordered: { amount: 24, unitOfMeasure } }),
  })),
  ...['PE', 'UN', 'PL'].map((unit) => ({
    no: 50,
    quirk: `unit ${unit}, real but of unknown size`,
    input: line({ unit }),
    says: firstLine({ ordered: { amount: 24, unitOfMeasure: 'other', unitCode: unit } }),
  })),
  {
    no: 50,
    quirk: 'no unit',
    input: line({ unit: '' }),
    warns: ['unit-of-measure-missing'],
    says: firstLine({ ordered: { amount: 24, unitOfMeasure: 'other' } }),
  },
  {
    no: 50,
    quirk: 'a unit that does not exist',
    input: line({ unit: 'constructor' }),
    documents: 0,
    refused: {
      code: 'unknown-unit-of-measure',
      place: { segment: 'PO1', position: 7, element: 3 },
      hint: /Map the code/,
    },
  },
  {
    no: 50,
    quirk: 'cases of which nobody says the size',
    input: line({ unit: 'CA' }),
    says: firstLine({ ordered: { amount: 24, unitOfMeasure: 'case' } }),
  },
  {
    no: 51,
    quirk: 'a case size of 0',
    input: packed('CA', 'PO4*0'),
    warns: ['case-size-invalid'],
    says: firstLine({ ordered: { amount: 24, unitOfMeasure: 'case' } }),
  },
  { no: 51, quirk: 'a case size in words', input: packed('CA', 'PO4*twelve'), warns: ['case-size-invalid'] },
  {
    no: 51,
    quirk: 'cases of one',
    input: packed('CA', 'PO4*1'),
    warns: ['case-size-one'],
    says: firstLine({ ordered: { eachesPerCase: 1 } }),
  },
  {
    no: 51,
    quirk: 'a case of packs',
    input: packed('CA', 'PO4*6*************4'),
    warns: ['case-size-nested'],
    says: firstLine({ ordered: { amount: 24, unitOfMeasure: 'case' } }),
  },
  { no: 52, quirk: 'no price', input: line({ price: '' }), lacks: 'lines.0.unitCost' },
  { no: 52, quirk: 'a price of 0', input: line({ price: '0.00' }), says: firstLine({ unitCost: '0' }) },
  {
    no: 52,
    quirk: 'a negative price',
    input: line({ price: '-4.2' }),
    warns: ['price-negative'],
    says: firstLine({ unitCost: '-4.2' }),
  },
  { no: 52, quirk: 'a scientific price', input: line({ price: '1.2E1' }), says: firstLine({ unitCost: '12' }) },
  {
    no: 52,
    quirk: 'a decimal comma',
    input: line({ price: '11,75' }),
    warns: ['price-with-comma'],
    says: firstLine({ unitCost: '11.75' }),
  },
  {
    no: 52,
    quirk: 'a comma that may be either',
    input: line({ price: '1,234' }),
    warns: ['price-unreadable'],
    lacks: 'lines.0.unitCost',
  },
  { no: 52, quirk: 'six decimals', input: line({ price: '0.012345' }), says: firstLine({ unitCost: '0.012345' }) },
  {
    no: 52,
    quirk: 'a price in words',
    input: line({ price: 'FREE' }),
    warns: ['price-unreadable'],
    lacks: 'lines.0.unitCost',
  },
  {
    no: 53,
    quirk: 'a quantity with decimals',
    input: line({ quantity: '2.5' }),
    documents: 0,
    refused: {
      code: 'quantity-invalid',
      place: { segment: 'PO1', position: 7, element: 2, transaction: '0001' },
      hint: /right quantity/,
    },
  },
  {
    no: 53,
    quirk: 'a negative quantity',
    input: line({ quantity: '-1' }),
    documents: 0,
    refused: { code: 'quantity-invalid', place: { segment: 'PO1', element: 2 }, hint: /right quantity/ },
  },
  {
    no: 53,
    quirk: 'more than a million',
    input: line({ quantity: '1000001' }),
    documents: 0,
    refused: { code: 'quantity-out-of-bounds', place: { segment: 'PO1', element: 2 }, hint: /right quantity/ },
  },
  {
    no: 53,
    quirk: 'no quantity',
    input: line({ quantity: '' }),
    documents: 0,
    refused: { code: 'mandatory-element-missing', place: { segment: 'PO1', element: 2 }, hint: /PO102/ },
  },
  {
    no: 53,
    quirk: 'a whole quantity with a point',
    input: line({ quantity: '24.0' }),
    says: firstLine({ ordered: { amount: 24, unitOfMeasure: 'each' } }),
  },
  { no: 54, quirk: 'no currency', input: plain, lacks: 'currency' },
  {
    no: 54,
    quirk: 'currency IN',
    input: header('CUR*BY*IN', windowed, 'DTM*063*20260814'),
    warns: ['currency-unreadable'],
    lacks: 'currency',
  },
  {
    no: 55,
    quirk: 'emoji, ampersand and angle brackets in a note',
    input: header(windowed, 'DTM*063*20260814', 'N9*ZZ*01', 'MSG*Töpfe & <b>"Pfannen"</b> 🍳'),
    says: { notes: ['Töpfe & <b>"Pfannen"</b> 🍳'] },
  },
  ...['00000000', '20260230', '2026081'].map((day) => ({
    no: 56,
    quirk: `window date ${day}`,
    input: header(`DTM*064*${day}`, 'DTM*063*20260814'),
    warns: ['date-unreadable', 'window-one-sided'],
  })),
  {
    no: 56,
    quirk: 'a date without century',
    input: header('DTM*064*260810', 'DTM*063*20260814'),
    warns: ['date-without-century'],
    says: { deliveryWindow: { from: '2026-08-10', to: '2026-08-14' } },
  },
  {
    no: 56,
    quirk: 'an order date of nowhere',
    input: beg('BEG*00*NE*4KQ7TZ1M**00000000'),
    documents: 0,
    refused: { code: 'date-invalid', place: { segment: 'BEG', element: 5 }, hint: /order date/ },
  },
  { no: 56, quirk: 'a time of 2400', input: header('DTM*064*20260810*2400', 'DTM*063*20260814*9999') },
  {
    no: 75,
    quirk: 'a payment that differs from the sum of its lines',
    input: payment('100', 'RMR*IV*INV-1**90*90*0'),
    warns: ['remittance-total-differs'],
  },
  {
    no: 75,
    quirk: 'a negative payment',
    input: payment('-5', 'RMR*IV*INV-1SC**-5*-5*0'),
    warns: ['remittance-negative'],
  },
  { no: 75, quirk: 'a payment without lines', input: payment('0'), warns: ['remittance-without-lines'] },
];

/** Numbers of the list that are decided elsewhere; the file names the test. */
const notHere: Readonly<Record<number, string>> = {
  18: 'the same interchange twice: the inbound store, by content hash and control number',
  20: 'unknown sender or receiver: the poller, against the trading partners',
  22: 'one file name, two contents: the inbound store',
  23: 'a file still growing: the mailbox adapters',
  24: '2 MB and 100,000 segments: streaming.test.ts',
  27: '997 for an unknown group, twice, or R: the workflow, against what was sent',
  28: 'UNA and release characters: the EDIFACT codec',
  30: 'no UNB: the EDIFACT codec',
  31: 'UNG groups: the EDIFACT codec',
  32: 'an order number again: the purchase order store',
  35: 'an order taken up again after its cancellation: the workflow',
  36: 'an order changed after its acknowledgement: the workflow',
  37: 'another fulfilment centre after the labels: the workflow',
  42: 'shipWindow with slashes: the SP-API codec',
  57: 'a window in the past: the workflow, which has a clock',
};

describe('nasty inputs', () => {
  for (const { no, quirk, input, documents = 1, warns = [], refused, says, lacks } of nasty) {
    test(`${no}: ${quirk}`, async () => {
      const bytes = typeof input === 'string' ? Buffer.from(input) : input;
      const events = await readAll(bytes);
      expect(events.filter(({ kind }) => kind === 'document')).toHaveLength(documents);
      const codes = new Set(events.flatMap((event) => event.warnings.map(({ code }) => code)));
      expect([...codes].sort()).toEqual([...warns].sort());
      const refusals = events.flatMap((event) => (event.kind === 'refused' ? [event.error] : []));
      expect(refusals.map(({ code }) => code)).toEqual(refused ? [refused.code] : []);
      if (refused) {
        expect(refusals[0]?.place).toMatchObject(refused.place ?? {});
        expect(refusals[0]?.hint).toMatch(refused.hint);
      }
      if (says) expect(orderOf(events)).toMatchObject(says);
      if (lacks) expect(orderOf(events)).not.toHaveProperty(lacks);
      // How the bytes arrive must make no difference.
      expect(await readAllFrom(piecesOfSize(bytes, 7))).toEqual(events);
    });
  }

  test('19: a test interchange is marked as one, to be kept away from the books', async () => {
    const [event] = await readAll(Buffer.from(withIsa(ISA.replace('*P*', '*T*'))));
    expect(event?.envelope).toMatchObject({ usage: 'test' });
  });

  test('12, 13: the version is that of the group', async () => {
    const versions = async (text: string) => (await readAll(Buffer.from(text))).map((event) => event.envelope?.version);
    expect(await versions(twoGroups('005010'))).toEqual(['004010', '005010', '005010']);
    expect(await versions(plain.replace('*X*004010', '*X*004010VICS'))).toEqual(['004010', '004010']);
  });

  test('every number of the list is tested here or names where it is', () => {
    const covered = new Set([...nasty.map(({ no }) => no), ...Object.keys(notHere).map(Number)]);
    const missing = [...Array.from({ length: 57 }, (_, index) => index + 1), 75].filter((no) => !covered.has(no));
    expect(missing).toEqual([]);
  });

  test('the raw text of every transaction is what was received, line ends included', async () => {
    const text = lines('~\r\n', [order(), order({ lines: [po1({ unit: 'QQ1' })] })]);
    const events = await readAllFrom(piecesOfSize(Buffer.from(text), 50));
    const raws = events.flatMap((event) => (event.kind === 'interchange' ? [] : [event.raw]));
    const parts = text.slice(text.indexOf('ST*'), text.indexOf('GE*')).split(/(?=ST\*850)/);
    expect(raws).toEqual(parts.map((part) => part.trimEnd()));
  });
});

function twoGroups(version = '004010'): string {
  const [isa = '', ...rest] = segmentsOf([order()]);
  const first = rest.slice(0, -1);
  const second = first.map((segment) => segment.replace('*X*004010', `*X*${version}`).replace(/\b101\b/, '102'));
  return [isa, ...first, ...second, 'IEA*2*000000101'].map((segment) => `${segment}~`).join('');
}

function payment(total: string, ...rmr: string[]): string {
  const bpr = `BPR*I*${total}*C*ACH*CTX************20261011`;
  return interchange([[bpr, 'TRN*1*700012345*9111111111', 'DTM*097*20261009', 'ENT*1', ...rmr]], '820');
}

function orderOf(events: readonly ReadEvent[]): PurchaseOrder {
  for (const event of events) {
    if (event.kind === 'document' && event.content.kind === 'purchase-order') return event.content.document;
  }
  throw new Error('no purchase order was read');
}

async function readAllFrom(source: AsyncIterable<Uint8Array>): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  for await (const event of readInterchanges(source)) events.push(event);
  return events;
}

async function* piecesOfSize(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
