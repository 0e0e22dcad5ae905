import { headerReader, type OwnColumnNames } from './columns.ts';
import { headerLineOf, unknownHeaderOf } from './table.ts';

/**
 * Whether the beginning of a file is an export of purchase orders: a mailbox and a person hand in tables of orders
 * and of payments, and interchanges. An interchange wins, as its text may hold any words.
 */
export function looksLikeOrderExport(beginning: Uint8Array, own: OwnColumnNames = {}): boolean {
  const text = textWithoutInterchange(beginning);
  return text !== undefined && headerLineOf(text, headerReader(own)) !== undefined;
}

/** Whether it is a table at all, with columns that nobody knows: whoever hands in one is told which they are. */
export function looksLikeUnknownTable(beginning: Uint8Array): boolean {
  const text = textWithoutInterchange(beginning);
  return text !== undefined && unknownHeaderOf(text) !== undefined;
}

function textWithoutInterchange(beginning: Uint8Array): string | undefined {
  // Every second byte of UTF-16 is 0.
  const text = Buffer.from(beginning)
    .toString('utf8')
    .replaceAll('\0', '')
    .replace(/^\ufeff/, '');
  return /(?<![A-Za-z0-9])ISA[^A-Za-z0-9\s]/.test(text) ? undefined : text;
}
