import { createReadStream } from 'node:fs';
import { readInterchanges } from '../../sidecar/codec/x12/read.ts';

/* Reads the file named on the command line and prints how much memory that ever took, as one JSON value. */
const [, , path = ''] = process.argv;
let orders = 0;
for await (const event of readInterchanges(createReadStream(path))) {
  if (event.kind === 'document') orders += 1;
}
// maxRSS is in kilobytes on every system.
process.stdout.write(JSON.stringify({ orders, peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
