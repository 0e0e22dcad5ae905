import type { Request } from 'express';
import { type Deed, deedText } from '../../words/audit.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../page.ts';
import { chip, empty, link, table } from '../parts/bits.ts';
import { moment } from '../parts/cells.ts';

const MOST = 300;

/** Who did what. Each entry carries the hash of the one before it, so that a changed one shows. */
export async function auditPage(request: Request, deps: ConsoleDeps): Promise<Page> {
  const subject = String(request.query.subject ?? '').trim();
  const [rows, broken] = await Promise.all([
    deps.stores.audit.list({ ...(subject === '' ? {} : { subject }), limit: MOST }),
    deps.stores.audit.firstBroken(),
  ]);
  const body = html`<div class="headline"><h1>Audit</h1><p class="tally">${
    broken === undefined ? chip('good', 'chain whole') : chip('bad', `chain broken at entry ${broken}`)
  }</p></div>
<form class="filter" action="/audit"><p class="field"><label for="subject">About</label><input id="subject" name="subject" value="${subject}" placeholder="an order, a dispatch, a payment" autocomplete="off"></p><button type="submit">Show</button></form>
${
  rows.length === 0
    ? empty(
        'Nobody has acted yet',
        'Whatever a person does in this console or on the command line stands here afterwards, with name and time.',
      )
    : table(
        'Audit log',
        [
          { head: 'When', cell: ({ at }) => moment(at) },
          { head: 'Who', names: true, cell: ({ who }) => who },
          { head: 'Did what', cell: ({ deed }) => deed.did },
          { head: 'To what', cell: ({ subject: about, deed }) => (deed.href ? link(deed.href, about) : about) },
          { head: 'How', cell: howCell },
          { head: 'Hash', cell: ({ hash }) => html`<code title="${hash}">${hash.slice(0, 10)}</code>` },
        ],
        rows.map((row) => ({ ...row, deed: deedText(row) })),
      )
}`;
  return { title: 'Audit', at: '/audit', body };
}

/** In words; what the hash was made over stays to be seen. */
function howCell({ deed }: { deed: Deed }): Html {
  return html`${deed.how}${deed.kept && html`<details class="kept"><summary>as it is kept</summary><code>${deed.kept}</code></details>`}`;
}
