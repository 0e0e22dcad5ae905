import { z } from 'zod';
import { InstantSchema } from './calendar.ts';
import { EachesSchema } from './quantity.ts';

/** Goods that left a source, as the stock master recorded it: one Magento shipment. contracts/events/dispatch-recorded.v1. */
export const Dispatch = z.object({
  /** The master's id, unique for ever. */
  id: z.string().min(1),
  purchaseOrderNumber: z.string().min(1),
  /** The master's order, where the purchase order was entered as one. */
  orderReference: z.string().optional(),
  sourceCode: z.string(),
  dispatchedAt: InstantSchema,
  /** Raised when tracks are added, changed or removed later. */
  revision: z.number().int().positive(),
  lines: z
    .array(
      z.object({
        /** PurchaseOrderLine.position. */
        position: z.number().int().positive(),
        sku: z.string(),
        shipped: EachesSchema,
      }),
    )
    .min(1),
  tracks: z.array(z.object({ carrierCode: z.string(), title: z.string(), number: z.string() })),
});
export type Dispatch = z.infer<typeof Dispatch>;
