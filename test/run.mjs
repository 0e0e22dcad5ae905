/*
 * `npm test`: installs what is missing, checks form and types, runs every test, the module inside a real Magento too
 * where there is one, and closes with one plain line of counts. With file names behind it, only those tests.
 */
import { join } from 'node:path';
import { bin, magento, must, phpUnit, root, total, vitest } from './setup/suites.mjs';

const only = process.argv.slice(2);
const live = only.filter((name) => name.includes('test/magento'));
const usual = only.filter((name) => !live.includes(name));

must('node', [
  join(root, 'test/setup/install.mjs'),
  '--with-chromium',
  '--with-label-tools',
  '--with-watch-tools',
  '--with-services',
  '--with-transports',
  ...(only.length === 0 ? ['--with-php'] : []),
]);
if (only.length === 0) {
  must(bin('biome'), ['check', '.']);
  must(bin('tsc'), ['--noEmit']);
}

const suites = [];
if (only.length === 0 || usual.length > 0) suites.push(vitest(...usual));
if (only.length === 0) suites.push(phpUnit());
if (only.length === 0 || live.length > 0) suites.push(magento(...live));

for (const { note } of suites) if (note) console.log(note);
const { line, status } = total(...suites);
console.log(line);
process.exit(status);
