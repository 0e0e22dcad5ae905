import { describe, expect, test } from 'vitest';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { INVENTORY_REPORT } from '../../sidecar/workflow/inventory-report.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { watchInventory } from '../../sidecar/workflow/watch-inventory.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld, NORTHGATE } from '../fakes/world.ts';
import { runInHouse } from './command.ts';

async function stocked(change: object = {}): Promise<FakeWorld> {
  const world = fakeWorld(undefined, TradingPartner.parse({ ...NORTHGATE, ...change }));
  const { itemReferences } = world.stores;
  await itemReferences.learn('NGK7U', { kind: 'asin', value: 'B0NK000101' }, 'NK-0101');
  await itemReferences.learn('NGK7U', { kind: 'asin', value: 'B0NK000103' }, 'NK-0103');
  await itemReferences.learn('NGK7U', { kind: 'asin', value: 'B0NK000999' }, 'NK-0999');
  return world;
}

const run = (world: World, ...words: string[]) => runInHouse({ world }, ['inventory', 'send', ...words]);

describe('inventory send', () => {
  test('--dry-run shows what would be told and why, and neither keeps nor sends anything', async () => {
    const world = await stocked({ inventory: { bufferEaches: 3 } });
    const { out, exit } = await run(world, '--dry-run');
    expect(exit).toBe(0);
    expect(out).toBe(`SKU      Told as          Eaches  Why
NK-0101  asin B0NK000101      97  100 to promise, 3 kept back
NK-0103  asin B0NK000103       1  4 to promise, 3 kept back

Not told         Why
asin B0NK000999  the shop knows no SKU NK-0999

Nothing was sent. Without --dry-run this is told to Amazon for NGK7U by EDI.
`);
    expect(world.partner.heard.size).toBe(0);
    expect(await world.journal.list({})).toEqual([]);
    expect(await world.stores.audit.list({})).toEqual([]);
  });

  test('tells Amazon at once, under the name of whoever asked, and the house follows the answer', async () => {
    const world = await stocked();
    const { out, exit } = await run(world, '--vendor-code', 'NGK7U');
    expect(exit).toBe(0);
    const [key] = world.partner.heard.keys();
    expect(key).toBe('inventory-report:NGK7U:2026-08-03T10:00:00.000Z');
    expect(out).toContain(`Amazon was told for NGK7U: ${key} (out-1). Its answer shows in the outbox.`);
    expect(await world.stores.audit.list({})).toMatchObject([
      { who: 'maria', action: 'send inventory report', subject: 'NGK7U', detail: '2 products' },
    ]);
    await engine(world, SAGAS, 'server').runDue();
    expect((await world.journal.list({ saga: INVENTORY_REPORT })).map(({ status }) => status)).toEqual(['done']);
    expect(await world.stores.outbound.list({})).toHaveLength(1);
  });

  test('the next one by itself comes in its own time, and knows what this one told', async () => {
    const world = await stocked({ inventory: { everyHours: 4 } });
    await run(world);
    world.stockMaster.products.delete('NK-0103');
    await engine(world, SAGAS, 'server').runDue();
    await watchInventory(world);
    expect(world.partner.heard.size).toBe(1);
    world.clock.advance(2 * 3_600_000);
    await watchInventory(world);
    await engine(world, SAGAS, 'server').runDue();
    const said = [...world.partner.heard.values()].at(-1);
    expect(said).toMatchObject({ document: { items: [{ available: 100 }, { available: 0 }] } });
  });

  test('--json prints one product a line, and at the end what became of it', async () => {
    const { out } = await run(await stocked(), '--json');
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { productId: { kind: 'asin', value: 'B0NK000101' }, sku: 'NK-0101', available: 100, why: '100 to promise' },
      { productId: { kind: 'asin', value: 'B0NK000103' }, sku: 'NK-0103', available: 4, why: '4 to promise' },
      {
        productIds: [{ kind: 'asin', value: 'B0NK000999' }],
        sku: 'NK-0999',
        leftOut: 'the shop knows no SKU NK-0999',
      },
      {
        documentId: 'out-1',
        reference: expect.stringContaining('inventory-report:'),
        isHeldBack: false,
        isToEnter: false,
      },
    ]);
  });

  test('an account that is not live says beforehand that nothing would leave', async () => {
    const { out } = await run(await stocked({ mode: 'never-send' }), '--dry-run');
    expect(out).toContain('this is made and held back: NGK7U is set to never-send');
  });

  test('what cannot be told is said, with what to do', async () => {
    const nothing = await run(fakeWorld());
    expect(nothing.exit).toBe(2);
    expect(JSON.parse(nothing.err)).toMatchObject({ code: 'not-found', place: 'NGK7U' });
    const stranger = await run(await stocked(), '--vendor-code', 'NOBODY');
    expect(stranger.exit).toBe(2);
    expect(JSON.parse(stranger.err)).toMatchObject({ code: 'usage', hint: 'Name one with --vendor-code: NGK7U.' });
  });
});
