import { purchaseOrderKey } from '../../domain/identifiers.ts';

/** What Magento knows an order line by: unique over all purchase orders and for ever, as its ledger asks. */
export function lineId(purchaseOrderNumber: string, position: number): string {
  return `${purchaseOrderKey(purchaseOrderNumber)}:${position}`;
}

/** Undefined for a line that we did not name, or of another order. */
export function positionOf(id: string, purchaseOrderNumber: string): number | undefined {
  const prefix = `${purchaseOrderKey(purchaseOrderNumber)}:`;
  const position = id.startsWith(prefix) ? id.slice(prefix.length) : '';
  return /^[1-9]\d{0,8}$/.test(position) ? Number(position) : undefined;
}

/** For a purchase order's own routes. */
export function orderPath(purchaseOrderNumber: string): string {
  return `/reservations/${encodeURIComponent(purchaseOrderKey(purchaseOrderNumber))}`;
}
