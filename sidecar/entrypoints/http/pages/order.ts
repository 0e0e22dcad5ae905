import type { Request, Response } from 'express';
import type { Dispatch } from '../../../domain/dispatch.ts';
import { bindingWindow } from '../../../domain/purchase-order.ts';
import { sendingMode } from '../../../domain/sending.ts';
import type { DocumentCheck, OutboundDocument, StoredInvoice, StoredPurchaseOrder } from '../../../ports/stores.ts';
import { currencyOf } from '../../views/currency.ts';
import { hasLabels } from '../../views/labels.ts';
import { dispatchBy, nextLimit, zoneOf } from '../../views/limits.ts';
import { type OrderFile, orderFile } from '../../views/order-file.ts';
import { countText, moneyText } from '../../words/quantities.ts';
import { pickUpText } from '../../words/routing.ts';
import { isPortalLocked, PORTAL_LOCK } from '../../words/shown.ts';
import { dayText, endOfDayText, windowText } from '../../words/times.ts';
import { CHANNEL, DOCUMENT, INVOICE, REMITTANCE_LINE } from '../../words/words.ts';
import type { ConsoleDeps } from '../deps.ts';
import { formToken } from '../guards.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../page.ts';
import { chip, facts, link, table } from '../parts/bits.ts';
import { carriageForm } from '../parts/carriage-form.ts';
import { countdown, moment, sentCell } from '../parts/cells.ts';
import { discrepancyCard } from '../parts/discrepancy-card.ts';
import { findingsList } from '../parts/findings.ts';
import { linesTable } from '../parts/order-lines.ts';
import { progressMark } from '../parts/progress.ts';
import { retryForm } from '../parts/retry.ts';
import { routingForm } from '../parts/routing-form.ts';
import { shownTable } from '../parts/shown-table.ts';
import { threeStatuses } from '../parts/statuses.ts';
import { timeline } from '../parts/timeline.ts';
import { versionsTable } from '../parts/versions.ts';
import { waitingTruck } from '../parts/waiting-truck.ts';
import { notFound } from '../refusal.ts';

export async function orderPage(request: Request, response: Response, deps: ConsoleDeps): Promise<Page> {
  const wanted = String(request.params.number);
  const file = await orderFile(wanted, deps);
  if (!file) throw notFound(`purchase order ${wanted}`);
  const { order, documents, dispatches, invoices, sagas } = file;
  const number = order.document.number;
  const stopped = sagas.filter(({ run }) => run.status === 'held');
  const token = formToken(request, response);
  const open = file.discrepancies.filter(({ state }) => state === 'open');
  const back = `/orders/${encodeURIComponent(number)}`;
  const cards = await Promise.all(open.map((one) => discrepancyCard(one, deps, token, back)));
  const { carriages: said, trucks } = file;
  const partner = deps.partners.find(order.vendorCode);
  const noticeMode = partner ? sendingMode(partner, 'ship-notice') : 'live';
  const currency = currencyOf({ currency: order.document.currency, vendorCode: order.vendorCode }, deps.partners);

  const body = html`
${header(file, deps)}
${stopped.length > 0 && html`<section><h2>Stopped</h2>${stopped.map(({ run }) => retryForm(run, token, back))}</section>`}
<section id="discrepancies" aria-label="Open discrepancies">
${open.length > 0 && html`<h2>${open.length === 1 ? 'One thing waits' : `${open.length} things wait`} for a person</h2>`}
${cards}
</section>
<section class="dense" aria-label="Lines"><h2>Lines</h2>${linesTable(file, open, currency)}</section>
${documents.length > 0 && html`<section><h2>Documents</h2>${documentsTable(documents, file.checks)}</section>`}
${file.shown && html`<section><h2>What Amazon shows</h2>${shownTable(file.shown)}</section>`}
${dispatches.length > 0 && html`<section id="dispatches"><h2>Dispatches</h2>${dispatchesTable(file)}${trucks.map((truck) => waitingTruck(truck, noticeMode, token, `${back}#dispatches`))}</section>`}
<section id="freight" aria-label="Freight"><h2>Freight</h2>${carriageForm({ order, dispatches, said, partner, token })}${routingForm({ order, documents, partner, token })}</section>
${invoices.length > 0 && html`<section><h2>Invoices and payments</h2>${invoicesTable(invoices, currency)}${paymentsTable(file, currency)}</section>`}
<section><h2>What happened</h2>${timeline(file, currency)}</section>
${file.versions.length > 1 && html`<section id="versions"><h2>Versions</h2>${versionsTable(file.versions)}</section>`}`;
  return { title: `Order ${number}`, at: '/', body };
}

function header({ order, sightings, documents, routings }: OrderFile, deps: ConsoleDeps): Html {
  const { document } = order;
  const limit = nextLimit(order, deps);
  const window = bindingWindow(document);
  const partner = deps.partners.find(order.vendorCode);
  const zone = zoneOf(document, deps.fulfilmentCentreZones);
  const ends = dispatchBy(document, partner, deps.fulfilmentCentreZones);
  const isDelivery = window !== undefined && window === document.deliveryWindow;
  return html`<div class="headline order">
<div><p class="crumb"><a href="/">Today</a> / order</p><h1>${document.number}</h1><p>${progressMark(order.progress)}</p></div>
${limit && html`<p class="clock"><span class="left ${limit.urgency}">${countdown(limit.by, deps.now())}</span><span class="todo">${limit.toDo}, by ${moment(limit.by)}</span></p>`}
</div>
${facts([
  ['Vendor code', order.vendorCode],
  ['Fulfilment centre', fulfilmentCentre(order)],
  [
    isDelivery ? 'Delivery window' : 'Ship window',
    window
      ? html`${windowText(window)}${zone && html`<span class="sub">days at the fulfilment centre</span>`}`
      : 'none given',
  ],
  ends !== undefined && [
    'Dispatch by',
    html`${moment(ends)}${zone && html`<span class="sub">${endOfDayText(ends, zone)} at ${document.shipTo?.id}</span>`}${
      isDelivery && partner && html`<span class="sub">${partner.policies.transitDays} days on the road</span>`
    }`,
  ],
  ['Acknowledge by', moment(order.acknowledgeBy)],
  ['Ordered', html`${dayText(document.orderedOn)}<span class="sub">${document.type.replace('-', ' ')}</span>`],
  [
    'Received',
    html`${moment(order.firstReceivedAt)}<span class="sub">${[...new Set(sightings.map(({ channel }) => CHANNEL[channel]))].join(', ')}, seen ${
      sightings.length === 1 ? 'once' : `${sightings.length} times`
    }</span>`,
  ],
  order.version > 1 && ['Version', link('#versions', `${order.version}, Amazon changed it`)],
  order.summary.orderReference !== undefined && ['Order in the shop', order.summary.orderReference],
  document.methodOfPayment !== undefined && ['Freight', freight(document.methodOfPayment)],
  ...routings.map(({ load, inboundId }): [string, Html] => [
    'Fetched by',
    html`${load.carrierScac ?? 'a carrier not named'}, ${pickUpText(load)}<span class="sub">${
      load.amazonReferenceNumber === undefined ? 'no ARN' : `ARN ${load.amazonReferenceNumber}`
    }, ${link(`/documents/in/${encodeURIComponent(inboundId)}`, 'Amazon’s instructions')}</span>`,
  ]),
  isPortalLocked(documents) && ['Vendor Central', PORTAL_LOCK],
  document.isBackOrderAllowed === false && ['Backorders', 'not allowed by Amazon'],
])}
${document.notes.length > 0 && html`<div class="notes"><h2>Notes from Amazon</h2>${document.notes.map((note) => html`<p>${note}</p>`)}</div>`}`;
}

function fulfilmentCentre({ document: { shipTo } }: StoredPurchaseOrder): Html {
  const place = [shipTo?.name, shipTo?.address?.city, shipTo?.address?.countryCode].filter(Boolean).join(', ');
  return html`${shipTo?.id ?? '–'}${place && html`<span class="sub">${place}</span>`}`;
}

/** X12 element 146, as far as Amazon uses it. */
function freight(code: string): string {
  if (code === 'CC' || code === 'BP') return `${code}: Amazon pays (collect)`;
  return code === 'PP' || code === 'DF' ? `${code}: we pay (prepaid)` : code;
}

function documentsTable(documents: readonly OutboundDocument[], checks: readonly DocumentCheck[]): Html {
  const findings = new Map(checks.map((check) => [check.key, check.findings]));
  const above = (row: OutboundDocument) => findings.get(row.key) ?? [];
  return table(
    'Documents sent to Amazon',
    [
      {
        head: 'Document',
        names: true,
        cell: (row) => link(`/documents/out/${encodeURIComponent(row.id)}`, DOCUMENT[row.kind]),
      },
      { head: 'Channel', cell: (row) => CHANNEL[row.channel] },
      { head: 'Status', cell: threeStatuses },
      { head: 'Sent', cell: sentCell },
      {
        head: 'Answer',
        cell: (row) =>
          row.problems.length > 0 ? row.problems.join('; ') : row.acknowledgedAt ? moment(row.acknowledgedAt) : '–',
      },
    ],
    documents,
    (row) => (above(row).length > 0 ? findingsList(above(row)) : undefined),
  );
}

function dispatchesTable(file: OrderFile): Html {
  return table<Dispatch>(
    'Dispatches',
    [
      {
        head: 'Dispatch',
        names: true,
        cell: ({ id, revision }) => html`${id}${revision > 1 && html`<span class="sub">revision ${revision}</span>`}`,
      },
      { head: 'Left', cell: ({ dispatchedAt }) => moment(dispatchedAt) },
      { head: 'From', cell: ({ sourceCode }) => sourceCode },
      {
        head: 'Shipped',
        figures: true,
        cell: ({ lines }) => `${countText(lines.reduce((total, { shipped }) => total + shipped, 0))} ea`,
      },
      { head: 'Lines', figures: true, cell: ({ lines }) => lines.length },
      {
        head: 'Tracking',
        cell: ({ tracks }) =>
          tracks.length > 0
            ? tracks.map(({ title, number }) => `${title} ${number}`).join(', ')
            : chip('wait', 'no track number yet'),
      },
      {
        head: 'Cartons',
        cell: ({ id }) =>
          hasLabels(id, file) ? labelLinks(id) : html`<span class="muted">labels follow with the ship notice</span>`,
      },
    ],
    file.dispatches,
  );
}

function labelLinks(dispatchId: string): Html {
  const place = `/dispatches/${encodeURIComponent(dispatchId)}`;
  return html`${link(`${place}/labels.pdf`, 'Labels (PDF)')}, ${link(`${place}/labels.zpl`, 'Labels (ZPL)')}`;
}

function invoicesTable(invoices: readonly StoredInvoice[], currency: string | undefined): Html {
  return table(
    'Invoices',
    [
      {
        head: 'Invoice',
        names: true,
        cell: ({ invoice }) => link(`/invoices/${encodeURIComponent(invoice.number)}`, invoice.number),
      },
      { head: 'Date', cell: ({ invoice }) => dayText(invoice.invoicedOn) },
      { head: 'Total', figures: true, cell: ({ invoice }) => moneyText(invoice.total, invoice.currency ?? currency) },
      { head: 'Paid', figures: true, cell: ({ invoice, paid }) => moneyText(paid, invoice.currency ?? currency) },
      { head: 'State', cell: ({ state }) => chip(INVOICE[state].tone, INVOICE[state].word) },
    ],
    invoices,
  );
}

function paymentsTable({ remittances, invoices }: OrderFile, currency: string | undefined): Html {
  const billed = new Set(invoices.map(({ invoice }) => invoice.number.toUpperCase()));
  const rows = remittances.flatMap(({ remittance, matches }) =>
    matches
      .filter(({ invoiceNumber }) => invoiceNumber !== undefined && billed.has(invoiceNumber.toUpperCase()))
      .map((match) => ({ remittance, match })),
  );
  if (rows.length === 0) return html``;
  return table(
    'Payments',
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
    rows,
  );
}
