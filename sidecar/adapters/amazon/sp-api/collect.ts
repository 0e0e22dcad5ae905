import { parseShipmentDetails, toSubmitShipments } from '../../../codec/sp-api/routing-request.ts';
import { transactionIdOf } from '../../../codec/sp-api/transaction.ts';
import { parseTransportLabels } from '../../../codec/sp-api/transport-labels.ts';
import type { Clock } from '../../../domain/calendar.ts';
import type { TransportLabel } from '../../../domain/transport-label.ts';
import type { CollectFreight } from '../../../ports/collect.ts';
import { Refused } from '../../../ports/failures.ts';
import type { SpApi } from './client.ts';
import { understood } from './understood.ts';

/** One way to Amazon for an account, and what its settings allow on it. */
export interface CollectRoad {
  api: SpApi;
  routingRequests: boolean;
}

/** More pages than labels of any one shipment. */
const MOST_PAGES = 100;

/** Loads that Amazon fetches, for the accounts that have SP-API. */
export function spApiCollect(roadOf: (vendorCode: string) => CollectRoad | undefined, clock: Clock): CollectFreight {
  const road = (vendorCode: string, doing: string): CollectRoad => {
    const found = roadOf(vendorCode);
    if (found) return found;
    throw new Refused('channel-not-connected', doing, {
      hint: `${vendorCode} has no SP-API connection: add it to the settings, or use Vendor Central.`,
    });
  };
  return {
    async announce(vendorCode, request) {
      const doing = `announce load ${request.number} to Amazon`;
      const { api, routingRequests } = road(vendorCode, doing);
      if (!routingRequests) {
        throw new Refused('routing-switched-off', doing, {
          hint: 'Loads announced by SP-API have left pages in Vendor Central that nobody could open. Enter the load there, or switch `routingRequests` of this connection on.',
        });
      }
      const body = await api.submitShipments(toSubmitShipments(request, { vendorCode, requestedAt: clock() }), doing);
      return understood(doing, () => transactionIdOf(body));
    },
    async instructions(vendorCode, loadIdentifier) {
      const doing = `ask who fetches load ${loadIdentifier}`;
      const query = { vendorShipmentIdentifier: loadIdentifier, sortOrder: 'DESC' as const };
      const body = await road(vendorCode, doing).api.getShipmentDetails(query, doing);
      return understood(doing, () => parseShipmentDetails(body, loadIdentifier));
    },
    async labels(vendorCode, shipmentId) {
      const doing = `fetch the labels of shipment ${shipmentId}`;
      const { api } = road(vendorCode, doing);
      const labels: TransportLabel[] = [];
      const raw: Uint8Array[] = [];
      const tokens = new Set<string>();
      let nextToken: string | undefined;
      do {
        const query = { vendorShipmentIdentifier: shipmentId, ...(nextToken === undefined ? {} : { nextToken }) };
        const body = await api.getShipmentLabels(query, doing);
        raw.push(new TextEncoder().encode(JSON.stringify(body)));
        const page = understood(doing, () => parseTransportLabels(body));
        // The filter is Amazon's, and its filters have let others through before.
        labels.push(...page.labels.filter((label) => label.shipmentId === shipmentId));
        nextToken = page.nextToken !== undefined && tokens.has(page.nextToken) ? undefined : page.nextToken;
        if (nextToken !== undefined) tokens.add(nextToken);
      } while (nextToken !== undefined && tokens.size < MOST_PAGES);
      return { labels, raw };
    },
  };
}
