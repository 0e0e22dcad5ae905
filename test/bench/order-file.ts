import type { ProductSeed } from '../stand-ins/magento/shop.ts';

const COST = '4.15';

/** Enough of everything: what is measured is the way of an order, not the end of the stock. */
export const CATALOGUE: ProductSeed[] = Array.from({ length: 200 }, (_, index) => ({
  sku: `NK-${1000 + index}`,
  name: `Kitchen thing ${index}`,
  agreed_cost: COST,
  barcodes: [upcOf(index)],
  quantities: { default: 1_000_000 },
}));

export function purchaseOrderNumber(serial: number): string {
  return serial.toString(36).toUpperCase().padStart(8, 'P');
}

/** One interchange with one 850 of so many lines, all of them products of the catalogue. */
export function orderFile(serial: number, lines: number): string {
  const control = String(serial).padStart(9, '0');
  const body = [
    `BEG*00*NE*${purchaseOrderNumber(serial)}**20260803`,
    'REF*CR*NGK7U',
    'CSH*N',
    'DTM*064*20260810',
    'DTM*063*20260814',
    'N1*ST**92*PHX7',
  ];
  let total = 0;
  for (let line = 1; line <= lines; line++) {
    const quantity = 1 + ((serial * 7 + line * 13) % 96);
    body.push(`PO1*${line}*${quantity}*EA*${COST}*PE*UP*${upcOf((serial * lines + line) % CATALOGUE.length)}`);
    total += quantity;
  }
  body.push(`CTT*${lines}*${total}`);
  const segments = [
    `ISA*00*          *00*          *ZZ*AMAZON         *ZZ*NORTHGATEKW    *260803*0915*U*00401*${control}*0*P*>`,
    `GS*PO*AMAZON*NORTHGATEKW*20260803*0915*${serial}*X*004010`,
    'ST*850*0001',
    ...body,
    `SE*${body.length + 2}*0001`,
    `GE*1*${serial}`,
    `IEA*1*${control}`,
  ];
  return `${segments.join('~')}~`;
}

/** Twelve digits with the check digit of GS1. */
function upcOf(index: number): string {
  const digits = `614141${String(index).padStart(5, '0')}`;
  const sum = [...digits].reduce((so, digit, place) => so + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
