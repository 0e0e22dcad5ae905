import { describe, expect, test } from 'vitest';
import { ApplicationAdvice } from '../../sidecar/domain/application-advice.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder } from '../../sidecar/workflow/intake.ts';
import { receiveApplicationAdvice, receiveInterchangeAcknowledgement } from '../../sidecar/workflow/partner-answers.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';

/** One order, answered; Amazon's 997 took the 855. */
async function answered(): Promise<FakeWorld> {
  const world = fakeWorld();
  const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
  await receiveOrder(orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75'), NORTHGATE, sighting, world);
  await engine(world, SAGAS, 'test').runDue();
  const [sent] = await world.stores.outbound.list({ kind: 'acknowledgement' });
  await world.stores.outbound.recordAnswer(sent?.id ?? '', 'accepted', [], instant(world.now()));
  return world;
}

async function standing(world: FakeWorld) {
  const [sent] = await world.stores.outbound.list({ kind: 'acknowledgement' });
  const open = await world.stores.discrepancies.list({ state: 'open' });
  return { status: sent?.acknowledged, open: open.map(({ kind, summary }) => `${kind}: ${summary}`) };
}

const advice = (document: object) =>
  ApplicationAdvice.parse({
    number: '900001',
    documents: [{ referenceKind: 'purchase-order', errors: [], ...document }],
  });

describe('an application advice (824)', () => {
  const refused = {
    result: 'rejected',
    reference: '4KQ7TZ1M',
    documentType: '855',
    purchaseOrderNumber: '4KQ7TZ1M',
    errors: [{ condition: 'IQT', text: 'quantity differs' }],
  };

  test('refuses the content of what a 997 took: the document is rejected, and a person hears why', async () => {
    const world = await answered();
    await receiveApplicationAdvice(advice(refused), NORTHGATE, 'in-2', world);
    expect(await standing(world)).toEqual({
      status: 'rejected',
      open: [
        'outbound-rejected: Amazon rejected our acknowledgement acknowledgement:4KQ7TZ1M:1: quantity differs (IQT)',
      ],
    });
  });

  test('comes twice and is heard once', async () => {
    const world = await answered();
    for (const inbound of ['in-2', 'in-3']) await receiveApplicationAdvice(advice(refused), NORTHGATE, inbound, world);
    expect((await standing(world)).open).toHaveLength(1);
  });

  test('that agrees changes nothing', async () => {
    const world = await answered();
    await receiveApplicationAdvice(advice({ ...refused, result: 'accepted', errors: [] }), NORTHGATE, 'in-2', world);
    expect(await standing(world)).toEqual({ status: 'accepted', open: [] });
  });

  test('about something that we never sent is shown to a person', async () => {
    const world = await answered();
    const stranger = { ...refused, reference: 'INV-9', documentType: '810', purchaseOrderNumber: undefined };
    await receiveApplicationAdvice(advice(stranger), NORTHGATE, 'in-2', world);
    expect((await standing(world)).open).toEqual([
      'functional-acknowledgement-unmatched: an 824 is about 810 INV-9, which we did not send: rejected, quantity differs (IQT)',
    ]);
  });
});

describe('an interchange acknowledgement (TA1)', () => {
  test('that rejects the envelope rejects what was in it', async () => {
    const world = await answered();
    const [sent] = await world.stores.outbound.list({ kind: 'acknowledgement' });
    const find = world.stores.outbound.findByControlNumber;
    world.stores.outbound.findByControlNumber = async (vendorCode, functionalId, number) =>
      functionalId === 'PR' && number === 56 ? sent : find(vendorCode, functionalId, number);
    const ta1 = { controlNumber: '000000056', result: 'rejected' as const, note: '024' };
    await receiveInterchangeAcknowledgement(ta1, NORTHGATE, 'in-2', world);
    expect(await standing(world)).toMatchObject({
      status: 'rejected',
      open: [expect.stringContaining('the interchange was rejected: content invalid')],
    });
  });

  test('that accepts it says nothing of the content', async () => {
    const world = await answered();
    const ta1 = { controlNumber: '000000056', result: 'accepted' as const, note: '000' };
    await receiveInterchangeAcknowledgement(ta1, NORTHGATE, 'in-2', world);
    expect(await standing(world)).toEqual({ status: 'accepted', open: [] });
  });
});
