import { z } from 'zod';
import { ShipNotice } from '../domain/ship-notice.ts';

/** The saga's name, for those who open and wake it. */
export const NOTICE_CORRECTION = 'notice-correction';

/** How the cause begins where Amazon's routing instructions came after the notice; the file that brought them follows. */
export const ROUTED = 'routed-';

/** `cause` is the revision of the dispatch, when somebody said how it travels, or the file in which Amazon did. */
export function correctionKey(dispatchId: string, cause: string): string {
  return `${dispatchId}:${cause}`;
}

/** What the journal of a correction carries from step to step. */
export const CorrectionState = z.object({
  dispatchId: z.string(),
  purchaseOrderNumber: z.string(),
  cause: z.string(),
  /** Of the dispatch, when this began. */
  revision: z.number().int().positive(),
  vendorCode: z.string().optional(),
  /** What leaves, under keys of its own: replacements first, then what left besides. */
  notices: z.array(z.object({ key: z.string(), notice: ShipNotice })).optional(),
  /** OutboundDocument.id of each. */
  noticeIds: z.array(z.string()).optional(),
});
export type CorrectionState = z.infer<typeof CorrectionState>;
