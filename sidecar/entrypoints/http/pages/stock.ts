import { availableToPromise } from '../../../domain/available-to-promise.ts';
import type { StockRow } from '../../../ports/stores.ts';
import { countText } from '../../words/quantities.ts';
import type { ConsoleDeps } from '../deps.ts';
import { html } from '../html.ts';
import type { Page } from '../page.ts';
import { chip, empty, table } from '../parts/bits.ts';
import { moment } from '../parts/cells.ts';
import { toldLast } from '../parts/told-stock.ts';

const MOST = 1000;

/** What we believe may be promised, SKU by SKU; the master decides again at every hold. */
export async function stockPage(deps: ConsoleDeps): Promise<Page> {
  const rows = await deps.stores.stock.list({ limit: MOST });
  const body = html`<div class="headline"><h1>Stock</h1><p class="tally"><span><b>${rows.length === MOST ? `${MOST}+` : rows.length}</b> SKUs</span></p></div>
<p class="muted">In eaches, as the stock master last said. Available to promise = in the pool’s sources − held for the shop − held for Amazon − buffer.</p>
${await toldLast(deps)}
<div class="gap"></div>
${
  rows.length === 0
    ? empty(
        'No stock change has come yet',
        'The shop tells of each change of salable stock. Until the first one, holds still work: the shop itself answers them.',
        html`The <a href="/readyz">health page</a> says whether the shop’s outbox can be read.`,
      )
    : table<StockRow>(
        'Stock',
        [
          { head: 'SKU', names: true, cell: ({ sku }) => sku },
          { head: 'Available to promise', figures: true, cell: promiseCell },
          { head: 'Salable in the shop', figures: true, cell: ({ salable }) => countText(salable) },
          { head: 'In the pool’s sources', figures: true, cell: ({ inPoolSources }) => countText(inPoolSources) },
          { head: 'Held for Amazon', figures: true, cell: ({ amazonReserved }) => countText(amazonReserved) },
          { head: 'Buffer', figures: true, cell: ({ buffer }) => countText(buffer) },
          { head: 'Changed', cell: ({ changedAt }) => moment(changedAt) },
        ],
        rows,
      )
}`;
  return { title: 'Stock', at: '/stock', body };
}

export function promised(row: StockRow): number {
  // The shop's salable figure is what the sources hold less everybody's reservations: the rest is the shop's share.
  const retailReserved = Math.max(0, row.inPoolSources - row.amazonReserved - row.salable);
  return availableToPromise({ ...row, retailReserved });
}

function promiseCell(row: StockRow) {
  const count = promised(row);
  return count === 0 ? chip('wait', '0') : html`<b>${countText(count)}</b>`;
}
