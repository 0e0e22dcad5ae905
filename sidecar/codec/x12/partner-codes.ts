import { z } from 'zod';
import { CodecError } from '../problem.ts';
import { defaultCodeTables, X12CodeTables } from './codes.ts';

/**
 * The default tables with an account's differences over them, code by code: an account that maps one
 * unit more keeps all others. What we write and what we read come out of the same tables.
 */
export function codeTablesOf(differences: Readonly<Record<string, unknown>>): X12CodeTables {
  const { written, ...tables } = differences;
  const codes = X12CodeTables.safeParse({
    ...over(defaultCodeTables, tables),
    written: over(defaultCodeTables.written, written),
  });
  if (codes.success) return codes.data;
  const hint = `Correct x12Codes of this account: ${z.prettifyError(codes.error)}`;
  throw new CodecError('x12-codes-invalid', 'The X12 code tables of the account are none', {}, hint);
}

function over(defaults: object, changes: unknown): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...defaults };
  for (const [name, change] of Object.entries(isTable(changes) ? changes : {})) {
    const before = merged[name];
    merged[name] = isTable(before) && isTable(change) ? { ...before, ...change } : change;
  }
  return merged;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
