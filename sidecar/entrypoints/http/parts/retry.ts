import type { SagaRun } from '../../../ports/journal.ts';
import { stepWords, waitText, walkText } from '../../words/steps.ts';
import { type Html, html } from '../html.ts';
import { chip } from './bits.ts';

/** Where a walk has stopped, and the button that lets it go on from there. */
export function retryForm(run: SagaRun, token: string, back: string): Html {
  const { does } = stepWords(run.saga, run.step);
  return html`<form class="card" method="post" action="/sagas/${encodeURIComponent(run.saga)}/${encodeURIComponent(run.key)}/retry">
<header><h3>${chip('bad', `${walkText(run.saga, run.key)} stopped`)}</h3></header>
<p>Could not ${does}.</p>
<input type="hidden" name="token" value="${token}"><input type="hidden" name="back" value="${back}">
<p class="consequence">${run.awaiting && `Awaits ${waitText(run.awaiting)}. `}Trying again will ${does} for ${walkText(run.saga, run.key)} once more; what was done already is not done twice.</p>
<button type="submit">Try again now</button>
</form>`;
}
