import { must } from '../harness/production.ts';
import type { Magento } from '../harness/use.ts';
import { startRacers } from '../races/racers.ts';

export const CHECKOUT_SKU = 'VB-BENCH-CHECKOUT';
const SERIALISE = 'amazon_vendor/stock/serialise_checkout';
const WARM_UP = 3;

export type Pair = readonly [number, number];

/** Milliseconds of a guest's last click in one shop and in the other, in turn. */
export async function timeCheckouts(first: Magento, second: Magento, pairs: number): Promise<Pair[]> {
  const times: Pair[] = [];
  for (let pair = 0; pair < WARM_UP + pairs; pair += 1) {
    const carts = [await cart(first), await cart(second)] as const;
    const time = async (shop: Magento, id: string) => {
      const started = performance.now();
      await must(shop, `/V1/guest-carts/${id}/payment-information`, {
        email: SHOPPER.email,
        paymentMethod: { method: 'checkmo' },
        billing_address: SHOPPER,
      });
      return performance.now() - started;
    };
    // Whoever is second might find a warmer machine.
    const isTurned = pair % 2 === 1;
    const early = await (isTurned ? time(second, carts[1]) : time(first, carts[0]));
    const late = await (isTurned ? time(first, carts[0]) : time(second, carts[1]));
    if (pair >= WARM_UP) times.push(isTurned ? [late, early] : [early, late]);
  }
  return times;
}

/**
 * Milliseconds of the shop's check of the stock and its reservation, with the lock and without, in turn: that part of a
 * checkout which the lock is in. In two processes, each with the setting that it found at its start.
 */
export async function timeLock(magento: Magento, pairs: number): Promise<Pair[]> {
  const run = Date.now().toString(36).toUpperCase();
  let acts = 0;
  const racer = async (setting: '0' | '1') => {
    await magento.cli('config:set', SERIALISE, setting);
    const racers = await startRacers(magento, 1);
    const time = async () => {
      acts += 1;
      const started = performance.now();
      const [outcome] = await racers.race([
        { kind: 'checkout', id: `L${run}${acts}`, mode: 'partial', lines: [[CHECKOUT_SKU, 1]] },
      ]);
      if (outcome?.promised.length !== 1) throw new Error(`not reserved: ${JSON.stringify(outcome)}`);
      return performance.now() - started;
    };
    for (let warm = 0; warm < WARM_UP; warm += 1) await time();
    return { time, close: () => racers.close() };
  };
  const locked = await racer('1');
  const open = await racer('0');
  await magento.cli('config:set', SERIALISE, '1');
  const times: Pair[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const isTurned = pair % 2 === 1;
    const early = await (isTurned ? open : locked).time();
    const late = await (isTurned ? locked : open).time();
    times.push(isTurned ? [late, early] : [early, late]);
  }
  locked.close();
  open.close();
  return times;
}

async function cart(magento: Magento): Promise<string> {
  const id = String(await must(magento, '/V1/guest-carts'));
  await must(magento, `/V1/guest-carts/${id}/items`, { cartItem: { sku: CHECKOUT_SKU, qty: 1, quote_id: id } });
  await must(magento, `/V1/guest-carts/${id}/shipping-information`, {
    addressInformation: {
      shipping_address: SHOPPER,
      billing_address: SHOPPER,
      shipping_carrier_code: 'flatrate',
      shipping_method_code: 'flatrate',
    },
  });
  return id;
}

const SHOPPER = {
  firstname: 'Bench',
  lastname: 'Shopper',
  email: 'bench@shop.example',
  street: ['1 Example Street'],
  city: 'Phoenix',
  region_code: 'AZ',
  region: 'Arizona',
  region_id: 4,
  postcode: '85001',
  country_id: 'US',
  telephone: '0',
};
