import type { Request } from 'express';
import { DiscrepancyKind } from '../../../domain/discrepancy.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { Help } from '../help.ts';
import { html } from '../html.ts';
import type { Page } from '../page.ts';
import { Refusal } from '../refusal.ts';

const MOST = 100;

/** What waits for a person and why: the pages of docs/operating/, inside the console. */
export async function helpPage(request: Request, deps: ConsoleDeps, help: Help): Promise<Page> {
  const name = request.params.name === undefined ? 'README' : String(request.params.name);
  const page = await help.find(name);
  if (!page) {
    throw new Refusal(404, 'not-found', `there is no help page '${name}'`, '', 'The index of all pages is at /help.');
  }
  const kind = DiscrepancyKind.safeParse(name).data;
  const open = kind === undefined ? [] : await deps.stores.discrepancies.list({ state: 'open', kind, limit: MOST });
  const count = open.length === MOST ? `${MOST - 1}+` : open.length;
  const body = html`<p class="crumb">${name === 'README' ? 'Help' : html`<a href="/help">Help</a>`}</p>
<article class="prose">${page.body}</article>
${
  kind &&
  html`<p class="page-of">${
    open.length === 0
      ? html`<span class="muted">None of this kind is open now.</span>`
      : html`<a href="/discrepancies?kind=${kind}">${count} of this kind ${open.length === 1 ? 'is' : 'are'} open now</a>`
  }</p>`
}`;
  return { title: page.title, at: '/help', body };
}
