import assert from 'node:assert/strict';
import { z } from 'zod';

/**
 * How a line names its product. X12 element 235 <-> kind: UP upc, EN ean, UK gtin, IB isbn, BP asin,
 * VN vendor-item, VP vendor-part, SK sku, UA case-code. SP-API: amazonProductIdentifier = asin,
 * vendorProductIdentifier = vendor-item.
 */
export const ProductIdKind = z.enum([
  'asin',
  'upc',
  'ean',
  'gtin',
  'isbn',
  'vendor-item',
  'vendor-part',
  'sku',
  'case-code',
]);
export type ProductIdKind = z.infer<typeof ProductIdKind>;

/** Kept and returned exactly as received, leading zeros included: Amazon matches our answer by it. */
export const ProductId = z.object({ kind: ProductIdKind, value: z.string().min(1) });
export type ProductId = z.infer<typeof ProductId>;

/** Two spellings of one purchase order number are one order: compare by this, show what was received. */
export function purchaseOrderKey(number: string): string {
  return number.trim().toUpperCase();
}

/** UPC-12, EAN-13 and GTIN-14 of one item become the same 14 digits; undefined for anything else. For matching only. */
export function gtin14(value: string): string | undefined {
  return /^\d{8}$|^\d{11,14}$/.test(value) ? value.padStart(14, '0') : undefined;
}

/** GS1 mod-10 over the digits before the check digit: weights 3,1,3,… from the right. GTIN, GLN, SSCC. */
export function gs1CheckDigit(body: string): number {
  let total = 0;
  for (let index = 0; index < body.length; index++) {
    total += Number(body[body.length - 1 - index]) * (index % 2 === 0 ? 3 : 1);
  }
  return (10 - (total % 10)) % 10;
}

export function hasValidGs1CheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && gs1CheckDigit(digits.slice(0, -1)) === Number(digits.at(-1));
}

/** Serial Shipping Container Code: 18 digits, stored without the application identifier 00. */
export type Sscc = string & { readonly __sscc: true };

/** Accepts 18 digits, or 20 with the application identifier in front; undefined where the check digit is wrong. */
export function sscc(text: string): Sscc | undefined {
  const digits = /^00\d{18}$/.test(text) ? text.slice(2) : text;
  return /^\d{18}$/.test(digits) && hasValidGs1CheckDigit(digits) ? (digits as Sscc) : undefined;
}

export const SsccSchema = z.string().transform((text, context): Sscc => {
  const code = sscc(text);
  if (code !== undefined) return code;
  context.addIssue({ code: 'custom', message: `'${text}' is not an SSCC: 18 digits, the last a GS1 check digit` });
  return z.NEVER;
});

/**
 * Builds an SSCC: extension digit, GS1 company prefix (7-10 digits), serial padded to 17, check digit.
 * A prefix whose serials are used up takes the next extension digit; a longer code would be no SSCC.
 */
export function makeSscc(companyPrefix: string, serial: number, extensionDigit = 0): Sscc {
  const capacity = serialsOf(companyPrefix);
  const extension = extensionDigit + Math.floor(serial / capacity);
  const body = `${extension}${companyPrefix}${String(serial % capacity).padStart(16 - companyPrefix.length, '0')}`;
  assert(/^\d{17}$/.test(body), `serial ${serial} does not fit an SSCC of company prefix ${companyPrefix}`);
  return `${body}${gs1CheckDigit(body)}` as Sscc;
}

/** The serial that `makeSscc` would make this code of; undefined for a code of another company. */
export function serialOf(code: Sscc, companyPrefix: string): number | undefined {
  const [extension, rest] = [Number(code[0]), code.slice(1, 17)];
  if (!rest.startsWith(companyPrefix)) return undefined;
  return extension * serialsOf(companyPrefix) + Number(rest.slice(companyPrefix.length));
}

/** How many SSCCs a company prefix has under one extension digit. */
export function serialsOf(companyPrefix: string): number {
  return 10 ** (16 - companyPrefix.length);
}
