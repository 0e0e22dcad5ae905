import { addHours, type Instant, instant } from '../../domain/calendar.ts';
import { shipNoticeInconsistencies } from '../../domain/document-consistency.ts';
import { type Carton, cartonsOf, type ShipNotice } from '../../domain/ship-notice.ts';
import { CodecError } from '../problem.ts';
import { dateTime, dateTimeOf } from './dates.ts';
import { toParty } from './party.ts';
import { toProductId } from './product-id.ts';
import { toItemQuantity } from './quantity.ts';
import { at, refuseBlocked, type Schemas } from './shape.ts';
import { type NumberedItem, numberedItems } from './shipped-items.ts';

export const SHIPMENT_TYPE = {
  TruckLoad: 'truckload',
  LessThanTruckLoad: 'less-than-truckload',
  SmallParcel: 'small-parcel',
} as const;

/** A parcel carrier's own network has no mode in the model: it is left out, and read back as such. */
export const TRANSPORT = { Road: 'road', Air: 'air', Ocean: 'ocean' } as const;

export const WEIGHT_UNIT = { Lb: 'lb', Kg: 'kg' } as const;

/** What the document does not know of itself. */
export interface ShipNoticeHeader {
  /** sellingParty.partyId */
  vendorCode: string;
  confirmedAt: Date;
}

type Confirmation = Schemas['vendorShipments_ShipmentConfirmation'];

/** The body of SubmitShipmentConfirmations for one shipment: one truck or parcel to one fulfilment centre. */
export function toSubmitShipmentConfirmations(
  document: ShipNotice,
  { vendorCode, confirmedAt }: ShipNoticeHeader,
): Schemas['vendorShipments_SubmitShipmentConfirmationsRequest'] {
  refuseBlocked(shipNoticeInconsistencies(document));
  const items = numberedItems(document);
  const sequence = new Map(cartonsOf(document).map((carton, index) => [carton, threeDigits(index + 1)]));
  const pallets = document.orders.flatMap((order) => order.pallets);
  const confirmation: Confirmation = {
    shipmentIdentifier: document.shipmentId,
    shipmentConfirmationType: document.purpose === 'original' ? 'Original' : 'Replace',
    shipmentType: wordOf(SHIPMENT_TYPE, document.shipmentType),
    // By the model's table: order, then pallets, then cartons, then items; or without the pallets.
    shipmentStructure: pallets.length > 0 ? 'PalletizedAssortmentCase' : 'LooseAssortmentCase',
    transportationDetails: transportation(document),
    ...(document.amazonReferenceNumber ? { amazonReferenceNumber: document.amazonReferenceNumber } : {}),
    shipmentConfirmationDate: dateTime(confirmedAt),
    shippedDate: dateTime(shippedDate(document.shippedAt, confirmedAt)),
    estimatedDeliveryDate: dateTimeOf(document.estimatedDeliveryOn),
    sellingParty: { partyId: vendorCode },
    shipFromParty: toParty(document.shipFrom, 'shipFrom', { id: vendorCode, exact: false }),
    shipToParty: toParty(document.shipTo, 'shipTo', { exact: false }),
    shipmentMeasurements: {
      ...(document.weight
        ? {
            grossShipmentWeight: {
              unitOfMeasure: wordOf(WEIGHT_UNIT, document.weight.unit),
              value: document.weight.value,
            },
          }
        : {}),
      // Europe wants both counts, a pallet count of 0 included.
      cartonCount: sequence.size,
      palletCount: pallets.length,
    },
    shippedItems: items.map(toShippedItem),
    cartons: [...sequence].map(([carton, number]) => toCarton(carton, number, items)),
  };
  if (pallets.length > 0) {
    confirmation.pallets = pallets.map((pallet) => ({
      palletIdentifiers: [containerId(pallet.sscc)],
      cartonReferenceDetails: {
        cartonCount: pallet.cartons.length,
        cartonReferenceNumbers: pallet.cartons.map((carton) => sequence.get(carton) ?? ''),
      },
    }));
  }
  return { shipmentConfirmations: [confirmation] };
}

function transportation(document: ShipNotice): NonNullable<Confirmation['transportationDetails']> {
  const { carrierScac, carrierReference, billOfLading, transport } = document;
  return {
    carrierScac,
    ...(carrierReference ? { carrierShipmentReferenceNumber: carrierReference } : {}),
    ...(transport === 'parcel' ? {} : { transportationMode: wordOf(TRANSPORT, transport) }),
    ...(billOfLading ? { billOfLadingNumber: billOfLading } : {}),
  };
}

function toShippedItem({ number, item, purchaseOrderNumber, amount }: NumberedItem): Schemas['vendorShipments_Item'] {
  return {
    itemSequenceNumber: number,
    ...toProductId(item.productId),
    shippedQuantity: toItemQuantity({ ...item.shipped, amount }, `shippedItems ${number}`),
    itemDetails: { purchaseOrderNumber },
  };
}

function toCarton(carton: Carton, number: string, items: readonly NumberedItem[]): Schemas['vendorShipments_Carton'] {
  return {
    cartonSequenceNumber: number,
    cartonIdentifiers: [containerId(carton.sscc)],
    ...(carton.trackingNumber ? { trackingNumber: carton.trackingNumber } : {}),
    items: carton.items.map((item) => {
      const numbered = items.find(({ parts }) => parts.has(item));
      const details = {
        ...(numbered ? { purchaseOrderNumber: numbered.purchaseOrderNumber } : {}),
        ...(item.lot ? { lotNumber: item.lot } : {}),
        ...(item.expiresOn ? { expiry: { expiryDate: dateTimeOf(item.expiresOn) } } : {}),
      };
      return {
        itemReference: numbered?.number ?? '',
        shippedQuantity: toItemQuantity(item.shipped, `carton ${number}`),
        itemDetails: details,
      };
    }),
  };
}

/** With the application identifier: the model asks for 00 and 18 digits. */
function containerId(sscc: string): Schemas['vendorShipments_ContainerIdentification'] {
  return { containerIdentificationType: 'SSCC', containerIdentificationNumber: `00${sscc}` };
}

/**
 * Amazon refuses a departure in the future. The master's clock may run ahead of ours by minutes, so
 * that much is taken as now; more is a wrong date that somebody has to look at.
 */
function shippedDate(shippedAt: Instant, confirmedAt: Date): Instant {
  const now = instant(confirmedAt);
  if (shippedAt <= now) return shippedAt;
  if (shippedAt <= addHours(now, 0.25)) return now;
  throw new CodecError(
    'shipped-in-the-future',
    `shippedAt is ${shippedAt}, and now it is ${now}`,
    at('shippedAt'),
    'Correct the date of the shipment, or set the clock of the stock master.',
  );
}

function threeDigits(count: number): string {
  return String(count).padStart(3, '0');
}

function wordOf<Word extends string>(words: Readonly<Record<Word, string>>, meaning: string): Word {
  const word = (Object.keys(words) as Word[]).find((candidate) => words[candidate] === meaning);
  if (word !== undefined) return word;
  throw new CodecError('unknown-code', `'${meaning}' has no word in SP-API`, {}, 'Send this document by EDI.');
}
