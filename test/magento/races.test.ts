import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { magento } from './harness/suite.ts';
import { runTrials, type Verdict } from './races/trials.ts';
import { configure, liveTarget, setUpWorld } from './world.ts';

/** A thousand take minutes; every run of the suite does some. */
const TRIALS = Number(process.env.VENDOR_BRIDGE_RACE_TRIALS ?? 100);
const SOURCE = 'vb-east';
const SERIALISE = 'amazon_vendor/stock/serialise_checkout';
const SKUS = Array.from({ length: 8 }, (_, index) => `VB-RACE-${process.pid}-${index}`);

let stockId = 0;

beforeAll(async () => {
  ({ stockId } = await setUpWorld());
  await liveTarget().seedProducts(SKUS.map((sku) => ({ sku, quantities: { [SOURCE]: 1 } })));
});

afterAll(async () => {
  await configure({ [SERIALISE]: '1' });
  // The shoppers' orders were never saved; Magento would count their reservations as lost.
  await magento.sql(`DELETE FROM inventory_reservation WHERE sku IN (?) AND metadata LIKE '%"object_type":"order"%'`, [
    SKUS,
  ]);
});

describe('shoppers and Amazon reach for the last units at once', () => {
  test('no unit is promised twice', async () => {
    await configure({ [SERIALISE]: '1' });
    const verdict = await race(TRIALS);
    expect(verdict.failures).toEqual([]);
    expect(verdict.oversold).toBe(0);
    // Else the trials tried nothing: somebody always got something, and both sides now and then.
    expect(verdict.unitsPromised).toBeGreaterThan(verdict.unitsThere * 0.5);
    expect(verdict.shared).toBeGreaterThan(0);
  }, 900_000);

  test('with the lock switched off units are promised twice: the trials can fail', async () => {
    await configure({ [SERIALISE]: '0' });
    let oversold = 0;
    for (let rounds = 0; oversold === 0 && rounds < 10; rounds += 1) oversold += (await race(100)).oversold;
    expect(oversold).toBeGreaterThan(0);
  }, 900_000);
});

async function race(trials: number): Promise<Verdict> {
  const verdict = await runTrials({ skus: SKUS, stockId, sourceCode: SOURCE, trials, say: console.log });
  console.log(JSON.stringify({ ...verdict, failures: verdict.failures.length }));
  await magento.sql('DELETE m FROM queue_message m WHERE topic_name = ?', [
    'inventory.reservations.updateSalabilityStatus',
  ]);
  return verdict;
}
