import { freightTermsOf } from '../../../domain/carriage.ts';
import { sendingMode } from '../../../domain/sending.ts';
import type { TradingPartner } from '../../../domain/trading-partner.ts';
import type { OutboundDocument, StoredPurchaseOrder } from '../../../ports/stores.ts';
import { type Html, html, when } from '../html.ts';

export interface RoutingFormParts {
  order: StoredPurchaseOrder;
  documents: readonly OutboundDocument[];
  partner: TradingPartner | undefined;
  token: string;
}

/** Asks Amazon to fetch the order. Only where Amazon pays the freight and is asked by EDI. */
export function routingForm({ order, documents, partner, token }: RoutingFormParts): Html | false {
  const isCollect = freightTermsOf(order.document, partner?.trade.freightTerms) === 'collect';
  if (!partner || !isCollect || partner.channels['routing-request'] !== 'edi') return false;
  const asked = documents.filter(({ kind }) => kind === 'routing-request').length;
  const isLive = sendingMode(partner, 'routing-request') === 'live';
  const kilograms = partner.region !== 'na';
  return html`<div class="answers"><details class="answer">
<summary>${asked === 0 ? 'Ask Amazon to fetch it' : 'Ask Amazon to fetch another load'}</summary>
<form method="post" action="/orders/${encodeURIComponent(order.document.number)}/routing">
  <input type="hidden" name="token" value="${token}">
  <p class="field"><label for="routing-ready">Ready on</label><input id="routing-ready" name="readyOn" type="date" required></p>
  <p class="field"><label for="routing-cartons">Cartons</label><input id="routing-cartons" name="cartons" type="number" min="1" step="1" inputmode="numeric" required></p>
  <p class="field"><label for="routing-weight">Weight, if it is known</label><input id="routing-weight" name="weight" inputmode="decimal" pattern="[0-9]+(\\.[0-9]+)?" autocomplete="off"></p>
  <p class="field"><label for="routing-unit">Unit of the weight</label><select id="routing-unit" name="weightUnit"><option value="lb">pounds</option><option value="kg"${when(kilograms, ' selected')}>kilograms</option></select></p>
  <p class="field"><label for="routing-bill">Bill of lading, if there is one</label><input id="routing-bill" name="billOfLading" pattern="[A-Za-z0-9\\-]{8,30}" autocomplete="off"></p>
  <p class="field"><label for="routing-number">Number of the request; made of order and day where it is left out</label><input id="routing-number" name="number" maxlength="30" autocomplete="off"></p>
  <p class="consequence">${
    isLive
      ? 'Sends Amazon a routing request (753) for this load. It cannot be taken back.'
      : 'Makes a routing request (753). The account does not send it by itself: it is held back.'
  } Amazon’s instructions (754) come by the mailbox, and are shown on this page. Asked twice under one number is asked once; your name goes into the audit log.</p>
  <p class="field check"><input id="confirm-routing" name="confirm" type="checkbox" value="yes" required><label for="confirm-routing">Amazon pays this freight, and fetches it</label></p>
  <button type="submit">Ask for it</button>
</form></details></div>`;
}
