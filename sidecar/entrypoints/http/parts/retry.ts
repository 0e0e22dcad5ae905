import type { SagaRun } from '../../../ports/journal.ts';
import { type Html, html } from '../html.ts';
import { chip } from './bits.ts';

/** Where a walk has stopped: at which step, and the button that runs that step again. */
export function retryForm(run: SagaRun, token: string, back: string): Html {
  return html`<form class="card" method="post" action="/sagas/${encodeURIComponent(run.saga)}/${encodeURIComponent(run.key)}/retry">
<header><h3>${chip('bad', `${run.saga.replaceAll('-', ' ')}, at “${run.step}”`)}</h3></header>
<input type="hidden" name="token" value="${token}"><input type="hidden" name="back" value="${back}">
<p class="consequence">${run.awaiting && `Awaits ${run.awaiting}. `}Trying again runs the step “${run.step}” of ${run.saga} ${run.key} once more; what it had done already is not done twice.</p>
<button type="submit">Try again now</button>
</form>`;
}
