import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Region } from '../../domain/trading-partner.ts';
import type { House } from '../house.ts';
import { LABEL_FORMATS } from '../views/labels.ts';
import type { View } from '../views/view.ts';
import type { CliDeps, SimulatorWishes } from './deps.ts';
import { audit, outbox, replay } from './desk-commands.ts';
import { type CheckWishes, ediCheck } from './edi-check.ts';
import { ediRead } from './edi-read.ts';
import { laidAside, replayEvent, withoutKafka } from './event-commands.ts';
import { BAD_INPUT, BadInput, complain, complaintOfFailure, WORLD_FAILED } from './failure.ts';
import { type LabelWishes, labels } from './labels.ts';
import { poExplain, poList, poShow } from './po.ts';
import { type ImportWishes, importRemittance } from './remittance-import.ts';
import { print } from './terminal.ts';

export type { CliDeps } from './deps.ts';

/** Runs one command line and answers its exit code: 0 well, 1 the world failed, 2 bad input. */
export async function runCli(words: readonly string[], deps: CliDeps): Promise<number> {
  let exitCode = 0;
  const program = buildCli(deps, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, deps);
  }
}

function failed(error: unknown, { terminal }: CliDeps): number {
  if (error instanceof CommanderError) {
    // Asked for help or version: commander ends by throwing.
    if (error.exitCode === 0 || error.code === 'commander.help') return 0;
    const message = error.message.replace(/^error: /, '');
    complain(terminal, {
      code: 'usage',
      message,
      place: 'command line',
      hint: 'npx vendor-bridge --help lists the commands.',
    });
    return BAD_INPUT;
  }
  // The reader of our output has gone, as `| head` does: nothing is wrong.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
  if (error instanceof BadInput) {
    complain(terminal, error);
    return BAD_INPUT;
  }
  complain(terminal, complaintOfFailure(error));
  return WORLD_FAILED;
}

/** All commands. `ends` is told the exit code of one that ends without throwing. */
export function buildCli(deps: CliDeps, ends: (exitCode: number) => void): Command {
  const { terminal } = deps;
  const program = new Command('vendor-bridge')
    .description('Keeps one pool of stock honest between a shop and Amazon’s wholesale purchase orders.')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      // Help for half a command goes where help goes; complaints go out once, as JSON, where they are caught.
      writeErr: (text) => (text.startsWith('error:') ? undefined : terminal.stdout.write(text)),
    })
    .exitOverride()
    .showHelpAfterError(false);
  running(program, deps, ends);
  edi(program, deps, ends);
  orders(program, deps);
  deskwork(program, deps, ends);
  events(program, deps);
  topics(program, deps);
  return program;
}

function running(program: Command, deps: CliDeps, ends: (exitCode: number) => void): void {
  program
    .command('serve')
    .description('run the house: mailbox, workflow, console')
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option('--port <number>', 'port to listen on', portNumber)
    .action((options: { host?: string; port?: number }) => deps.serve(options));
  program
    .command('demo')
    .description('play the whole story with stand-ins for the shop and for Amazon')
    .option('--once', 'end after the story instead of leaving the console open', false)
    .action(async (options: { once: boolean }) => ends((await deps.demo(options)) ? 0 : WORLD_FAILED));
  program
    .command('simulator')
    .description('run a stand-in for Amazon: SP-API and mailbox, with a memory')
    .option('--port <number>', 'port of SP-API; the next one drives it (default any free ones)', portNumber)
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option('--mailbox <folder>', 'trade by EDI too, in FOLDER/download and FOLDER/upload')
    .option('--vendor-code <code>', 'whom it trades with (default NGK7U)')
    .option('--quirk <names...>', 'what the live service does beside its documents, as Q8')
    .action(({ quirk, ...options }: SimulatorWishes & { quirk?: string[] }) =>
      deps.simulator({ ...options, ...(quirk === undefined ? {} : { quirks: quirk }) }),
    );
  program
    .command('migrate')
    .description('bring the database up to this version')
    .action(async () => {
      const done = await deps.migrate();
      await print(
        deps.terminal,
        done.length === 0 ? 'The database is up to date.' : done.map((name) => `ran ${name}`).join('\n'),
      );
    });
}

function edi(program: Command, { terminal, accounts }: CliDeps, ends: (exitCode: number) => void): void {
  const group = program.command('edi').description('look into X12 files; needs no database');
  group
    .command('read <file>')
    .description('print the documents of a file (- for stdin)')
    .option('--json', 'one JSON value a line: {type, document, envelope, warnings}', false)
    .action(async (file: string, options: { json: boolean }) => ends(await ediRead(file, options, terminal)));
  group
    .command('check <file>')
    .description('say all that is wrong or odd in a file, what to do about it, and what that prevents')
    .option('--region <region>', 'whose rules: na, eu or fe (default: of the account in the file, else na)', region)
    .option('--json', 'one finding a line', false)
    .action(async (file: string, options: CheckWishes) => ends(await ediCheck(file, options, terminal, accounts)));
}

function orders(program: Command, deps: CliDeps): void {
  const group = program.command('po').description('purchase orders');
  group
    .command('list')
    .description('what must be done, the most urgent first')
    .option('--all', 'shipped and closed ones too', false)
    .option('--json', 'one order a line', false)
    .action((options: { all: boolean; json: boolean }) =>
      inHouse(deps, (_house, view) => poList(options, view, deps.terminal)),
    );
  group
    .command('show <number>')
    .description('one order with its lines, documents and what waits')
    .option('--json', 'all of it as JSON', false)
    .action((number: string, options: { json: boolean }) =>
      inHouse(deps, (_house, view) => poShow(number, options, view, deps.terminal)),
    );
  group
    .command('explain <number>')
    .description('why each line was answered as it was')
    .option('--json', 'one line’s decision a line', false)
    .action((number: string, options: { json: boolean }) =>
      inHouse(deps, (_house, view) => poExplain(number, options, view, deps.terminal)),
    );
  program
    .command('labels <dispatch>')
    .description('GS1-128 labels for the cartons of a dispatch, once its ship notice is planned')
    .addOption(
      new Option('--format <format>', 'for any printer, or for a label printer (default pdf)').choices(LABEL_FORMATS),
    )
    .option('--out <file>', 'write to this file (default stdout)')
    .action((dispatch: string, wishes: LabelWishes) =>
      inHouse(deps, (_house, view) => labels(dispatch, wishes, view, deps.terminal)),
    );
}

function deskwork(program: Command, deps: CliDeps, ends: (exitCode: number) => void): void {
  const { terminal } = deps;
  program
    .command('outbox')
    .description('what was sent to Amazon and is not answered yet')
    .option('--all', 'answered ones too', false)
    .option('--json', 'one document a line', false)
    .action((options: { all: boolean; json: boolean }) =>
      inHouse(deps, (_house, view) => outbox(options, view, terminal)),
    );
  program
    .command('replay [document]')
    .description('read a kept inbound document again')
    .option('--quarantined', 'every one in quarantine', false)
    .action((id: string | undefined, options: { quarantined: boolean }) =>
      inHouse(deps, (house) => replay(id, options, house, deps.user, terminal)),
    );
  program
    .command('remittance')
    .description('payments')
    .command('import <file>')
    .description('take a remittance (820, or the CSV export of Vendor Central) from a file (- for stdin)')
    .option('--vendor-code <code>', 'whose payment it is, where several accounts could be')
    .option('--dates <order>', 'month-first or day-first, where the file does not show it')
    .option('--decimals <mark>', 'point or comma, where the file does not show it')
    .option('--json', 'one JSON value a line', false)
    .action((file: string, wishes: ImportWishes) =>
      inHouse(deps, async (house) => ends(await importRemittance(file, wishes, house, deps.user, terminal))),
    );
  program
    .command('audit')
    .description('who did what; proves that the log is whole')
    .option('--subject <number>', 'only about this order, dispatch or payment')
    .option('--json', 'one entry a line', false)
    .action((options: { json: boolean; subject?: string }) =>
      inHouse(deps, async (_house, view) => ends(await audit(options, view, terminal))),
    );
}

function events(program: Command, deps: CliDeps): void {
  const group = program.command('events').description('events of the shop that were laid aside (with Kafka)');
  group
    .command('list')
    .description('what could not be read, and why')
    .option('--json', 'one event a line', false)
    .action((options: { json: boolean }) => inHouse(deps, (house) => laidAside(options, house, deps.terminal)));
  group
    .command('replay <place>')
    .description('put one back into the log, once the reason is gone')
    .action((place: string) => inHouse(deps, (house) => replayEvent(place, house, deps.user, deps.terminal)));
}

function topics(program: Command, deps: CliDeps): void {
  program
    .command('topics')
    .description('topics of the shop’s events (with Kafka)')
    .command('create')
    .description('make those of contracts/topics.json that are missing, and the one for dead letters')
    .action(async () => {
      const made = await deps.createTopics();
      if (made === undefined) throw withoutKafka('topics');
      await print(
        deps.terminal,
        made.length === 0 ? 'No topic is missing.' : made.map((name) => `made ${name}`).join('\n'),
      );
    });
}

async function inHouse(deps: CliDeps, work: (house: House, view: View) => Promise<void>): Promise<void> {
  const house = await deps.openHouse();
  try {
    const { stores, journal, partners, now } = house.world;
    const fulfilmentCentreZones = deps.fulfilmentCentreZones?.() ?? {};
    await work(house, { stores, journal, partners, now, fulfilmentCentreZones });
  } finally {
    await house.close();
  }
}

function region(text: string): Region {
  const known = Region.safeParse(text.trim().toLowerCase());
  if (known.success) return known.data;
  throw new InvalidArgumentError(`'${text}' is none of ${Region.options.join(', ')}.`);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError(`'${text}' is not a port.`);
}
