import { randomBytes } from 'node:crypto';
import type { Instant } from '../../domain/calendar.ts';

let latest = '';
let countInMillisecond = 0;

/**
 * A UUID version 7 (RFC 9562): begins with the time, then a counter, so that rows sort as they
 * were made and MySQL adds them at the end of its tree. The counter starts over after 4096 in one
 * millisecond; unique it stays by its 62 random bits.
 */
export function newId(at: Instant): string {
  countInMillisecond = at === latest ? (countInMillisecond + 1) % 4096 : 0;
  latest = at;
  const time = new Date(at).getTime().toString(16).padStart(12, '0');
  const random = randomBytes(8);
  random[0] = (random.readUInt8(0) & 0x3f) | 0x80;
  const tail = random.toString('hex');
  const counter = countInMillisecond.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
