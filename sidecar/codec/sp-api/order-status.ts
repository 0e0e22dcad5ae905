import { z } from 'zod';
import type { Instant } from '../../domain/calendar.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { parseInstant } from './dates.ts';
import { ItemQuantity, wholeNumber } from './quantity.ts';
import { list, lookUp, readShape, Text } from './shape.ts';

/** What Amazon shows of one order, in the unit of the line. */
export interface OrderStatus {
  number: string;
  lines: {
    lineNumber: string;
    isConfirmed: boolean;
    /** Backordered quantities are counted as accepted: the view has no place for them. */
    accepted: number;
    rejected: number;
    /** Of the newest confirmation; absent where Amazon does not say. */
    confirmedAt?: Instant;
  }[];
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
    lines: order.itemStatus.map(({ itemSequenceNumber, acknowledgementStatus }, nth) => {
      const path = `payload.ordersStatus[${index}].itemStatus[${nth}].acknowledgementStatus`;
      const confirmation = acknowledgementStatus?.confirmationStatus ?? 'UNCONFIRMED';
      const confirmedAt = (acknowledgementStatus?.acknowledgementStatusDetails ?? [])
        .flatMap(({ acknowledgementDate }) => acknowledgementDate ?? [])
        .map((text) => parseInstant(text, `${path}.acknowledgementStatusDetails`))
        .sort()
        .at(-1);
      return {
        lineNumber: itemSequenceNumber ?? '',
        isConfirmed: lookUp(CONFIRMATION, confirmation, `${path}.confirmationStatus`),
        accepted: amount(acknowledgementStatus?.acceptedQuantity, `${path}.acceptedQuantity`),
        rejected: amount(acknowledgementStatus?.rejectedQuantity, `${path}.rejectedQuantity`),
        ...(confirmedAt === undefined ? {} : { confirmedAt }),
      };
    }),
  };
}

function amount(quantity: ItemQuantity | null | undefined, path: string): number {
  return quantity?.amount === undefined ? 0 : wholeNumber(quantity.amount, `${path}.amount`);
}
