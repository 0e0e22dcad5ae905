import { z } from 'zod';
import { TransportMethod } from '../domain/carrier.ts';
import { Invoice } from '../domain/invoice.ts';
import { ShipNotice } from '../domain/ship-notice.ts';

/** What a dispatch's journal carries from step to step. */
export const DispatchState = z.object({
  dispatchId: z.string(),
  purchaseOrderNumber: z.string(),
  vendorCode: z.string().optional(),
  scac: z.string().optional(),
  method: TransportMethod.optional(),
  /** Of the dispatch as it was planned: a later one is planned anew, or told as a correction. */
  revision: z.number().int().positive().optional(),
  /** When somebody last said how it travels, before it was planned. */
  saidAt: z.string().optional(),
  /** What this dispatch is to Amazon; of several parcels the first. */
  notice: ShipNotice.optional(),
  /** The other parcels, each with a notice of its own. */
  moreNotices: z.array(ShipNotice).optional(),
  /** The truck that it stands on with others: the dispatch of this id tells for all. */
  loadId: z.string().optional(),
  /** What leaves where others stand on the truck too. */
  truckNotice: ShipNotice.optional(),
  noticeId: z.string().optional(),
  moreNoticeIds: z.array(z.string()).optional(),
  invoice: Invoice.optional(),
  invoiceId: z.string().optional(),
});
export type DispatchState = z.infer<typeof DispatchState>;
