import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../sidecar/entrypoints/cli/cli.ts';
import type { CliDeps } from '../../sidecar/entrypoints/cli/deps.ts';
import { textTable } from '../../sidecar/entrypoints/cli/table.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { fakeWorld } from '../fakes/world.ts';
import { fillHouse, NOW } from '../system/filled-house.ts';
import { paper } from './paper.ts';

let world: World;
let folder: string;
let closed: number;
const replayed: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  world = { ...fakeWorld(), now: () => NOW };
  await fillHouse(world.stores, world.journal);
  closed = 0;
  replayed.length = 0;
});

describe('edi read', () => {
  test('a person gets a table', async () => {
    const { out, exit } = await run('edi', 'read', await file('order.edi', ORDER));
    expect(exit).toBe(0);
    expect(out).toBe(
      [
        'Type  Document        Number    Lines  What',
        '850   Purchase order  4KQ7TZ1M      2  24 ea · 0 cs + 3 cs of ?, to PHX7, 10 – 14 Aug 2026, for NGK7U',
        '',
      ].join('\n'),
    );
  });

  test('a machine gets one JSON value a line', async () => {
    const { out, exit } = await run('edi', 'read', await file('two.edi', ORDER + ORDER), '--json');
    const values = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(exit).toBe(0);
    expect(values).toHaveLength(2);
    expect(Object.keys(values[0])).toEqual(['type', 'document', 'envelope', 'warnings']);
    expect(values[0]).toMatchObject({
      type: '850',
      document: { number: '4KQ7TZ1M' },
      envelope: { senderId: 'AMAZON' },
    });
  });

  test('what is piped in is read as well', async () => {
    const { out } = await run({ stdin: ORDER }, 'edi', 'read', '-', '--json');
    expect(JSON.parse(out).document.lines).toHaveLength(2);
  });

  test('a broken order is named with its place; the sound one beside it is printed all the same', async () => {
    const broken = await file('broken.edi', ORDER + ORDER.replace('*24*EA*', '*two dozen*EA*'));
    const { out, err, exit } = await run('edi', 'read', broken, '--json');
    expect(exit).toBe(2);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    const complaint = JSON.parse(err);
    expect(Object.keys(complaint)).toEqual(['code', 'message', 'place', 'hint']);
    expect(complaint.place).toBe('interchange 000000204, transaction 0001, segment 7 PO102');
  });

  test.each([
    ['no such file', 'nowhere.edi', 'file-not-found'],
    ['a folder', '.', 'file-not-found'],
  ])('%s is bad input, not a crash', async (_what, name, code) => {
    const { err, exit } = await run('edi', 'read', join(folder, name));
    expect([exit, JSON.parse(err).code]).toEqual([2, code]);
  });

  test('an empty file is no success', async () => {
    const { err, exit } = await run('edi', 'read', await file('empty.edi', ''));
    expect([exit, JSON.parse(err).code]).toEqual([2, 'file-empty']);
  });

  test('control characters of strangers do not reach the terminal', () => {
    expect(textTable([{ head: 'A', cell: (text: string) => text }], ['\x1b[2Jx'])).not.toContain('\x1b');
  });
});

describe('edi check', () => {
  test('a sound file is clean', async () => {
    const { out, exit } = await run('edi', 'check', await file('order.edi', ORDER));
    expect([exit, out]).toEqual([0, '1 document, nothing to object\n']);
  });

  test('a wrong count is odd, with place and advice, and no failure', async () => {
    const { out, exit } = await run('edi', 'check', await file('count.edi', ORDER.replace('SE*10*', 'SE*11*')));
    expect(exit).toBe(0);
    expect(out).toContain('segment-count-mismatch');
    expect(out).toContain('interchange 000000204, transaction 0001, segment 10 SE01');
    expect(out).toContain('1 document: 0 refused, 0 not fit to send, 1 odd');
  });

  test('a refused one is an exit code', async () => {
    const { out, exit } = await run(
      'edi',
      'check',
      await file('broken.edi', ORDER.replace('*24*EA*', '*two dozen*EA*')),
      '--json',
    );
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'refused', code: 'quantity-invalid' });
  });
});

describe('edi check by region', () => {
  test('a region that there is not is a slip of the command line', async () => {
    const { exit, err } = await run('edi', 'check', await file('order.edi', ORDER), '--region', 'moon');
    expect(exit).toBe(2);
    expect(err).toContain("'moon' is none of na, eu, fe");
  });
});

describe('po', () => {
  test('list: the most urgent first, figures to the right', async () => {
    const { out } = await run('po', 'list');
    const lines = out.trimEnd().split('\n');
    expect(lines[1]).toMatch(/^ *2 h late {2}to acknowledge {2}8CVN4QJD/);
    expect(lines).toHaveLength(8);
    expect(out).not.toContain('1AAB7XYZ');
    expect((await run('po', 'list', '--all')).out).toContain('1AAB7XYZ');
    expect(closed).toBe(2);
  });

  test('list --json: the same orders as the API lists', async () => {
    const { out } = await run('po', 'list', '--json');
    const first = JSON.parse(out.split('\n')[0] ?? '');
    expect(first).toMatchObject({ number: '8CVN4QJD', next: { urgency: 'late', minutesLeft: -120 } });
  });

  test('show: lines, what waits and what was sent', async () => {
    const { out } = await run('po', 'show', '2hbt8c5n');
    expect(out).toContain('POT-05');
    expect(out).toContain('60 ea · 5 cs of 12');
    expect(out).toContain('rejected: MAN02: the SSCC was used before');
    expect(out).toContain('Shortage claim');
  });

  test('explain: each line with the rule that fired and what was looked at', async () => {
    const { out } = await run('po', 'explain', '2HBT8C5N');
    expect(out).toContain('Line 2  POT-05: Held in part: the rest is backordered');
    expect(out).toContain('  1. 8 cases of 12 are 96 eaches');
    expect(out).toContain('stock: salable 72, in the pool 60, buffer 12, held 60 of 96, not-enough-salable');
    expect(out).toContain('Amazon has sent version 2 since');
  });

  test('explain of an undecided order says what it waits for', async () => {
    expect((await run('po', 'explain', '4KQ7TZ1M')).out).toContain('not decided yet: waits for a person');
  });

  test('an unknown number is bad input, and the house is closed all the same', async () => {
    const { err, exit } = await run('po', 'show', 'NOSUCH');
    expect([exit, JSON.parse(err).code, closed]).toEqual([2, 'not-found', 1]);
  });
});

describe('the desk', () => {
  test('outbox: what is sent and not over', async () => {
    const { out } = await run('outbox', '--json');
    const open = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(open.map(({ kind, acknowledged }) => `${kind} ${acknowledged}`)).toEqual([
      'invoice awaited',
      'ship-notice rejected',
    ]);
  });

  test('replay: one document, or all in quarantine', async () => {
    await run('replay', 'in-1');
    await run('replay', '--quarantined');
    expect(replayed).toEqual(['in-1 by maria', 'in-2 by maria']);
    const { exit, err } = await run('replay', 'in-99');
    expect([exit, JSON.parse(err).code]).toEqual([2, 'not-found']);
  });

  test('remittance import: kept as any other file, then read', async () => {
    const { out } = await run('remittance', 'import', await file('remittance.csv', 'Payment Number\n1\n'));
    expect(out).toBe('in-4: processed\n');
    expect(await world.stores.inbound.find('in-4')).toMatchObject({ channel: 'file', name: 'remittance.csv' });
  });

  test('audit log: the chain is whole', async () => {
    const { out, exit } = await run('audit', 'log');
    expect(exit).toBe(0);
    expect(out).toContain('The chain is whole.');
  });
});

describe('exit codes', () => {
  test.each([['nonsense'], ['edi', 'read'], ['po', 'list', '--wrong'], ['serve', '--port', 'x']])(
    '%s %s is usage: 2',
    async (...words) => {
      const { err, exit } = await run(...words);
      expect(exit).toBe(2);
      expect(JSON.parse(err)).toMatchObject({ code: 'usage', place: 'command line' });
    },
  );

  test('a world that does not answer: 1, with its own code', async () => {
    const { err, exit } = await run(
      { openHouse: () => Promise.reject(new Unreachable('open the database')) },
      'po',
      'list',
    );
    expect([exit, JSON.parse(err)]).toEqual([
      1,
      expect.objectContaining({ code: 'unreachable', place: 'open the database' }),
    ]);
  });

  test('help is no error', async () => {
    const { out, exit } = await run('--help');
    expect(exit).toBe(0);
    for (const command of ['serve', 'demo', 'simulator', 'migrate', 'edi', 'po', 'outbox', 'replay', 'audit'])
      expect(out).toContain(command);
    expect((await run('edi')).out).toContain('check');
  });
});

const ORDER = `${[
  'ISA*00*          *00*          *ZZ*AMAZON         *ZZ*NORTHGATEKW    *260804*0915*U*00401*000000204*0*P*>',
  'GS*PO*AMAZON*NORTHGATEKW*20260804*0915*204*X*004010',
  'ST*850*0001',
  'BEG*00*NE*4KQ7TZ1M**20260804',
  'REF*CR*NGK7U',
  'DTM*064*20260810',
  'DTM*063*20260814',
  'N1*ST**92*PHX7',
  'PO1*1*24*EA*11.75*PE*UP*614141001019',
  'PO1*2*3*CA*5.85*PE*UP*614141001026',
  'CTT*2*27',
  'SE*10*0001',
  'GE*1*204',
  'IEA*1*000000204',
].join('~')}~`;

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

interface Given {
  stdin?: string;
  openHouse?: CliDeps['openHouse'];
}

async function run(...args: (string | Given)[]): Promise<{ out: string; err: string; exit: number }> {
  const given = args.find((arg): arg is Given => typeof arg === 'object') ?? {};
  const words = args.filter((arg): arg is string => typeof arg === 'string');
  const [stdout, stderr] = [paper(), paper()];
  const unused = () => Promise.reject(new Error('not asked for in this test'));
  const exit = await runCli(words, {
    terminal: { stdout: stdout.stream, stderr: stderr.stream, stdin: Readable.from([Buffer.from(given.stdin ?? '')]) },
    user: 'maria',
    openHouse:
      given.openHouse ??
      (async () => ({
        world,
        desk: desk(world),
        url: '',
        tick: unused,
        async replayInbound(id, by) {
          replayed.push(`${id} by ${by}`);
          return 'processed';
        },
        async close() {
          closed += 1;
        },
      })),
    serve: unused,
    migrate: unused,
    createTopics: unused,
    simulator: unused,
    demo: unused,
  });
  return { out: stdout.text(), err: stderr.text(), exit };
}
