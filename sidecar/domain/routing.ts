import { z } from 'zod';
import { CalendarDaySchema } from './calendar.ts';
import { DecimalSchema } from './money.ts';
import { Party } from './party.ts';

/** A measure with its unit as the partner's code says it. X12 OID06/07 and 08/09. */
const Measure = z.object({
  value: DecimalSchema,
  /** `L` pounds and `K` kilograms (weight, 188), `E` cubic feet and `X` cubic metres (volume, 184). */
  unit: z.string().min(1),
});

/** What of one order travels. X12 OID. */
export const RoutedOrder = z.object({
  purchaseOrderNumber: z.string().min(1),
  /** Our number of this part of the request. OID01. */
  reference: z.string().optional(),
  /** `CTN` cartons, `PLT` pallets. OID04. */
  packaging: z.string().optional(),
  /** Packages of that kind. OID05. */
  packages: z.number().int().nonnegative().optional(),
  weight: Measure.optional(),
  volume: Measure.optional(),
});
export type RoutedOrder = z.infer<typeof RoutedOrder>;

const PickUp = {
  /** Calendar day where the goods stand. X12 G62. */
  pickUpOn: CalendarDaySchema.optional(),
  /** `HH:MM` there, where an hour was named. */
  pickUpAt: z.string().optional(),
};

/** One load that Amazon is asked to fetch. X12 LX loop of the 753. */
export const RequestedLoad = z.object({
  shipTo: Party.optional(),
  billOfLading: z.string().optional(),
  /** When it will be ready. */
  ...PickUp,
  orders: z.array(RoutedOrder).min(1),
});
export type RequestedLoad = z.infer<typeof RequestedLoad>;

/** We ask who fetches the goods, where Amazon pays the freight. X12 753. */
export const RoutingRequest = z.object({
  /** Ours; the instructions come back under it. BGN02. */
  number: z.string().min(1),
  /** BGN03. */
  requestedOn: CalendarDaySchema,
  /** Whom the carrier calls. X12 PER. */
  contact: z
    .object({ name: z.string().optional(), phone: z.string().optional(), email: z.string().optional() })
    .optional(),
  shipFrom: Party,
  loads: z.array(RequestedLoad).min(1),
});
export type RoutingRequest = z.infer<typeof RoutingRequest>;

/** One load and who fetches it when. X12 LX loop of the 754. */
export const InstructedLoad = z.object({
  shipTo: Party.optional(),
  billOfLading: z.string().optional(),
  /** ARN: the ship notice of a collect load has to quote it. */
  amazonReferenceNumber: z.string().optional(),
  /** Who fetches it. BLR01. */
  carrierScac: z.string().optional(),
  /** When it is fetched. */
  ...PickUp,
  orders: z.array(RoutedOrder),
});
export type InstructedLoad = z.infer<typeof InstructedLoad>;

/** Amazon's answer to a routing request. X12 754. */
export const RoutingInstructions = z.object({
  /** That of the request. BGN02. */
  number: z.string().min(1),
  /** BGN03. */
  instructedOn: CalendarDaySchema.optional(),
  shipFrom: Party.optional(),
  loads: z.array(InstructedLoad).min(1),
});
export type RoutingInstructions = z.infer<typeof RoutingInstructions>;

/** What Amazon instructed for one order on one load, as it is kept. */
export const RoutedLoad = InstructedLoad.omit({ orders: true }).extend({
  purchaseOrderNumber: z.string().min(1),
  /** That of our request. */
  requestNumber: z.string().min(1),
  /** Place of the load in the instructions, from 1. */
  position: z.number().int().positive(),
  instructedOn: CalendarDaySchema.optional(),
});
export type RoutedLoad = z.infer<typeof RoutedLoad>;

/** Each order that travels on any of them, once. */
export function ordersOn(loads: readonly Pick<RequestedLoad, 'orders'>[]): string[] {
  return [...new Set(loads.flatMap(({ orders }) => orders.map(({ purchaseOrderNumber }) => purchaseOrderNumber)))];
}

/** One entry for each order of each load. */
export function routedLoads({ number: requestNumber, instructedOn, loads }: RoutingInstructions): RoutedLoad[] {
  return loads.flatMap(({ orders, ...load }, index) =>
    orders.map(({ purchaseOrderNumber }) => ({
      ...load,
      purchaseOrderNumber,
      requestNumber,
      position: index + 1,
      ...(instructedOn === undefined ? {} : { instructedOn }),
    })),
  );
}
