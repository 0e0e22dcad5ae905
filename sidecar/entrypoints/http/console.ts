import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import express, { type Express, type Request, type Response } from 'express';
import { api } from './api/router.ts';
import { carriageSaid } from './carriage.ts';
import type { ConsoleDeps } from './deps.ts';
import { mustBeNoted, readWhy } from './file-said.ts';
import { knownHost, ownFormsOnly, securityHeaders } from './guards.ts';
import { health } from './health.ts';
import { help } from './help.ts';
import { labelsDownload } from './labels.ts';
import { mustBeMadeAnew, readAnewWish } from './made-anew.ts';
import { type Frame, frame, type Page } from './page.ts';
import { auditPage } from './pages/audit.ts';
import { board } from './pages/board.ts';
import { discrepanciesPage, discrepancyPage } from './pages/discrepancies.ts';
import { inboundPage, outboundPage } from './pages/document.ts';
import { documentsPage } from './pages/documents.ts';
import { find } from './pages/find.ts';
import { helpPage } from './pages/help.ts';
import { invoicePage, invoicesPage, remittancePage, remittancesPage } from './pages/money.ts';
import { orderPage } from './pages/order.ts';
import { shadowPage } from './pages/shadow.ts';
import { stockPage } from './pages/stock.ts';
import { inboundRaw, outboundRaw } from './raw.ts';
import { answerErrors, Refusal, unknownAddress } from './refusal.ts';
import { mustBeReleased } from './released.ts';
import { mustBeResent } from './resent.ts';
import { mustBeSettled, readResolution } from './resolution.ts';
import { mustBeAsked, readRoutingForm } from './routing.ts';
import { mustBeGoing } from './told-now.ts';

export type { ConsoleDeps } from './deps.ts';

const ASSETS = fileURLToPath(new URL('./assets', import.meta.url));
const HTMX = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');

/**
 * Console and API in one express application. Pages come whole from the server; a form is answered by
 * going to the page that shows its result, so that a reload repeats nothing.
 */
export function createConsole(deps: ConsoleDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  health(app, deps);
  app.use(knownHost(deps.allowedHosts ?? []));
  app.get('/assets/htmx.min.js', (_request, response) => response.sendFile(HTMX));
  app.use('/assets', express.static(ASSETS, { maxAge: '1h' }));
  // A page is right for the moment of its making: one from a cache would count from the wrong time.
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use('/api/v1', api(deps));

  const frames = frame(deps);
  pages(app, deps, frames);
  actions(app, deps);
  app.use(unknownAddress);
  app.use(answerErrors(frames));
  return app;
}

function pages(app: Express, deps: ConsoleDeps, frames: Frame): void {
  const page = (path: string, make: (request: Request, response: Response) => Promise<Page>) =>
    app.get(path, async (request, response) => frames.show(request, response, await make(request, response)));
  page('/', () => board(deps));
  page('/orders/:number', (request, response) => orderPage(request, response, deps));
  page('/discrepancies', (request) => discrepanciesPage(request, deps));
  page('/discrepancies/:id', (request, response) => discrepancyPage(request, response, deps));
  page('/documents', (request) => documentsPage(request, deps));
  page('/documents/out/:id', (request, response) => outboundPage(request, response, deps));
  page('/shadow', () => shadowPage(deps));
  page('/documents/in/:id', (request, response) => inboundPage(request, response, deps));
  page('/invoices', () => invoicesPage(deps));
  page('/invoices/:number', (request) => invoicePage(request, deps));
  page('/remittances', () => remittancesPage(deps));
  page('/remittances/:paymentNumber', (request) => remittancePage(request, deps));
  page('/stock', () => stockPage(deps));
  page('/audit', (request) => auditPage(request, deps));
  const helpPages = help();
  page('/help', (request) => helpPage(request, deps, helpPages));
  page('/help/:name', (request) => helpPage(request, deps, helpPages));
  app.get('/documents/out/:id/raw', outboundRaw(deps));
  app.get('/documents/in/:id/raw', inboundRaw(deps));
  app.get('/dispatches/:id/labels.pdf', labelsDownload('pdf', deps));
  app.get('/dispatches/:id/labels.zpl', labelsDownload('zpl', deps));
  app.get('/find', find(deps));
}

function actions(app: Express, deps: ConsoleDeps): void {
  app.use(express.urlencoded({ extended: false, limit: '64kb' }));

  app.post('/discrepancies/:id/settle', ownFormsOnly, async (request, response) => {
    const id = String(request.params.id);
    const resolution = readResolution(request.body);
    if (resolution.action === 'reject-line') {
      mustBeConfirmed(request, 'a rejection must be confirmed', 'Tick the box: Amazon takes a rejection as final.');
    }
    if (resolution.action === 'send-anyway') {
      mustBeConfirmed(request, 'sending in spite of findings must be confirmed', SAID_FOR_GOOD);
    }
    mustBeSettled(await deps.desk.settle(id, resolution, deps.currentUser(request)), id);
    response.redirect(303, ownPath(request.body.back) ?? `/discrepancies/${encodeURIComponent(id)}`);
  });

  app.post('/orders/:number/carriage', ownFormsOnly, carriageSaid(deps));

  app.post('/orders/:number/routing', ownFormsOnly, async (request, response) => {
    const number = String(request.params.number);
    const wish = readRoutingForm(request.body ?? {});
    mustBeConfirmed(request, 'asking must be confirmed', SAID_FOR_GOOD);
    mustBeAsked(await deps.desk.askRouting(number, wish, deps.currentUser(request)), number);
    response.redirect(303, `/orders/${encodeURIComponent(number)}#freight`);
  });

  app.post('/dispatches/:id/tell', ownFormsOnly, async (request, response) => {
    const id = String(request.params.id);
    mustBeConfirmed(request, 'telling Amazon must be confirmed', SAID_FOR_GOOD);
    const { load } = mustBeGoing(await deps.desk.tellTruck(id, deps.currentUser(request)), id);
    const [order] = load.parts[0]?.notice.orders ?? [];
    const usual = `/orders/${encodeURIComponent(order?.purchaseOrderNumber ?? '')}#dispatches`;
    response.redirect(303, ownPath(request.body.back) ?? usual);
  });

  app.post('/sagas/:saga/:key/retry', ownFormsOnly, async (request, response) => {
    const { saga, key } = request.params;
    const retried = await deps.desk.retry(String(saga), String(key), deps.currentUser(request));
    if (!retried)
      throw new Refusal(
        409,
        'nothing-held',
        `${saga} ${key} is not stopped any more`,
        '',
        'Open its page again to see where it stands.',
      );
    response.redirect(303, ownPath(request.body.back) ?? '/');
  });

  app.post('/documents/out/:id/release', ownFormsOnly, async (request, response) => {
    const id = String(request.params.id);
    mustBeConfirmed(request, 'sending must be confirmed', SAID_FOR_GOOD);
    mustBeReleased(await deps.desk.release(id, deps.currentUser(request)), id);
    response.redirect(303, `/documents/out/${encodeURIComponent(id)}`);
  });

  app.post('/documents/out/:id/entered', ownFormsOnly, async (request, response) => {
    const id = String(request.params.id);
    mustBeNoted(await deps.desk.sayOfFile(id, { said: 'entered' }, deps.currentUser(request)), id);
    response.redirect(303, `/documents/out/${encodeURIComponent(id)}`);
  });

  app.post('/documents/out/:id/refused', ownFormsOnly, async (request, response) => {
    const id = String(request.params.id);
    const word = { said: 'refused' as const, why: readWhy(request.body) };
    mustBeNoted(await deps.desk.sayOfFile(id, word, deps.currentUser(request)), id);
    response.redirect(303, `/documents/out/${encodeURIComponent(id)}`);
  });

  app.post('/documents/out/:id/resend', ownFormsOnly, async (request, response) => {
    const id = String(request.params.id);
    mustBeResent(await deps.desk.resend(id, deps.currentUser(request)), id);
    response.redirect(303, `/documents/out/${encodeURIComponent(id)}`);
  });

  app.post('/documents/out/:id/anew', ownFormsOnly, async (request, response) => {
    const id = String(request.params.id);
    const { invoiceNumber } = readAnewWish(request.body);
    const made = mustBeMadeAnew(await deps.desk.makeAnew(id, invoiceNumber, deps.currentUser(request)), id);
    response.redirect(303, `/documents/out/${encodeURIComponent(made.id)}`);
  });

  app.post('/documents/in/:id/replay', ownFormsOnly, async (request, response) => {
    const id = String(request.params.id);
    if (!deps.replayInbound || !(await deps.stores.inbound.find(id)))
      throw new Refusal(404, 'not-found', `document ${id} cannot be read again here`);
    await deps.replayInbound(id, deps.currentUser(request));
    response.redirect(303, `/documents/in/${encodeURIComponent(id)}`);
  });
}

const SAID_FOR_GOOD = 'Tick the box: what Amazon has heard cannot be taken back.';

/** What cannot be undone has a box to tick. */
function mustBeConfirmed({ body }: Request, message: string, hint: string): void {
  if (body.confirm !== 'yes') throw new Refusal(422, 'invalid-request', message, 'confirm', hint);
}

/** A path of ours to go back to; `//elsewhere` and the like are somebody else's. */
function ownPath(text: unknown): string | undefined {
  return typeof text === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(text) ? text : undefined;
}
