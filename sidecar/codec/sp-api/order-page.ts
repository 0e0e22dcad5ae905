import { z } from 'zod';
import { list, readShape, Text } from './shape.ts';
import { errorsOf } from './transaction.ts';

/** One page of getPurchaseOrders. */
export interface OrderPage {
  orders: ListedOrder[];
  /** Opaque. A page may be empty and carry one all the same. */
  nextToken: string | undefined;
  /** What Amazon said instead of a page. */
  errors: string[];
}

/** Just enough of an order to name it and to see that it belongs to the window that was asked for. */
export interface ListedOrder {
  number: string;
  createdAt: string | undefined;
  changedAt: string | undefined;
  /** The order as Amazon sent it. */
  json: unknown;
}

const Pagination = z.object({ nextToken: Text }).nullish();

const Body = z.object({
  payload: z.object({ orders: list(z.unknown()), pagination: Pagination, nextToken: Text }).nullish(),
});

const Glance = z.object({
  purchaseOrderNumber: Text,
  orderDetails: z.object({ purchaseOrderDate: Text, purchaseOrderChangedDate: Text }).nullish(),
});

export function parseOrderPage(json: unknown): OrderPage {
  const { payload } = readShape(Body, json);
  return {
    orders: (payload?.orders ?? []).map(glanceAt),
    nextToken: payload?.pagination?.nextToken ?? payload?.nextToken,
    errors: errorsOf(json),
  };
}

/** Whatever an order looks like, it is listed: judging it is the intake's, which keeps it first. */
function glanceAt(json: unknown): ListedOrder {
  const { data } = Glance.safeParse(json);
  return {
    number: data?.purchaseOrderNumber?.trim() ?? '',
    createdAt: data?.orderDetails?.purchaseOrderDate,
    changedAt: data?.orderDetails?.purchaseOrderChangedDate,
    json,
  };
}
