import type { AmazonOrder, AmazonOrderLine } from '../../../test/stand-ins/amazon/order.ts';
import { PRODUCTS } from './cast.ts';

/** Amazon orders cases; the shop counts eaches. */
export const IN_CASES = '2HBT8C5N';
/** Amazon wants more than there is. */
export const SHORT_OF_STOCK = '4KQ7TZ1M';
/** A product that nobody here knows by that number. */
export const UNKNOWN_PRODUCT = '8CVN4QJD';
/** The same trade by API. */
export const BY_API = '6RWX2FGP';
/** These come last and are left for whoever watches. */
export const TO_SHIP = '5TGY3WKH';
export const PRESSING = '7BNR6XCV';
export const FOR_YOU = '3MPL9DSK';

/** The orders of the first morning, for an Amazon whose today is `now`. */
export function firstOrders(now: Date): { edi: AmazonOrder[]; api: AmazonOrder[] } {
  const deliveryWindow = window(now);
  return {
    edi: [
      {
        number: IN_CASES,
        shipTo: { id: 'PHX7', name: 'AMAZON.COM PHX7', ...address('PHOENIX', 'AZ', '85043') },
        deliveryWindow,
        methodOfPayment: 'CC',
        pricedPer: 'each',
        lines: [cases('NK-KETTLE-1L', 10, 12), cases('NK-POT-5L', 8, 6), eaches('NK-LID-28', 48)],
      },
      {
        number: SHORT_OF_STOCK,
        shipTo: { id: 'ONT8', name: 'AMAZON.COM ONT8', ...address('MORENO VALLEY', 'CA', '92551') },
        deliveryWindow,
        lines: [{ ...eaches('NK-PAN-28', 48), isBackOrderAllowed: true }, eaches('NK-LID-28', 24)],
      },
      {
        number: UNKNOWN_PRODUCT,
        shipTo: { id: 'ABE2', name: 'AMAZON.COM ABE2', ...address('BREINIGSVILLE', 'PA', '18031') },
        deliveryWindow,
        lines: [eaches('NK-BOARD-3', 20), eaches('NK-PEELER', 96)],
      },
    ],
    api: [
      {
        number: BY_API,
        shipTo: { id: 'PHX7', ...address('PHOENIX', 'AZ', '85043') },
        deliveryWindow,
        lines: [byAsin('NK-LID-28', 36), byAsin('NK-POT-5L', 12)],
      },
    ],
  };
}

/** What is left open on the board: one to ship, one doubt that presses, one that is fresh. */
export function lastOrders(now: Date): { yesterday: AmazonOrder[]; today(now: Date): AmazonOrder[] } {
  const to = (day: Date) => ({
    shipTo: { id: 'ONT8', name: 'AMAZON.COM ONT8', ...address('MORENO VALLEY', 'CA', '92551') },
    deliveryWindow: window(day),
  });
  return {
    yesterday: [
      { number: TO_SHIP, ...to(now), lines: [eaches('NK-BOARD-3', 20), cases('NK-POT-5L', 2, 6)] },
      {
        number: PRESSING,
        ...to(now),
        lines: [eaches('NK-LID-28', 36), { ...eaches('NK-POT-5L', 12), unitCost: '17.10' }],
      },
    ],
    today: (day) => [{ number: FOR_YOU, ...to(day), lines: [eaches('NK-LID-28', 12), cases('NK-KETTLE-1L', 4, 10)] }],
  };
}

function eaches(sku: string, quantity: number): AmazonOrderLine {
  const { upc, agreed_cost } = productOf(sku);
  return { ids: [{ qualifier: 'UP', value: upc }], quantity, unit: 'EA', unitCost: agreed_cost };
}

function cases(sku: string, quantity: number, unitSize: number): AmazonOrderLine {
  return { ...eaches(sku, quantity), unit: 'CA', unitSize };
}

function byAsin(sku: string, quantity: number): AmazonOrderLine {
  const { asin, agreed_cost } = productOf(sku);
  return {
    ids: [
      { qualifier: 'BP', value: asin },
      { qualifier: 'VN', value: sku },
    ],
    quantity,
    unit: 'EA',
    unitCost: agreed_cost,
  };
}

function productOf(sku: string) {
  const found = PRODUCTS.find((one) => one.sku === sku);
  if (found) return { upc: found.upc, asin: found.asin, agreed_cost: found.agreed_cost ?? '0' };
  throw new Error(`the demo's shop has no ${sku}`);
}

function address(city: string, stateOrRegion: string, postalCode: string) {
  return { addressLines: ['1 COMMERCE WAY'], city, stateOrRegion, postalCode, countryCode: 'US' };
}

function window(now: Date) {
  return { from: day(now, 5), to: day(now, 9) };
}

function day(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
