import type { DataSource } from 'typeorm';
import type { Stores } from '../../ports/stores.ts';
import { databaseAuditLog } from './audit-log.ts';
import { databaseCarriages } from './carriages.ts';
import { databaseCarrierMap } from './carrier-map.ts';
import { databaseDiscrepancies } from './discrepancies.ts';
import { databaseDispatches } from './dispatches.ts';
import { databaseDocumentChecks } from './document-checks.ts';
import { databaseInboundDocuments } from './inbound-documents.ts';
import { databaseInbox } from './inbox.ts';
import { databaseInvoices } from './invoices.ts';
import { databaseItemReferences } from './item-references.ts';
import { databaseOutboundDocuments } from './outbound-documents.ts';
import { databasePartnerVersions } from './partner-versions.ts';
import { databasePurchaseOrders } from './purchase-orders.ts';
import { databaseRemittances } from './remittances.ts';
import { databaseRoutings } from './routings.ts';
import { databaseSequences } from './sequences.ts';
import { sessionOf } from './session.ts';
import { databaseShadowComparisons } from './shadow-comparisons.ts';
import { databaseShownOrders } from './shown-orders.ts';
import { databaseStockProjection } from './stock-projection.ts';
import { databaseTruckLoads } from './truck-loads.ts';
import { databaseUsedNumbers } from './used-numbers.ts';

export function databaseStores(database: DataSource): Stores {
  const session = sessionOf(database);
  return {
    partnerVersions: databasePartnerVersions(session),
    shadow: databaseShadowComparisons(session),
    inbound: databaseInboundDocuments(session),
    outbound: databaseOutboundDocuments(session),
    checks: databaseDocumentChecks(session),
    sequences: databaseSequences(session),
    usedNumbers: databaseUsedNumbers(session),
    purchaseOrders: databasePurchaseOrders(session),
    discrepancies: databaseDiscrepancies(session),
    itemReferences: databaseItemReferences(session),
    carriers: databaseCarrierMap(session),
    carriages: databaseCarriages(session),
    routings: databaseRoutings(session),
    truckLoads: databaseTruckLoads(session),
    dispatches: databaseDispatches(session),
    invoices: databaseInvoices(session),
    remittances: databaseRemittances(session),
    shownOrders: databaseShownOrders(session),
    inbox: databaseInbox(session),
    stock: databaseStockProjection(session),
    audit: databaseAuditLog(session),
  };
}
