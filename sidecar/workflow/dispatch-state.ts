import { z } from 'zod';
import { Invoice } from '../domain/invoice.ts';
import { ShipNotice } from '../domain/ship-notice.ts';

/** What a dispatch's journal carries from step to step. */
export const DispatchState = z.object({
  dispatchId: z.string(),
  purchaseOrderNumber: z.string(),
  vendorCode: z.string().optional(),
  scac: z.string().optional(),
  notice: ShipNotice.optional(),
  noticeId: z.string().optional(),
  invoice: Invoice.optional(),
  invoiceId: z.string().optional(),
});
export type DispatchState = z.infer<typeof DispatchState>;
