import type { RequestHandler } from 'express';
import { Carriage, type CarriageSubject } from '../../domain/carriage.ts';
import type { CarriageSaid } from '../../workflow/say-carriage.ts';
import type { ConsoleDeps } from './deps.ts';
import { fieldRefusal, Refusal } from './refusal.ts';

/** Takes the form of an order's page. */
export function carriageSaid(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const number = String(request.params.number);
    const body = (request.body ?? {}) as Record<string, unknown>;
    const wanted = typeof body.subject === 'string' ? body.subject : 'order';
    const subject: CarriageSubject =
      wanted === 'order' ? { kind: 'order', id: number } : { kind: 'dispatch', id: wanted };
    mustBeSaid(await deps.desk.sayCarriage(subject, readForm(body), deps.currentUser(request)), subject);
    response.redirect(303, `/orders/${encodeURIComponent(number)}#freight`);
  };
}

/** What a machine says of how goods travel: the fields of a carriage and no others, so that a slip is no silence. */
export function readCarriage(body: unknown): Carriage {
  const carriage = Carriage.strict().safeParse(body ?? {});
  if (carriage.success) return carriage.data;
  throw fieldRefusal(carriage.error);
}

export function mustBeSaid(said: CarriageSaid, { kind, id }: CarriageSubject): Extract<CarriageSaid, { kind: 'said' }> {
  if (said.kind === 'said') return said;
  throw new Refusal(404, 'not-found', `${kind} ${id} is not kept here`, 'subject');
}

/** A form sends every figure as text and empty fields too. */
function readForm(body: Record<string, unknown>): Carriage {
  const sent = Object.keys(Carriage.shape).flatMap((name): [string, unknown][] => {
    const text = typeof body[name] === 'string' ? body[name].trim() : '';
    if (text === '') return [];
    if (name === 'cartonsPerPallet') return [[name, Number(text)]];
    return [[name, name === 'scac' ? text.toUpperCase() : text]];
  });
  return readCarriage(Object.fromEntries(sent));
}
