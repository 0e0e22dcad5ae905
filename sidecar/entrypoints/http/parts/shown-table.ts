import type { ShownLine, ShownOrder } from '../../../domain/shown-order.ts';
import { countText } from '../../words/quantities.ts';
import { RECEIPTS_ARE_ADVICE, receivedText } from '../../words/shown.ts';
import { type Html, html } from '../html.ts';
import { table } from './bits.ts';
import { moment } from './cells.ts';

/** What Amazon shows of an order, beside what we said: with its source and its hour, as it may be wrong. */
export function shownTable({ shownAt, lines }: ShownOrder): Html {
  return html`${table<ShownLine>(
    'What Amazon shows',
    [
      { head: 'Line', names: true, cell: ({ lineNumber }) => lineNumber || '–' },
      { head: 'Accepted or backordered', figures: true, cell: ({ accepted }) => countText(accepted) },
      { head: 'Rejected', figures: true, cell: ({ rejected }) => countText(rejected) },
      { head: 'Received', figures: true, cell: receivedText },
      { head: 'Last received', cell: ({ received }) => (received?.lastAt ? moment(received.lastAt) : '–') },
    ],
    lines,
  )}<p class="muted">${RECEIPTS_ARE_ADVICE} Asked ${moment(shownAt)}.</p>`;
}
