import { z } from 'zod';
import { CalendarDaySchema, InstantSchema } from './calendar.ts';
import { ProductId } from './identifiers.ts';
import { DecimalSchema } from './money.ts';

/** What we could sell to Amazon, per item. X12 846. Advice only: Amazon may order anything that is active. */
export const InventoryReport = z.object({
  /** BIA03. */
  reportId: z.string().min(1),
  reportedAt: InstantSchema,
  vendorCode: z.string().optional(),
  /** Amazon's code of the one warehouse that it speaks of. SP-API knows stock of direct-fulfilment warehouses only. */
  warehouseId: z.string().min(1).optional(),
  items: z
    .array(
      z.object({
        productId: ProductId,
        /** Eaches available to promise. QTY 33. */
        available: z.number().int().nonnegative(),
        /** CTP NET. */
        unitCost: DecimalSchema.optional(),
        /** When there will be more. DTM 018. */
        availableOn: CalendarDaySchema.optional(),
      }),
    )
    .min(1),
});
export type InventoryReport = z.infer<typeof InventoryReport>;
