import { z } from 'zod';
import { CodecError } from '../../codec/problem.ts';
import type { X12CodeTables } from '../../codec/x12/codes.ts';
import { codeTablesOf } from '../../codec/x12/partner-codes.ts';
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

/** What the account's x12Codes mean for what we write. */
export function x12SettingsOf({ x12Codes, vendorCode }: TradingPartner): X12Settings {
  const refuse = (cause: Error, hint: string): never => {
    throw new Refused('x12-codes-invalid', `use the X12 code tables of ${vendorCode}`, { cause, hint });
  };
  const extras = Extras.safeParse(x12Codes);
  if (!extras.success) {
    return refuse(extras.error, `Correct x12Codes of this account: ${z.prettifyError(extras.error)}`);
  }
  try {
    return { codes: codeTablesOf(x12Codes), extras: extras.data };
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause;
    return refuse(cause, cause.hint);
  }
}
