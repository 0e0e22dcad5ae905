import { type ShadowReport, type ShadowRow, shadowReport } from '../../views/shadow.ts';
import { countText } from '../../words/quantities.ts';
import { differenceText, SHADOW } from '../../words/shadow.ts';
import { DOCUMENT } from '../../words/words.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../page.ts';
import { chip, empty, link, orderLink, table } from '../parts/bits.ts';
import { moment } from '../parts/cells.ts';
import { documentTabs } from '../parts/document-tabs.ts';

/** What a shadow would have sent, beside what the manual process told Amazon. */
export async function shadowPage(deps: ConsoleDeps): Promise<Page> {
  const report = await shadowReport(deps);
  const body = html`<div class="headline"><h1>Documents</h1></div>
${documentTabs('shadow')}
<div class="dense">${report.rows.length === 0 ? nothingYet() : comparisons(report)}</div>`;
  return { title: 'Shadow', at: '/documents', body };
}

function nothingYet(): Html {
  return empty(
    'No account is in shadow',
    'In shadow the house decides beside your manual process: what it would have sent is made, kept, and held against what Amazon was really told. Nothing leaves.',
    html`Set <code>"mode": "shadow"</code> for an account, then <code>npx vendor-bridge partner import FILE</code>.`,
  );
}

function comparisons({ rows, totals }: ShadowReport): Html {
  return html`${table(
    'How often both said the same',
    [
      { head: 'Document', names: true, cell: ({ kind }) => DOCUMENT[kind] },
      { head: 'Made', figures: true, cell: ({ documents }) => countText(documents) },
      { head: 'The same', figures: true, cell: ({ equal }) => countText(equal) },
      { head: 'Other', figures: true, cell: ({ differs }) => countText(differs) },
      { head: 'Not heard of', figures: true, cell: ({ unheard }) => countText(unheard) },
    ],
    totals,
  )}${table<ShadowRow>(
    'Document by document',
    [
      {
        head: 'Document',
        names: true,
        cell: ({ document }) => link(`/documents/out/${encodeURIComponent(document.id)}`, DOCUMENT[document.kind]),
      },
      { head: 'Order', cell: ({ document }) => orderLink(document.purchaseOrderNumber) },
      { head: 'Account', cell: ({ document }) => document.vendorCode },
      { head: 'Came out', cell: ({ outcome }) => chip(SHADOW[outcome].tone, SHADOW[outcome].word) },
      {
        head: 'Differences',
        cell: ({ comparison }) =>
          comparison?.differences.map((one) => html`<span class="sub">${differenceText(one)}</span>`) ?? '–',
      },
      { head: 'Made', cell: ({ document }) => moment(document.preparedAt) },
    ],
    rows,
  )}`;
}
