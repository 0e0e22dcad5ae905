/*
 * `npm run test:magento`: the module's unit tests, then the module inside a real Magento. With file
 * names behind it, only those of the second kind.
 */
import { join } from 'node:path';
import { magento, must, phpUnit, root, total } from '../setup/suites.mjs';

const only = process.argv.slice(2);
must('node', [join(root, 'test/setup/install.mjs'), ...(only.length === 0 ? ['--with-php'] : [])]);

const unit = only.length === 0 ? [phpUnit()] : [];
const live = magento(...only);
const suites = [...unit, live];
for (const { note } of suites) if (note) console.log(note);
const { line, status } = total(...suites);
console.log(line);
// Who asks for the live suite by name has not got it.
process.exit(live.note ? 1 : status);
