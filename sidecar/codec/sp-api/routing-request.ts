import { z } from 'zod';
import type { CalendarDay } from '../../domain/calendar.ts';
import { sum } from '../../domain/money.ts';
import type { RequestedLoad, RoutedOrder, RoutingInstructions, RoutingRequest } from '../../domain/routing.ts';
import { CodecError } from '../problem.ts';
import { dateTime, dateTimeOf, parseDay } from './dates.ts';
import { toParty } from './party.ts';
import { at, defined, list, readShape, type Schemas, Text } from './shape.ts';

type Shipment = Schemas['vendorShipments_Shipment'];

const WEIGHT_UNIT = { L: 'Lb', K: 'Kg' } as const;
const VOLUME_UNIT = { E: 'CuFt', X: 'CuM' } as const;

export interface RoutingHeader {
  /** sellingParty.partyId */
  vendorCode: string;
  requestedAt: Date;
}

/** The body of SubmitShipments: each load that Amazon is asked to fetch is a shipment of its own. */
export function toSubmitShipments(
  request: RoutingRequest,
  { vendorCode, requestedAt }: RoutingHeader,
): Schemas['vendorShipments_SubmitShipments'] {
  return {
    shipments: request.loads.map((load, index): Shipment => {
      const path = `loads[${index}]`;
      const { shipTo } = load;
      if (!shipTo) {
        throw new CodecError(
          'party-without-id',
          `${path} names no fulfilment centre`,
          at(`${path}.shipTo`),
          'Name the fulfilment centre of each load.',
        );
      }
      return {
        vendorShipmentIdentifier: loadIdentifier(request, index),
        transactionType: 'New',
        transactionDate: dateTime(requestedAt),
        // Amazon fetches, and so pays: a load that we pay for needs no routing.
        shipmentFreightTerm: 'Collect',
        sellingParty: { partyId: vendorCode },
        shipFromParty: toParty(request.shipFrom, 'shipFrom', { id: vendorCode, exact: false }),
        shipToParty: toParty(shipTo, `${path}.shipTo`, { exact: false }),
        shipmentMeasurements: measurements(load, path),
        ...(load.pickUpOn
          ? { collectFreightPickupDetails: { requestedPickUp: pickUp(load.pickUpOn, load.pickUpAt) } }
          : {}),
        purchaseOrders: load.orders.map(({ purchaseOrderNumber }) => ({ purchaseOrderNumber })),
        ...(load.billOfLading ? { transportationDetails: { billOfLadingNumber: load.billOfLading } } : {}),
      };
    }),
  };
}

/** One load keeps the number of the request; several are numbered behind it. */
export function loadIdentifier({ number, loads }: RoutingRequest, index: number): string {
  return loads.length === 1 ? number : `${number}-${index + 1}`;
}

function measurements({ orders }: RequestedLoad, path: string): NonNullable<Shipment['shipmentMeasurements']> {
  const packages = (kind: string) =>
    orders.reduce((count, one) => count + (one.packaging === kind ? (one.packages ?? 0) : 0), 0);
  const weight = total(orders, 'weight', WEIGHT_UNIT, path);
  const volume = total(orders, 'volume', VOLUME_UNIT, path);
  return defined({
    totalCartonCount: packages('CTN') || undefined,
    totalPalletStackable: packages('PLT') || undefined,
    shipmentWeight: weight,
    shipmentVolume: volume,
  });
}

/** Sums what the orders state; orders of one load in two units cannot be added and are left to the person who asks. */
function total<Unit extends string>(
  orders: readonly RoutedOrder[],
  field: 'weight' | 'volume',
  units: Readonly<Record<string, Unit>>,
  path: string,
): { unitOfMeasure: Unit; value: string } | undefined {
  const stated = orders.flatMap((order) => order[field] ?? []);
  const [first] = stated;
  if (!first) return undefined;
  const unitOfMeasure = units[first.unit];
  if (unitOfMeasure === undefined || stated.some(({ unit }) => unit !== first.unit)) {
    throw new CodecError(
      'unit-of-measure-unsayable',
      `${path} states its ${field} in ${[...new Set(stated.map(({ unit }) => unit))].join(' and ')}`,
      at(`${path}.${field}`),
      `State it in one of ${Object.keys(units).join(', ')} for all orders of a load.`,
    );
  }
  return { unitOfMeasure, value: sum(stated.map(({ value }) => value)) };
}

function pickUp(day: CalendarDay, hour: string | undefined): string {
  return hour === undefined ? dateTimeOf(day) : `${day}T${hour}:00Z`;
}

const Details = z.object({
  payload: z
    .object({
      shipments: list(
        z.object({
          vendorShipmentIdentifier: Text,
          buyerReferenceNumber: Text,
          currentShipmentStatus: Text,
          collectFreightPickupDetails: z.object({ scheduledPickUp: Text }).nullish(),
          transportationDetails: z.object({ carrierScac: Text, billOfLadingNumber: Text }).nullish(),
          purchaseOrders: list(z.object({ purchaseOrderNumber: Text })),
        }),
      ),
    })
    .nullish(),
});

/**
 * Reads GetShipmentDetails as far as it answers our request. It shows only shipments that were made by the API,
 * and at times none of those: undefined says nothing against the load.
 */
export function parseShipmentDetails(json: unknown, identifier: string): RoutingInstructions | undefined {
  const shipments = readShape(Details, json).payload?.shipments ?? [];
  const ours = shipments.filter(({ vendorShipmentIdentifier }) => vendorShipmentIdentifier?.trim() === identifier);
  if (ours.length === 0) return undefined;
  return {
    number: identifier,
    loads: ours.map((shipment) =>
      defined({
        amazonReferenceNumber: shipment.buyerReferenceNumber?.trim() || undefined,
        carrierScac: shipment.transportationDetails?.carrierScac?.trim() || undefined,
        billOfLading: shipment.transportationDetails?.billOfLadingNumber?.trim() || undefined,
        pickUpOn: shipment.collectFreightPickupDetails?.scheduledPickUp
          ? parseDay(
              shipment.collectFreightPickupDetails.scheduledPickUp,
              'collectFreightPickupDetails.scheduledPickUp',
            )
          : undefined,
        orders: shipment.purchaseOrders.map(({ purchaseOrderNumber }) => ({
          purchaseOrderNumber: purchaseOrderNumber ?? '',
        })),
      }),
    ),
  };
}
