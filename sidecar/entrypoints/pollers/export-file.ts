import type { OwnColumnNames } from '../../codec/order-export/columns.ts';
import { CodecError } from '../../codec/problem.ts';
import type { DecimalMark } from '../../codec/table/amount.ts';
import type { DateOrder } from '../../codec/table/date.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import type { World } from '../../workflow/world.ts';
import { Notes } from './notes.ts';
import { type FileVerdict, partOf, raiseRefusal } from './refusal.ts';

/** What a person who imports a file may know better than the file. */
export interface ImportAnswers {
  vendorCode?: string | undefined;
  dateOrder?: DateOrder | undefined;
  decimalMark?: DecimalMark | undefined;
}

/** An export is a table that people look at; one of this size is something else. */
const LARGEST_BYTES = 64_000_000;

/** All of a kept export. Throws CodecError where it is none by its size. */
export async function tableBytes({ id, size }: InboundDocument, world: World): Promise<Uint8Array> {
  if (size > LARGEST_BYTES) {
    const hint = 'Export a shorter time.';
    throw new CodecError('file-too-large', `A table of ${Math.round(size / 1_000_000)} MB is not read`, {}, hint);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of world.stores.inbound.read(id)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** North America writes the month first; where accounts of several regions meet, the file has to say it. */
export function dateOrderOfAccounts(world: World): DateOrder | undefined {
  const regions = new Set(world.partners.all().map(({ region }) => region));
  if (regions.size !== 1 || regions.has('fe')) return undefined;
  return regions.has('na') ? 'month-first' : 'day-first';
}

/** What the accounts call the columns of their exports. */
export function namesOfAccounts(world: World): { vendorCode: string; names: OwnColumnNames }[] {
  return world.partners.all().map(({ vendorCode, exports }) => ({ vendorCode, names: exports.columns }));
}

/** The parts of one export, each taken by itself: what is wrong with one never loses another. */
export interface ExportParts {
  notes: Notes;
  /** A part that the reader refused already; without a number nobody knows which. */
  refuse(error: CodecError, number?: string): Promise<void>;
  /** What came of a part is counted in the words of `work`, or as `otherwise` where it cannot be taken. */
  take(number: string, otherwise: string, work: () => Promise<string>): Promise<void>;
  /** Does it all, and answers what came of the file. */
  through(work: () => Promise<void>): Promise<FileVerdict>;
}

/** `noun` is what the file has many of: order, payment. */
export function exportParts(noun: string, document: InboundDocument, world: World): ExportParts {
  const notes = new Notes();
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const refuse = async (error: CodecError, number = '') => {
    const what = number === '' ? `file ${document.name}` : `${noun} ${number} in ${document.name}`;
    await raiseRefusal(error, { what, part: partOf(error, number) }, document, world);
    count('refused');
  };
  return {
    notes,
    refuse,
    async take(number, otherwise, work) {
      try {
        count(await work());
      } catch (error) {
        if (!(error instanceof CodecError)) throw error;
        await refuse(error, number);
        count(otherwise);
      }
    },
    async through(work) {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof CodecError)) throw error;
        await refuse(error);
      }
      const isRefused = [...counts.keys()].some((what) => what.includes('refused'));
      const parts = [...[...counts].map(([what, times]) => `${times} × ${what}`), ...notes.inWords()];
      return {
        state: isRefused ? 'quarantined' : counts.size === 0 ? 'ignored' : 'processed',
        detail: parts.join('; ') || `no ${noun} in it`,
      };
    },
  };
}

/** Where nothing says which account a part is for. */
export function accountUnclear(part: string, number: string, world: World): CodecError {
  const codes = world.partners.all().map(({ vendorCode }) => vendorCode);
  const known = codes.join(', ') || 'the accounts in the settings, of which there are none';
  const hint = `Say which it is: --vendor-code, one of ${known}.`;
  const message = `Nothing says which account ${part} ${number} is for`;
  return new CodecError('account-unclear', message, { transaction: number }, hint);
}
