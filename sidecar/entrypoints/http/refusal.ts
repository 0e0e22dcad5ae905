import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { ZodError } from 'zod';
import { html } from './html.ts';
import type { Frame } from './page.ts';

/** A request that is answered with no: what is wrong, where, and what to do about it. Codes stand in docs/errors.md. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly place: string = '',
    readonly hint: string = '',
  ) {
    super(message);
  }
}

export function notFound(what: string, hint = 'Look for it from the order board.'): Refusal {
  return new Refusal(404, 'not-found', `${what} is not kept here`, '', hint);
}

/** Names the first field that cannot be read. */
export function fieldRefusal({ issues: [issue] }: ZodError): Refusal {
  const place = issue?.path.join('.') ?? '';
  const message = issue?.message ?? 'invalid';
  const hint = 'Correct the field and send it again.';
  return new Refusal(422, 'invalid-request', place === '' ? message : `${place}: ${message}`, place, hint);
}

export const unknownAddress: RequestHandler = (request) => {
  throw new Refusal(404, 'not-found', `there is nothing at ${request.originalUrl}`, '', 'Start from the order board.');
};

/** Machines get JSON, people a page; neither gets a stack trace, which only tells strangers how we are built. */
export function answerErrors(frame: Frame): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const refusal = error instanceof Refusal ? error : fromExpress(error);
    response.status(refusal.status);
    if (wantsJson(request)) {
      const { code, message, place, hint } = refusal;
      response.json({ code, message, place, hint });
      return;
    }
    const page = html`
      <h1>${refusal.status === 404 ? 'Not here' : 'That did not work'}</h1>
      <p class="lead">${refusal.message}.</p>
      ${refusal.hint && html`<p>${refusal.hint}</p>`}
      <p><a href="/">Order board</a> · <a href="/discrepancies">Discrepancies</a></p>
      <p class="muted"><code>${refusal.code}</code></p>`;
    await frame.show(request, response, { title: refusal.message, body: page });
  };
}

export function wantsJson(request: Request): boolean {
  return request.path.startsWith('/api/');
}

/** Body parsers and the router say what the client did wrong by `status`; anything else is our own trouble. */
function fromExpress(error: unknown): Refusal {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500) {
    const message = error instanceof Error ? error.message : 'the request could not be read';
    return new Refusal(status, 'invalid-request', message, 'body', 'Send it as the form or /api/v1/openapi.json says.');
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'internal-error';
  return new Refusal(
    500,
    code,
    'the house could not answer',
    '',
    'Nothing was changed by this page. Try again; if it stays, the log of this minute says why.',
  );
}
