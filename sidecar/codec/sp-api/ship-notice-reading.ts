import { z } from 'zod';
import { sscc } from '../../domain/identifiers.ts';
import { ShipNotice } from '../../domain/ship-notice.ts';
import { CodecError } from '../problem.ts';
import { parseDay, parseInstant } from './dates.ts';
import { PartyIdentification, parseParty } from './party.ts';
import { parseProductId } from './product-id.ts';
import { ItemQuantity, parseQuantity } from './quantity.ts';
import { at, defined, list, lookUp, REPORT_IT, readShape, required, Text, type Warn } from './shape.ts';
import { SHIPMENT_TYPE, TRANSPORT, WEIGHT_UNIT } from './ship-notice.ts';

const ContainerId = z.object({ containerIdentificationType: Text, containerIdentificationNumber: Text });

const Item = z.object({
  itemSequenceNumber: Text,
  amazonProductIdentifier: Text,
  vendorProductIdentifier: Text,
  itemDetails: z.object({ purchaseOrderNumber: Text }),
});
type Item = z.infer<typeof Item>;

const Carton = z.object({
  cartonSequenceNumber: Text,
  cartonIdentifiers: list(ContainerId),
  trackingNumber: Text,
  items: z.array(
    z.object({
      itemReference: Text,
      shippedQuantity: ItemQuantity,
      itemDetails: z.object({ lotNumber: Text, expiry: z.object({ expiryDate: Text }).nullish() }).nullish(),
    }),
  ),
});
type Carton = z.infer<typeof Carton>;

const Pallet = z.object({
  palletIdentifiers: z.array(ContainerId),
  cartonReferenceDetails: z.object({ cartonReferenceNumbers: z.array(z.string()) }),
});

const Submitted = z.object({
  shipmentConfirmations: z
    .array(
      z.object({
        shipmentIdentifier: Text,
        shipmentConfirmationType: Text,
        shipmentType: Text,
        transportationDetails: z.object({
          carrierScac: Text,
          carrierShipmentReferenceNumber: Text,
          transportationMode: Text,
          billOfLadingNumber: Text,
        }),
        amazonReferenceNumber: Text,
        shippedDate: Text,
        estimatedDeliveryDate: Text,
        sellingParty: PartyIdentification,
        shipFromParty: PartyIdentification,
        shipToParty: PartyIdentification,
        shipmentMeasurements: z
          .object({ grossShipmentWeight: z.object({ unitOfMeasure: Text, value: Text }).nullish() })
          .nullish(),
        shippedItems: z.array(Item),
        cartons: z.array(Carton),
        pallets: list(Pallet),
      }),
    )
    .length(1),
});

/** Reads our own body back, as the outbox shows it. The format leaves out when the orders were placed. */
export function parseSubmitShipmentConfirmations(json: unknown, warn: Warn): ShipNotice {
  const [confirmation] = readShape(Submitted, json).shipmentConfirmations;
  if (!confirmation)
    throw new CodecError('document-invalid', 'no confirmation', at('shipmentConfirmations'), REPORT_IT);
  const { transportationDetails: transport, shippedItems, cartons, pallets } = confirmation;
  const weight = confirmation.shipmentMeasurements?.grossShipmentWeight;
  const read = cartons.map((carton, index) => readCarton(carton, `cartons[${index}]`, shippedItems, warn));
  const onPallets = pallets.map((pallet, index) => {
    const numbers = pallet.cartonReferenceDetails.cartonReferenceNumbers;
    const held = numbers.map((number) => read.find((carton) => carton.number === number));
    if (held.some((carton) => carton === undefined)) throw unresolved(`pallets[${index}]`, numbers.join(', '));
    return {
      sscc: ssccOf(pallet.palletIdentifiers, `pallets[${index}]`),
      cartons: held.filter((carton) => carton !== undefined),
    };
  });
  const loose = read.filter((carton) => !onPallets.some((pallet) => pallet.cartons.includes(carton)));
  const orders = [...new Set(shippedItems.map((item) => item.itemDetails.purchaseOrderNumber))];
  return readShape(
    ShipNotice,
    defined({
      shipmentId: confirmation.shipmentIdentifier,
      purpose: lookUp(
        { Original: 'original', Replace: 'replace' },
        confirmation.shipmentConfirmationType ?? '',
        'shipmentConfirmationType',
      ),
      vendorCode: confirmation.sellingParty.partyId,
      shippedAt: parseInstant(required(confirmation.shippedDate, 'shippedDate'), 'shippedDate'),
      estimatedDeliveryOn: parseDay(
        required(confirmation.estimatedDeliveryDate, 'estimatedDeliveryDate'),
        'estimatedDeliveryDate',
      ),
      shipFrom: parseParty(confirmation.shipFromParty),
      shipTo: parseParty(confirmation.shipToParty),
      carrierScac: transport.carrierScac,
      transport: transport.transportationMode
        ? lookUp(TRANSPORT, transport.transportationMode, 'transportationDetails.transportationMode')
        : 'parcel',
      shipmentType: lookUp(SHIPMENT_TYPE, confirmation.shipmentType ?? '', 'shipmentType'),
      billOfLading: transport.billOfLadingNumber,
      carrierReference: transport.carrierShipmentReferenceNumber,
      amazonReferenceNumber: confirmation.amazonReferenceNumber,
      weight: weight
        ? {
            value: weight.value,
            unit: lookUp(WEIGHT_UNIT, weight.unitOfMeasure ?? '', 'grossShipmentWeight.unitOfMeasure'),
          }
        : undefined,
      orders: orders.map((purchaseOrderNumber) => ({
        purchaseOrderNumber,
        pallets: onPallets
          .filter(({ cartons: held }) => held[0]?.order === purchaseOrderNumber)
          .map((pallet) => ({ sscc: pallet.sscc, cartons: pallet.cartons.map(({ carton }) => carton) })),
        cartons: loose.filter(({ order }) => order === purchaseOrderNumber).map(({ carton }) => carton),
      })),
    }),
  );
}

function readCarton(carton: Carton, path: string, shippedItems: readonly Item[], warn: Warn) {
  const items = carton.items.map((part, index) => {
    const place = `${path}.items[${index}]`;
    const item = shippedItems.find(({ itemSequenceNumber }) => itemSequenceNumber === part.itemReference);
    if (!item) throw unresolved(`${place}.itemReference`, part.itemReference ?? '');
    const expiry = part.itemDetails?.expiry?.expiryDate;
    return {
      order: item.itemDetails.purchaseOrderNumber,
      shippedItem: defined({
        lineNumber: item.itemSequenceNumber ?? '',
        productId: parseProductId(item, place),
        shipped: parseQuantity(part.shippedQuantity, `${place}.shippedQuantity`, warn),
        expiresOn: expiry === undefined ? undefined : parseDay(expiry, place),
        lot: part.itemDetails?.lotNumber,
      }),
    };
  });
  return {
    number: carton.cartonSequenceNumber,
    order: items[0]?.order,
    carton: defined({
      sscc: ssccOf(carton.cartonIdentifiers, path),
      trackingNumber: carton.trackingNumber,
      items: items.map(({ shippedItem }) => shippedItem),
    }),
  };
}

function ssccOf(ids: readonly z.infer<typeof ContainerId>[], path: string): string {
  const text = ids.find((id) => id.containerIdentificationType === 'SSCC')?.containerIdentificationNumber;
  const code = text === undefined ? undefined : sscc(text);
  if (code !== undefined) return code;
  throw new CodecError('sscc-invalid', `${path} has no valid SSCC, only '${text ?? ''}'`, at(path), 'Label it again.');
}

function unresolved(path: string, reference: string): CodecError {
  return new CodecError(
    'reference-unresolved',
    `${path} refers to '${reference}', which is not there`,
    at(path),
    'Amazon would receive the container without contents; send the notice again.',
  );
}
