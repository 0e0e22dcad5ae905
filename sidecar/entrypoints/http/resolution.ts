import type { Resolution } from '../../domain/discrepancy.ts';
import { Resolution as ResolutionSchema } from '../../domain/discrepancy.ts';
import { decimal } from '../../domain/money.ts';
import type { Settled } from '../../workflow/desk.ts';
import { anewRefusal } from '../words/make-anew.ts';
import { resolutionText } from '../words/words.ts';
import { Refusal } from './refusal.ts';

/** Reads an answer from a form or from JSON. A form sends every figure as text and empty fields too. */
export function readResolution(body: unknown): Resolution {
  const sent = Object.entries((body ?? {}) as Record<string, unknown>).filter(([, value]) => value !== '');
  const answer: Record<string, unknown> = Object.fromEntries(sent);
  if (typeof answer.eachesPerCase === 'string') answer.eachesPerCase = Number(answer.eachesPerCase);
  if (typeof answer.scac === 'string') answer.scac = answer.scac.trim().toUpperCase();
  if (typeof answer.sku === 'string') answer.sku = answer.sku.trim();
  const parsed = ResolutionSchema.safeParse(answer);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') || 'action';
    throw new Refusal(
      422,
      'invalid-request',
      `the answer cannot be read: ${field}: ${issue?.message ?? 'invalid'}`,
      field,
      'Fill in the field and send it again.',
    );
  }
  const { data } = parsed;
  if (data.action === 'accept-cost' && data.unitCost !== undefined && decimal(data.unitCost) === undefined) {
    throw new Refusal(422, 'invalid-request', `'${data.unitCost}' is not a cost`, 'unitCost', 'Write it as 4.20.');
  }
  return data;
}

/** Nothing but `settled` comes back; the rest is a refusal that says why. */
export function mustBeSettled(settled: Settled, id: string): Extract<Settled, { kind: 'settled' }> {
  switch (settled.kind) {
    case 'settled':
      return settled;
    case 'not-found':
      throw new Refusal(404, 'not-found', `discrepancy ${id} is not kept here`, 'id', 'Look for it in the list.');
    case 'already-settled': {
      const { resolution, settledBy } = settled.discrepancy;
      const how = resolution ? resolutionText(resolution) : 'settled';
      throw new Refusal(
        409,
        'already-settled',
        `${settledBy ?? 'somebody'} was faster: ${how}`,
        'id',
        'Nothing was done a second time. Open the discrepancy to see what followed from it.',
      );
    }
    case 'not-made': {
      const refusal = anewRefusal(settled.made);
      throw new Refusal(409, 'cannot-send', refusal?.message ?? '', id, refusal?.hint);
    }
    case 'not-an-answer':
      throw new Refusal(
        422,
        'not-an-answer',
        'that does not answer this kind of discrepancy',
        'action',
        `What does: ${settled.allowed.join(', ')}.`,
      );
  }
}
