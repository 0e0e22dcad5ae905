import { readPartner } from '../../codec/partner-file.ts';
import { type PartnerVersion, type SettingChange, settingChanges } from '../../domain/partner-version.ts';
import { sendingMode } from '../../domain/sending.ts';
import { SentKind, type TradingPartner } from '../../domain/trading-partner.ts';
import { apartFromFile, importByPerson } from '../../workflow/partner-versions.ts';
import type { House } from '../house.ts';
import type { View } from '../views/view.ts';
import { instantText } from '../words/times.ts';
import { BAD_INPUT, BadInput, complain } from './failure.ts';
import { wholeFile } from './file-source.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

interface Json {
  json: boolean;
}

/** Every account with the version that counts, and whether it stands against the settings file. */
export async function partnerList({ json }: Json, { stores }: View, terminal: Terminal): Promise<void> {
  const newest = await stores.partnerVersions.newest();
  const rows = await Promise.all(
    newest.map(async (version) => ({
      version,
      apart: apartFromFile(await stores.partnerVersions.history(version.vendorCode)),
    })),
  );
  if (json) {
    for (const { version, apart } of rows) await printJson(terminal, { ...headOf(version), differsFromFile: apart });
    return;
  }
  if (rows.length === 0) return print(terminal, 'There is no account yet. `partner import FILE` brings one.');
  await print(
    terminal,
    textTable(
      [
        { head: 'Account', cell: ({ version }) => version.vendorCode },
        { head: 'Region', cell: ({ version }) => version.partner.region },
        { head: 'Version', figures: true, cell: ({ version }) => String(version.number) },
        { head: 'Since', cell: ({ version }) => instantText(version.at) },
        { head: 'By', cell: ({ version }) => version.by },
        { head: 'Sends', cell: ({ version }) => modeText(version.partner) },
        {
          head: 'Settings file',
          cell: ({ version, apart }) =>
            apart.length > 0
              ? `differs in ${apart.map(({ place }) => place).join(', ')}`
              : version.origin === 'file'
                ? 'says the same'
                : '–',
        },
      ],
      rows,
    ),
  );
}

/** One account as it stands, or as it stood in an earlier version. */
export async function partnerShow(
  code: string,
  { version, json }: Json & { version?: number },
  { stores }: View,
  terminal: Terminal,
): Promise<void> {
  const found = await versionOf(code, version, stores);
  if (json) return printJson(terminal, found);
  const { number, at, by, hash, note } = found;
  await print(terminal, `${code}, version ${number}, ${instantText(at)}, by ${by}, hash ${hash.slice(0, 12)}`);
  if (note !== '') await print(terminal, `It ${note}.`);
  if (version === undefined) {
    const apart = apartFromFile(await stores.partnerVersions.history(code));
    if (apart.length > 0) {
      await print(terminal, 'It differs from the settings file, and counts until the file changes there:');
      await print(terminal, changeTable(apart, 'Settings file', 'Counts'));
    }
  }
  await print(terminal, `\n${JSON.stringify(found.partner, null, 2)}`);
}

/** The settings alone, as `import` takes them. */
export async function partnerExport(
  code: string,
  { version }: { version?: number },
  { stores }: View,
  terminal: Terminal,
): Promise<void> {
  await print(terminal, JSON.stringify((await versionOf(code, version, stores)).partner, null, 2));
}

export async function partnerHistory(
  code: string,
  { json }: Json,
  { stores }: View,
  terminal: Terminal,
): Promise<void> {
  const history = await stores.partnerVersions.history(code);
  if (history.length === 0) throw unknownAccount(code);
  if (json) {
    for (const version of history) await printJson(terminal, headOf(version));
    return;
  }
  const changesOf = (version: PartnerVersion) => {
    const before = history.find(({ number }) => number === version.number - 1);
    return before ? settingChanges(before.partner, version.partner).map(({ place }) => place) : undefined;
  };
  await print(
    terminal,
    textTable(
      [
        { head: 'Version', figures: true, cell: ({ number }) => String(number) },
        { head: 'Since', cell: ({ at }) => instantText(at) },
        { head: 'By', cell: ({ by }) => by },
        { head: 'Hash', cell: ({ hash }) => hash.slice(0, 12) },
        { head: 'Changed', cell: (version) => changesOf(version)?.join(', ') ?? 'first' },
        { head: 'Note', cell: ({ note }) => note || '–' },
      ],
      history,
    ),
  );
}

export async function partnerDiff(
  code: string,
  [from, to]: readonly [number, number],
  { json }: Json,
  { stores }: View,
  terminal: Terminal,
): Promise<void> {
  const [before, after] = await Promise.all([versionOf(code, from, stores), versionOf(code, to, stores)]);
  const changes = settingChanges(before.partner, after.partner);
  if (json) {
    for (const change of changes) await printJson(terminal, change);
    return;
  }
  const table = changeTable(changes, `Version ${from}`, `Version ${to}`);
  await print(terminal, changes.length === 0 ? 'Both say the same.' : table);
}

/** Looks a file over without a database. */
export async function partnerCheck(path: string, terminal: Terminal): Promise<number> {
  const accounts = await accountsIn(path, terminal);
  const problems = accounts.flatMap(({ place, raw }) => problemsOf(place, raw));
  for (const { place, message } of problems) complainOf(place, message, terminal);
  const checked = `${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}`;
  if (problems.length === 0) await print(terminal, `${checked}, nothing to object`);
  return problems.length === 0 ? 0 : BAD_INPUT;
}

/** Makes the next version of each account in a file; of none where one of them cannot be read. */
export async function partnerImport(path: string, house: House, by: string, terminal: Terminal): Promise<number> {
  const accounts = await accountsIn(path, terminal);
  const problems = accounts.flatMap(({ place, raw }) => problemsOf(place, raw));
  for (const { place, message } of problems) complainOf(place, message, terminal);
  if (problems.length > 0) return BAD_INPUT;
  for (const { raw } of accounts) {
    const read = readPartner(raw);
    if (!('partner' in read)) continue;
    const imported = await importByPerson(read.partner, by, house.world);
    const { vendorCode, number } = imported.version;
    if (imported.outcome === 'unchanged') {
      await print(terminal, `${vendorCode} stays at version ${number}: the file says the same.`);
      continue;
    }
    await print(terminal, `${vendorCode} has version ${number} now. Every sidecar sees it within seconds.`);
    if (imported.changes.length > 0) {
      await print(terminal, changeTable(imported.changes, `Version ${number - 1}`, `Version ${number}`));
    }
  }
  await house.world.partners.refresh?.();
  return 0;
}

function headOf({ partner: _partner, fileSays: _fileSays, ...head }: PartnerVersion) {
  return head;
}

/** `live`, or what is not: `never-send: Invoice`. */
function modeText(partner: TradingPartner): string {
  const held = SentKind.options
    .map((kind) => ({ kind, mode: sendingMode(partner, kind) }))
    .filter(({ mode }) => mode !== 'live');
  if (held.length === 0) return 'live';
  const [first] = held;
  const isSame = held.every(({ mode }) => mode === first?.mode);
  if (isSame && held.length === SentKind.options.length) return first?.mode ?? '';
  return held.map(({ kind, mode }) => `${mode}: ${kind}`).join(', ');
}

function changeTable(changes: readonly SettingChange[], before: string, after: string): string {
  const said = (value: unknown) =>
    value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
  return textTable<SettingChange>(
    [
      { head: 'Setting', cell: ({ place }) => place },
      { head: before, cell: (change) => said(change.before) },
      { head: after, cell: (change) => said(change.after) },
    ],
    changes,
  );
}

async function versionOf(code: string, number: number | undefined, stores: View['stores']): Promise<PartnerVersion> {
  const history = await stores.partnerVersions.history(code);
  if (history.length === 0) throw unknownAccount(code);
  const found = number === undefined ? history[0] : history.find((version) => version.number === number);
  if (found) return found;
  const newest = history[0]?.number;
  throw new BadInput('not-found', `${code} has no version ${number}`, code, `Its versions are 1 to ${newest}.`);
}

function unknownAccount(code: string): BadInput {
  return new BadInput('not-found', `there is no account ${code}`, code, '`partner list` shows the accounts.');
}

/** One account, a list of them, or a whole settings file. */
async function accountsIn(path: string, terminal: Terminal): Promise<{ place: string; raw: unknown }[]> {
  const content = parsed((await wholeFile(path, terminal)).toString('utf8'), path);
  const isFile = typeof content === 'object' && content !== null && 'partners' in content;
  const list = isFile ? content.partners : content;
  if (!Array.isArray(list)) return [{ place: '', raw: list }];
  return list.map((raw: unknown, index) => ({ place: `${isFile ? 'partners' : ''}[${index}]`, raw }));
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const hint = 'It must be one account as JSON, a list of them, or a settings file; `partner export` writes one.';
    throw new BadInput('partner-invalid', `${path} is no JSON: ${why}`, path, hint, { cause });
  }
}

function problemsOf(place: string, raw: unknown): { place: string; message: string }[] {
  const read = readPartner(raw);
  if ('partner' in read) return [];
  return read.problems.map((problem) => ({ ...problem, place: [place, problem.place].filter(Boolean).join('.') }));
}

function complainOf(place: string, message: string, terminal: Terminal): void {
  const hint = 'docs/configuration.md describes every setting; nothing was imported.';
  complain(terminal, { code: 'partner-invalid', message, place, hint });
}
