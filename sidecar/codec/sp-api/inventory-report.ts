import type { InventoryReport } from '../../domain/inventory-report.ts';
import type { Schemas } from './shape.ts';

/**
 * The body of submitInventoryUpdate, which is for direct fulfilment: what one warehouse can send to shoppers.
 * Never a full update: Amazon sets what such a one leaves out to 0, and a report that was cut short would
 * empty the shelf.
 */
export function toSubmitInventoryUpdate(
  { items }: InventoryReport,
  { vendorCode }: { vendorCode: string },
): Schemas['vendorDirectFulfillmentInventoryV1_SubmitInventoryUpdateRequest'] {
  return {
    inventory: {
      sellingParty: { partyId: vendorCode },
      isFullUpdate: false,
      items: items.map(({ productId: { kind, value }, available }) => ({
        ...(kind === 'asin' ? { buyerProductIdentifier: value } : { vendorProductIdentifier: value }),
        // The one unit of the model's examples; the field itself is open text.
        availableQuantity: { amount: available, unitOfMeasure: 'Each' },
      })),
    },
  };
}
