import type { PartnerVersion } from '../../domain/partner-version.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import { WorldFailure } from '../../ports/failures.ts';
import { instantText } from '../words/times.ts';
import type { CliDeps } from './deps.ts';
import { BadInput } from './failure.ts';

/** An account, and where its settings were found. */
export interface AccountInForce {
  partner: TradingPartner;
  source: 'database' | 'file';
  /** Of the version in the database. */
  version?: number;
  /** `version 3 of 12.03.2026 08:15 by maria, from the database`. */
  found: string;
}

/** Where a person wants the accounts taken from; absent: the database where it can be read, else the settings file. */
export type AccountsFrom = 'database' | 'file';

/**
 * The accounts as they count now, without starting anything: an account that somebody changed since the last start
 * stands in the database, one that no start has read yet only in the file.
 */
export async function accountsInForce(
  from: AccountsFrom | undefined,
  { accounts = async () => [], keptAccounts = async () => undefined }: Pick<CliDeps, 'accounts' | 'keptAccounts'>,
): Promise<AccountInForce[]> {
  if (from === 'file') return (await accounts()).map((partner) => ofFile(partner, ''));
  const { kept, why } = await look(keptAccounts, from);
  if (from === 'database') {
    if (kept.length > 0) return kept.map(ofVersion);
    const hint = '`vendor-bridge serve` reads the settings file into it, `partner import FILE` another one.';
    throw new BadInput('not-found', 'there is no account in the database', 'command line', hint);
  }
  const known = new Set(kept.map(({ vendorCode }) => vendorCode));
  const onlyInFile = (await accounts()).filter(({ vendorCode }) => !known.has(vendorCode));
  return [...kept.map(ofVersion), ...onlyInFile.map((partner) => ofFile(partner, why))];
}

async function look(
  keptAccounts: NonNullable<CliDeps['keptAccounts']>,
  from: AccountsFrom | undefined,
): Promise<{ kept: readonly PartnerVersion[]; why: string }> {
  try {
    const kept = await keptAccounts();
    return { kept: kept ?? [], why: kept ? 'the database does not know it yet' : 'there is no database yet' };
  } catch (failure) {
    if (from === 'database' || !(failure instanceof WorldFailure)) throw failure;
    return { kept: [], why: `the database cannot be read (${failure.code})` };
  }
}

function ofVersion({ partner, number, at, by }: PartnerVersion): AccountInForce {
  const found = `version ${number} of ${instantText(at)} by ${by}, from the database`;
  return { partner, source: 'database', version: number, found };
}

function ofFile(partner: TradingPartner, why: string): AccountInForce {
  return { partner, source: 'file', found: `from the settings file${why === '' ? '' : `: ${why}`}` };
}
