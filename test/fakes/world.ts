import { decimal } from '../../sidecar/domain/money.ts';
import { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import type { BusinessEvents } from '../../sidecar/ports/events.ts';
import type { TradingPartners } from '../../sidecar/ports/partners.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type MovableClock, movableClock } from './clock.ts';
import { inMemoryJournal } from './journal.ts';
import { type FakePartner, fakePartner } from './partner.ts';
import { type FakeProduct, type FakeStockMaster, fakeStockMaster } from './stock-master.ts';
import { inMemoryStores } from './stores.ts';

export interface FakeWorld extends World {
  clock: MovableClock;
  stockMaster: FakeStockMaster;
  partner: FakePartner;
}

export const NORTHGATE = TradingPartner.parse({
  vendorCode: 'NGK7U',
  region: 'na',
  currency: 'USD',
  interchange: { ourId: 'NORTHGATEKW' },
  shipFrom: {
    id: 'NGK7U',
    idKind: 'assigned-by-buyer',
    name: 'NORTHGATE KITCHENWARE',
    address: { lines: ['410 FOUNDRY ROAD'], city: 'RENO', stateOrRegion: 'NV', postalCode: '89502', countryCode: 'US' },
  },
  remitTo: { id: 'NGK7U', idKind: 'assigned-by-buyer', name: 'NORTHGATE KITCHENWARE LLC' },
  billTo: { id: 'AMAZON', idKind: 'assigned-by-buyer', name: 'AMAZON.COM SERVICES LLC' },
  gs1CompanyPrefix: '0614141',
  paymentTerms: { discountPercent: '2', discountDays: 30, netDays: 60 },
});

export const PRODUCTS: FakeProduct[] = [
  { sku: 'NK-0101', onHand: 100, barcode: '614141001019' },
  { sku: 'NK-0102', onHand: 40, casePack: 12, barcode: '614141001026' },
  { sku: 'NK-0103', onHand: 4 },
];

/** Everything in memory, a clock that stands, one account. */
export function fakeWorld(products: FakeProduct[] = PRODUCTS, partner: TradingPartner = NORTHGATE): FakeWorld {
  const clock = movableClock();
  const stores = inMemoryStores();
  return {
    clock,
    stores,
    journal: inMemoryJournal(),
    stockMaster: fakeStockMaster(products.map((product) => ({ ...product }))),
    partner: fakePartner(stores, clock.now),
    partners: onePartner(partner),
    events: silentEvents(),
    now: clock.now,
  };
}

export function onePartner(partner: TradingPartner): TradingPartners {
  const ids = partner.interchange;
  return {
    find: (vendorCode) => (vendorCode === partner.vendorCode ? partner : undefined),
    findByInterchange: (sender, receiver) => (sender === ids.partnerId && receiver === ids.ourId ? partner : undefined),
    all: () => [partner],
  };
}

export function silentEvents(): BusinessEvents {
  return new Proxy({} as BusinessEvents, { get: () => () => {} });
}

/** `NK-0101 24ea 11.75` per line; `3cs/12` is three cases of twelve, `3cs` leaves the case size out. */
export function orderOf(number: string, ...lines: string[]): PurchaseOrder {
  return PurchaseOrder.parse({
    number,
    type: 'regular',
    orderedOn: '2026-08-03',
    vendorCode: 'NGK7U',
    currency: 'USD',
    shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
    deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
    notes: [],
    lines: lines.map((text, index) => {
      const [id = '', quantity = '', unitCost] = text.split(/\s+/);
      const match = /^(\d+)(ea|cs)(?:\/(\d+))?$/.exec(quantity);
      if (!match) throw new Error(`'${quantity}' is not a quantity like 24ea or 3cs/12`);
      return {
        lineNumber: String(index + 1),
        position: index + 1,
        productIds: [{ kind: /^\d+$/.test(id) ? 'upc' : 'vendor-item', value: id }],
        ordered: {
          amount: Number(match[1]),
          unitOfMeasure: match[2] === 'ea' ? 'each' : 'case',
          ...(match[3] ? { eachesPerCase: Number(match[3]) } : {}),
        },
        ...(unitCost ? { unitCost: decimal(unitCost) } : {}),
        priceBasis: 'per-each',
      };
    }),
  });
}
