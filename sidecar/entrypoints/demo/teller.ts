import type { StoredPurchaseOrder } from '../../ports/stores.ts';
import { type Column, textTable } from '../cli/table.ts';
import { print, type Terminal } from '../cli/terminal.ts';
import { countText } from '../words/quantities.ts';
import { PROGRESS } from '../words/words.ts';

export interface BoardRow {
  order: StoredPurchaseOrder;
  dispatches: number;
  notices: number;
  invoices: number;
}

/** Tells the story to whoever sits at the terminal. */
export interface Teller {
  scene(title: string, what: string): Promise<void>;
  say(sentence: string): Promise<void>;
  table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Promise<void>;
  board(rows: readonly BoardRow[]): Promise<void>;
}

/** `pauseMs` before each scene leaves time to look at the console meanwhile. */
export function teller(terminal: Terminal, pauseMs: number): Teller {
  let scenes = 0;
  const say = (sentence: string) => print(terminal, sentence);
  const table: Teller['table'] = (columns, rows) => print(terminal, textTable(columns, rows).replace(/^/gm, '  '));
  return {
    say,
    table,
    async scene(title, what) {
      scenes += 1;
      if (scenes > 1) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await say(`\n${scenes}. ${title}\n   ${what}\n`);
    },
    async board(rows) {
      await table(
        [
          { head: 'Order', cell: ({ order }) => order.document.number },
          { head: 'Account', cell: ({ order }) => order.vendorCode },
          { head: 'Lines', figures: true, cell: ({ order }) => String(order.document.lines.length) },
          { head: 'Accepted', figures: true, cell: ({ order }) => `${countText(order.summary.acceptedEaches)} ea` },
          { head: 'Shipped', figures: true, cell: ({ order }) => `${countText(order.summary.shippedEaches)} ea` },
          { head: 'Dispatches', figures: true, cell: ({ dispatches }) => String(dispatches) },
          { head: 'Ship notices', figures: true, cell: ({ notices }) => String(notices) },
          { head: 'Invoices', figures: true, cell: ({ invoices }) => String(invoices) },
          { head: 'Progress', cell: ({ order }) => PROGRESS[order.progress].word },
        ],
        rows,
      );
      await say('');
    },
  };
}
