import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { TransportMethod } from '../../domain/carrier.ts';
import { Region } from '../../domain/trading-partner.ts';
import type { House } from '../house.ts';
import { LABEL_FORMATS } from '../views/labels.ts';
import type { View } from '../views/view.ts';
import { type AccountsFrom, accountsInForce } from './accounts-in-force.ts';
import { type AccountWishes, announceLoad, checkAccess, showRouting, transportLabels } from './amazon-commands.ts';
import { arnImport, arnList, arnSet } from './arn.ts';
import { auditCheck } from './audit-check.ts';
import { type BackfillWishes, backfill } from './backfill.ts';
import { type CarrierWishes, carriersImport, carriersList, carriersRemove, carriersSet } from './carriers.ts';
import type { CliDeps, SimulatorWishes } from './deps.ts';
import { anew, audit, outbox, release, replay, resend } from './desk-commands.ts';
import { type CheckWishes, ediCheck } from './edi-check.ts';
import { ediRead } from './edi-read.ts';
import { laidAside, replayEvent, withoutKafka } from './event-commands.ts';
import { BAD_INPUT, BadInput, complain, complaintOfFailure, WORLD_FAILED } from './failure.ts';
import { fileList, fileSaid, fileSave } from './file.ts';
import { type ImportWishes, importOrders, importRemittance } from './file-import.ts';
import { type FreightWishes, freightSet } from './freight.ts';
import { type InventoryWishes, sendInventory } from './inventory.ts';
import { type LabelWishes, labels } from './labels.ts';
import {
  partnerCheck,
  partnerDiff,
  partnerExport,
  partnerHistory,
  partnerImport,
  partnerList,
  partnerShow,
} from './partner.ts';
import { poExplain, poList, poShow } from './po.ts';
import { type RouteWishes, routeOrder } from './route.ts';
import { shadowCompare, shadowReportCommand } from './shadow.ts';
import { print } from './terminal.ts';
import { truckList, truckTell } from './trucks.ts';
import { importUsedNumbers, type UsedWishes } from './used-numbers.ts';

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
  orders(program, deps, ends);
  goods(program, deps);
  partners(program, deps, ends);
  deskwork(program, deps, ends);
  files(program, deps);
  spApi(program, deps, ends);
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
    .option('--sftp <number>', 'the same mailbox over SFTP, on this port (0: any free one)', portNumber)
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

function edi(program: Command, deps: CliDeps, ends: (exitCode: number) => void): void {
  const { terminal } = deps;
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
    .option(
      '--accounts <from>',
      'where accounts are read: database or file (default: the database where there is one, else the settings file)',
      accountsFrom,
    )
    .option('--json', 'one finding a line', false)
    .action(async (file: string, options: CheckWishes) =>
      ends(await ediCheck(file, options, terminal, () => accountsInForce(options.accounts, deps))),
    );
}

function orders(program: Command, deps: CliDeps, ends: (exitCode: number) => void): void {
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
  group
    .command('import <file>')
    .description('take purchase orders from a CSV or TSV export of Vendor Central (- for stdin)')
    .option('--vendor-code <code>', 'whose orders they are, where the file does not say it')
    .option('--dates <order>', 'month-first or day-first, where the file does not show it')
    .option('--decimals <mark>', 'point or comma, where the file does not show it')
    .option('--json', 'one JSON value a line', false)
    .action((file: string, wishes: ImportWishes) =>
      inHouse(deps, async (house) => ends(await importOrders(file, wishes, house, deps.user, deps.terminal))),
    );
  group
    .command('backfill')
    .description('take in orders by SP-API of a time that no round has seen')
    .requiredOption('--from <day>', 'the first day, as 2026-08-11; Amazon shows six months')
    .option('--to <day>', 'the last day (default today)')
    .option('--vendor-code <code>', 'whose orders, where there are several accounts')
    .option('--dry-run', 'only say what would be taken in', false)
    .option('--json', 'one order a line', false)
    .action((wishes: BackfillWishes) => inHouse(deps, (house) => backfill(wishes, house, deps.user, deps.terminal)));
  group
    .command('route <number>')
    .description('ask Amazon to fetch an order whose freight it pays (753)')
    .requiredOption('--ready <day>', 'from when it can be fetched, as 2026-08-11')
    .requiredOption('--cartons <count>', 'how many cartons')
    .option('--weight-lb <number>', 'gross weight in pounds')
    .addOption(new Option('--weight-kg <number>', 'gross weight in kilograms').conflicts('weightLb'))
    .option('--bill-of-lading <number>', 'of the load, where there is one')
    .option('--number <text>', 'ours for this request (default order and day); the same again asks nothing new')
    .action((number: string, wishes: RouteWishes) =>
      inHouse(deps, (house) => routeOrder(number, wishes, house, deps.user, deps.terminal)),
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

function goods(program: Command, deps: CliDeps): void {
  const { terminal, user } = deps;
  const carriers = program.command('carriers').description('which carrier of the shop Amazon knows by which code');
  carriers
    .command('list')
    .description('the rules there are')
    .option('--json', 'one rule a line', false)
    .action((options: { json: boolean }) => inHouse(deps, (_house, view) => carriersList(options, view, terminal)));
  carriers
    .command('set <carrier> <scac>')
    .description('add a rule, or replace the one for that carrier and title')
    .option('--title <title>', 'only tracks that say so; * stands for anything (default any)')
    .option('--method <method>', 'how it moves goods: small-parcel, less-than-truckload, truckload, air, ocean')
    .action((carrier: string, scac: string, wishes: CarrierWishes) =>
      inHouse(deps, (house) => carriersSet(carrier, scac, wishes, house, user, terminal)),
    );
  carriers
    .command('remove <carrier>')
    .description('take a rule away')
    .option('--title <title>', 'the one of this title', '')
    .action((carrier: string, { title }: { title: string }) =>
      inHouse(deps, (house) => carriersRemove(carrier, title, house, user, terminal)),
    );
  carriers
    .command('import <file>')
    .description('add the rules of a list (- for stdin): carrier,title,scac,method')
    .action((file: string) => inHouse(deps, (house) => carriersImport(file, house, user, terminal)));

  const arn = program.command('arn').description('Amazon’s reference numbers, for freight that it collects');
  arn
    .command('set <order> <arn>')
    .description('enter the number of the pick-up of an order; its ship notices say it')
    .option('--dispatch', 'the first word is a dispatch', false)
    .action((id: string, number: string, options: { dispatch: boolean }) =>
      inHouse(deps, (house) => arnSet(id, number, options, house, user, terminal)),
    );
  arn
    .command('import <file>')
    .description('enter a list of them (- for stdin): order,arn,dispatch')
    .action((file: string) => inHouse(deps, (house) => arnImport(file, house, user, terminal)));
  arn
    .command('list')
    .description('what is entered of how goods travel')
    .option('--json', 'one entry a line', false)
    .action((options: { json: boolean }) => inHouse(deps, (_house, view) => arnList(options, view, terminal)));

  program
    .command('freight')
    .description('how goods travel, where the shop does not know it')
    .command('set <order>')
    .description('say it of an order and all its dispatches; what is not named stays as it was said')
    .option('--dispatch', 'the word is a dispatch, and it is said of it alone', false)
    .option('--arn <number>', 'Amazon’s number of the pick-up, where it pays the freight')
    .option('--bill-of-lading <number>', 'dispatches under one leave on one truck')
    .option('--pro <number>', 'the carrier’s number of the load')
    .option('--trailer <number>', 'the number on the trailer; goes out by EDI, SP-API has no field for it')
    .option('--scac <code>', 'the carrier')
    .addOption(new Option('--method <method>', 'how it moves goods').choices(TransportMethod.options))
    .option('--cartons-per-pallet <count>', 'on a full pallet; 0: loose')
    .action((id: string, wishes: FreightWishes) =>
      inHouse(deps, (house) => freightSet(id, wishes, house, user, terminal)),
    );
  const truck = program.command('truck').description('trucks whose ship notice waits for more dispatches');
  truck
    .command('list')
    .description('what stands on them, and when Amazon hears of it')
    .option('--json', 'one truck a line', false)
    .action((options: { json: boolean }) => inHouse(deps, (_house, view) => truckList(options, view, terminal)));
  truck
    .command('tell <dispatch>')
    .description('wait for no other dispatch of its truck: one ship notice of all that stands on it leaves now')
    .action((id: string) => inHouse(deps, (house) => truckTell(id, house, user, terminal)));

  program
    .command('inventory')
    .description('reports of stock')
    .command('send')
    .description('tell Amazon now what may be promised of each product that it knows')
    .option('--vendor-code <code>', 'whose stock, where there are several accounts')
    .option('--dry-run', 'only show it', false)
    .option('--json', 'one product a line', false)
    .action((wishes: InventoryWishes) => inHouse(deps, (house) => sendInventory(wishes, house, user, terminal)));

  program
    .command('sscc')
    .description('codes of cartons and pallets')
    .command('import <file>')
    .description('note numbers that another system has used (- for stdin), so that none comes twice: number,used')
    .addOption(new Option('--kind <kind>', 'what they are (default sscc)').choices(['sscc', 'shipment-id']))
    .option('--vendor-code <code>', 'whose shipments they are, where there are several accounts')
    .action((file: string, wishes: UsedWishes) =>
      inHouse(deps, (house) => importUsedNumbers(file, wishes, house, user, terminal)),
    );
}

function partners(program: Command, deps: CliDeps, ends: (exitCode: number) => void): void {
  const { terminal } = deps;
  const group = program.command('partner').description('accounts at Amazon: their settings, version by version');
  group
    .command('list')
    .description('every account, the version that counts, and what is not sent')
    .option('--json', 'one account a line', false)
    .action((options: { json: boolean }) => inHouse(deps, (_house, view) => partnerList(options, view, terminal)));
  group
    .command('show <code>')
    .description('the settings of an account, and where they differ from the settings file')
    .option('--version <number>', 'an earlier version', versionNumber)
    .option('--json', 'all of it as JSON', false)
    .action((code: string, options: { version?: number; json: boolean }) =>
      inHouse(deps, (_house, view) => partnerShow(code, options, view, terminal)),
    );
  group
    .command('history <code>')
    .description('who changed what and when')
    .option('--json', 'one version a line', false)
    .action((code: string, options: { json: boolean }) =>
      inHouse(deps, (_house, view) => partnerHistory(code, options, view, terminal)),
    );
  group
    .command('diff <code> <a> <b>')
    .description('setting by setting, what version B says otherwise than version A')
    .option('--json', 'one setting a line', false)
    .action((code: string, a: string, b: string, options: { json: boolean }) =>
      inHouse(deps, (_house, view) => partnerDiff(code, [versionNumber(a), versionNumber(b)], options, view, terminal)),
    );
  group
    .command('export <code>')
    .description('write the settings of an account as JSON, as import takes them')
    .option('--version <number>', 'an earlier version', versionNumber)
    .action((code: string, options: { version?: number }) =>
      inHouse(deps, (_house, view) => partnerExport(code, options, view, terminal)),
    );
  group
    .command('check <file>')
    .description('say what is wrong with a file of accounts (- for stdin); needs no database')
    .action(async (file: string) => ends(await partnerCheck(file, terminal)));
  group
    .command('import <file>')
    .description(
      'make the next version of each account in a file (- for stdin): one account, a list, or a settings file',
    )
    .action((file: string) =>
      inHouse(deps, async (house) => ends(await partnerImport(file, house, deps.user, terminal))),
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
    .command('release <document>')
    .description('send a document that is held back, word for word')
    .action((id: string) => inHouse(deps, (house) => release(id, house, deps.user, terminal)));
  program
    .command('resend <document>')
    .description('hand a document that was sent over once more, with the same bytes and numbers')
    .action((id: string) => inHouse(deps, (house) => resend(id, house, deps.user, terminal)));
  program
    .command('anew <document>')
    .description('make a document that Amazon refused again from the data and settings of now, and send it')
    .option('--new-number', 'an invoice under a new number: Amazon knows the old one', false)
    .option('--json', 'the new document as JSON', false)
    .action((id: string, options: { newNumber: boolean; json: boolean }) =>
      inHouse(deps, (house) => anew(id, options, house, deps.user, terminal)),
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
  const auditing = program.command('audit').description('is the house in order, and who did what');
  auditing
    .command('check', { isDefault: true })
    .description('what is missing or doubtful before going live; `audit` alone does the same')
    .option('--json', 'one finding a line', false)
    .action((options: { json: boolean }) =>
      inHouse(deps, async (house, view) => ends(await auditCheck(options, house, view, terminal))),
    );
  auditing
    .command('log')
    .description('who did what; proves that the log is whole')
    .option('--subject <number>', 'only about this order, dispatch or payment')
    .option('--json', 'one entry a line', false)
    .action((options: { json: boolean; subject?: string }) =>
      inHouse(deps, async (_house, view) => ends(await audit(options, view, terminal))),
    );
  const shadow = program.command('shadow').description('what would have been sent beside a manual process');
  shadow
    .command('report')
    .description('document by document, how it compares with what Amazon was told')
    .option('--json', 'one document a line', false)
    .action((options: { json: boolean }) =>
      inHouse(deps, (_house, view) => shadowReportCommand(options, view, terminal)),
    );
  shadow
    .command('compare <file>')
    .description('hold an 855, 856 or 810 that others sent to Amazon against the shadow (- for stdin)')
    .option('--json', 'one document a line', false)
    .action((file: string, options: { json: boolean }) =>
      inHouse(deps, async (house) => ends(await shadowCompare(file, options, house, terminal))),
    );
}

function spApi(program: Command, deps: CliDeps, ends: (exitCode: number) => void): void {
  const { terminal } = deps;
  const group = program
    .command('amazon')
    .description('ask Amazon by SP-API: access, loads that it fetches, its labels');
  group
    .command('check')
    .description('log in with each secret and read an order of each account')
    .option('--json', 'one connection a line', false)
    .action((options: { json: boolean }) =>
      inHouse(deps, async (house) => ends(await checkAccess(options, house, terminal))),
    );
  group
    .command('announce <file>')
    .description('ask Amazon to fetch loads: a request as `edi read --json` prints a 753 (- for stdin)')
    .option('--vendor-code <code>', 'whose load it is, where there are several accounts')
    .option('--json', 'one JSON value a line', false)
    .action((file: string, wishes: AccountWishes) =>
      inHouse(deps, (house) => announceLoad(file, wishes, house, deps.user, terminal)),
    );
  group
    .command('routing <load>')
    .description('who fetches a load and when, as far as Amazon shows it')
    .option('--vendor-code <code>', 'whose load it is, where there are several accounts')
    .option('--json', 'all of it as JSON', false)
    .action((load: string, wishes: AccountWishes) =>
      inHouse(deps, (house) => showRouting(load, wishes, house, terminal)),
    );
  group
    .command('labels <shipment>')
    .description('fetch the parcel labels that Amazon made for a shipment')
    .option('--vendor-code <code>', 'whose shipment it is, where there are several accounts')
    .option('--out <folder>', 'write them into this folder (default the present one)')
    .option('--json', 'one label a line', false)
    .action((shipment: string, wishes: AccountWishes & { out?: string }) =>
      inHouse(deps, (house) => transportLabels(shipment, wishes, house, terminal)),
    );
}

function files(program: Command, deps: CliDeps): void {
  const { terminal, user } = deps;
  const group = program.command('file').description('documents that a person enters in Vendor Central');
  group
    .command('list')
    .description('what waits to be entered')
    .option('--json', 'one document a line', false)
    .action((options: { json: boolean }) => inHouse(deps, (_house, view) => fileList(options, view, terminal)));
  group
    .command('save <id>')
    .description('write the file of a document')
    .option('--out <file>', 'write to this file (default its own name in the present folder)')
    .action((id: string, options: { out?: string }) =>
      inHouse(deps, (_house, view) => fileSave(id, options, view, terminal)),
    );
  group
    .command('done <id>')
    .description('say that it was entered: Amazon has taken it')
    .action((id: string) => inHouse(deps, (house) => fileSaid(id, { said: 'entered' }, house, user, terminal)));
  group
    .command('refused <id>')
    .description('say that Vendor Central refused it')
    .requiredOption('--why <text>', 'what it says, word for word')
    .action((id: string, { why }: { why: string }) =>
      inHouse(deps, (house) => fileSaid(id, { said: 'refused', why: why.trim() }, house, user, terminal)),
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

function accountsFrom(text: string): AccountsFrom {
  if (text === 'database' || text === 'file') return text;
  throw new InvalidArgumentError(`'${text}' is neither database nor file.`);
}

function versionNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError(`'${text}' is not the number of a version.`);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError(`'${text}' is not a port.`);
}
