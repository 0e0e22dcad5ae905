/*
 * `npm run crash-matrix`: kills the sidecar at every moment of a story and checks the books.
 *
 *   --most N     at most N of each row, evenly spread; all of them where absent
 *   --lanes N    stories at the same time; one more than there are cores where absent
 *   --dry        leaves docs/crash-matrix.md as it is
 *   --mariadb    on a private MariaDB instead of SQLite
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mariaDb } from './mariadb.ts';
import { type CrashOptions, crashMatrix, isClean, mostOfEach } from './matrix.ts';
import { SQLITE } from './stage.ts';
import { asMarkdown, rowsOf, totals } from './table.ts';

const { values } = parseArgs({
  options: {
    most: { type: 'string' },
    lanes: { type: 'string' },
    dry: { type: 'boolean', default: false },
    mariadb: { type: 'boolean', default: false },
  },
});

const began = Date.now();
const server = values.mariadb ? await mariaDb() : undefined;
const options: CrashOptions = {
  database: server?.database ?? SQLITE,
  ...(values.lanes === undefined ? {} : { lanes: Number(values.lanes) }),
  ...(values.most === undefined ? {} : { choose: (moments) => mostOfEach(moments, Number(values.most)) }),
  progress(done, total, latest) {
    for (const kill of latest) if (!isClean(kill)) process.stderr.write(`\n${JSON.stringify(kill)}\n`);
    const left = ((Date.now() - began) / done) * (total - done);
    process.stderr.write(`\r${done} of ${total} kills, about ${Math.ceil(left / 60_000)} min left   `);
  },
};
try {
  const report = await crashMatrix(options);
  process.stderr.write('\n');
  console.table(rowsOf(report.kills).map(({ kills, ...row }) => ({ ...row, ...kills })));
  console.log(JSON.stringify({ ...totals(report), moments: report.moments.length, stories: report.stories }));
  const text = asMarkdown(report, {
    day: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    database: values.mariadb ? 'MariaDB' : 'SQLite',
    minutes: Math.ceil((Date.now() - began) / 60_000),
  });
  if (!values.dry) writeFileSync(join(import.meta.dirname, '../../docs/crash-matrix.md'), text);
  process.exitCode = report.kills.every(isClean) ? 0 : 1;
} finally {
  await server?.remove();
}
