#!/usr/bin/env node
// The sources run as they were written, gathered into one file where that can be kept, else one by one: no
// build to forget. The demo and the simulator reach into the stand-ins of the tests, and always run one by one.
import { gathered } from './gather.mjs';

const reachesOut = ['demo', 'simulator'].includes(process.argv[2] ?? '');
await import((reachesOut ? undefined : await gathered()) ?? (await oneByOne()));

/** tsx takes the types off on the way in. */
async function oneByOne() {
  const { register } = await import('tsx/esm/api').catch(() => {
    process.stderr.write(
      `${JSON.stringify({
        code: 'packages-missing',
        message: 'the packages that Vendor Bridge needs are not installed',
        place: 'node_modules',
        hint: 'Run npm install, then try again.',
      })}\n`,
    );
    process.exit(1);
  });
  register();
  return './command-line.ts';
}
