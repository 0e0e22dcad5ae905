import type { TradingPartner } from '../../domain/trading-partner.ts';
import { BadInput } from './failure.ts';

/** The account that was named, or the only one; where that is nobody's guess, who asks is told the names. */
export function accountMeant(
  vendorCode: string | undefined,
  accounts: readonly TradingPartner[],
  { question, place }: { question: string; place: string },
): TradingPartner {
  const meant = accounts.filter((account) => account.vendorCode === (vendorCode ?? account.vendorCode));
  const [only, ...others] = meant;
  if (only && others.length === 0) return only;
  const codes = accounts.map((account) => account.vendorCode).join(', ');
  throw new BadInput(
    'usage',
    vendorCode === undefined ? question : `there is no account ${vendorCode}`,
    place,
    `Name one with --vendor-code: ${codes || 'none is configured'}.`,
  );
}
