import { z } from 'zod';
import { TransportMethod } from './carrier.ts';
import type { PurchaseOrder } from './purchase-order.ts';

/** Who pays the carrier: Amazon, which then fetches the goods, or we. */
export const FreightTerms = z.enum(['collect', 'prepaid']);
export type FreightTerms = z.infer<typeof FreightTerms>;

/** What a person or a list says of how goods travel, where the shop does not know it. */
export const Carriage = z.object({
  /** Amazon's number of the pick-up, from its routing portal or its 754: digits. */
  amazonReferenceNumber: z
    .string()
    .regex(/^\d{4,20}$/, 'an ARN is 4 to 20 digits')
    .optional(),
  /** Dispatches under one bill leave on one truck. */
  billOfLading: z
    .string()
    .regex(/^[A-Za-z0-9-]{8,30}$/, 'a bill of lading is 8 to 30 letters and digits')
    .optional(),
  /** The carrier's number of the load (PRO), where the track of the shop is another. */
  carrierReference: z
    .string()
    .regex(/^[A-Za-z0-9-]{4,50}$/, 'a PRO number is 4 to 50 letters and digits')
    .optional(),
  /** The carrier's number on the trailer, which the dock looks for. X12 TD303 has room for 10. */
  trailerNumber: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,10}$/, 'a trailer number is 1 to 10 letters and digits')
    .optional(),
  scac: z
    .string()
    .regex(/^[A-Z]{2,4}$/, 'a SCAC is 2 to 4 capitals')
    .optional(),
  method: TransportMethod.optional(),
  /** Cartons on a full pallet; 0 lays none on pallets, whatever the account says. */
  cartonsPerPallet: z.number().int().nonnegative().optional(),
});
export type Carriage = z.infer<typeof Carriage>;

/** What is said of an order holds for each of its dispatches, unless more is said of one. */
export const CarriageSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), id: z.string().min(1) }),
  z.object({ kind: z.literal('dispatch'), id: z.string().min(1) }),
]);
export type CarriageSubject = z.infer<typeof CarriageSubject>;

/** Field by field, what is said of the dispatch before what is said of its order. */
export function carriageOf(order: Carriage | undefined, dispatch: Carriage | undefined): Carriage {
  return { ...order, ...dispatch };
}

/** The order's own word counts before the account's; undefined where neither says who pays. */
export function freightTermsOf(
  { methodOfPayment }: Pick<PurchaseOrder, 'methodOfPayment'>,
  account: FreightTerms | undefined,
): FreightTerms | undefined {
  if (methodOfPayment === 'CC' || methodOfPayment === 'BP') return 'collect';
  return methodOfPayment === 'PP' || methodOfPayment === 'DF' ? 'prepaid' : account;
}
