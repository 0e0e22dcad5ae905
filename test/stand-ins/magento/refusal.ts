/** A refusal in Magento's form: `message` with placeholders, `parameters` as a list or a map. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    message: string,
    readonly parameters: unknown[] | Record<string, unknown> = [],
  ) {
    super(message);
  }

  get body(): { message: string; parameters?: unknown } {
    const none = Array.isArray(this.parameters) && this.parameters.length === 0;
    return { message: this.message, ...(none ? {} : { parameters: this.parameters }) };
  }
}

const MESSAGES = {
  invalid_request: [400, '"%field" cannot be used: %why'],
  cursor_ahead: [400, 'Cursor %cursor is ahead of every event.'],
  source_not_shippable: [
    400,
    'Source %source_code does not belong to the stock of purchase order %purchase_order_number.',
  ],
  no_such_purchase_order: [404, 'Purchase order %purchase_order_number is not known.'],
  no_such_line: [404, 'Line %line_id is not a line of purchase order %purchase_order_number.'],
  no_such_dispatch: [404, 'Dispatch %dispatch_id is not known.'],
  no_such_source: [404, 'Source %source_code is not known.'],
  no_such_stock: [404, 'Stock %stock_id is not known.'],
  key_reused: [409, 'Idempotency key %idempotency_key was used for another request.'],
  key_voided: [409, 'Idempotency key %idempotency_key was voided by a release.'],
  line_exists: [409, 'Line %line_id is in the ledger already.'],
  order_exists: [409, 'Purchase order %purchase_order_number is Magento order %order_increment_id.'],
  more_than_open: [409, 'Line %line_id has %open eaches open, not %quantity.'],
  below_shipped: [409, 'Line %line_id has shipped %shipped eaches, it cannot want %requested.'],
  quantity_differs: [409, 'Line %line_id has %open eaches open, not %quantity.'],
  nothing_open: [409, 'Purchase order %purchase_order_number has nothing open.'],
  orders_not_wanted: [
    409,
    'The shop does not want this Magento order. Whether purchase orders become orders is set under Stores > Configuration > Amazon Vendor > Orders.',
  ],
  source_short: [409, 'Not all of your products are available in the requested quantity.'],
  tracks_belong_to_shipment: [409, 'The tracks of %dispatch_id belong to a Magento shipment. Change them there.'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalReason = keyof typeof MESSAGES;

/** One of this module's own refusals. Clients read `parameters.reason`, people the message. */
export function refuse(reason: RefusalReason, parameters: Record<string, unknown> = {}): Refusal {
  const [status, message] = MESSAGES[reason];
  return new Refusal(status, message, { reason, ...parameters });
}
