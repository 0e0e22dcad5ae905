import type { RoutingInstructions, RoutingRequest } from '../domain/routing.ts';
import type { TransportLabel } from '../domain/transport-label.ts';

/** What SP-API offers for loads that Amazon fetches, beside the documents of an order. */
export interface CollectFreight {
  /** Asks Amazon to fetch the loads; answers the transaction id. Refused where the settings do not switch it on. */
  announce(vendorCode: string, request: RoutingRequest): Promise<string>;
  /** Who fetches a load and when; undefined where Amazon shows nothing of it, which happens to loads that it knows. */
  instructions(vendorCode: string, loadIdentifier: string): Promise<RoutingInstructions | undefined>;
  /** The labels that Amazon made for a shipment, each page of its answer as it came beside them. */
  labels(vendorCode: string, shipmentId: string): Promise<{ labels: TransportLabel[]; raw: Uint8Array[] }>;
}
