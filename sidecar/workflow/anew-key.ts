/** `ship-notice:12:parcel:2:anew-1` is the first making anew of `ship-notice:12:parcel:2`. */
const ANEW = /:anew-(\d+)$/;

/** The key of a document as it was made first. */
export function firstKey(key: string): string {
  return key.replace(ANEW, '');
}

/** The key under which a document is made anew: one for each that Amazon refused, whoever asks for it and how often. */
export function nextKey(key: string): string {
  return `${firstKey(key)}:anew-${Number(ANEW.exec(key)?.[1] ?? 0) + 1}`;
}

/** Amazon takes no invoice number twice: `INV-12` is followed by `INV-12-R2`. At most 22 characters, as X12 has it. */
export function nextInvoiceNumber(number: string): string {
  const [, stem = number, revision = '1'] = /^(.*?)(?:-R(\d+))?$/.exec(number) ?? [];
  const ending = `-R${Number(revision) + 1}`;
  return `${stem.slice(0, 22 - ending.length)}${ending}`;
}

/** Made in the place of a refused one: no step waits for its answer. */
export function isMadeAnew(key: string): boolean {
  return ANEW.test(key) || /^invoice:.*-R\d+$/.test(key);
}
