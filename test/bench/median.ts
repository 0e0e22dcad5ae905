export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that so large a share of all does not exceed: 0.99 is p99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
