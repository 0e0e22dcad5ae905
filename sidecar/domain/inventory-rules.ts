import { z } from 'zod';
import { dayOf, type Instant, instant } from './calendar.ts';

/** What an account tells Amazon of its stock, and how often. */
export const InventoryRules = z.object({
  /** Hours from one report to the next, counted from midnight UTC. Left out: none leaves by itself. */
  everyHours: z.number().min(0.25).max(24).optional(),
  /** Amazon's code of the direct-fulfilment warehouse that the stock lies in: SP-API takes stock of no other. */
  warehouse: z.string().min(1).optional(),
  /** Eaches of each product that are not told, beside the buffer that the shop keeps. */
  bufferEaches: z.number().int().nonnegative().default(0),
  /** How much of the rest is told, where several accounts live on one stock. */
  sharePercent: z.number().positive().max(100).default(100),
  /** No more than this is told of any product. Left out: all of it. */
  mostEaches: z.number().int().nonnegative().optional(),
  /** SKUs that are told as 0 whatever lies in the shop. */
  stoppedSkus: z.array(z.string().min(1)).default([]),
});
export type InventoryRules = z.infer<typeof InventoryRules>;

/** The moment since which a report is due: every house of an account comes to the same one. */
export function slotOf(now: Date, everyHours: number): Instant {
  const midnight = new Date(`${dayOf(now)}T00:00:00Z`).getTime();
  const length = everyHours * 3_600_000;
  return instant(new Date(midnight + Math.floor((now.getTime() - midnight) / length) * length));
}
