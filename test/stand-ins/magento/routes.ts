import type { Contract, OperationId } from './contract.ts';
import { adjust, hold, release } from './hold.ts';
import { type Entry, type Ledger, toReservation } from './ledger.ts';
import type { Orders } from './orders.ts';
import { carriesBarcode, positionOf } from './positions.ts';
import { refuse } from './refusal.ts';
import { type Searchable, search } from './search.ts';
import type { Product, Shop } from './shop.ts';
import type { Warehouse } from './warehouse.ts';
import type {
  AdjustRequest,
  DispatchRequest,
  HoldRequest,
  OrderRequest,
  ReleaseRequest,
  SearchCriteria,
  Track,
} from './wire.ts';

/** A call as the contract lets it through: parameters and body are checked already. */
export interface Call {
  path: Record<string, string>;
  query: { searchCriteria?: unknown; after?: string; limit?: number };
  body: unknown;
}

export interface Check {
  name: string;
  ok: boolean;
  message: string;
}

export interface House {
  shop: Shop;
  ledger: Ledger;
  orders: Orders;
  warehouse: Warehouse;
  checks: Check[];
  contract: Contract;
}

const RESERVATIONS: Searchable<Entry> = {
  fields: {
    purchase_order_number: (entry) => entry.purchase_order_number,
    status: (entry) => toReservation(entry).status,
    updated_at: (entry) => entry.updated_at,
    order_increment_id: (entry) => entry.order?.increment_id ?? '',
  },
  sortBy: 'purchase_order_number',
};

const PRODUCTS: Searchable<Product> = {
  fields: { sku: (product) => product.sku, type_id: (product) => product.type_id },
  matchers: { barcode: carriesBarcode },
  sortBy: 'sku',
};

/** What each route does. Whatever throws a Refusal here has changed nothing. */
export function routes(house: House): Record<OperationId, (call: Call) => unknown> {
  const { shop, ledger, orders, warehouse } = house;
  const once = idempotency();
  const numberOf = (call: Call) => call.path.purchase_order_number ?? '';

  return {
    holdStock(call) {
      const { reservation } = call.body as { reservation: HoldRequest };
      return once.answer('holdStock', '', reservation, () => hold(shop, ledger, reservation));
    },
    adjustReservation(call) {
      const { adjustment } = call.body as { adjustment: AdjustRequest };
      return once.answer('adjustReservation', numberOf(call), adjustment, () =>
        adjust(shop, ledger, numberOf(call), adjustment),
      );
    },
    releaseReservation(call) {
      const { release: request } = call.body as { release: ReleaseRequest };
      return once.answer('releaseReservation', numberOf(call), request, () => {
        const answer = release(ledger, numberOf(call), request);
        if (request.voids_key !== undefined) once.void(request.voids_key);
        return answer;
      });
    },
    createOrder(call) {
      const { order } = call.body as { order: OrderRequest };
      return once.answer('createOrder', numberOf(call), order, () => orders.convert(ledger.get(numberOf(call)), order));
    },
    recordDispatch(call) {
      const { dispatch } = call.body as { dispatch: DispatchRequest };
      return once.answer('recordDispatch', '', dispatch, () => warehouse.recordDispatch(dispatch));
    },
    setTracks(call) {
      return warehouse.setTracks(call.path.dispatch_id ?? '', (call.body as { tracks: Track[] }).tracks);
    },
    listReservations(call) {
      const page = search(ledger.entries(), (call.query.searchCriteria ?? {}) as SearchCriteria, RESERVATIONS);
      return { ...page, items: page.items.map(toReservation) };
    },
    getReservation: (call) => toReservation(ledger.get(numberOf(call))),
    queryStockPositions(call) {
      const { query } = call.body as { query: { skus: string[]; stock_id?: number } };
      const stockId = shop.stock(query.stock_id ?? shop.stockId).stock_id;
      return { as_of: shop.now(), items: query.skus.map((sku) => positionOf(shop, stockId, sku)) };
    },
    listStockPositions(call) {
      const page = search(shop.products(), (call.query.searchCriteria ?? {}) as SearchCriteria, PRODUCTS);
      return { ...page, items: page.items.map(({ sku }) => positionOf(shop, shop.stockId, sku)) };
    },
    readOutbox: (call) => shop.outbox.read(call.query.after, call.query.limit ?? 100),
    acknowledgeOutbox: (call) => shop.outbox.acknowledge((call.body as { cursor: string }).cursor),
    getStatus: () => ({
      module_version: '0.1.0',
      contract_version: house.contract.version,
      magento_version: '2.4.7-p3',
      healthy: house.checks.every(({ ok }) => ok),
      stock_id: shop.stockId,
      pool_sources: shop.options.sources.filter(({ in_pool }) => in_pool).map(({ source_code }) => source_code),
      checks: house.checks,
      outbox: shop.outbox.waiting(),
    }),
  };
}

/** One table for all routes: the key, what it was used for, and what was answered. Refusals are not kept. */
function idempotency() {
  const kept = new Map<string, { request: string; answer: string } | 'voided'>();
  return {
    answer(operation: OperationId, path: string, body: { idempotency_key: string }, work: () => unknown): unknown {
      const key = body.idempotency_key;
      const request = canonical({ operation, path, body });
      const before = kept.get(key);
      if (before === 'voided') throw refuse('key_voided', { idempotency_key: key });
      if (before && before.request !== request) throw refuse('key_reused', { idempotency_key: key });
      if (before) return JSON.parse(before.answer);
      const answer = work();
      kept.set(key, { request, answer: JSON.stringify(answer) });
      return answer;
    },
    void(key: string): void {
      if (!kept.has(key)) kept.set(key, 'voided');
    },
  };
}

/** The same JSON whatever the order of its members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
