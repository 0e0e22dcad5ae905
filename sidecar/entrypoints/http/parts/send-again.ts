import type { OutboundDocument } from '../../../ports/stores.ts';
import { DOCUMENT } from '../../words/words.ts';
import { type Html, html } from '../html.ts';

/** For what Amazon says it never had. Nothing where it has not left yet, or was read and refused. */
export function sendAgain(
  { id, kind, channel, delivered, acknowledged, resends }: OutboundDocument,
  token: string,
): Html | false {
  if (channel === 'file') return false;
  if (delivered === 'pending' || delivered === 'held-back' || acknowledged === 'rejected') return false;
  const before = resends === 0 ? '' : ` It was sent again ${resends === 1 ? 'once' : `${resends} times`} before.`;
  return html`<details class="ended"><summary>Send it again</summary><form method="post" action="/documents/out/${encodeURIComponent(id)}/resend">
<input type="hidden" name="token" value="${token}">
<p class="consequence">Gives Amazon the same ${DOCUMENT[kind]} once more, with the same bytes and numbers: booked once, whether the first one arrived or not. A file goes under a new name; your name goes into the audit log.${before}</p>
<button type="submit">Send again now</button>
</form></details>`;
}
