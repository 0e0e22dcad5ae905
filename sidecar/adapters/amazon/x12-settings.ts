import { z } from 'zod';
import { defaultCodeTables, X12CodeTables } from '../../codec/x12/codes.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import { Refused } from '../../ports/failures.ts';

/** What an account may set beside its code tables. */
const Extras = z.object({
  ssccDigits: z.union([z.literal(18), z.literal(20)]).optional(),
  amazonReferenceQualifier: z.string().min(1).optional(),
});

export interface X12Settings {
  codes: X12CodeTables;
  extras: z.infer<typeof Extras>;
}

/**
 * The default tables with the account's differences over them, code by code: an account that maps one
 * unit more keeps all others.
 */
export function x12SettingsOf({ x12Codes, vendorCode }: TradingPartner): X12Settings {
  const { written, ...tables } = x12Codes;
  const codes = X12CodeTables.safeParse({
    ...over(defaultCodeTables, tables),
    written: over(defaultCodeTables.written, written),
  });
  const extras = Extras.safeParse(x12Codes);
  if (codes.success && extras.success) return { codes: codes.data, extras: extras.data };
  const error = codes.success ? extras.error : codes.error;
  throw new Refused('x12-codes-invalid', `use the X12 code tables of ${vendorCode}`, {
    cause: error,
    hint: `Correct x12Codes of this account: ${error ? z.prettifyError(error) : ''}`,
  });
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
