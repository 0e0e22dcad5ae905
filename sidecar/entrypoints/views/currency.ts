import type { TradingPartners } from '../../ports/partners.ts';

/**
 * Money never goes without its currency: where a document names none it is the account's, and where it
 * names no account either, the one that all accounts here share.
 */
export function currencyOf(
  { currency, vendorCode }: { currency?: string | undefined; vendorCode?: string | undefined },
  partners: TradingPartners,
): string | undefined {
  const stated = currency ?? (vendorCode === undefined ? undefined : partners.find(vendorCode)?.currency);
  if (stated !== undefined) return stated;
  const [only, ...others] = new Set(partners.all().map((partner) => partner.currency));
  return others.length === 0 ? only : undefined;
}
