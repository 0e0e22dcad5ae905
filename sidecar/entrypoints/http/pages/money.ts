import type { Request } from 'express';
import { type InvoiceLine, taxTotal } from '../../../domain/invoice.ts';
import { taxWords } from '../../../domain/invoice-tax.ts';
import { compare, type DecimalText, subtract, sum, toFixed, ZERO } from '../../../domain/money.ts';
import type { Remittance } from '../../../domain/remittance.ts';
import type { RemittanceMatch } from '../../../domain/remittance-match.ts';
import type { StoredInvoice } from '../../../ports/stores.ts';
import { currencyOf } from '../../views/currency.ts';
import { moneyText, quantityText, unitCostText } from '../../words/quantities.ts';
import { dayText } from '../../words/times.ts';
import { INVOICE, REMITTANCE_LINE } from '../../words/words.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type HtmlValue, html } from '../html.ts';
import type { Page } from '../page.ts';
import { chip, empty, facts, link, orderLink, table } from '../parts/bits.ts';
import { moment } from '../parts/cells.ts';
import { said } from '../parts/said.ts';
import { notFound } from '../refusal.ts';

const MOST = 300;

export async function invoicesPage(deps: ConsoleDeps): Promise<Page> {
  const rows = await deps.stores.invoices.list({ limit: MOST });
  const owed = rows.filter(({ state }) => state === 'open' || state === 'short-paid').length;
  const body = html`<div class="headline"><h1>Invoices</h1><p class="tally"><span><b>${rows.length}</b> in all</span><span class="tone ${owed > 0 ? 'wait' : 'idle'}"><b>${owed}</b> not fully paid</span></p></div>
<div class="gap"></div>
${
  rows.length === 0
    ? empty(
        'Nothing was invoiced yet',
        'Each dispatch becomes one invoice, for what was acknowledged and has left, at the acknowledged cost. You need not write any here.',
        html`See the <a href="/">order board</a> for what is to be dispatched.`,
      )
    : table<StoredInvoice>(
        'Invoices',
        [
          {
            head: 'Invoice',
            names: true,
            cell: ({ invoice }) => link(`/invoices/${encodeURIComponent(invoice.number)}`, invoice.number),
          },
          { head: 'Order', cell: ({ invoice }) => orderLink(invoice.purchaseOrderNumber) },
          { head: 'Date', cell: ({ invoice }) => dayText(invoice.invoicedOn) },
          {
            head: 'Total',
            figures: true,
            cell: ({ invoice }) => moneyText(invoice.total, currencyOf(invoice, deps.partners)),
          },
          {
            head: 'Paid',
            figures: true,
            cell: ({ invoice, paid }) => moneyText(paid, currencyOf(invoice, deps.partners)),
          },
          {
            head: 'Open',
            figures: true,
            cell: (row) => moneyText(stillOpen(row), currencyOf(row.invoice, deps.partners)),
          },
          { head: 'State', cell: ({ state }) => chip(INVOICE[state].tone, INVOICE[state].word) },
          { head: 'Document', cell: documentCell },
        ],
        rows,
      )
}`;
  return { title: 'Invoices', at: '/invoices', body };
}

export async function invoicePage(request: Request, deps: ConsoleDeps): Promise<Page> {
  const number = String(request.params.number);
  const row = await deps.stores.invoices.find(number);
  if (!row) throw notFound(`invoice ${number}`);
  const { invoice } = row;
  const currency = currencyOf(invoice, deps.partners);
  const payments = (await deps.stores.remittances.list({ limit: 500 })).flatMap(({ remittance, matches }) =>
    matches
      .filter(({ invoiceNumber }) => invoiceNumber?.toUpperCase() === invoice.number.toUpperCase())
      .map((match) => ({ remittance, match })),
  );
  const taxes = taxWords(invoice);
  const body = html`
<div class="headline order"><div><p class="crumb"><a href="/invoices">Invoices</a></p><h1>${invoice.number}</h1></div>
<p class="clock"><span class="left later">${moneyText(invoice.total, currency)}</span><span class="todo">${chip(INVOICE[row.state].tone, INVOICE[row.state].word)}</span></p></div>
${facts([
  ['Order', orderLink(invoice.purchaseOrderNumber)],
  ['Date', dayText(invoice.invoicedOn)],
  ...(taxes.length === 0
    ? []
    : ([
        ['Net', moneyText(subtract(invoice.total, taxTotal(invoice)), currency)],
        ['Tax', moneyText(taxTotal(invoice), currency)],
        ['Total', moneyText(invoice.total, currency)],
      ] as const)),
  ['Paid', moneyText(row.paid, currency)],
  ['Open', html`${moneyText(stillOpen(row), currency)}${notDue(row, currency)}`],
  [
    'Terms',
    `${invoice.terms.discountPercent ? `${toFixed(invoice.terms.discountPercent)} % in ${invoice.terms.discountDays ?? 0} days, ` : ''}net ${invoice.terms.netDays} days`,
  ],
  ['Billed to', invoice.billTo.name ?? invoice.billTo.id],
  ['Dispatch', row.dispatchId],
  ['Document', documentCell(row)],
])}
<h2>Lines</h2>
${table(
  'Lines',
  [
    { head: 'Line', names: true, cell: ({ position }) => position },
    { head: 'Product', cell: ({ productId }) => `${productId.kind.replace('-', ' ')} ${productId.value}` },
    { head: 'Invoiced', figures: true, cell: ({ invoiced }) => quantityText(invoiced) },
    {
      head: 'Unit cost',
      figures: true,
      cell: ({ unitCost, invoiced }) =>
        html`${unitCostText(unitCost, currency)}${invoiced.unitOfMeasure === 'case' && html`<span class="sub">a case</span>`}`,
    },
    ...(invoice.lines.some((line) => line.taxes?.length)
      ? [
          {
            head: 'Tax',
            figures: true as const,
            cell: ({ taxes: some = [] }: InvoiceLine) =>
              some.map(
                ({ amount, rate, type }) =>
                  html`${moneyText(amount, currency)}<span class="sub">${rate !== undefined && `${rate} % `}${type}</span>`,
              ),
          },
        ]
      : []),
  ],
  invoice.lines,
)}
${
  taxes.length > 0 &&
  html`<h2>Taxes</h2>
${table(
  'Taxes',
  [
    { head: 'Tax', names: true, cell: ({ words }) => words },
    {
      head: 'Levied on',
      figures: true,
      cell: ({ taxableAmount }) => (taxableAmount === undefined ? '–' : moneyText(taxableAmount, currency)),
    },
    { head: 'Amount', figures: true, cell: ({ amount }) => moneyText(amount, currency) },
  ],
  taxes,
)}`
}
<h2>Payments and deductions</h2>
${
  payments.length === 0
    ? html`<p class="muted">No remittance has named this invoice yet.</p>`
    : table(
        'Payments and deductions',
        [
          {
            head: 'Payment',
            names: true,
            cell: ({ remittance }) =>
              link(`/remittances/${encodeURIComponent(remittance.paymentNumber)}`, remittance.paymentNumber),
          },
          { head: 'Reference', cell: ({ match }) => match.reference },
          { head: 'What it is', cell: ({ match }) => REMITTANCE_LINE[match.kind] },
          {
            head: 'Amount',
            figures: true,
            cell: ({ remittance, match }) => moneyText(match.amountPaid, remittance.currency ?? currency),
          },
        ],
        payments,
      )
}`;
  return { title: `Invoice ${invoice.number}`, at: '/invoices', body };
}

export async function remittancesPage(deps: ConsoleDeps): Promise<Page> {
  const rows = await deps.stores.remittances.list({ limit: MOST });
  const body = html`<div class="headline"><h1>Remittances</h1><p class="tally"><span><b>${rows.length}</b> in all</span></p></div>
<div class="gap"></div>
${
  rows.length === 0
    ? empty(
        'No remittance has come yet',
        'Amazon has no interface for payments: a remittance comes as an 820 into the mailbox, or as the export of Vendor Central that you put there.',
        html`By hand: <code>npx vendor-bridge remittance import FILE</code>.`,
      )
    : table(
        'Remittances',
        [
          {
            head: 'Payment',
            names: true,
            cell: ({ remittance }) =>
              link(`/remittances/${encodeURIComponent(remittance.paymentNumber)}`, remittance.paymentNumber),
          },
          { head: 'Money moves', cell: ({ remittance }) => (remittance.paidOn ? dayText(remittance.paidOn) : '–') },
          {
            head: 'Total',
            figures: true,
            cell: ({ remittance }) => moneyText(remittance.total, currencyOf(remittance, deps.partners)),
          },
          { head: 'Lines', figures: true, cell: ({ remittance }) => remittance.lines.length },
          { head: 'Matched', cell: ({ remittance, matches }) => matchedChip(remittance, matches) },
          { head: 'Received', cell: ({ receivedAt }) => moment(receivedAt) },
        ],
        rows,
      )
}`;
  return { title: 'Remittances', at: '/remittances', body };
}

export async function remittancePage(request: Request, deps: ConsoleDeps): Promise<Page> {
  const number = String(request.params.paymentNumber);
  const row = await deps.stores.remittances.find(number);
  if (!row) throw notFound(`remittance ${number}`);
  const { remittance, matches } = row;
  const currency = currencyOf(remittance, deps.partners);
  const lineSum = sum(remittance.lines.map(({ amountPaid }) => amountPaid));
  const stated = subtract(remittance.total, lineSum);
  const body = html`
<div class="headline order"><div><p class="crumb"><a href="/remittances">Remittances</a></p><h1>${remittance.paymentNumber}</h1></div>
<p class="clock"><span class="left later">${moneyText(remittance.total, currency)}</span><span class="todo">${remittance.paidOn && `moves ${dayText(remittance.paidOn)}`}</span></p></div>
${facts([
  ['Received', moment(row.receivedAt)],
  ['Vendor code', remittance.vendorCode ?? '–'],
  ['Sum of the lines', moneyText(lineSum, currency)],
  ['Stated total', stated === '0' ? chip('good', 'agrees') : chip('bad', `differs by ${moneyText(stated, currency)}`)],
  ['As it came', link(`/documents/in/${encodeURIComponent(row.inboundId)}`, 'the message')],
])}
<h2>Lines against invoices</h2>
${
  matches.length === 0
    ? html`<p class="muted">Not matched yet.</p>`
    : table<RemittanceMatch>(
        'Lines against invoices',
        [
          { head: 'Line', figures: true, cell: ({ position }) => position },
          { head: 'Reference', names: true, cell: ({ reference }) => reference },
          {
            head: 'What it is',
            cell: ({ kind }) => (kind === 'unmatched' ? chip('bad', 'unmatched') : REMITTANCE_LINE[kind]),
          },
          {
            head: 'Invoice',
            cell: ({ invoiceNumber }) =>
              invoiceNumber ? link(`/invoices/${encodeURIComponent(invoiceNumber)}`, invoiceNumber) : '–',
          },
          { head: 'Expected', figures: true, cell: ({ expected }) => moneyText(expected, currency) },
          { head: 'Paid', figures: true, cell: ({ amountPaid }) => moneyText(amountPaid, currency) },
          {
            head: 'Difference',
            figures: true,
            cell: ({ difference }) =>
              difference === '0'
                ? html`<span class="muted">${moneyText(difference, currency)}</span>`
                : html`<b>${moneyText(difference, currency)}</b>`,
          },
        ],
        matches,
      )
}
<details class="ended"><summary>The remittance as it was read</summary>${said(remittance, currency)}</details>`;
  return { title: `Remittance ${remittance.paymentNumber}`, at: '/remittances', body };
}

function matchedChip({ lines }: Remittance, matches: readonly RemittanceMatch[]): HtmlValue {
  const open = matches.filter(({ kind }) => kind === 'unmatched').length;
  if (matches.length === 0 && lines.length > 0) return chip('wait', 'not yet');
  return open > 0 ? chip('bad', `${open} unmatched`) : chip('good', 'all');
}

/** An invoice is paid when what was expected came, which is less than its total by the agreed discount. */
function stillOpen({ invoice, paid, state }: StoredInvoice): DecimalText {
  return state === 'paid' ? ZERO : subtract(invoice.total, paid);
}

function notDue({ invoice, paid, state }: StoredInvoice, currency: string | undefined): HtmlValue {
  const rest = subtract(invoice.total, paid);
  if (state !== 'paid' || compare(rest, ZERO) <= 0) return '';
  const why = invoice.terms.discountPercent ? 'not due: terms discount' : 'not due: within the tolerance';
  return html`<span class="sub">${moneyText(rest, currency)} ${why}</span>`;
}

function documentCell({ outboundId }: StoredInvoice): HtmlValue {
  return outboundId === undefined
    ? html`<span class="muted">not sent yet</span>`
    : link(`/documents/out/${encodeURIComponent(outboundId)}`, '810');
}
