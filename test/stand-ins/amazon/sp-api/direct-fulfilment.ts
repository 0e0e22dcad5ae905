import { type Finding, refused } from '../documents.ts';
import { takeInventory } from '../judge/inventory.ts';
import type { World } from '../world.ts';
import { badRequest } from './reply.ts';
import type { Route } from './routes.ts';
import type { Transactions } from './transactions.ts';

interface InventoryUpdate {
  sellingParty: { partyId: string };
  isFullUpdate: boolean;
  items: {
    buyerProductIdentifier?: string;
    vendorProductIdentifier?: string;
    availableQuantity: { amount?: number; unitOfMeasure: string };
  }[];
}

/** Stock of warehouses that ship to shoppers, the one part of direct fulfilment that is told here. */
export function directFulfilmentRoutes(world: World, transactions: Transactions): Route[] {
  return [
    {
      operation: 'submitInventoryUpdate',
      method: 'POST',
      path: /^\/vendor\/directFulfillment\/inventory\/v1\/warehouses\/([^/]+)\/items$/,
      requestSchema: 'vendorDirectFulfillmentInventoryV1_SubmitInventoryUpdateRequest',
      responseSchema: 'vendorDirectFulfillmentInventoryV1_SubmitInventoryUpdateResponse',
      answer: ({ id, body }) => {
        const { inventory } = body as { inventory?: InventoryUpdate };
        if (!inventory) return badRequest('The request has no inventory.', 'inventory');
        return transactions.land('submitInventoryUpdate', () => take(id, inventory));
      },
    },
    {
      operation: 'getDirectFulfilmentTransaction',
      method: 'GET',
      path: /^\/vendor\/directFulfillment\/transactions\/v1\/transactions\/([^/]+)$/,
      responseSchema: 'vendorDirectFulfillmentTransactionsV1_GetTransactionResponse',
      answer: ({ id }) => transactions.show(id),
    },
  ];

  function take(warehouse: string, { sellingParty, items }: InventoryUpdate): Finding[] {
    const document = {
      reference: warehouse,
      items: items.map(({ buyerProductIdentifier: asin, vendorProductIdentifier: own, availableQuantity }) => ({
        ids: [
          ...(asin === undefined ? [] : [{ qualifier: 'BP', value: asin }]),
          ...(own === undefined ? [] : [{ qualifier: 'vendor', value: own }]),
        ],
        available: availableQuantity.amount ?? 0,
        unit: availableQuantity.unitOfMeasure === 'Each' ? 'EA' : availableQuantity.unitOfMeasure,
      })),
    };
    const findings =
      sellingParty.partyId === world.vendorCode
        ? takeInventory(world, document, 'sp-api')
        : [refused('INVALID_SELLING_PARTY', `'${sellingParty.partyId}' has no warehouse here.`, 'inventory')];
    world.note('sp-api', 'submitInventoryUpdate', warehouse, findings);
    return findings;
  }
}
