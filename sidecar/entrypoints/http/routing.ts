import type { RequestHandler } from 'express';
import { type RoutingAsked, RoutingWish } from '../../workflow/ask-routing.ts';
import type { ConsoleDeps } from './deps.ts';
import { notFound, Refusal } from './refusal.ts';

/** Takes the form of an order's page. */
export function routingAsked(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const number = String(request.params.number);
    const body = (request.body ?? {}) as Record<string, unknown>;
    const wish = readForm(body);
    if (body.confirm !== 'yes') {
      const hint = 'Tick the box: what Amazon has heard cannot be taken back.';
      throw new Refusal(422, 'invalid-request', 'asking must be confirmed', 'confirm', hint);
    }
    mustBeAsked(await deps.desk.askRouting(number, wish, deps.currentUser(request)), number);
    response.redirect(303, `/orders/${encodeURIComponent(number)}#freight`);
  };
}

/** What a machine wants fetched: these fields and no others, so that a slip is no silence. */
export function readRoutingWish(body: unknown): RoutingWish {
  const wish = RoutingWish.strict().safeParse(body ?? {});
  if (wish.success) return wish.data;
  const [issue] = wish.error.issues;
  const place = issue?.path.join('.') ?? '';
  const message = issue?.message ?? 'invalid';
  const hint = 'Correct the field and send it again.';
  throw new Refusal(422, 'invalid-request', place === '' ? message : `${place}: ${message}`, place, hint);
}

export function mustBeAsked(asked: RoutingAsked, orderNumber: string): Extract<RoutingAsked, { kind: 'asked' }> {
  if (asked.kind === 'asked') return asked;
  if (asked.kind === 'not-found') throw notFound(`purchase order ${orderNumber}`);
  const { number, loads } = asked;
  const hint = 'Nothing new was asked. Give what changed a number of its own.';
  throw new Refusal(409, 'load-announced-before', `request ${number} was made before, of ${loads}`, 'number', hint);
}

/** A form sends every figure as text and empty fields too. */
function readForm(body: Record<string, unknown>): RoutingWish {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name].trim() : '');
  const optional = (name: string) => (text(name) === '' ? {} : { [name]: text(name) });
  return readRoutingWish({
    readyOn: text('readyOn'),
    cartons: Number(text('cartons')),
    ...(text('weight') === '' ? {} : { weight: { value: text('weight'), unit: text('weightUnit') } }),
    ...optional('billOfLading'),
    ...optional('number'),
  });
}
