import type { Request, Response } from 'express';
import type { ConsoleDeps } from './deps.ts';
import { type Html, html, trusted } from './html.ts';

export interface Page {
  title: string;
  body: Html;
  /** Which entry of the menu it belongs to. */
  at?: string;
}

/** Puts a page into the frame that all share and sends it. */
export interface Frame {
  show(request: Request, response: Response, page: Page): Promise<void>;
}

const MENU = [
  ['/', 'Today'],
  ['/discrepancies', 'Discrepancies'],
  ['/documents', 'Documents'],
  ['/invoices', 'Invoices'],
  ['/remittances', 'Remittances'],
  ['/stock', 'Stock'],
  ['/audit', 'Audit'],
] as const;

/** htmx may neither evaluate text nor write styles: the content security policy would refuse both, loudly. */
const HTMX_CONFIG = '{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true}';

export function frame(deps: ConsoleDeps): Frame {
  const name = deps.title ?? 'Vendor Bridge';
  return {
    async show(request, response, page) {
      const open = (await deps.stores.discrepancies.list({ state: 'open', limit: 100 })).length;
      response.type('html').send(
        html`${trusted('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="made-at" content="${deps.now().toISOString()}">
<meta name="htmx-config" content="${HTMX_CONFIG}">
<title>${page.title} · ${name}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/console.css">
<script src="/assets/htmx.min.js" defer></script>
<script src="/assets/console.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${deps.banner && html`<p class="notice" role="note">${deps.banner}</p>`}
<header class="top">
  <a class="brand" href="/"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 17h20M4 17V9m16 8V9M4 9c5 0 6 5 8 5s3-5 8-5M9 17v-4m6 4v-4"/></svg>${name}</a>
  <nav aria-label="Main" class="menu"><ul>
    ${MENU.map(
      ([href, text]) =>
        html`<li><a href="${href}"${href === page.at ? trusted(' aria-current="page"') : ''}>${text}${
          href === '/discrepancies' && open > 0 ? html` <span class="count">${open === 100 ? '99+' : open}</span>` : ''
        }</a></li>`,
    )}
  </ul></nav>
  <form class="find" action="/find" role="search">
    <label class="hidden" for="find">Find an order, invoice or payment by its number</label>
    <input id="find" name="q" type="search" placeholder="Order, invoice, payment" autocomplete="off">
  </form>
</header>
<main id="content" tabindex="-1">
${page.body}
</main>
<footer class="bottom"><span>Acting as <b>${deps.currentUser(request)}</b></span><span><a href="/help">Help</a> · <a href="/readyz">Health</a> · <a href="/api/v1/openapi.json">API</a></span></footer>
</body>
</html>`.text,
      );
    },
  };
}
