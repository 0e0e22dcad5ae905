import { type CrashReport, isClean, type Kill } from './matrix.ts';
import type { Point } from './wire.ts';

/** What was killed, summed up by what it was doing. */
export interface Row {
  where: string;
  what: string;
  kills: Record<Point['when'], number>;
  lost: number;
  doubled: number;
  broken: number;
}

export function rowsOf(kills: readonly Kill[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { point, lost, doubled, broken, failure } of kills) {
    const { where, what, when } = point;
    const key = `${where}|${what}`;
    const row = rows.get(key) ?? {
      where,
      what,
      kills: { before: 0, inside: 0, after: 0 },
      lost: 0,
      doubled: 0,
      broken: 0,
    };
    rows.set(key, row);
    row.kills[when]++;
    row.lost += lost.length + (failure === undefined ? 0 : 1);
    row.doubled += doubled.length;
    row.broken += broken.length;
  }
  const order = (row: Row) => `${row.where === 'intake' ? 0 : row.where === 'a person' ? 1 : 2}`;
  return [...rows.values()].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

export function totals({ kills, repeats }: Pick<CrashReport, 'kills' | 'repeats'>) {
  const sum = (count: (kill: Kill) => number) => kills.reduce((so, kill) => so + count(kill), 0);
  return {
    kills: kills.length,
    lost: sum(({ lost }) => lost.length),
    doubled: sum(({ doubled }) => doubled.length),
    broken: sum(({ broken }) => broken.length),
    failed: sum(({ failure }) => (failure === undefined ? 0 : 1)),
    repeats: repeats.length,
  };
}

/** docs/crash-matrix.md. */
export function asMarkdown(
  report: CrashReport,
  on: { day: string; node: string; database: string; minutes: number },
): string {
  const { kills, lost, doubled, broken, failed, repeats } = totals(report);
  const documents = report.things.filter((thing) => /^(acknowledgement |ship notice |invoice INV|997 )/.test(thing));
  const rows = rowsOf(report.kills).map(({ where, what, kills: count, ...bad }) => {
    const cells = [where, what, count.before || '', count.inside || '', count.after || ''];
    return `| ${[...cells, bad.lost, bad.doubled, bad.broken].join(' | ')} |`;
  });
  const findings = report.kills
    .filter((kill) => !isClean(kill))
    .flatMap(({ point, lost: missing, doubled: extra, broken: wrong, failure }) => [
      `- ${point.where}, ${point.what}, ${point.when}:`,
      ...missing.map((text) => `  - lost: ${text}`),
      ...extra.map((text) => `  - doubled: ${text}`),
      ...wrong.map((text) => `  - ${text}`),
      ...(failure === undefined ? [] : [`  - ${failure}`]),
    ]);
  return `${[
    '# Crash matrix',
    '',
    '`npm run crash-matrix` kills the sidecar (SIGKILL) at each moment below, starts it again, lets the story end, and',
    'compares the books of the shop, of Amazon and of the house with those of the undisturbed story. The story: two',
    'orders, one by EDI and one by SP-API; a line that a person has to name; a change by Amazon; each order shipped in',
    'two parts; a corrected track, before and after its ship notice; four ship notices, four invoices and a remittance.',
    '',
    '| | |',
    '|---|---|',
    `| Kills | **${kills}** of ${report.moments.length} moments, in ${report.stories} stories |`,
    `| Lost | **${lost}** |`,
    `| Doubled | **${doubled}** |`,
    `| Reservations that differ from what Amazon was promised | **${broken}** |`,
    `| Stories that did not end as planned | **${failed}** |`,
    `| Told to Amazon again and known by its number | ${repeats} |`,
    `| Last run | ${on.day}, Node ${on.node}, ${on.database}, ${on.minutes} minutes |`,
    '',
    `Compared are ${report.things.length} things, each once: ${documents.length} documents at Amazon, the shop's orders and`,
    'reservations, every row of the journal, document, dispatch, invoice, payment line and discrepancy of the house, and',
    'the chain of the audit log. A thing that is there in other words counts as lost and as doubled. Reservations and',
    'promises are compared when the process dies, when Amazon has read what lay there, and when all has come to rest.',
    '',
    'A document may reach Amazon again where the process died between the hand-over and its note. It is then the same',
    'bytes under the same file name and control number, the same identifier, or an acknowledgement in the same words;',
    'Amazon knows it and books nothing. These are the repeats above, and no doubles.',
    '',
    'Columns: **before** a write; **inside** the transaction, all written and nothing committed; **after** the write, or',
    'after the call landed with its reply unread. For calls and rows outside of the journal, before is after what came',
    'before.',
    '',
    '| Saga › step | Write or call | before | inside | after | lost | doubled | reservations |',
    '|---|---|--:|--:|--:|--:|--:|--:|',
    ...rows,
    ...(findings.length > 0 ? ['', '## Findings', '', ...findings] : []),
  ].join('\n')}\n`;
}
