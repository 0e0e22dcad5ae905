import { purchaseOrderKey } from '../domain/identifiers.ts';

/** The saga's name, for those who open and wake it. */
export const ORDER_CHANGE = 'order-change';

/** One run for each later version; `late` counts the runs that answer a version once more. */
export function orderChangeKey(number: string, version: number, late?: number): string {
  return `${purchaseOrderKey(number)}:${version}${late === undefined ? '' : `:late-${late}`}`;
}
