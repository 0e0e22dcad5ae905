import type { RequestHandler } from 'express';
import { Carriage, type CarriageSubject } from '../../domain/carriage.ts';
import type { ConsoleDeps } from './deps.ts';
import { Refusal } from './refusal.ts';

/** Takes the form of an order's page. */
export function carriageSaid(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const number = String(request.params.number);
    const body = (request.body ?? {}) as Record<string, unknown>;
    const wanted = typeof body.subject === 'string' ? body.subject : 'order';
    const subject: CarriageSubject =
      wanted === 'order' ? { kind: 'order', id: number } : { kind: 'dispatch', id: wanted };
    const said = await deps.desk.sayCarriage(subject, readCarriage(body), deps.currentUser(request));
    if (said.kind === 'not-found') {
      throw new Refusal(404, 'not-found', `${subject.kind} ${subject.id} is not kept here`, 'subject');
    }
    response.redirect(303, `/orders/${encodeURIComponent(number)}#freight`);
  };
}

/** A form sends every figure as text and empty fields too. */
function readCarriage(body: Record<string, unknown>): Carriage {
  const sent = Object.keys(Carriage.shape).flatMap((name): [string, unknown][] => {
    const text = typeof body[name] === 'string' ? body[name].trim() : '';
    if (text === '') return [];
    if (name === 'cartonsPerPallet') return [[name, Number(text)]];
    return [[name, name === 'scac' ? text.toUpperCase() : text]];
  });
  const carriage = Carriage.safeParse(Object.fromEntries(sent));
  if (carriage.success) return carriage.data;
  const [issue] = carriage.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new Refusal(
    422,
    'invalid-request',
    `${place}: ${issue?.message ?? 'invalid'}`,
    place,
    'Correct the field and send it again.',
  );
}
