import type { z } from 'zod';
import { TradingPartner } from '../domain/trading-partner.ts';
import { nameProblems } from './order-export/columns.ts';
import { CodecError } from './problem.ts';
import { X12CodeTables } from './x12/codes.ts';
import { codeTablesOf } from './x12/partner-codes.ts';

export interface SettingProblem {
  /** `policies.shortage`, `x12Codes.units.CT`; empty for the whole. */
  place: string;
  message: string;
}

/**
 * Reads the settings of one account as a person wrote them. A name that nobody knows is a problem: `"mdoe":
 * "never-send"` passed over in silence would send.
 */
export function readPartner(raw: unknown): { partner: TradingPartner } | { problems: SettingProblem[] } {
  const read = TradingPartner.safeParse(raw);
  if (!read.success) return { problems: read.error.issues.flatMap(inOurWords) };
  const problems = [
    ...strangers(raw, read.data),
    ...codeProblems(read.data.x12Codes),
    ...nameProblems(read.data.exports.columns).map(({ place, message }) => ({
      place: `exports.columns.${place}`,
      message,
    })),
  ];
  return problems.length > 0 ? { problems } : { partner: read.data };
}

function inOurWords(issue: z.core.$ZodIssue): SettingProblem[] {
  const place = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ place, message: issue.message }];
  return issue.keys.map((name) => ({ place: place === '' ? name : `${place}.${name}`, message: NOBODY_KNOWS }));
}

const NOBODY_KNOWS = 'there is no setting of this name; docs/configuration.md lists them all';

/** Names that were written and are gone once read. */
function strangers(written: unknown, read: unknown, place = ''): SettingProblem[] {
  if (Array.isArray(written) && Array.isArray(read)) {
    return written.flatMap((part, index) => strangers(part, read[index], `${place}[${index}]`));
  }
  if (!isTable(written) || !isTable(read)) return [];
  return Object.entries(written).flatMap(([name, part]) => {
    const here = place === '' ? name : `${place}.${name}`;
    return Object.hasOwn(read, name) ? strangers(part, read[name], here) : [{ place: here, message: NOBODY_KNOWS }];
  });
}

/** What an account may set beside its code tables. */
const BESIDE_TABLES: Readonly<Record<string, { isRight(value: unknown): boolean; what: string }>> = {
  ssccDigits: { isRight: (value) => value === 18 || value === 20, what: '18 or 20' },
  amazonReferenceQualifier: { isRight: (value) => typeof value === 'string' && value !== '', what: 'a code (REF01)' },
};

function codeProblems(x12Codes: TradingPartner['x12Codes']): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const problem = (place: string, message: string) => problems.push({ place: `x12Codes.${place}`, message });
  for (const [name, value] of Object.entries(x12Codes)) {
    const beside = BESIDE_TABLES[name];
    if (beside && !beside.isRight(value)) problem(name, `must be ${beside.what}`);
    if (beside) continue;
    if (!Object.hasOwn(X12CodeTables.shape, name))
      problem(name, `there is no code table of this name; known are ${known()}`);
    else if (!isTable(value)) problem(name, 'must be a table of codes');
  }
  const { written } = x12Codes;
  for (const name of isTable(written) ? Object.keys(written) : []) {
    if (!Object.hasOwn(X12CodeTables.shape.written.shape, name))
      problem(`written.${name}`, 'nothing of this name is written');
  }
  if (problems.length > 0) return problems;
  try {
    codeTablesOf(x12Codes);
    return [];
  } catch (failure) {
    if (!(failure instanceof CodecError)) throw failure;
    return [{ place: 'x12Codes', message: failure.hint.replace(/\s+/g, ' ') }];
  }
}

function known(): string {
  return [...Object.keys(X12CodeTables.shape), ...Object.keys(BESIDE_TABLES)].join(', ');
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
