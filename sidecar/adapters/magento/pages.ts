/** Of the contract, for lines of a call and SKUs of a query. */
export const MOST_LINES = 1000;
export const MOST_SKUS = 1000;

/** The items in parts of at most `size`, each with its index and how many parts there are. */
export function inChunks<T>(items: readonly T[], size: number): [index: number, items: T[], count: number][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => [index, items.slice(index * size, (index + 1) * size), count]);
}

/** The key of one part: the key itself where there is one part only, so that it is found in Magento's ledger as we know it. */
export function part(key: string, index: number, count: number): string {
  return count === 1 ? key : `${key}#${index + 1}`;
}
