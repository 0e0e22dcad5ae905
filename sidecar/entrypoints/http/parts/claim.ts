import type { Discrepancy } from '../../../domain/discrepancy.ts';
import { compare, type DecimalText, decimal, negate, ZERO } from '../../../domain/money.ts';
import { currencyOf } from '../../views/currency.ts';
import { countText, moneyText } from '../../words/quantities.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { facts, link } from './bits.ts';
import { countdown, moment } from './cells.ts';

/** The figures that finance decides by; undefined where no money is in question. */
export async function claimFacts(
  { detail, subject, dueBy, state }: Discrepancy,
  deps: Pick<ConsoleDeps, 'stores' | 'partners' | 'now'>,
): Promise<Html | undefined> {
  const amount = amountIn(detail.amount) ?? amountIn(detail.difference);
  if (amount === undefined) return undefined;
  const [stored, payment] = await Promise.all([
    subject.invoiceNumber === undefined ? undefined : deps.stores.invoices.find(subject.invoiceNumber),
    subject.paymentNumber === undefined ? undefined : deps.stores.remittances.find(subject.paymentNumber),
  ]);
  const invoice = stored?.invoice;
  const currency = currencyOf(
    {
      currency: payment?.remittance.currency ?? invoice?.currency,
      vendorCode: invoice?.vendorCode ?? payment?.remittance.vendorCode,
    },
    deps.partners,
  );
  const taken = compare(amount, ZERO) < 0;
  return facts([
    [taken ? 'Amazon kept' : 'Amazon paid more', html`<b>${moneyText(taken ? negate(amount) : amount, currency)}</b>`],
    invoice && [
      'Invoice',
      html`${link(`/invoices/${encodeURIComponent(invoice.number)}`, invoice.number)}<span class="sub">${moneyText(invoice.total, currencyOf(invoice, deps.partners))}</span>`,
    ],
    invoice && compare(invoice.total, ZERO) > 0 && ['Share of the invoice', share(amount, invoice.total)],
    subject.paymentNumber !== undefined && [
      'Payment',
      link(`/remittances/${encodeURIComponent(subject.paymentNumber)}`, subject.paymentNumber),
    ],
    dueBy !== undefined && ['Dispute until', disputeCell(dueBy, state, deps.now())],
  ]);
}

function disputeCell(dueBy: NonNullable<Discrepancy['dueBy']>, state: Discrepancy['state'], now: Date): HtmlValue {
  const days = Math.floor((new Date(dueBy).getTime() - now.getTime()) / 86_400_000);
  const left =
    days < 0
      ? 'the time is over'
      : days === 0
        ? html`${countdown(dueBy, now)} left`
        : `${countText(days)} ${days === 1 ? 'day' : 'days'} left`;
  return html`${moment(dueBy)}${state === 'open' && html`<span class="sub">${left}</span>`}`;
}

/** For the eye only: no cent is reckoned from it. */
function share(amount: DecimalText, total: DecimalText): string {
  const percent = (Math.abs(Number(amount)) / Number(total)) * 100;
  return `${percent > 0 && percent < 0.1 ? 'less than 0.1' : percent.toFixed(1)} %`;
}

function amountIn(value: unknown): DecimalText | undefined {
  return typeof value === 'string' ? decimal(value) : undefined;
}
