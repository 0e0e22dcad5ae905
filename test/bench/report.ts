export interface BenchResult {
  name: string;
  value: number;
  unit: string;
  goal?: { atLeast: number } | { below: number };
}

/**
 * A table, or with `json` one JSON value. A goal that is missed is said, and is no failure unless `strict`:
 * on a machine that does other things too it may be theirs.
 */
export function report(results: readonly BenchResult[], { json = false, strict = false } = {}): void {
  if (json) process.stdout.write(`${JSON.stringify({ results: results.map(withVerdict) })}\n`);
  else printTable(results);
  if (strict && results.some((result) => isMet(result) === false)) process.exitCode = 1;
}

function withVerdict(result: BenchResult): BenchResult & { met?: boolean } {
  const met = isMet(result);
  return { ...result, value: Number(result.value.toFixed(2)), ...(met === undefined ? {} : { met }) };
}

function isMet({ value, goal }: BenchResult): boolean | undefined {
  if (goal === undefined) return undefined;
  return 'atLeast' in goal ? value >= goal.atLeast : value < goal.below;
}

function printTable(rows: readonly BenchResult[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const row of rows) {
    const goal =
      row.goal === undefined ? '' : 'atLeast' in row.goal ? `goal >= ${row.goal.atLeast}` : `goal < ${row.goal.below}`;
    const verdict = isMet(row) === undefined ? '' : isMet(row) ? ' met' : ' MISSED';
    const value = row.value.toFixed(2).padStart(9);
    process.stdout.write(`${row.name.padEnd(width)} ${value} ${row.unit.padEnd(5)} ${goal}${verdict}\n`);
  }
}
