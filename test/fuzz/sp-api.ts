import { CodecError } from '../../sidecar/codec/problem.ts';
import { parseSubmitAcknowledgement } from '../../sidecar/codec/sp-api/acknowledgement.ts';
import { parseSubmitInvoices } from '../../sidecar/codec/sp-api/invoice.ts';
import { parseOrderPage } from '../../sidecar/codec/sp-api/order-page.ts';
import { parseOrderStatus } from '../../sidecar/codec/sp-api/order-status.ts';
import { parsePurchaseOrder } from '../../sidecar/codec/sp-api/purchase-order.ts';
import type { Warn } from '../../sidecar/codec/sp-api/shape.ts';
import { parseSubmitShipmentConfirmations } from '../../sidecar/codec/sp-api/ship-notice-reading.ts';
import { parseTransaction, transactionIdOf } from '../../sidecar/codec/sp-api/transaction.ts';
import { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';
import { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { day } from '../domain/samples.ts';
import type { Codec, Outcome } from './codec.ts';
import { mutatedJson } from './json.ts';
import { chanceOf, pick, seedOf } from './mutate.ts';
import { SEEDS } from './sp-api-seeds.ts';

const NOTHING = { parse: () => undefined };

/** Bodies of SP-API: what Amazon answers, and our own submissions read back. */
export const spApiCodecs: readonly Codec[] = [
  spApiCodec('sp-api-order', SEEDS.orders, parsePurchaseOrder, PurchaseOrder),
  spApiCodec('sp-api-order-page', SEEDS.pages, parseOrderPage, NOTHING),
  spApiCodec('sp-api-order-status', SEEDS.statuses, (json) => parseOrderStatus(json, '4KQ7TZ1M'), NOTHING),
  spApiCodec(
    'sp-api-transaction',
    SEEDS.transactions,
    (json) => [transactionIdOf(json), parseTransaction(json)],
    NOTHING,
  ),
  spApiCodec(
    'sp-api-acknowledgement',
    SEEDS.acknowledgements,
    (json, warn) => parseSubmitAcknowledgement(json, day('2026-08-03'), warn),
    Acknowledgement,
  ),
  spApiCodec('sp-api-ship-notice', SEEDS.shipNotices, parseSubmitShipmentConfirmations, ShipNotice),
  spApiCodec('sp-api-invoice', SEEDS.invoices, parseSubmitInvoices, Invoice),
];

function spApiCodec(
  name: string,
  seeds: readonly string[],
  parse: (json: unknown, warn: Warn) => unknown,
  schema: { parse(document: unknown): unknown },
): Codec {
  return {
    name,
    input(seed, index) {
      const chance = chanceOf(seedOf(seed, name, index));
      return mutatedJson(pick(seeds, chance) ?? '{}', chance);
    },
    read(input, thorough) {
      const warnings: Outcome['warnings'] = [];
      try {
        const document = parse(jsonOf(input), (code, message, place) => warnings.push({ code, message, place }));
        if (thorough) schema.parse(document);
        return { documents: 1, refused: [], warnings };
      } catch (error) {
        if (!(error instanceof CodecError)) throw error;
        return { documents: 0, refused: [error], warnings };
      }
    },
  };
}

/** As the poller says it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CodecError('json-unreadable', cause.message, { segment: 'body' }, 'Fetch the order again.', { cause });
  }
}
