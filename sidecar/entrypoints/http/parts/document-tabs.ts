import { type Html, html } from '../html.ts';

const TABS = [
  ['out', '/documents?way=out', 'Sent to Amazon'],
  ['in', '/documents?way=in', 'Received'],
  ['to-enter', '/documents?way=to-enter', 'To enter'],
  ['held-back', '/documents?way=held-back', 'Held back'],
  ['shadow', '/shadow', 'Shadow'],
] as const;

export type DocumentTab = (typeof TABS)[number][0];

export function documentTabs(here: DocumentTab): Html {
  return html`<nav class="tabs menu" aria-label="Which documents"><ul>${TABS.map(([tab, href, text]) =>
    tab === here
      ? html`<li><a href="${href}" aria-current="page">${text}</a></li>`
      : html`<li><a href="${href}">${text}</a></li>`,
  )}</ul></nav>`;
}
