import type { SendingMode } from '../../../domain/trading-partner.ts';
import type { WaitingTruck } from '../../views/trucks.ts';
import { type Html, html } from '../html.ts';
import { moment } from './cells.ts';

/** A truck that waits for more dispatches, and the button that waits no longer. */
export function waitingTruck(truck: WaitingTruck, mode: SendingMode, token: string, back: string): Html {
  const { dispatchId, shipTo, carrierScac, closesAt, on } = truck;
  const names = on.map((one) => `${one.dispatchId} (order ${one.purchaseOrderNumbers.join(', ')})`).join('; ');
  const leaves =
    mode === 'live'
      ? 'Sends Amazon one ship notice of all that stands on it, within moments. It cannot be taken back.'
      : 'Makes one ship notice of all that stands on it. The account does not send it by itself: it is held back.';
  return html`<form class="card truck" method="post" action="/dispatches/${encodeURIComponent(dispatchId)}/tell">
<h3>A truck waits for more dispatches</h3>
<p>By ${carrierScac} to ${shipTo ?? 'the fulfilment centre'}; on it ${on.length === 1 ? 'stands' : 'stand'} ${names}. Amazon hears of it at ${moment(closesAt)}, or now.</p>
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="back" value="${back}">
<p class="consequence">${leaves} A dispatch that comes later gets a notice of its own; your name goes into the audit log.</p>
<p class="field check"><input id="confirm-tell-${dispatchId}" name="confirm" type="checkbox" value="yes" required><label for="confirm-tell-${dispatchId}">No other dispatch leaves on this truck</label></p>
<button type="submit">Tell Amazon now</button>
</form>`;
}
