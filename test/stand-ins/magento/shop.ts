import assert from 'node:assert/strict';
import type { Clock } from '../../../sidecar/domain/calendar.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { refuse } from './refusal.ts';
import type { Problem, SourceFigure, StockFigures } from './wire.ts';

export interface ProductSeed {
  sku: string;
  name?: string;
  /** `simple` unless told. */
  type_id?: string;
  manage_stock?: boolean;
  enabled?: boolean;
  case_pack?: number;
  /** Eaches kept for the shop; the shop's own buffer where absent. */
  buffer?: number;
  agreed_cost?: string;
  barcodes?: string[];
  /** Salable never counts the last ones: MSI's out-of-stock threshold. */
  min_qty?: number;
  /** Source code -> on hand. */
  quantities?: Record<string, number>;
  /** Sources whose stock status is "out of stock", whatever they have. */
  out_of_stock_in?: string[];
}

export interface Product extends ProductSeed {
  product_id: number;
  name: string;
  type_id: string;
  quantities: Record<string, number>;
}

export interface SourceSeed {
  source_code: string;
  enabled?: boolean;
  /** Open to Amazon. */
  in_pool: boolean;
}

export interface StockSeed {
  stock_id: number;
  source_codes: string[];
}

/** One row of `inventory_reservation`. Only ever appended. */
export interface ReservationRow {
  reservation_id: number;
  stock_id: number;
  sku: string;
  quantity: number;
  metadata: { event_type: string; object_type: string; object_id: string; object_increment_id: string };
}

export interface ShopOptions {
  products: ProductSeed[];
  sources: SourceSeed[];
  /** The first is the configured one. */
  stocks: StockSeed[];
  /** Eaches kept for the shop of a product that says nothing. */
  buffer: number;
  /** Lets purchase orders have what the buffer keeps. */
  purchaseOrdersMayUseBuffer: boolean;
  /** Whether the bridge makes orders of purchase orders, or people do, or nobody. */
  orderConversion: 'auto' | 'manual' | 'never';
  clock: Clock;
}

const COMPOSITE = new Set(['bundle', 'configurable', 'grouped']);

/** MSI as far as it decides anything here: catalogue, sources, reservations, and the outbox written with them. */
export interface Shop {
  readonly options: ShopOptions;
  readonly stockId: number;
  readonly outbox: Outbox;
  readonly rows: ReservationRow[];
  /** Open eaches for Amazon, moved by the ledger. Key of `stock`. */
  readonly amazonReserved: Map<string, number>;
  now(): string;
  products(): Product[];
  /** In whatever case, as the database compares. */
  product(sku: string): Product | undefined;
  problemOf(sku: string): Problem | undefined;
  stock(stockId: number): StockSeed;
  source(code: string): SourceSeed;
  salable(stockId: number, sku: string): number;
  figures(stockId: number, sku: string): StockFigures;
  reserve(stockId: number, sku: string, quantity: number, metadata: ReservationRow['metadata']): void;
  moveAmazonReserved(stockId: number, sku: string, by: number): void;
  /** 409 `source_short` unless the source has it all. */
  assertOnHand(sourceCode: string, demands: readonly { sku: string; quantity: number }[]): void;
  deduct(sourceCode: string, sku: string, quantity: number): void;
  setOnHand(sourceCode: string, sku: string, quantity: number): void;
  putProduct(seed: ProductSeed): Product;
  /** Runs one transaction: afterwards every SKU it touched is checked and its change is in the outbox. */
  transaction<T>(work: () => T): T;
}

export function openShop(options: ShopOptions): Shop {
  const catalogue = new Map<string, Product>();
  const rows: ReservationRow[] = [];
  const reserved = new Map<string, number>();
  const amazonReserved = new Map<string, number>();
  const touched = new Set<string>();
  const published = new Map<string, string>();
  const configured = options.stocks[0];
  assert(configured, 'a shop has at least one stock');
  const now = () => options.clock().toISOString();
  const outbox = openOutbox(now);

  const shop: Shop = {
    options,
    stockId: configured.stock_id,
    outbox,
    rows,
    amazonReserved,
    now,
    products: () => [...catalogue.values()],
    product: (sku) => catalogue.get(sku.toLowerCase()),
    problemOf(sku) {
      const product = shop.product(sku);
      if (!product) return 'unknown_sku';
      if (product.sku !== sku) return 'sku_case_differs';
      if (COMPOSITE.has(product.type_id)) return 'composite_product';
      return product.manage_stock === false ? 'not_managed' : undefined;
    },
    stock(stockId) {
      const found = options.stocks.find(({ stock_id }) => stock_id === stockId);
      if (!found) throw refuse('no_such_stock', { stock_id: stockId });
      return found;
    },
    source(code) {
      const found = options.sources.find(({ source_code }) => source_code === code);
      if (!found) throw refuse('no_such_source', { source_code: code });
      return found;
    },
    salable(stockId, sku) {
      const product = mustHave(sku);
      const onHand = sum(sourcesOf(stockId, product).filter(({ in_stock }) => in_stock));
      return onHand + (reserved.get(stockKey(stockId, sku)) ?? 0) - (product.min_qty ?? 0);
    },
    figures(stockId, sku) {
      const product = mustHave(sku);
      const sources = sourcesOf(stockId, product);
      const salable = shop.salable(stockId, sku);
      const pool = sum(sources.filter(({ in_stock, in_pool }) => in_stock && in_pool));
      const forAmazon = amazonReserved.get(stockKey(stockId, sku)) ?? 0;
      const buffer = product.buffer ?? options.buffer;
      return {
        stock_id: stockId,
        sources,
        salable_quantity: salable,
        pool_quantity: pool,
        amazon_reserved: forAmazon,
        buffer,
        available_to_promise: availableToPromise(salable, pool - forAmazon, buffer),
        sequence: outbox.sequence('magento.stock.v1', sku),
      };
    },
    reserve(stockId, sku, quantity, metadata) {
      if (quantity === 0) return;
      assert(JSON.stringify(metadata).length <= 255, 'Magento would cut this metadata');
      rows.push({ reservation_id: rows.length + 1, stock_id: stockId, sku, quantity, metadata });
      reserved.set(stockKey(stockId, sku), (reserved.get(stockKey(stockId, sku)) ?? 0) + quantity);
      touched.add(sku);
    },
    moveAmazonReserved(stockId, sku, by) {
      amazonReserved.set(stockKey(stockId, sku), (amazonReserved.get(stockKey(stockId, sku)) ?? 0) + by);
      touched.add(sku);
    },
    assertOnHand(sourceCode, demands) {
      const wanted = new Map<string, number>();
      for (const { sku, quantity } of demands) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
      for (const [sku, quantity] of wanted) {
        const onHand = mustHave(sku).quantities[sourceCode] ?? 0;
        if (onHand < quantity)
          throw refuse('source_short', { source_code: sourceCode, sku, quantity, on_hand: onHand });
      }
    },
    deduct(sourceCode, sku, quantity) {
      shop.setOnHand(sourceCode, sku, (mustHave(sku).quantities[sourceCode] ?? 0) - quantity);
    },
    setOnHand(sourceCode, sku, quantity) {
      const product = mustHave(sku);
      shop.source(sourceCode);
      product.quantities[sourceCode] = quantity;
      touched.add(product.sku);
    },
    putProduct(seed) {
      const known = shop.product(seed.sku);
      const product: Product = {
        ...known,
        ...seed,
        product_id: known?.product_id ?? catalogue.size + 1,
        name: seed.name ?? known?.name ?? seed.sku,
        type_id: seed.type_id ?? known?.type_id ?? 'simple',
        quantities: { ...(seed.quantities ?? known?.quantities) },
      };
      for (const code of Object.keys(product.quantities)) shop.source(code);
      catalogue.set(seed.sku.toLowerCase(), product);
      touched.add(product.sku);
      return product;
    },
    transaction(work) {
      const answer = work();
      for (const sku of touched) publishStockChange(sku);
      touched.clear();
      return answer;
    },
  };

  shop.transaction(() => {
    for (const seed of options.products) shop.putProduct(seed);
  });
  return shop;

  function mustHave(sku: string): Product {
    const product = shop.product(sku);
    assert(product, `the shop has no product ${sku}`);
    return product;
  }

  function sourcesOf(stockId: number, product: Product): SourceFigure[] {
    return shop
      .stock(stockId)
      .source_codes.filter((code) => code in product.quantities && shop.source(code).enabled !== false)
      .sort()
      .map((code) => ({
        source_code: code,
        quantity: product.quantities[code] ?? 0,
        in_stock: !(product.out_of_stock_in ?? []).includes(code),
        in_pool: shop.source(code).in_pool,
      }));
  }

  /** Of the configured stock only: the feed to Amazon knows one. Nothing is said twice. */
  function publishStockChange(sku: string): void {
    if (shop.problemOf(sku) !== undefined) return;
    const { sequence: _, ...figures } = shop.figures(shop.stockId, sku);
    const casePack = mustHave(sku).case_pack;
    const data = { sku, ...figures, ...(casePack === undefined ? {} : { case_pack: casePack }) };
    const text = JSON.stringify(data);
    if (published.get(sku) === text) return;
    published.set(sku, text);
    outbox.append('magento.stock.v1', sku, data);
  }
}

/** Key of a SKU in one stock. */
export function stockKey(stockId: number, sku: string): string {
  return `${stockId}|${sku}`;
}

export function availableToPromise(salable: number, poolLeft: number, buffer: number): number {
  return Math.max(0, Math.floor(Math.min(salable, poolLeft) - buffer));
}

function sum(sources: readonly SourceFigure[]): number {
  return sources.reduce((total, { quantity }) => total + quantity, 0);
}
