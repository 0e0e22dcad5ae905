import type { ProductId } from '../../domain/identifiers.ts';
import { CodecError } from '../problem.ts';
import { at } from './shape.ts';

interface Identified {
  amazonProductIdentifier?: string | undefined;
  vendorProductIdentifier?: string | undefined;
}

/** The vendor's own id first: it is what our answers return. Untouched, as Amazon compares byte for byte. */
export function parseProductIds({ amazonProductIdentifier, vendorProductIdentifier }: Identified): ProductId[] {
  const ids: ProductId[] = [
    { kind: 'vendor-item', value: vendorProductIdentifier ?? '' },
    { kind: 'asin', value: amazonProductIdentifier ?? '' },
  ];
  return ids.filter(({ value }) => value.trim() !== '');
}

export function parseProductId(item: Identified, path: string): ProductId {
  const [first] = parseProductIds(item);
  if (first) return first;
  throw new CodecError('product-id-missing', `${path} names no product`, at(path), 'Name the ASIN or the vendor item.');
}

/** Whatever is no ASIN is the vendor's, be it an EAN, a UPC or an item number: the format does not tell them apart. */
export function toProductId({ kind, value }: ProductId): {
  amazonProductIdentifier?: string;
  vendorProductIdentifier?: string;
} {
  return kind === 'asin' ? { amazonProductIdentifier: value } : { vendorProductIdentifier: value };
}
