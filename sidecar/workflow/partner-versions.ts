/*
 * The accounts are kept in the database, version by version. Two hands may write them:
 *
 *   settings file ──changed since the last start──▶ next version: its changes, place by place, over what stands
 *   a person (partner import) ────────────────────▶ next version: as imported
 *
 * The file speaks only when it changed, so that what a person imported stands until then; and then only where it
 * changed, so that no brake comes off by the way. Where both changed one place the file has the last word, and it is
 * said: in the log, in the version's note, in the audit log.
 */
import { instant } from '../domain/calendar.ts';
import {
  mergeFile,
  type PartnerVersion,
  partnerHash,
  type SettingChange,
  settingChanges,
} from '../domain/partner-version.ts';
import { TradingPartner } from '../domain/trading-partner.ts';
import type { World } from './world.ts';

export const BY_FILE = 'configuration file';

type Books = Pick<World, 'now'> & { stores: Pick<World['stores'], 'partnerVersions' | 'audit'> };

export type Imported =
  | { outcome: 'new' | 'changed'; version: PartnerVersion; changes: SettingChange[] }
  | { outcome: 'unchanged'; version: PartnerVersion };

/** What a start makes of the settings file. `conflict` says what of a person's work it overruled, or that it stands against the file. */
export async function importFromFile(
  file: TradingPartner,
  books: Books,
  conflict: (message: string) => void,
): Promise<Imported> {
  for (;;) {
    const history = await books.stores.partnerVersions.history(file.vendorCode);
    const [present] = history;
    const before = history.find(({ fileSays }) => fileSays !== undefined)?.fileSays;
    if (present && before && settingChanges(before, file).length === 0) {
      const apart = settingChanges(file, present.partner).map(({ place }) => place);
      if (apart.length > 0) conflict(standsApart(present, apart));
      return { outcome: 'unchanged', version: present };
    }
    const { partner, note } = present && before ? overPresent(before, file, present) : { partner: file, note: '' };
    const overwritten = present && !before ? settingChanges(present.partner, file) : [];
    const said = overwritten.length > 0 ? `${note}overrules version ${present?.number}: ${inWords(overwritten)}` : note;
    const made = await keepNext(present, { partner, note: said, by: BY_FILE, origin: 'file', fileSays: file }, books);
    if (made === undefined) continue;
    if (said !== '') conflict(`${file.vendorCode}: version ${made.version.number} from the settings file ${said}`);
    return made;
  }
}

/** What a person hands in stands from now on. The same once more changes nothing. */
export async function importByPerson(partner: TradingPartner, by: string, books: Books): Promise<Imported> {
  for (;;) {
    const [present] = await books.stores.partnerVersions.history(partner.vendorCode);
    if (present && settingChanges(present.partner, partner).length === 0)
      return { outcome: 'unchanged', version: present };
    const made = await keepNext(present, { partner, note: '', by, origin: 'person', fileSays: undefined }, books);
    if (made) return made;
  }
}

/** Where the newest version says otherwise than the settings file did when it was last read; empty where there is none. */
export function apartFromFile(history: readonly PartnerVersion[]): SettingChange[] {
  const file = history.find(({ fileSays }) => fileSays !== undefined)?.fileSays;
  const [present] = history;
  return file && present ? settingChanges(file, present.partner) : [];
}

/** Undefined where somebody else made that version meanwhile: everything is looked at again. */
async function keepNext(
  present: PartnerVersion | undefined,
  { partner, ...how }: Pick<PartnerVersion, 'partner' | 'note' | 'by' | 'origin' | 'fileSays'>,
  { stores, now }: Books,
): Promise<Exclude<Imported, { outcome: 'unchanged' }> | undefined> {
  const { vendorCode } = partner;
  const at = instant(now());
  const number = (present?.number ?? 0) + 1;
  const version: PartnerVersion = { ...how, vendorCode, number, at, hash: partnerHash(partner), partner };
  if (!(await stores.partnerVersions.keep(version))) return undefined;
  const changes = present ? settingChanges(present.partner, partner) : [];
  const detail = [`version ${number}`, present ? inWords(changes) : 'first', how.note].filter(Boolean).join('; ');
  await stores.audit.append({ at, who: how.by, action: 'partner import', subject: vendorCode, detail });
  return { outcome: present ? 'changed' : 'new', version, changes };
}

function overPresent(
  before: TradingPartner,
  file: TradingPartner,
  present: PartnerVersion,
): { partner: TradingPartner; note: string } {
  const { content, overruled, kept } = mergeFile(before, file, present.partner);
  const merged = TradingPartner.safeParse(content);
  if (!merged.success) {
    const lost = inWords(settingChanges(present.partner, file));
    return { partner: file, note: `replaces version ${present.number} whole, as the two do not go together: ${lost}` };
  }
  const notes = [
    overruled.length > 0 && `overrules version ${present.number}: ${inWords(overruled)}`,
    kept.length > 0 && `keeps of version ${present.number} what the file did not change: ${kept.join(', ')}`,
  ];
  return { partner: merged.data, note: notes.filter((note) => note !== false).join('; ') };
}

function standsApart({ vendorCode, number, by }: PartnerVersion, places: readonly string[]): string {
  return `${vendorCode}: version ${number} by ${by} counts and differs from the settings file in ${places.join(', ')}`;
}

export function inWords(changes: readonly SettingChange[]): string {
  return changes.map(({ place, before, after }) => `${place} ${said(before)} → ${said(after)}`).join(', ');
}

function said(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}
