import type { Instant } from '../../../domain/calendar.ts';
import type { PurchaseOrder } from '../../../domain/purchase-order.ts';
import { isToEnter } from '../../../domain/sending.ts';
import type { OutboundDocument } from '../../../ports/stores.ts';
import { countText, orderedTotal } from '../../words/quantities.ts';
import { instantText, leftText } from '../../words/times.ts';
import { type Html, html } from '../html.ts';

/** Written in UTC by the server; the script says it again in the reader's zone. */
export function moment(at: Instant): Html {
  return html`<time datetime="${at}" data-moment>${instantText(at)}</time>`;
}

/** How long until a limit. The script counts on from here; without it the page is right when it was made. */
export function countdown(limit: Instant, now: Date): Html {
  return html`<time datetime="${limit}" data-until="${limit}" title="${instantText(limit)}">${leftText(limit, now)}</time>`;
}

export function orderedTotalCell(order: PurchaseOrder): Html {
  const { eaches, cases, unclear } = orderedTotal(order);
  return html`<span class="nowrap">${countText(eaches)} ea<span class="muted"> · ${countText(cases)}\u00a0cs</span></span>${unclear.map(
    (more) => html`<span class="sub">+ ${more}</span>`,
  )}`;
}

/** A file that lies ready has left us, and is with nobody yet. */
export function sentCell(row: OutboundDocument): Html {
  return row.deliveredAt && !isToEnter(row) ? moment(row.deliveredAt) : html`<span class="muted">not yet</span>`;
}
