import { Readable } from 'node:stream';
import { runCli } from '../../sidecar/entrypoints/cli/cli.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import { paper } from './paper.ts';

/** Runs a command as maria does, in a house that is open and has only what a test gives it. */
export async function runInHouse(
  { world, ...more }: Partial<House> & Pick<House, 'world'>,
  words: readonly string[],
  stdin = '',
) {
  const [out, err] = [paper(), paper()];
  const unused = () => Promise.reject(new Error('not asked for in this test'));
  const house = { url: '', tick: unused, replayInbound: unused, close: async () => {}, ...more };
  const exit = await runCli([...words], {
    terminal: { stdout: out.stream, stderr: err.stream, stdin: Readable.from([Buffer.from(stdin)]) },
    user: 'maria',
    openHouse: async () => ({ world, desk: desk(world), ...house }),
    serve: unused,
    migrate: unused,
    createTopics: unused,
    simulator: unused,
    demo: unused,
  });
  return { out: out.text(), err: err.text(), exit };
}
