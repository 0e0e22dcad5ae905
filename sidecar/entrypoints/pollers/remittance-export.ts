import { CodecError } from '../../codec/problem.ts';
import { type ReadPayment, readRemittanceExport } from '../../codec/remittance/export.ts';
import type { Remittance } from '../../domain/remittance.ts';
import { invoicesMentioned } from '../../domain/remittance-reference.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import type { World } from '../../workflow/world.ts';
import { accountUnclear, dateOrderOfAccounts, exportParts, type ImportAnswers, tableBytes } from './export-file.ts';
import type { Notes } from './notes.ts';
import type { FileVerdict } from './refusal.ts';
import { takeRemittance } from './remittance.ts';

/** Books the payments of an export of Vendor Central, payment by payment: what is wrong with one never loses another. */
export async function processRemittanceExport(
  document: InboundDocument,
  world: World,
  answers: ImportAnswers = {},
): Promise<FileVerdict> {
  const parts = exportParts('payment', document, world);
  return parts.through(async () => {
    const { payments, warnings } = readRemittanceExport(await tableBytes(document, world), {
      dateOrder: answers.dateOrder ?? dateOrderOfAccounts(world),
      decimalMark: answers.decimalMark,
    });
    parts.notes.addAll(warnings);
    for (const payment of payments) {
      if (payment.kind === 'refused') await parts.refuse(payment.error, payment.paymentNumber);
      else {
        const work = () => take(payment, document, answers, parts.notes, world);
        await parts.take(payment.document.paymentNumber, 'not booked', work);
      }
    }
  });
}

async function take(
  { document: read, warnings }: Extract<ReadPayment, { kind: 'remittance' }>,
  document: InboundDocument,
  answers: ImportAnswers,
  notes: Notes,
  world: World,
): Promise<string> {
  notes.addAll(warnings);
  const { vendorCode } = await accountOf(read, answers, world);
  return takeRemittance({ ...read, vendorCode }, vendorCode, document, world);
}

/** The export never says which account it is of; what it pays for does. */
async function accountOf(remittance: Remittance, answers: ImportAnswers, world: World): Promise<TradingPartner> {
  const { paymentNumber, lines, currency } = remittance;
  if (answers.vendorCode !== undefined) {
    const named = world.partners.find(answers.vendorCode);
    if (named) return named;
    const hint = 'Name one of the vendor codes in the settings.';
    throw new CodecError(
      'vendor-code-unknown',
      `There is no account ${answers.vendorCode}`,
      { transaction: paymentNumber },
      hint,
    );
  }
  const accounts = world.partners.all();
  const mentioned = invoicesMentioned(lines.map(({ reference }) => reference));
  const invoices = await world.stores.invoices.findMany(mentioned);
  const paid = invoices.map(({ invoice }) => invoice.vendorCode);
  const only = (candidates: readonly TradingPartner[]) => (candidates.length === 1 ? candidates[0] : undefined);
  const found =
    only(accounts) ??
    only(accounts.filter(({ vendorCode }) => paid.includes(vendorCode))) ??
    only(accounts.filter(({ vendorCode }) => lines.some(({ reference }) => reference.startsWith(`${vendorCode}-`)))) ??
    only(accounts.filter((account) => account.currency === currency));
  if (found) return found;
  throw accountUnclear('payment', paymentNumber, world);
}
