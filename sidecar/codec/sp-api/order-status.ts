import { z } from 'zod';
import type { Instant } from '../../domain/calendar.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { decimal } from '../../domain/money.ts';
import type { ShownLine } from '../../domain/shown-order.ts';
import { CodecError } from '../problem.ts';
import { parseInstant } from './dates.ts';
import { ItemQuantity, wholeNumber } from './quantity.ts';
import { list, lookUp, readShape, Text } from './shape.ts';

/** What Amazon shows of one order, in the unit of the line. */
export interface OrderStatus {
  number: string;
  lines: (ShownLine & {
    /** Of the newest confirmation; absent where Amazon does not say. */
    confirmedAt?: Instant;
  })[];
}

/** A line that was rejected whole shows as `ACCEPTED` with 0 after an answer by API, so that quantities decide. */
const CONFIRMATION = { ACCEPTED: true, PARTIALLY_ACCEPTED: true, REJECTED: true, UNCONFIRMED: false };

const Body = z.object({
  payload: z
    .object({
      ordersStatus: list(
        z.object({
          purchaseOrderNumber: Text,
          itemStatus: list(
            z.object({
              itemSequenceNumber: Text,
              acknowledgementStatus: z
                .object({
                  confirmationStatus: Text,
                  acceptedQuantity: ItemQuantity.nullish(),
                  rejectedQuantity: ItemQuantity.nullish(),
                  acknowledgementStatusDetails: list(z.object({ acknowledgementDate: Text })),
                })
                .nullish(),
              receivingStatus: z
                .object({ receivedQuantity: ItemQuantity.nullish(), lastReceiveDate: Text })
                .nullish()
                .catch(undefined),
            }),
          ),
        }),
      ),
    })
    .nullish(),
});

/** Reads getPurchaseOrdersStatus. Undefined where the answer does not speak of that order. */
export function parseOrderStatus(json: unknown, purchaseOrderNumber: string): OrderStatus | undefined {
  const orders = readShape(Body, json).payload?.ordersStatus ?? [];
  const key = purchaseOrderKey(purchaseOrderNumber);
  const index = orders.findIndex((order) => purchaseOrderKey(order.purchaseOrderNumber ?? '') === key);
  const order = orders[index];
  if (!order) return undefined;
  return {
    number: purchaseOrderNumber,
    lines: order.itemStatus.map(({ itemSequenceNumber, acknowledgementStatus, receivingStatus }, nth) => {
      const path = `payload.ordersStatus[${index}].itemStatus[${nth}].acknowledgementStatus`;
      const confirmation = acknowledgementStatus?.confirmationStatus ?? 'UNCONFIRMED';
      const confirmedAt = (acknowledgementStatus?.acknowledgementStatusDetails ?? [])
        .flatMap(({ acknowledgementDate }) => acknowledgementDate ?? [])
        .map((text) => parseInstant(text, `${path}.acknowledgementStatusDetails`))
        .sort()
        .at(-1);
      const received = receipt(receivingStatus);
      return {
        lineNumber: itemSequenceNumber ?? '',
        isConfirmed: lookUp(CONFIRMATION, confirmation, `${path}.confirmationStatus`),
        accepted: amount(acknowledgementStatus?.acceptedQuantity, `${path}.acceptedQuantity`),
        rejected: amount(acknowledgementStatus?.rejectedQuantity, `${path}.rejectedQuantity`),
        ...(confirmedAt === undefined ? {} : { confirmedAt }),
        ...(received === undefined ? {} : { received }),
      };
    }),
  };
}

/** Advice, so that one that cannot be read is left out instead of hiding what was acknowledged. */
function receipt(
  status:
    | { receivedQuantity?: ItemQuantity | null | undefined; lastReceiveDate?: string | undefined }
    | null
    | undefined,
): ShownLine['received'] {
  const { amount: text, unitOfMeasure = 'Eaches' } = status?.receivedQuantity ?? {};
  const count = Number(decimal(text ?? '') ?? Number.NaN);
  if (!Number.isSafeInteger(count) || count < 0) return undefined;
  const lastAt = readable(status?.lastReceiveDate);
  return {
    amount: count,
    unitOfMeasure: /^cases?$/i.test(unitOfMeasure) ? 'case' : 'each',
    ...(lastAt === undefined ? {} : { lastAt }),
  };
}

function readable(text: string | undefined): Instant | undefined {
  try {
    return text === undefined ? undefined : parseInstant(text, 'lastReceiveDate');
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}

function amount(quantity: ItemQuantity | null | undefined, path: string): number {
  return quantity?.amount === undefined ? 0 : wholeNumber(quantity.amount, `${path}.amount`);
}
