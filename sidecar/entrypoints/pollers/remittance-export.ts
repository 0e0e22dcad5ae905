import { CodecError } from '../../codec/problem.ts';
import type { DecimalMark } from '../../codec/remittance/amount.ts';
import type { DateOrder } from '../../codec/remittance/date.ts';
import { type ReadPayment, readRemittanceExport } from '../../codec/remittance/export.ts';
import type { Remittance } from '../../domain/remittance.ts';
import { invoicesMentioned } from '../../domain/remittance-reference.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import type { World } from '../../workflow/world.ts';
import { dateOrderOfAccounts, tableBytes } from './export-file.ts';
import { Notes } from './notes.ts';
import { type FileVerdict, partOf, raiseRefusal } from './refusal.ts';
import { takeRemittance } from './remittance.ts';

/** What a person who imports a file may know better than the file. */
export interface ImportAnswers {
  vendorCode?: string | undefined;
  dateOrder?: DateOrder | undefined;
  decimalMark?: DecimalMark | undefined;
}

/** Books the payments of an export of Vendor Central, payment by payment: what is wrong with one never loses another. */
export async function processRemittanceExport(
  document: InboundDocument,
  world: World,
  answers: ImportAnswers = {},
): Promise<FileVerdict> {
  const notes = new Notes();
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const refuse = async (error: CodecError, paymentNumber?: string) => {
    const what = paymentNumber === undefined ? `file ${document.name}` : `payment ${paymentNumber} in ${document.name}`;
    await raiseRefusal(error, { what, part: partOf(error, paymentNumber) }, document, world);
    count('refused');
  };
  try {
    const { payments, warnings } = readRemittanceExport(await tableBytes(document, world), {
      dateOrder: answers.dateOrder ?? dateOrderOfAccounts(world),
      decimalMark: answers.decimalMark,
    });
    notes.addAll(warnings);
    for (const payment of payments) {
      if (payment.kind === 'refused') await refuse(payment.error, payment.paymentNumber);
      else count(await take(payment, document, answers, notes, refuse, world));
    }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    await refuse(error);
  }
  const refused = [...counts.keys()].some((what) => what.includes('refused'));
  const parts = [...[...counts].map(([what, times]) => `${times} × ${what}`), ...notes.inWords()];
  return {
    state: refused ? 'quarantined' : counts.size === 0 ? 'ignored' : 'processed',
    detail: parts.join('; ') || 'no payment in it',
  };
}

async function take(
  { document: read, warnings }: Extract<ReadPayment, { kind: 'remittance' }>,
  document: InboundDocument,
  answers: ImportAnswers,
  notes: Notes,
  refuse: (error: CodecError, paymentNumber: string) => Promise<void>,
  world: World,
): Promise<string> {
  notes.addAll(warnings);
  try {
    const { vendorCode } = await accountOf(read, answers, world);
    return await takeRemittance({ ...read, vendorCode }, vendorCode, document, world);
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    await refuse(error, read.paymentNumber);
    return 'not booked';
  }
}

/** The export never says which account it is of; what it pays for does. */
async function accountOf(remittance: Remittance, answers: ImportAnswers, world: World): Promise<TradingPartner> {
  const { paymentNumber, lines, currency } = remittance;
  const place = { transaction: paymentNumber };
  if (answers.vendorCode !== undefined) {
    const named = world.partners.find(answers.vendorCode);
    if (named) return named;
    const hint = 'Name one of the vendor codes in the settings.';
    throw new CodecError('vendor-code-unknown', `There is no account ${answers.vendorCode}`, place, hint);
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
  const codes = accounts.map(({ vendorCode }) => vendorCode).join(', ');
  const hint = `Say which it is: --vendor-code, one of ${codes || 'the accounts in the settings, of which there are none'}.`;
  throw new CodecError('account-unclear', `Nothing says which account payment ${paymentNumber} is for`, place, hint);
}
