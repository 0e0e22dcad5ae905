import type { OutboundDocument } from '../../../ports/stores.ts';
import { DOCUMENT } from '../../words/words.ts';
import { type Html, html } from '../html.ts';

/** Why a document stands here and does not leave, and the button that sends it where a person may. */
export function sendNow({ id, kind, mode, vendorCode, delivered }: OutboundDocument, token: string): Html | false {
  if (delivered !== 'held-back') return false;
  if (mode === 'shadow') {
    return html`<p class="notice" role="note">A shadow: your manual process speaks to Amazon, and this is what we would have said. It never leaves. <a href="/shadow">How the two compare</a></p>`;
  }
  return html`<form class="card" method="post" action="/documents/out/${encodeURIComponent(id)}/release">
<h2>Held back, never sent</h2>
<p>The account ${vendorCode} does not send this by itself. Amazon has heard nothing of it, and whatever waits for Amazon’s answer waits on.</p>
<input type="hidden" name="token" value="${token}">
<p class="consequence">Sending gives Amazon the ${DOCUMENT[kind]} below, word for word. It cannot be taken back; your name goes into the audit log.</p>
<p class="field check"><input id="confirm-send" name="confirm" type="checkbox" value="yes" required><label for="confirm-send">Amazon has not been told otherwise meanwhile</label></p>
<button type="submit">Send now</button>
</form>`;
}
