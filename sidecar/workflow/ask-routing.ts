import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { CalendarDaySchema, dayOf, instant } from '../domain/calendar.ts';
import { DecimalSchema } from '../domain/money.ts';
import { type RequestedLoad, RoutingRequest } from '../domain/routing.ts';
import { requestRouting } from './routing.ts';
import type { World } from './world.ts';

/** One load of one order that Amazon is to fetch, as a person says it. */
export const RoutingWish = z.object({
  /** When it will be ready where it stands. */
  readyOn: CalendarDaySchema,
  cartons: z.number().int().positive(),
  weight: z.object({ value: DecimalSchema, unit: z.enum(['lb', 'kg']) }).optional(),
  billOfLading: z
    .string()
    .regex(/^[A-Za-z0-9-]{8,30}$/, 'a bill of lading is 8 to 30 letters and digits')
    .optional(),
  /** Of the request; made of order and day where absent. Asked twice under one number is asked once. */
  number: z.string().trim().min(1).max(30).optional(),
});
export type RoutingWish = z.infer<typeof RoutingWish>;

export type RoutingAsked =
  | { kind: 'asked'; documentId: string; number: string; loads: string; heldBack: string | undefined }
  /** The number was used for another load: nothing was asked. */
  | { kind: 'announced-before'; number: string; loads: string }
  | { kind: 'not-found' };

/** Asks Amazon to fetch an order whose freight it pays (753), for one load. Its answer is shown on the order. */
export async function askRouting(
  orderNumber: string,
  { readyOn, cartons, weight, billOfLading, number: wanted }: RoutingWish,
  by: string,
  world: World,
): Promise<RoutingAsked> {
  const stored = await world.stores.purchaseOrders.find(orderNumber);
  const partner = stored && world.partners.find(stored.vendorCode);
  if (!stored || !partner) return { kind: 'not-found' };
  const { document: order, vendorCode } = stored;
  const requestedOn = dayOf(world.now());
  const number = wanted ?? `${order.number}-${requestedOn.replaceAll('-', '')}`;
  const request = RoutingRequest.parse({
    number,
    requestedOn,
    shipFrom: partner.shipFrom,
    loads: [
      {
        ...(order.shipTo === undefined ? {} : { shipTo: order.shipTo }),
        ...(billOfLading === undefined ? {} : { billOfLading }),
        pickUpOn: readyOn,
        orders: [
          {
            purchaseOrderNumber: order.number,
            reference: number,
            packaging: 'CTN',
            packages: cartons,
            ...(weight ? { weight: { value: weight.value, unit: weight.unit === 'kg' ? 'K' : 'L' } } : {}),
          },
        ],
      },
    ],
  });
  const documentId = await requestRouting(request, vendorCode, world);
  const kept = await world.stores.outbound.find(documentId);
  if (kept?.content.kind === 'routing-request' && !isDeepStrictEqual(kept.content.document.loads, request.loads)) {
    return { kind: 'announced-before', number, loads: loadsText(kept.content.document.loads) };
  }
  const loads = loadsText(request.loads);
  await world.stores.audit.append({
    at: instant(world.now()),
    who: by,
    action: 'ask for routing',
    subject: order.number,
    detail: loads,
  });
  const heldBack = kept?.delivered === 'held-back' ? kept.mode : undefined;
  return { kind: 'asked', documentId, number, loads, heldBack };
}

function loadsText(loads: readonly RequestedLoad[]): string {
  return loads
    .map(
      ({ orders, pickUpOn }) => `${orders.map(({ packages }) => packages).join(' and ')} cartons, ready on ${pickUpOn}`,
    )
    .join('; ');
}
