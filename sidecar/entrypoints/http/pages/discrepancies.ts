import type { Request, Response } from 'express';
import { type Discrepancy, DiscrepancyKind } from '../../../domain/discrepancy.ts';
import { currencyOf } from '../../views/currency.ts';
import { kindWord, resolutionText, subjectLinks } from '../../words/words.ts';
import type { ConsoleDeps } from '../deps.ts';
import { formToken } from '../guards.ts';
import { type Html, html, when } from '../html.ts';
import type { Page } from '../page.ts';
import { chip, empty, facts, link, table } from '../parts/bits.ts';
import { moment } from '../parts/cells.ts';
import { claimFacts } from '../parts/claim.ts';
import { dueCell, formsFor } from '../parts/discrepancy-card.ts';
import { blockingFindings } from '../parts/findings.ts';
import { said } from '../parts/said.ts';
import { notFound } from '../refusal.ts';

const MOST = 300;

/** Everything that waits for a person; what costs soonest comes first. */
export async function discrepanciesPage(request: Request, deps: ConsoleDeps): Promise<Page> {
  const state = request.query.state === 'settled' ? 'settled' : request.query.state === 'all' ? 'all' : 'open';
  const kind = DiscrepancyKind.safeParse(request.query.kind).data;
  const order = String(request.query.order ?? '').trim();
  const rows = await deps.stores.discrepancies.list({
    ...(state === 'all' ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(order === '' ? {} : { purchaseOrderNumber: order }),
    limit: MOST,
  });
  const body = html`
<div class="headline"><h1>Discrepancies</h1><p class="tally"><span><b>${rows.length === MOST ? `${MOST}+` : rows.length}</b> ${state === 'all' ? 'in all' : state}</span></p></div>
<form class="filter" action="/discrepancies">
  <p class="field"><label for="state">State</label><select id="state" name="state">${['open', 'settled', 'all'].map(
    (value) => html`<option ${when(value === state, 'selected')}>${value}</option>`,
  )}</select></p>
  <p class="field"><label for="kind">Kind</label><select id="kind" name="kind"><option value="">every kind</option>${DiscrepancyKind.options.map(
    (value) => html`<option value="${value}" ${when(value === kind, 'selected')}>${kindWord(value)}</option>`,
  )}</select></p>
  <p class="field"><label for="order">Order</label><input id="order" name="order" value="${order}" autocomplete="off"></p>
  <button type="submit">Show</button>
</form>
${rows.length > 0 ? discrepancyTable(rows, deps.now()) : nothing(state, kind !== undefined || order !== '')}`;
  return { title: 'Discrepancies', at: '/discrepancies', body };
}

export async function discrepancyPage(request: Request, response: Response, deps: ConsoleDeps): Promise<Page> {
  const id = String(request.params.id);
  const row = await deps.stores.discrepancies.find(id);
  if (!row) throw notFound(`discrepancy ${id}`);
  const links = subjectLinks(row.subject);
  const back = `/discrepancies/${encodeURIComponent(id)}`;
  const claim = await claimFacts(row, deps);
  const body = html`
<div class="headline order"><div><p class="crumb"><a href="/discrepancies">Discrepancies</a></p><h1>${kindWord(row.kind)}</h1></div>
${row.state === 'open' && row.dueBy && html`<p class="clock">${dueCell(row, deps.now())}<span class="todo">${claim ? 'left to dispute it' : 'until it costs something'}</span></p>`}</div>
<p class="lead">${row.summary}</p>
${row.settledAt && html`<p class="done" role="status">Settled ${moment(row.settledAt)} by ${row.settledBy ?? 'the house'}: ${row.resolution && resolutionText(row.resolution)}</p>`}
${facts([
  ['State', row.state === 'open' ? chip('bad', 'open') : chip('good', 'settled')],
  ['Raised', moment(row.raisedAt)],
  row.dueBy !== undefined && !claim && ['Costs something from', moment(row.dueBy)],
  links.length > 0 && ['About', links.map(({ href, text }) => html`${link(href, text)}<br>`)],
  row.subject.dispatchId !== undefined && ['Dispatch', row.subject.dispatchId],
])}
${claim}
${blockingFindings(row)}
${row.state === 'open' && html`<h2>What can be done</h2>${await formsFor(row, deps, formToken(request, response), back)}`}
${Object.keys(row.detail).length > 0 && html`<h2>The figures behind it</h2>${said(row.detail, await currencyAround(row, deps))}`}
<p class="page-of"><a href="/help/${row.kind}">What is this?</a> <span class="muted">How it comes about, what it costs, what to check.</span></p>`;
  return { title: kindWord(row.kind), at: '/discrepancies', body };
}

async function currencyAround(
  { subject }: Discrepancy,
  { stores, partners }: ConsoleDeps,
): Promise<string | undefined> {
  const number = subject.purchaseOrderNumber;
  const order = number === undefined ? undefined : await stores.purchaseOrders.find(number);
  return currencyOf({ currency: order?.document.currency, vendorCode: order?.vendorCode }, partners);
}

function discrepancyTable(rows: readonly Discrepancy[], now: Date): Html {
  return table(
    'Discrepancies',
    [
      {
        head: 'Time left',
        cell: (row) => (row.state === 'open' ? dueCell(row, now) : html`<span class="muted">settled</span>`),
      },
      {
        head: 'Kind',
        names: true,
        cell: (row) => link(`/discrepancies/${encodeURIComponent(row.id)}`, kindWord(row.kind)),
      },
      { head: 'What is wrong', cell: (row) => row.summary },
      {
        head: 'About',
        cell: ({ subject }) =>
          subjectLinks(subject).map(({ href, text }) => html`<span class="sub">${link(href, text)}</span>`),
      },
      { head: 'Raised', cell: (row) => moment(row.raisedAt) },
      {
        head: 'State',
        cell: (row) =>
          row.state === 'open'
            ? chip('bad', 'open')
            : html`${chip('good', 'settled')}<span class="sub">${row.settledBy}: ${row.resolution && resolutionText(row.resolution)}</span>`,
      },
    ],
    rows,
  );
}

function nothing(state: string, filtered: boolean): Html {
  if (filtered) return empty('Nothing fits that', html`<a href="/discrepancies">Show every open one</a>`);
  return state === 'settled'
    ? empty('Nothing was settled yet', 'What people answer here is kept with their name.')
    : empty(
        'Nothing waits for a person',
        'An order line that nobody can be sure of, a document that Amazon refused, a payment that is short: each would stand here, with its clock and its ways out.',
        html`The <a href="/audit">audit log</a> shows what was settled before.`,
      );
}
