import { headerLineOf } from './table.ts';

/**
 * Whether the beginning of a file is an export of purchase orders: a mailbox and a person hand in tables of orders
 * and of payments, and interchanges. An interchange wins, as its text may hold any words.
 */
export function looksLikeOrderExport(beginning: Uint8Array): boolean {
  // Every second byte of UTF-16 is 0.
  const text = Buffer.from(beginning)
    .toString('utf8')
    .replaceAll('\0', '')
    .replace(/^\ufeff/, '');
  if (/(?<![A-Za-z0-9])ISA[^A-Za-z0-9\s]/.test(text)) return false;
  return headerLineOf(text) !== undefined;
}
