/**
 * Whether the beginning of a file is a table of payments rather than an interchange: a mailbox and a
 * person both hand in either. An interchange wins, as its text may hold any words.
 */
export function looksLikeRemittanceExport(beginning: Uint8Array): boolean {
  // Every second byte of UTF-16 is 0.
  const text = Buffer.from(beginning).toString('latin1').replaceAll('\0', '');
  if (/(?<![A-Za-z0-9])ISA[^A-Za-z0-9\s]/.test(text)) return false;
  return /payment\W{0,3}(number|no|id)\b/i.test(text);
}
