import { timestamp, type World } from '../world.ts';
import { pager } from './pages.ts';
import { isWithin, limitOf, span } from './query.ts';
import { ok } from './reply.ts';
import type { Route, Submit } from './routes.ts';

/** Of vendorShipments_Shipment what is answered from; the body was validated before. */
interface Announced {
  vendorShipmentIdentifier: string;
  sellingParty: { partyId: string };
  shipFromParty: object;
  shipToParty: object;
  shipmentMeasurements?: { totalCartonCount?: number };
  collectFreightPickupDetails?: { requestedPickUp?: string };
  transportationDetails?: object;
}

/** Loads that Amazon fetches: announced, shown with their ARN, labelled. */
export function freightRoutes(world: World, submit: Submit): Route[] {
  const { books, quirks } = world;
  const details = pager<unknown>(world, 'shipments');
  const labels = pager<unknown>(world, 'labels');
  return [
    {
      operation: 'submitShipments',
      method: 'POST',
      path: /^\/vendor\/shipping\/v1\/shipments$/,
      requestSchema: 'vendorShipments_SubmitShipments',
      responseSchema: 'vendorShipments_SubmitShipmentConfirmationsResponse',
      answer: ({ body }) => {
        const { shipments = [] } = body as { shipments?: Announced[] };
        return submit(
          'submitShipments',
          'shipments',
          shipments,
          (one) => one.vendorShipmentIdentifier,
          (shipment) => {
            const id = shipment.vendorShipmentIdentifier;
            const known = books.routingRequests.find((one) => one.id === id);
            const portalPage = quirks.has('Q34') ? ('broken' as const) : ('opens' as const);
            if (known) Object.assign(known, { shipment, portalPage });
            else {
              const arn = String(7_000_000_000 + world.next('arn'));
              books.routingRequests.push({
                id,
                at: timestamp(world),
                amazonReferenceNumber: arn,
                portalPage,
                shipment,
              });
            }
            return [];
          },
        );
      },
    },
    {
      operation: 'getShipmentDetails',
      method: 'GET',
      path: /^\/vendor\/shipping\/v1\/shipments$/,
      responseSchema: 'vendorShipments_GetShipmentDetailsResponse',
      lists401: true,
      answer: ({ query }) => {
        const token = query.get('nextToken');
        const { items, pagination } = token
          ? details.next(token)
          : details.first(find(query).map(shown), limitOf(query, 50));
        return ok({ pagination, shipments: items });
      },
    },
    {
      operation: 'getShipmentLabels',
      method: 'GET',
      path: /^\/vendor\/shipping\/v1\/transportLabels$/,
      responseSchema: 'vendorShipments_GetShipmentLabels',
      answer: ({ query }) => {
        const token = query.get('nextToken');
        const found = quirks.has('Q35') ? [] : inWindow(query).map(labelled);
        const { items, pagination } = token ? labels.next(token) : labels.first(found, limitOf(query, 50));
        return ok({ pagination, transportLabels: items });
      },
    },
  ];

  function find(query: URLSearchParams) {
    // Q33: what was announced is not shown.
    return quirks.has('Q33') ? [] : matching(query);
  }

  function inWindow(query: URLSearchParams) {
    const window = span(query, 'labelCreatedAfter', 'labelCreatedBefore', world.now(), false);
    return matching(query).filter(({ at }) => isWithin(at, window));
  }

  function matching(query: URLSearchParams) {
    const id = query.get('vendorShipmentIdentifier');
    const reference = query.get('buyerReferenceNumber');
    return books.routingRequests.filter(
      (one) => (id === null || one.id === id) && (reference === null || one.amazonReferenceNumber === reference),
    );
  }

  function shown({ at, amazonReferenceNumber, shipment }: (typeof books.routingRequests)[number]) {
    const { collectFreightPickupDetails: pickUp, ...rest } = shipment as Announced;
    const scheduledPickUp = pickUp?.requestedPickUp;
    return {
      ...rest,
      buyerReferenceNumber: amazonReferenceNumber,
      currentShipmentStatus: 'CarrierAssigned',
      shipmentCreateDate: at,
      ...(scheduledPickUp === undefined ? {} : { collectFreightPickupDetails: { ...pickUp, scheduledPickUp } }),
      transportationDetails: { ...rest.transportationDetails, carrierScac: 'ODFL' },
    };
  }

  function labelled({ id, at, amazonReferenceNumber, shipment }: (typeof books.routingRequests)[number]) {
    const { sellingParty, shipFromParty, shipToParty, shipmentMeasurements } = shipment as Announced;
    const count = shipmentMeasurements?.totalCartonCount ?? 1;
    const tracking = (sequence: number) =>
      `1Z${id.replace(/\W/g, '').slice(0, 8).padEnd(8, '0')}${String(sequence).padStart(8, '0')}`;
    return {
      labelCreateDateTime: at,
      shipmentInformation: {
        vendorDetails: { sellingParty, vendorShipmentIdentifier: id },
        buyerReferenceNumber: amazonReferenceNumber,
        shipToParty,
        shipFromParty,
        masterTrackingId: tracking(1),
        totalLabelCount: count,
        shipMode: 'SmallParcel',
      },
      labelData: Array.from({ length: count }, (_, index) => ({
        labelSequenceNumber: index + 1,
        labelFormat: 'PDF',
        carrierCode: 'UPSN',
        trackingId: tracking(index + 1),
        label: Buffer.from(`%PDF-1.4\n% label ${index + 1} of ${id}\n%%EOF\n`).toString('base64'),
      })),
    };
  }
}
