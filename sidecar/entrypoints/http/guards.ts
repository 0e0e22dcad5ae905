import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { Refusal } from './refusal.ts';

/** No inline script or style anywhere, so that text from an order can never run. */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // Said by whoever ends TLS in front of us; from plain http it would be ignored or lock people out.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
});

/** Lets only known names through, as a page elsewhere may point its own name at this machine and then read every answer. */
export function knownHost(allowed: readonly string[]): RequestHandler {
  const names = new Set(['localhost', ...allowed.map((name) => name.toLowerCase())]);
  return (request, _response, next) => {
    const name = hostName(request.headers.host ?? '');
    if (isIP(name) !== 0 || names.has(name)) return next();
    throw new Refusal(
      421,
      'host-not-allowed',
      `the console does not go by the name '${name}'`,
      'Host',
      'Add that name to http.allowedHosts in the settings.',
    );
  };
}

const COOKIE = 'vendor_bridge_form';

/** The token that every form on this browser carries; made on first sight, kept in a cookie that scripts cannot read. */
export function formToken(request: Request, response: Response): string {
  const known = cookie(request, COOKIE) ?? pending.get(response);
  if (known !== undefined) return known;
  const token = randomBytes(24).toString('base64url');
  pending.set(response, token);
  response.cookie(COOKIE, token, { httpOnly: true, sameSite: 'strict', path: '/' });
  return token;
}
const pending = new WeakMap<Response, string>();

/**
 * A form counts only from our own pages: the browser must not say that it came from elsewhere, and it
 * carries the token that only our pages could read. Two locks, as old browsers know only the second.
 */
export const ownFormsOnly: RequestHandler = (request, _response, next) => {
  refuseOtherOrigins(request);
  const sent: unknown = (request.body as Record<string, unknown> | undefined)?.token;
  const kept = cookie(request, COOKIE);
  if (typeof sent === 'string' && kept !== undefined && same(sent, kept)) return next();
  throw new Refusal(
    403,
    'cross-site-request',
    'this form did not come from a page of this console, or the page is too old',
    'token',
    'Open the page again and repeat what you did.',
  );
};

/** JSON from a foreign page would need our consent first (CORS), which nobody here gives. */
export const ownJsonOnly: RequestHandler = (request, _response, next) => {
  refuseOtherOrigins(request);
  if (request.is('application/json')) return next();
  throw new Refusal(
    415,
    'invalid-request',
    'the body is not JSON',
    'Content-Type',
    'Send Content-Type: application/json.',
  );
};

function refuseOtherOrigins(request: Request): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const own =
    site !== undefined
      ? site === 'same-origin' || site === 'none'
      : origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host);
  if (own) return;
  throw new Refusal(
    403,
    'cross-site-request',
    'another site asked for this',
    'Origin',
    'Act from the pages of this console.',
  );
}

function cookie(request: Request, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function same(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}

function hostName(host: string): string {
  return host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}
