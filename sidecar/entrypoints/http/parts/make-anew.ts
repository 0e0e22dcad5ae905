import type { OutboundDocument } from '../../../ports/stores.ts';
import { DOCUMENT } from '../../words/words.ts';
import { type Html, html } from '../html.ts';

/** What the button does, wherever it stands. */
export const MAKES_ANEW =
  'Makes the document again from the data and settings of now, checks it, and sends it as a new file with new control numbers in the place of the refused one. An account that is held back keeps it here. Your name goes into the audit log.';

/** What the next one of its kind says anyway, or nobody answers. */
const NEVER_ANEW: readonly string[] = ['inventory-report', 'functional-acknowledgement', 'interchange-acknowledgement'];

/** For what Amazon refused, once its cause is corrected. */
export function makeAnew({ id, kind, acknowledged }: OutboundDocument, token: string): Html | false {
  if (acknowledged !== 'rejected' || NEVER_ANEW.includes(kind)) return false;
  return html`<details class="ended" open><summary>Make it anew</summary><form method="post" action="/documents/out/${encodeURIComponent(id)}/anew">
<input type="hidden" name="token" value="${token}">
<p>Amazon refused this ${DOCUMENT[kind]}. Correct the cause first: a setting of the account, a product id, the carrier, the ARN.</p>
${kind === 'invoice' && invoiceNumberField('invoiceNumber')}
<p class="consequence">${MAKES_ANEW}</p>
<button type="submit">Make it anew and send it</button>
</form></details>`;
}

/** Amazon books a number once, so that the same one can never be paid twice: it is what is safe where nobody is sure. */
export function invoiceNumberField(id: string): Html {
  return html`<p class="field"><label for="${id}">Number of the invoice</label><select id="${id}" name="invoiceNumber"><option value="same">the same: Amazon has booked nothing under it</option><option value="new">a new one: Vendor Central shows this number, or what it billed was wrong</option></select>
<span class="sub">Not sure? Keep the same: Amazon books a number once, so that it can never be paid twice.</span></p>`;
}
