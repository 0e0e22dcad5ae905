import type { PlannedItem } from '../../../domain/inventory-plan.ts';
import type { OutboundDocument } from '../../../ports/stores.ts';
import { INVENTORY_REPORT, InventoryReportState, reportKeyOf } from '../../../workflow/inventory-report.ts';
import { countText } from '../../words/quantities.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Html, html } from '../html.ts';
import { link, table } from './bits.ts';
import { moment } from './cells.ts';
import { threeStatuses } from './statuses.ts';

/** A page is no spreadsheet: `inventory send --dry-run --json` has all of them. */
const MOST = 1000;

/** How each figure of an inventory report came about; undefined for any other document. */
export async function reasonsOfReport(
  { kind, key }: Pick<OutboundDocument, 'kind' | 'key'>,
  { journal }: Pick<ConsoleDeps, 'journal'>,
): Promise<Html | undefined> {
  if (kind !== INVENTORY_REPORT) return undefined;
  const run = await journal.find(INVENTORY_REPORT, reportKeyOf(key));
  const { items = [], leftOut = [] } = InventoryReportState.safeParse(run?.state).data ?? {};
  if (items.length === 0) return undefined;
  const nameOf = ({ kind: ofId, value }: PlannedItem['productId']) => `${ofId} ${value}`;
  return html`<h2>How the figures came about</h2>${table<PlannedItem>(
    'Figures',
    [
      { head: 'SKU', names: true, cell: ({ sku }) => sku ?? '–' },
      { head: 'Told as', cell: ({ productId }) => nameOf(productId) },
      { head: 'Eaches', figures: true, cell: ({ available }) => countText(available) },
      { head: 'Why', cell: ({ why }) => why },
    ],
    items.slice(0, MOST),
  )}${
    leftOut.length > 0 &&
    html`<p class="muted">Not told: ${leftOut
      .slice(0, MOST)
      .map(({ productIds, why }) => `${productIds.map(nameOf).join(', ')} (${why})`)
      .join('; ')}.</p>`
  }`;
}

/** What each account told Amazon last; empty where none tells anything. */
export async function toldLast({ stores, partners }: Pick<ConsoleDeps, 'stores' | 'partners'>): Promise<Html[]> {
  const newest = await Promise.all(
    partners.all().map(({ vendorCode }) => stores.outbound.list({ vendorCode, kind: INVENTORY_REPORT, limit: 1 })),
  );
  return newest.flat().map((row) => {
    const page = link(`/documents/out/${encodeURIComponent(row.id)}`, moment(row.preparedAt));
    const verb = row.delivered === 'held-back' ? 'would have told Amazon' : 'told Amazon last';
    return html`<p>${row.vendorCode} ${verb}: ${page} ${threeStatuses(row)}</p>`;
  });
}
