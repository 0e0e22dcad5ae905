import { runnableDispatch } from './dispatch.ts';
import { runnableInventoryReport } from './inventory-report.ts';
import { runnableNoticeCorrection } from './notice-correction.ts';
import { runnableOrderChange } from './order-change.ts';
import { runnablePurchaseOrder } from './purchase-order.ts';
import { runnableRemittance } from './remittance.ts';

/** Everything that the engine knows how to run. */
export const SAGAS = [
  runnablePurchaseOrder,
  runnableOrderChange,
  runnableDispatch,
  runnableNoticeCorrection,
  runnableRemittance,
  runnableInventoryReport,
];
