import { loadContract } from '../stand-ins/magento/contract.ts';
import { magento } from './harness/suite.ts';

export const STOCK = 'magento.stock.v1';
export const DISPATCH = 'magento.dispatch.v1';
export const PROBE = 'magento.probe.v1';

/** An event as it stands in the outbox. */
export interface OutboxEvent<D = Record<string, unknown>> {
  event_id: string;
  event: string;
  occurred_at: string;
  sequence: number;
  key: string;
  data: D;
}

export interface StockData extends Record<string, unknown> {
  sku: string;
  stock_id: number;
  sources: { source_code: string; quantity: number; in_stock: boolean; in_pool: boolean }[];
  salable_quantity: number;
  pool_quantity: number;
  amazon_reserved: number;
  buffer: number;
  available_to_promise: number;
  case_pack?: number;
}

export interface DispatchData extends Record<string, unknown> {
  dispatch_id: string;
  revision: number;
  source_code: string;
  lines: { line_id: string; sku: string; quantity: number }[];
  tracks: { carrier_code: string; title: string; number: string }[];
}

const contract = loadContract();

/** Reads the changelog into the outbox, as cron does every minute. */
export const tellStock = (...options: string[]) => magento.cli('amazon-vendor:outbox:tell-stock', ...options);

/** Events of a key, oldest first. Each must fit the contract, and each sequence follow the one before. */
export async function eventsOf<D = StockData>(topic: string, key: string): Promise<OutboxEvent<D>[]> {
  const rows = await magento.sql<{ payload: string }>(
    'SELECT payload FROM amazon_vendor_outbox WHERE topic = ? AND message_key = ? ORDER BY outbox_id',
    [topic, key],
  );
  return rows.map(({ payload }, index) => {
    const event = JSON.parse(payload) as OutboxEvent<D>;
    const wrong = contract.wrongEvent(topic === STOCK ? 'stock-changed.v1' : 'dispatch-recorded.v1', event);
    if (wrong) throw new Error(`${payload} is not as the contract has it: ${wrong.field} ${wrong.why}`);
    if (event.sequence !== index + 1) throw new Error(`${key}: sequence ${event.sequence} is the ${index + 1}th event`);
    return event;
  });
}

/** A simple product, in the catalogue and in the sources named. */
export async function product(
  sku: string,
  quantities: Record<string, number>,
  attributes: Record<string, number> = {},
) {
  await must('POST', '/V1/products', {
    product: {
      sku,
      name: sku,
      type_id: 'simple',
      attribute_set_id: 4,
      price: 10,
      weight: 1,
      status: 1,
      visibility: 4,
      custom_attributes: Object.entries(attributes).map(([attribute_code, value]) => ({ attribute_code, value })),
      extension_attributes: { stock_item: { manage_stock: true, use_config_manage_stock: false, is_in_stock: true } },
    },
  });
  await onHand(sku, quantities);
}

export async function onHand(sku: string, quantities: Record<string, number>): Promise<void> {
  await must('POST', '/V1/inventory/source-items', {
    sourceItems: Object.entries(quantities).map(([source_code, quantity]) => ({
      sku,
      source_code,
      quantity,
      status: 1,
    })),
  });
}

export async function hold(number: string, lines: { sku: string; requested: number }[]): Promise<void> {
  await must('POST', '/V1/amazon-vendor/reservations', {
    reservation: {
      idempotency_key: `${number}-hold`,
      purchase_order_number: number,
      mode: 'whole_order',
      lines: lines.map((line, at) => ({
        ...line,
        line_id: `${number}-${at + 1}`,
        line_number: String(at + 1),
        case_pack: 1,
      })),
    },
  });
}

export async function must(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await magento.rest(method, path, body);
  if (answer.status !== 200) {
    throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
