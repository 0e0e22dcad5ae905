import { createHash } from 'node:crypto';
import type { Instant } from './calendar.ts';
import type { TradingPartner } from './trading-partner.ts';

/** The settings of one account as they stood from some moment on. Kept for ever, never edited: a change is the next version. */
export interface PartnerVersion {
  vendorCode: string;
  /** 1, 2, 3 … without gaps; the highest counts. */
  number: number;
  at: Instant;
  /** Who made it; `configuration file` where a start read the settings file. */
  by: string;
  /** `file`: holds what the settings file said, `fileSays` word for word. `person`: imported by somebody. */
  origin: 'file' | 'person';
  /** SHA-256 of the content, hex: two versions with one hash say the same. */
  hash: string;
  /** What a reader has to know of how it came about; mostly empty. */
  note: string;
  partner: TradingPartner;
  /** What the settings file said at the time; differs from `partner` where a person's changes were kept. Absent with `person`. */
  fileSays: TradingPartner | undefined;
}

export interface SettingChange {
  /** `policies.shortage`, `shipFrom.address.city`; a list is one place. */
  place: string;
  before: unknown;
  after: unknown;
}

export function partnerHash(partner: TradingPartner): string {
  return createHash('sha256').update(canonical(partner)).digest('hex');
}

/** Place by place, in the order of the names; empty where both say the same. */
export function settingChanges(before: TradingPartner, after: TradingPartner): SettingChange[] {
  const [then, now] = [placesOf(before), placesOf(after)];
  return [...new Set([...then.keys(), ...now.keys()])]
    .sort()
    .filter((place) => canonical(then.get(place)) !== canonical(now.get(place)))
    .map((place) => ({ place, before: then.get(place), after: now.get(place) }));
}

export interface Merged {
  /** Not parsed yet: two sound halves may make an unsound whole. */
  content: unknown;
  /** Changed by a person and now by the file, to something else: the file has the last word. */
  overruled: SettingChange[];
  /** Changed by a person alone: stays. */
  kept: string[];
}

/**
 * Lays what the settings file changed over what a person changed, place by place. A brake that somebody put on by
 * hand must not come off because a telephone number was corrected in the file.
 */
export function mergeFile(fileBefore: TradingPartner, file: TradingPartner, present: TradingPartner): Merged {
  const byFile = settingChanges(fileBefore, file);
  const byPerson = settingChanges(fileBefore, present);
  const overruled = byFile.flatMap(({ place, after }) => {
    const person = byPerson.find((other) => other.place === place);
    return person && canonical(person.after) !== canonical(after) ? [{ place, before: person.after, after }] : [];
  });
  const content = structuredClone(present) as Record<string, unknown>;
  for (const { place, after } of byFile) put(content, place.split('.'), after);
  const touched = new Set(byFile.map(({ place }) => place));
  return { content, overruled, kept: byPerson.map(({ place }) => place).filter((place) => !touched.has(place)) };
}

function placesOf(value: unknown, place = '', places = new Map<string, unknown>()): Map<string, unknown> {
  // An empty table says nothing: whoever fills it later adds places and takes none away.
  if (isRecord(value)) {
    for (const [name, part] of Object.entries(value)) placesOf(part, place === '' ? name : `${place}.${name}`, places);
  } else if (value !== undefined) places.set(place, value);
  return places;
}

function put(target: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    if (value === undefined) delete target[name];
    else target[name] = value;
    return;
  }
  const below = target[name];
  const inner = isRecord(below) ? below : {};
  put(inner, rest, value);
  // Of an address whose last field was taken out nothing stays: an empty one would make the whole unsound.
  if (placesOf(inner).size === 0) delete target[name];
  else target[name] = inner;
}

/** The same text for the same content, in whatever order its names were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
