import type { MasterEvents, StockMaster } from '../../ports/stock-master.ts';
import { magentoCatalogue } from './catalogue.ts';
import { magentoClient } from './client.ts';
import type { MagentoConnection } from './connection.ts';
import { magentoMasterEvents } from './master-events.ts';
import { magentoPrimaryWorkflow } from './primary-workflow.ts';
import { magentoReservations } from './reservations.ts';

/** Magento with the VendorBridge_AmazonVendor module as master of stock and products, over REST (contracts/rest). */
export function magentoStockMaster(connection: MagentoConnection): StockMaster & { events: MasterEvents } {
  const call = magentoClient(connection);
  return {
    reservations: magentoReservations(call, connection),
    catalogue: magentoCatalogue(call, connection),
    primaryWorkflow: magentoPrimaryWorkflow(call),
    events: magentoMasterEvents(call),
  };
}
