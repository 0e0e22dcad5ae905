/** Messages written out as text, so that a test can spoil them. Every part is one segment without its terminator. */

export interface LineParts {
  number?: string;
  quantity?: string;
  unit?: string;
  price?: string;
  basis?: string;
  ids?: string;
}

export function po1(parts: LineParts = {}): string {
  const { number = '1', quantity = '24', unit = 'EA', price = '11.75', basis = 'PE', ids = 'UP*614141001019' } = parts;
  return `PO1*${number}*${quantity}*${unit}*${price}*${basis}*${ids}`;
}

export interface OrderParts {
  beg?: string;
  header?: readonly string[];
  lines?: readonly string[];
  /** Empty for none. */
  ctt?: string;
}

/** The body of an 850 without a fault. */
export function order(parts: OrderParts = {}): string[] {
  const { beg = 'BEG*00*NE*4KQ7TZ1M**20260803', lines = [po1()] } = parts;
  const { header = ['REF*CR*NGK7U', 'DTM*064*20260810', 'DTM*063*20260814', 'N1*ST**92*PHX7'] } = parts;
  const { ctt = `CTT*${lines.filter((line) => line.startsWith('PO1')).length}` } = parts;
  return [beg, ...header, ...lines, ctt].filter((segment) => segment !== '');
}

export const ISA =
  'ISA*00*          *00*          *ZZ*AMAZON         *ZZ*NORTHGATEKW    *260803*0915*U*00401*000000101*0*P*>';

/** The segments of an interchange of one group; the first body is of type `firstType`, the others are 850s. */
export function segmentsOf(bodies: readonly (readonly string[])[], firstType = '850'): string[] {
  const functionalId = firstType === '850' ? 'PO' : firstType === '820' ? 'RA' : 'FA';
  return [
    ISA,
    `GS*${functionalId}*AMAZON*NORTHGATEKW*20260803*0915*101*X*004010`,
    ...bodies.flatMap((body, index) => {
      const number = String(index + 1).padStart(4, '0');
      return [`ST*${index === 0 ? firstType : '850'}*${number}`, ...body, `SE*${body.length + 2}*${number}`];
    }),
    `GE*${bodies.length}*101`,
    'IEA*1*000000101',
  ];
}

export function interchange(bodies: readonly (readonly string[])[], firstType = '850'): string {
  return segmentsOf(bodies, firstType)
    .map((segment) => `${segment}~`)
    .join('');
}
