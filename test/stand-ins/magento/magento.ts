import type { AddressInfo } from 'node:net';
import { authority, DEFAULT_INTEGRATION, type Integration } from './auth.ts';
import { loadContract } from './contract.ts';
import { type Fault, faultSwitch } from './faults.ts';
import { type CallRecord, httpServer } from './http.ts';
import { contradictions } from './invariants.ts';
import { openLedger, toReservation } from './ledger.ts';
import { type MagentoOrder, openOrders } from './orders.ts';
import { type Check, routes } from './routes.ts';
import { openShop, type Product, type ProductSeed, type ReservationRow, type ShopOptions } from './shop.ts';
import { openWarehouse, type Shipment, type ShipmentTrack, type ShipOptions } from './warehouse.ts';
import type { Dispatch, OutboxItem, Reservation, Track } from './wire.ts';

export interface MagentoOptions extends Partial<ShopOptions> {
  /** Any free one where absent. */
  port?: number;
  integrations?: Integration[];
  /** What `status` says of itself. */
  checks?: Check[];
}

/** The whole state, as plain data. */
export interface Books {
  products: Product[];
  reservation_rows: ReservationRow[];
  reservations: Reservation[];
  orders: Omit<MagentoOrder, 'cancel'>[];
  shipments: Shipment[];
  dispatches: Dispatch[];
  outbox: OutboxItem[];
}

/** A running stand-in: a Magento with the module, as far as the contract shows it. */
export interface RunningMagento {
  /** `http://127.0.0.1:54321`, without `/rest`. */
  url: string;
  integration: Integration;
  books(): Books;
  /** How the books contradict themselves; always empty unless stock was lost by `setOnHand`. */
  contradictions(): string[];
  calls: CallRecord[];
  /** Messages that broke the contract, ours or theirs. */
  breaches: string[];
  failNext(fault: Fault): void;
  clearFaults(): void;

  putProduct(seed: ProductSeed): Product;
  /** A count, a delivery, a loss: what the source has from now on. */
  setOnHand(sku: string, sourceCode: string, quantity: number): void;
  /** A shopper buys. Throws the refusal where not enough is salable. */
  placeRetailOrder(sku: string, quantity: number, stockId?: number): MagentoOrder;
  cancelOrder(incrementId: string): void;
  /** Without `lines` all that is left of the order. */
  shipOrder(incrementId: string, lines?: { sku: string; quantity: number }[], options?: ShipOptions): Shipment;
  addTrack(shipmentId: number, track: { carrier_code?: string; title?: string; number: string }): ShipmentTrack;
  changeTrack(shipmentId: number, trackId: number, change: Partial<Track>): void;
  removeTrack(shipmentId: number, trackId: number): void;
  setCheck(check: Check): void;
  setOrderConversion(conversion: ShopOptions['orderConversion']): void;
  close(): Promise<void>;
}

const HEALTHY: Check[] = [
  'stock_is_subtracted',
  'checkout_is_serialised',
  'stock_changes_are_watched',
  'salability_consumer_runs',
  'outbox_moves',
  'amazon_source_is_guarded',
].map((name) => ({ name, ok: true, message: 'as it should be' }));

/**
 * Starts a stand-in. Every request and every answer is checked against contracts/rest/openapi.yaml and
 * every event against its schema, so that it cannot drift from what the real module promises.
 */
export async function startMagento(options: MagentoOptions = {}): Promise<RunningMagento> {
  const contract = loadContract();
  const shop = openShop({
    products: options.products ?? [],
    sources: options.sources ?? [{ source_code: 'default', in_pool: true }],
    stocks: options.stocks ?? [{ stock_id: 1, source_codes: ['default'] }],
    buffer: options.buffer ?? 0,
    purchaseOrdersMayUseBuffer: options.purchaseOrdersMayUseBuffer ?? false,
    orderConversion: options.orderConversion ?? 'auto',
    clock: options.clock ?? (() => new Date()),
  });
  const ledger = openLedger(shop);
  const orders = openOrders(shop, ledger);
  const warehouse = openWarehouse(shop, ledger, orders);
  const checks = structuredClone(options.checks ?? HEALTHY);
  const integrations = options.integrations ?? [DEFAULT_INTEGRATION];
  const faults = faultSwitch();
  const calls: CallRecord[] = [];
  const breaches: string[] = [];
  let eventsChecked = 0;

  const server = httpServer({
    contract,
    gate: authority(integrations),
    faults,
    handlers: routes({ shop, ledger, orders, warehouse, checks, contract }),
    inTransaction,
    calls,
    breaches,
    baseUrl: () => url,
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    integration: integrations[0] ?? DEFAULT_INTEGRATION,
    books: () =>
      structuredClone({
        products: shop.products(),
        reservation_rows: shop.rows,
        reservations: ledger.entries().map(toReservation),
        orders: orders.all().map(({ cancel: _, ...order }) => order),
        shipments: warehouse.shipments(),
        dispatches: warehouse.dispatches(),
        outbox: shop.outbox.since(0),
      }),
    contradictions: () => contradictions(shop, ledger, orders),
    calls,
    breaches,
    failNext: faults.failNext,
    clearFaults: faults.clear,
    putProduct: (seed) => inTransaction(() => shop.putProduct(seed)),
    setOnHand: (sku, source, quantity) => inTransaction(() => shop.setOnHand(source, sku, quantity)),
    placeRetailOrder: (sku, quantity, stockId = shop.stockId) =>
      inTransaction(() => orders.place(sku, quantity, stockId)),
    cancelOrder: (incrementId) => inTransaction(() => orders.cancel(incrementId)),
    shipOrder: (incrementId, lines, ship = {}) => inTransaction(() => warehouse.shipOrder(incrementId, lines, ship)),
    addTrack: (shipmentId, track) => inTransaction(() => warehouse.addTrack(shipmentId, track)),
    changeTrack: (shipmentId, trackId, change) =>
      inTransaction(() => warehouse.changeTrack(shipmentId, trackId, change)),
    removeTrack: (shipmentId, trackId) => inTransaction(() => warehouse.removeTrack(shipmentId, trackId)),
    setOrderConversion(conversion) {
      shop.options.orderConversion = conversion;
    },
    setCheck(check) {
      const known = checks.findIndex(({ name }) => name === check.name);
      if (known < 0) checks.push(check);
      else checks[known] = check;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };

  function inTransaction<T>(work: () => T): T {
    const answer = shop.transaction(work);
    checkNewEvents();
    return answer;
  }

  function checkNewEvents(): void {
    const fresh = shop.outbox.since(eventsChecked);
    eventsChecked += fresh.length;
    for (const { cursor, topic, payload } of fresh) {
      const schema = topic === 'magento.stock.v1' ? 'stock-changed.v1' : 'dispatch-recorded.v1';
      const wrong = contract.wrongEvent(schema, JSON.parse(payload));
      if (wrong) breaches.push(`event ${cursor} of ${topic}: ${wrong.field} ${wrong.why}`);
    }
  }
}
