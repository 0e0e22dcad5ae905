import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

const ORDERS_PER_INTERCHANGE = 500;
const LINES = 12;
const CATALOGUE = ['614141001019', '614141001026', '614141001033', '614141001040', '614141001057'];

/** One interchange of 850s as Amazon sends them, about 380 kB. The same `seed` makes the same bytes. */
export function interchangeText(seed: number, orders = ORDERS_PER_INTERCHANGE): string {
  const control = String(seed).padStart(9, '0');
  const segments = [
    `ISA*00*          *00*          *ZZ*AMAZON         *ZZ*NORTHGATEKW    *260803*0915*U*00401*${control}*0*P*>`,
    `GS*PO*AMAZON*NORTHGATEKW*20260803*0915*${seed}*X*004010`,
  ];
  for (let order = 1; order <= orders; order++) {
    const number = String(order).padStart(4, '0');
    const body = orderSegments(seed * orders + order);
    segments.push(`ST*850*${number}`, ...body, `SE*${body.length + 2}*${number}`);
  }
  segments.push(`GE*${orders}*${seed}`, `IEA*1*${control}`);
  return `${segments.join('~')}~`;
}

/** An interchange after the other until `bytes` are reached. */
export function* interchanges(bytes: number): Generator<Buffer> {
  for (let written = 0, seed = 1; written < bytes; seed++) {
    const buffer = Buffer.from(interchangeText(seed), 'latin1');
    written += buffer.length;
    yield buffer;
  }
}

export async function writeInterchanges(path: string, bytes: number): Promise<void> {
  const file = createWriteStream(path);
  for (const buffer of interchanges(bytes)) {
    if (!file.write(buffer)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

/** As a socket or a file would bring it. */
export function inChunks(bytes: Buffer, size = 64 * 1024): Readable {
  return Readable.from(chunksOf(bytes, size), { objectMode: false });
}

export function* chunksOf(bytes: Buffer, size = 64 * 1024): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

function orderSegments(serial: number): string[] {
  const segments = [
    `BEG*00*NE*${serial.toString(36).toUpperCase().padStart(8, 'P')}**20260803`,
    'REF*CR*NGK7U',
    'CSH*N',
    'DTM*064*20260810',
    'DTM*063*20260814',
    'N1*ST**92*PHX7',
  ];
  let total = 0;
  for (let line = 1; line <= LINES; line++) {
    const quantity = 1 + ((serial * 7 + line * 13) % 96);
    const price = `${1 + ((serial + line) % 40)}.${10 + ((serial * line) % 89)}`;
    const id = line % 3 === 0 ? `VN*NK-0${100 + line}` : `UP*${CATALOGUE[(serial + line) % CATALOGUE.length]}`;
    segments.push(`PO1*${line}*${quantity}*EA*${price}*PE*${id}`);
    total += quantity;
  }
  segments.push(`CTT*${LINES}*${total}`);
  return segments;
}
