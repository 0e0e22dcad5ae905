import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { ChangeAcknowledgement } from '../../sidecar/domain/change-acknowledgement.ts';
import { OrderChange } from '../../sidecar/domain/order-change.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder, receiveOrderChange } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { sentAcknowledgement } from '../../sidecar/workflow/shipped.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { heard } from './heard.ts';

const NUMBER = '4KQ7TZ1M';
const BY_865 = TradingPartner.parse({ ...NORTHGATE, policies: { changeAnswer: '865' } });

function sighting(world: FakeWorld) {
  return { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
}

async function answered(partner: TradingPartner, ...lines: string[]): Promise<FakeWorld> {
  const world = fakeWorld(undefined, partner);
  await receiveOrder(orderOf(NUMBER, ...lines), partner, sighting(world), world);
  await engine(world, SAGAS, 'test').runDue();
  return world;
}

async function changedBy860(world: FakeWorld, change: object, partner = BY_865): Promise<void> {
  const document = OrderChange.parse({ number: NUMBER, purpose: 'change', notes: [], lines: [], ...change });
  await receiveOrderChange(document, partner, sighting(world), world);
  await engine(world, SAGAS, 'test').runDue();
}

const each = (amount: number) => ({ amount, unitOfMeasure: 'each' as const });
const line = (change: string, lineNumber: string, rest: object = {}) => ({
  change,
  lineNumber,
  position: 1,
  productIds: [],
  priceBasis: 'unstated',
  ...rest,
});

function said865(world: FakeWorld, key: string): ChangeAcknowledgement | undefined {
  const content = world.partner.heard.get(key);
  return content?.kind === 'acknowledgement' ? content.change : undefined;
}

/** `1 quantity-decreased: 10 accepted` */
function inWords(answer: ChangeAcknowledgement | undefined): string[] | undefined {
  return answer?.lines.map(
    ({ lineNumber, change, dispositions }) =>
      `${lineNumber} ${change}: ${dispositions.map(({ code, quantity }) => `${quantity.amount} ${code}`).join(', ')}`,
  );
}

describe('an account that takes an 865', () => {
  test('hears of the changed lines alone, under the codes and numbers of the 860', async () => {
    const world = await answered(BY_865, 'NK-0101 24ea 11.75', 'NK-0102 2cs/12 5.85', 'NK-0103 2ea 1');
    await changedBy860(world, {
      changedOn: '2026-08-05',
      sequence: '7',
      lines: [
        line('quantity-decreased', '1', { ordered: each(10), left: 14 }),
        line('deleted', '3', { position: 2, left: 2 }),
      ],
    });
    const answer = said865(world, 'acknowledgement:4KQ7TZ1M:2');
    expect(inWords(answer)).toEqual(['1 quantity-decreased: 10 accepted', '3 deleted: 2 rejected']);
    expect(answer).toMatchObject({ changedOn: '2026-08-05', sequence: '7', lines: [{ left: 14 }, { left: 2 }] });
    // What is promised of the whole order is known all the same: the next change begins from it.
    expect(heard(world, NUMBER, 2)).toEqual(['1: 10/0/0', '2: 2/0/0']);
    expect((await sentAcknowledgement(NUMBER, world))?.lines).toHaveLength(2);
  });

  test('hears one answer to two changes of which the first was not answered', async () => {
    const world = await answered(BY_865, 'NK-0101 24ea 11.75', 'NK-0103 2ea 1');
    const first = OrderChange.parse({
      number: NUMBER,
      purpose: 'change',
      notes: [],
      lines: [line('quantity-decreased', '1', { ordered: each(10) })],
    });
    await receiveOrderChange(first, BY_865, sighting(world), world);
    await changedBy860(world, { lines: [line('deleted', '2')] });
    expect(inWords(said865(world, 'acknowledgement:4KQ7TZ1M:3'))).toEqual([
      '1 quantity-decreased: 10 accepted',
      '2 deleted: 2 rejected',
    ]);
    expect(world.partner.heard.has('acknowledgement:4KQ7TZ1M:2')).toBe(false);
  });

  test('hears the same of an order that came changed as a second 850, under the codes that an 860 would have', async () => {
    const world = await answered(BY_865, 'NK-0101 24ea 11.75', 'NK-0103 2ea 1');
    const again = orderOf(NUMBER, 'NK-0101 30ea 11.75', 'NK-0103 0ea 1', 'NK-0102 1cs/12 5.85');
    await receiveOrder(again, BY_865, sighting(world), world);
    await engine(world, SAGAS, 'test').runDue();
    expect(inWords(said865(world, 'acknowledgement:4KQ7TZ1M:2'))).toEqual([
      '1 quantity-increased: 30 accepted',
      '2 deleted: 2 rejected',
      '3 added: 1 accepted',
    ]);
  });

  test('hears that all was taken back; taken up again it is measured by what was promised before', async () => {
    const world = await answered(BY_865, 'NK-0101 24ea 11.75');
    await changedBy860(world, { purpose: 'cancellation' });
    expect(inWords(said865(world, 'taken-back:4KQ7TZ1M:2'))).toEqual(['1 deleted: 24 rejected']);
    expect([...world.stockMaster.books.held.values()]).toEqual([]);
    await changedBy860(world, { lines: [line('quantity-increased', '1', { ordered: each(24) })] });
    expect(inWords(said865(world, 'acknowledgement:4KQ7TZ1M:3'))).toEqual(['1 quantity-increased: 24 accepted']);
    expect([...world.stockMaster.books.held.values()]).toEqual([24]);
  });

  test('hears of every line where the window was moved', async () => {
    const world = await answered(BY_865, 'NK-0101 24ea 11.75', 'NK-0103 2ea 1');
    await changedBy860(world, { deliveryWindow: { from: '2026-08-17', to: '2026-08-21' } });
    expect(inWords(said865(world, 'acknowledgement:4KQ7TZ1M:2'))).toEqual([
      '1 rescheduled: 24 accepted',
      '2 rescheduled: 2 accepted',
    ]);
  });
});

describe('an account that takes none', () => {
  test.each([
    ['by its policy, as from the start', NORTHGATE],
    ['as it acknowledges by SP-API', TradingPartner.parse({ ...BY_865, channels: { acknowledgement: 'sp-api' } })],
  ])('%s: the whole order is acknowledged again', async (_why, partner) => {
    const world = await answered(partner, 'NK-0101 24ea 11.75', 'NK-0103 2ea 1');
    await changedBy860(world, { lines: [line('quantity-decreased', '1', { ordered: each(10) })] }, partner);
    expect([heard(world, NUMBER, 2), said865(world, 'acknowledgement:4KQ7TZ1M:2')]).toEqual([
      ['1: 10/0/0', '2: 2/0/0'],
      undefined,
    ]);
  });
});
