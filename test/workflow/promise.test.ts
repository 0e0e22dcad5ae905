/*
 * The promise of the house over whole journeys: whatever is ordered, whatever the shop has, and
 * whichever call is lost on the way, Amazon never hears of an each that the stock master does not hold.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { MagentoConnection } from '../../sidecar/adapters/magento/connection.ts';
import { magentoStockMaster } from '../../sidecar/adapters/magento/stock-master.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import type { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import type { FakeProduct } from '../fakes/stock-master.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { startMagento } from '../stand-ins/magento/magento.ts';
import { withFault } from './faults.ts';
import { HOUR, runFor } from './runs.ts';

const SKUS = ['A-1', 'B-12', 'C-6'] as const;
const CASE_PACK: Readonly<Record<string, number>> = { 'B-12': 12, 'C-6': 6 };

const stock = fc.record({ 'A-1': fc.nat(120), 'B-12': fc.nat(120), 'C-6': fc.nat(40) });

/** Clear lines and doubtful ones: a SKU of nobody, cases of unknown or of another size, no cost. */
const line = fc
  .record({
    sku: fc.constantFrom(...SKUS, ...SKUS, 'NOBODY'),
    amount: fc.nat(40),
    unit: fc.constantFrom('ea', 'cs', 'cs/12', 'cs/6'),
    cost: fc.constantFrom(' 4.2', ' 4.2', ' 4.2', ''),
  })
  .map(({ sku, amount, unit, cost }) => `${sku} ${amount}${unit}${cost}`);

const orders = fc.array(
  fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    isBackOrderAllowed: fc.option(fc.boolean(), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 3 },
);

type Ordered = (typeof orders extends fc.Arbitrary<infer Some> ? Some : never)[number];

function documents(some: readonly Ordered[], prefix = 'PO'): PurchaseOrder[] {
  return some.map(({ lines, isBackOrderAllowed }, index) => {
    const order = orderOf(`${prefix}${String(index + 1).padStart(6, '0')}`, ...lines);
    return isBackOrderAllowed === undefined ? order : { ...order, isBackOrderAllowed };
  });
}

async function receiveAll(world: World, some: readonly PurchaseOrder[], partner: TradingPartner) {
  for (const order of some) {
    const sighting = { channel: 'edi' as const, inboundId: `in-${order.number}`, at: instant(world.now()) };
    await receiveOrder(order, partner, sighting, world);
  }
}

interface Promised {
  sku: string;
  /** Promised to Amazon, in eaches. */
  accepted: number;
  /** In the stock master's books. */
  held: number;
}

/** Reads the answer to one order as Amazon would: unit by unit, with its own case sizes. */
async function promised(world: FakeWorld, order: PurchaseOrder): Promise<Promised[]> {
  const answer = world.partner.heard.get(`acknowledgement:${order.number}:1`);
  const lines = answer?.kind === 'acknowledgement' ? answer.document.lines : [];
  const held = new Map(
    (await world.stockMaster.reservations.held(order.number)).map((row) => [row.position, row.held]),
  );
  expect(lines.map(({ lineNumber }) => lineNumber)).toEqual(
    order.lines.filter(({ ordered }) => ordered.amount > 0).map(({ lineNumber }) => lineNumber),
  );
  return lines.map(({ lineNumber, ordered, dispositions }) => {
    const amountOf = (code: string) =>
      dispositions.filter((each) => each.code === code).reduce((total, { quantity }) => total + quantity.amount, 0);
    for (const { quantity } of dispositions) {
      expect(Number.isSafeInteger(quantity.amount) && quantity.amount > 0).toBe(true);
      expect(quantity.unitOfMeasure).toBe(ordered.unitOfMeasure);
    }
    expect(amountOf('accepted') + amountOf('backordered') + amountOf('rejected')).toBe(ordered.amount);
    if (order.isBackOrderAllowed === false) expect(amountOf('backordered')).toBe(0);
    const original = order.lines.find((each) => each.lineNumber === lineNumber);
    const sku = original?.productIds[0]?.value ?? '';
    const pack = ordered.unitOfMeasure === 'each' ? 1 : (ordered.eachesPerCase ?? CASE_PACK[sku] ?? Number.NaN);
    const accepted = amountOf('accepted') === 0 ? 0 : amountOf('accepted') * pack;
    return { sku, accepted, held: held.get(original?.position ?? 0) ?? 0 };
  });
}

function expectHonest(lines: readonly Promised[], counts: Readonly<Record<string, number>>): void {
  // Not less either: what is held and promised to nobody is kept from the shop for nothing.
  for (const { sku, accepted, held } of lines) expect({ sku, accepted }).toEqual({ sku, accepted: held });
  for (const sku of SKUS) {
    const all = lines.filter((each) => each.sku === sku).reduce((total, { accepted }) => total + accepted, 0);
    expect(all).toBeLessThanOrEqual(counts[sku] ?? 0);
  }
}

test('no unit is promised twice, cases stay whole and codes sum up, whichever call is lost on the way', async () => {
  const products = (counts: Readonly<Record<string, number>>) =>
    SKUS.map((sku): FakeProduct => {
      const casePack = CASE_PACK[sku];
      return { sku, onHand: counts[sku] ?? 0, ...(casePack === undefined ? {} : { casePack }) };
    });
  const fault = fc.record({ at: fc.nat(80), when: fc.constantFrom('before', 'after'), lasting: fc.constant(false) });
  const shortage = fc.constantFrom('backorder', 'reject');
  await fc.assert(
    fc.asyncProperty(stock, orders, fault, shortage, async (counts, some, lost, policy) => {
      const partner = TradingPartner.parse({ ...NORTHGATE, policies: { ...NORTHGATE.policies, shortage: policy } });
      const world = fakeWorld(products(counts), partner);
      const placed = documents(some);
      await receiveAll(world, placed, partner);
      await runFor(30 * HOUR, engine(withFault(world, lost).world, SAGAS, 'test'), world);
      const lines: Promised[] = [];
      for (const order of placed) lines.push(...(await promised(world, order)));
      expectHonest(lines, counts);
    }),
    { numRuns: 30 },
  );
}, 60_000);

describe('in a Magento shop that many orders want to buy from at once', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const close of closing.splice(0)) await close();
  });

  test.each(['partial', 'whole-line', 'whole-order'] as const)(
    'held %s: no unit is promised twice',
    async (holdMode) => {
      const counts = { 'A-1': 300, 'B-12': 250, 'C-6': 50 };
      const magento = await startMagento({
        products: SKUS.map((sku) => {
          const casePack = CASE_PACK[sku];
          return {
            sku,
            quantities: { default: counts[sku] },
            ...(casePack === undefined ? {} : { case_pack: casePack }),
          };
        }),
      });
      closing.push(magento.close);
      const partner = TradingPartner.parse({ ...NORTHGATE, policies: { ...NORTHGATE.policies, holdMode } });
      const calm = fakeWorld([], partner);
      const credentials = { kind: 'bearer', token: magento.integration.token };
      const master = magentoStockMaster(MagentoConnection.parse({ baseUrl: magento.url, credentials }));
      const world: FakeWorld = { ...calm, stockMaster: { ...calm.stockMaster, ...master } };
      for (const sku of SKUS) {
        await world.stores.itemReferences.learn('NGK7U', { kind: 'vendor-item', value: sku }, sku);
      }
      const placed = documents(fc.sample(orders, { numRuns: 8, seed: 855 }).flat());
      await receiveAll(world, placed, partner);
      const workers = ['anna', 'bert', 'cleo'].map((name) => engine(world, SAGAS, name));
      await Promise.all(workers.map((worker) => worker.runDue()));
      world.clock.advance(23 * HOUR);
      await Promise.all(workers.map((worker) => worker.runDue()));
      const lines: Promised[] = [];
      for (const order of placed) lines.push(...(await promised(world, order)));
      expectHonest(lines, counts);
      expect(lines.some(({ accepted }) => accepted > 0)).toBe(true);
    },
  );
});
