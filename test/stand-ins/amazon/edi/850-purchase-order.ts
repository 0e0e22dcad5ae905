import type { BookedLine, BookedOrder } from '../books.ts';
import type { AmazonParty, AmazonWindow } from '../order.ts';

const TYPE = { regular: 'NE', rush: 'RO', 'new-product': 'NP', consigned: 'CN' };

/** The body of an 850 as Amazon writes it: no PO4 where it does not state a case size, no CUR. */
export function purchaseOrderBody(order: BookedOrder, vendorCode: string): string[][] {
  const { header, lines } = order;
  return [
    ['BEG', '00', TYPE[header.type ?? 'regular'], order.number, '', compact(order.createdAt)],
    ['REF', 'CR', vendorCode],
    ...(header.dealCode === undefined ? [] : [['REF', 'PD', header.dealCode]]),
    ...(header.methodOfPayment === undefined ? [] : [['FOB', header.methodOfPayment]]),
    ['CSH', lines.some(({ isBackOrderAllowed }) => isBackOrderAllowed) ? 'Y' : 'N'],
    ...windowSegments(header.deliveryWindow, '064', '063'),
    ...windowSegments(header.shipWindow, '037', '038'),
    ...(header.notes ?? []).flatMap((note) => [
      ['N9', 'ZZ', '01'],
      ['MSG', note],
    ]),
    ...partySegments('ST', header.shipTo),
    ...lines.flatMap((line) => lineSegments(line, header.pricedPer === 'unit' ? 'UM' : 'PE')),
    ['CTT', String(lines.length), String(lines.reduce((sum, { ordered }) => sum + ordered, 0))],
  ];
}

function lineSegments(line: BookedLine, basis: string): string[][] {
  const ids = line.ids.flatMap(({ qualifier, value }) => [qualifier, value]);
  const po1 = [
    'PO1',
    line.number,
    String(line.ordered),
    line.unit,
    line.unitCost ?? '',
    line.unitCost === undefined ? '' : basis,
    ...ids,
  ];
  return line.unit === 'CA' && line.unitSize !== undefined ? [po1, ['PO4', String(line.unitSize)]] : [po1];
}

function windowSegments(window: AmazonWindow | undefined, first: string, last: string): string[][] {
  return window
    ? [
        ['DTM', first, compact(window.from)],
        ['DTM', last, compact(window.to)],
      ]
    : [];
}

export function partySegments(role: string, party: AmazonParty): string[][] {
  const { addressLines = [], city = '', stateOrRegion = '', postalCode = '', countryCode = '' } = party;
  return [
    ['N1', role, party.name ?? '', '92', party.id],
    ...(addressLines.length > 0 ? [['N3', ...addressLines.slice(0, 2)]] : []),
    ...(city + postalCode === '' ? [] : [['N4', city, stateOrRegion, postalCode, countryCode]]),
  ];
}

/** `2026-08-14…` to `20260814`. */
export function compact(day: string): string {
  return day.slice(0, 10).replaceAll('-', '');
}
