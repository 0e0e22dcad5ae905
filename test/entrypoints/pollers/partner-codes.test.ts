import { describe, expect, test } from 'vitest';
import { instant } from '../../../sidecar/domain/calendar.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import { processInbound } from '../../../sidecar/entrypoints/pollers/inbound.ts';
import { interchange, order, po1 } from '../../codec/x12/sample.ts';
import { type FakeWorld, fakeWorld, NORTHGATE } from '../../fakes/world.ts';

const account = (x12Codes: Record<string, unknown>, change: object = {}) =>
  TradingPartner.parse({ ...NORTHGATE, ...change, x12Codes });

async function received(world: FakeWorld, text: string) {
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  const source = { channel: 'edi' as const, name: 'orders.edi', bytes };
  const { document } = await world.stores.inbound.keep(source, instant(world.now()));
  return processInbound(document.id, world);
}

const inCartons = interchange([order({ lines: [po1({ unit: 'CT', ids: 'ZZ*NK-0101' })] })]);

describe('what an account writes in codes of its own', () => {
  test('is read by its tables: a carton is a case, ZZ is our item number', async () => {
    const world = fakeWorld(undefined, account({ units: { CT: 'case' }, productIds: { ZZ: 'vendor-item' } }));
    expect((await received(world, inCartons)).state).toBe('processed');
    expect((await world.stores.purchaseOrders.find('4KQ7TZ1M'))?.document.lines[0]).toMatchObject({
      ordered: { amount: 24, unitOfMeasure: 'case' },
      productIds: [{ kind: 'vendor-item', value: 'NK-0101' }],
    });
  });

  test('is nobody else’s: the other account in the same file is read by the standard', async () => {
    const world = fakeWorld();
    const [mine, theirs] = [account({ units: { CT: 'case' } }), account({}, { vendorCode: 'NGK8U' })];
    const ids = new Map([
      ['NORTHGATEKW', mine],
      ['OTHERKITCHEN', theirs],
    ]);
    world.partners = {
      find: (vendorCode) => [mine, theirs].find((partner) => partner.vendorCode === vendorCode),
      findByInterchange: (_sender, receiver) => ids.get(receiver),
      all: () => [mine, theirs],
    };
    const other = inCartons
      .replaceAll('4KQ7TZ1M', '5LR8UA2N')
      .replace('NORTHGATEKW    ', 'OTHERKITCHEN   ')
      .replaceAll('000000101', '000000102')
      .replace('REF*CR*NGK7U', 'REF*CR*NGK8U');
    await received(world, inCartons + other);
    const unit = async (number: string) =>
      (await world.stores.purchaseOrders.find(number))?.document.lines[0]?.ordered.unitOfMeasure;
    expect([await unit('4KQ7TZ1M'), await unit('5LR8UA2N')]).toEqual(['case', 'other']);
  });

  test('in tables that are none: its orders are refused with what to correct, and come in by a replay', async () => {
    const world = fakeWorld(undefined, account({ units: { CT: 'carton' } }));
    expect((await received(world, inCartons)).state).toBe('quarantined');
    const [row] = await world.stores.discrepancies.list({ state: 'open' });
    expect(row?.detail).toMatchObject({ code: 'x12-codes-invalid', hint: expect.stringContaining('units') });

    const corrected = account({ units: { CT: 'case' } });
    world.partners = { ...world.partners, find: () => corrected, findByInterchange: () => corrected };
    expect((await processInbound('in-1', world)).state).toBe('processed');
    // The replay has answered what the first reading asked.
    expect((await world.stores.discrepancies.find(row?.id ?? ''))?.settledBy).toBe('vendor-bridge');
  });
});
