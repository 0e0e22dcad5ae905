/** The bodies of contracts/rest/openapi.yaml as types. The document decides; contract.ts checks every message against it. */

export type Mode = 'partial' | 'whole_line' | 'whole_order';
export type Problem = 'unknown_sku' | 'sku_case_differs' | 'composite_product' | 'not_managed';
export type ShortReason = Problem | 'insufficient_stock' | 'pool_limit' | 'buffer_kept' | 'case_pack' | 'whole_order';

export interface HoldRequest {
  idempotency_key: string;
  purchase_order_number: string;
  stock_id?: number;
  mode: Mode;
  lines: { line_id: string; line_number: string; sku: string; requested: number; case_pack: number }[];
}

export interface StockSeen {
  salable_quantity: number;
  pool_quantity: number;
  amazon_reserved: number;
  buffer: number;
  available_to_promise: number;
}

export interface HoldAnswerLine {
  line_id: string;
  line_number: string;
  sku: string;
  requested: number;
  granted: number;
  case_pack: number;
  reason?: ShortReason;
  canonical_sku?: string;
  stock_seen?: StockSeen;
}

export interface HoldAnswer {
  purchase_order_number: string;
  stock_id: number;
  mode: Mode;
  lines: HoldAnswerLine[];
}

export interface AdjustRequest {
  idempotency_key: string;
  mode: Mode;
  lines: { line_id: string; requested: number }[];
}

export interface AdjustAnswerLine {
  line_id: string;
  sku: string;
  requested: number;
  granted: number;
  released: number;
  open: number;
  reason?: ShortReason;
  stock_seen?: StockSeen;
}

export interface ReleaseRequest {
  idempotency_key: string;
  reason: string;
  note?: string;
  voids_key?: string;
  lines?: { line_id: string; quantity?: number }[];
}

export interface ReleaseAnswer {
  purchase_order_number: string;
  lines: { line_id: string; sku: string; released: number; open: number }[];
}

export interface OrderRequest {
  idempotency_key: string;
  currency?: string;
  comment?: string;
  ship_to?: { name: string; street: string[]; city: string; postcode: string; country_id: string };
  lines: { line_id: string; quantity: number; unit_cost: string }[];
}

export interface OrderAnswer {
  purchase_order_number: string;
  order_id: number;
  order_increment_id: string;
  lines: { line_id: string; order_item_id: number; sku: string; quantity: number }[];
}

export interface LedgerLine {
  line_id: string;
  line_number: string;
  sku: string;
  case_pack: number;
  requested: number;
  reserved: number;
  shipped: number;
  released: number;
  open: number;
}

export interface Reservation {
  purchase_order_number: string;
  stock_id: number;
  status: 'open' | 'ordered' | 'closed';
  order_id?: number;
  order_increment_id?: string;
  created_at: string;
  updated_at: string;
  lines: LedgerLine[];
}

export interface Track {
  carrier_code: string;
  title: string;
  number: string;
}

export interface Weight {
  value: string;
  unit: 'lb' | 'kg';
}

export interface DispatchRequest {
  idempotency_key: string;
  purchase_order_number: string;
  source_code: string;
  dispatched_at?: string;
  weight?: Weight;
  package_count?: number;
  tracks?: Track[];
  lines: { line_id: string; quantity: number }[];
}

export interface Dispatch {
  dispatch_id: string;
  purchase_order_number: string;
  source_code: string;
  dispatched_at: string;
  revision: number;
  weight?: Weight;
  package_count?: number;
  lines: { line_id: string; sku: string; quantity: number }[];
  tracks: Track[];
}

export interface SourceFigure {
  source_code: string;
  quantity: number;
  in_stock: boolean;
  in_pool: boolean;
}

export interface StockFigures extends StockSeen {
  stock_id: number;
  sources: SourceFigure[];
  sequence: number;
}

export interface StockPosition {
  sku: string;
  problem?: Problem;
  product?: {
    product_id: number;
    sku: string;
    name: string;
    type_id: string;
    enabled: boolean;
    case_pack?: number;
    agreed_cost?: string;
    barcodes: string[];
  };
  stock?: StockFigures;
}

export interface OutboxItem {
  cursor: string;
  topic: 'magento.stock.v1' | 'magento.dispatch.v1';
  key: string;
  payload: string;
}

export interface SearchCriteria {
  filter_groups?: { filters: { field: string; value: string; condition_type?: string }[] }[];
  sort_orders?: { field: string; direction?: 'ASC' | 'DESC' }[];
  page_size?: number;
  current_page?: number;
}
