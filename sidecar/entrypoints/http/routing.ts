import { type RoutingAsked, RoutingWish } from '../../workflow/ask-routing.ts';
import { fieldRefusal, notFound, Refusal } from './refusal.ts';

/** What a machine wants fetched: these fields and no others, so that a slip is no silence. */
export function readRoutingWish(body: unknown): RoutingWish {
  const wish = RoutingWish.strict().safeParse(body ?? {});
  if (wish.success) return wish.data;
  throw fieldRefusal(wish.error);
}

/** A form sends every figure as text and empty fields too. */
export function readRoutingForm(body: Record<string, unknown>): RoutingWish {
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

export function mustBeAsked(asked: RoutingAsked, orderNumber: string): Extract<RoutingAsked, { kind: 'asked' }> {
  if (asked.kind === 'asked') return asked;
  if (asked.kind === 'not-found') throw notFound(`purchase order ${orderNumber}`);
  const { number, loads } = asked;
  const hint = 'Nothing new was asked. Give what changed a number of its own.';
  throw new Refusal(409, 'load-announced-before', `request ${number} was made before, of ${loads}`, 'number', hint);
}
