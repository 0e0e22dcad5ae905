import { isToEnter } from '../../../domain/sending.ts';
import type { OutboundDocument } from '../../../ports/stores.ts';
import { FILE_DOUBT } from '../../words/file.ts';
import { type Html, html } from '../html.ts';

/** What a person does with a file, and the two words that close it. Nothing where it needs none, or not any more. */
export function enterFile(document: OutboundDocument, token: string): Html | false {
  const { id, kind, fileName } = document;
  if (!isToEnter(document)) return false;
  const place = `/documents/out/${encodeURIComponent(id)}`;
  return html`<section class="card enter-file" aria-labelledby="enter-file">
<h2 id="enter-file">To be entered in Vendor Central</h2>
<p>Amazon has heard nothing of it yet. Enter it by the table below, or by the file, and say here what became of it: that is the answer that everything waits for.</p>
<p><a class="button" href="${place}/raw" download>Download ${fileName}</a></p>
${kind === 'acknowledgement' && html`<p class="muted">${FILE_DOUBT}</p>`}
<form method="post" action="${place}/entered"><input type="hidden" name="token" value="${token}">
<p class="consequence">Closes the document as accepted by Amazon, and lets go on what waits for it. Your name and the time go into the audit log.</p>
<button type="submit">Entered in Vendor Central</button></form>
<details class="answer"><summary>Vendor Central refused it</summary><form method="post" action="${place}/refused"><input type="hidden" name="token" value="${token}">
<p class="field"><label for="why">What it says, word for word</label><input id="why" name="why" required maxlength="500" autocomplete="off"></p>
<p class="consequence">Closes the document as rejected and opens a discrepancy with these words. An order stays unacknowledged until that is settled.</p>
<button type="submit" class="final">It was refused</button></form></details>
</section>`;
}
