import type {
  AcknowledgementDocument,
  Count,
  DocumentId,
  InvoiceDocument,
  ShipmentDocument,
  ShippedCarton,
  ShippedPallet,
  StatedTax,
} from '../documents.ts';
import type { AmazonParty } from '../order.ts';

// The shapes below are the models' own, as far as they are judged here; bodies were validated before.

interface Quantity {
  amount?: number;
  unitOfMeasure?: string;
  unitSize?: number;
}
interface Money {
  amount?: string;
  currencyCode?: string;
}
interface Ids {
  amazonProductIdentifier?: string;
  vendorProductIdentifier?: string;
}
interface Party {
  partyId: string;
  address?: {
    name: string;
    addressLine1: string;
    addressLine2?: string;
    addressLine3?: string;
    city?: string;
    stateOrRegion?: string;
    postalCode?: string;
    postalOrZipCode?: string;
    countryCode: string;
  };
  taxRegistrationDetails?: unknown[];
}

export interface SubmittedAcknowledgement {
  purchaseOrderNumber: string;
  sellingParty: Party;
  items: (Ids & {
    itemSequenceNumber?: string;
    orderedQuantity: Quantity;
    netCost?: Money;
    itemAcknowledgements: {
      acknowledgementCode: 'Accepted' | 'Backordered' | 'Rejected';
      acknowledgedQuantity: Quantity;
      scheduledShipDate?: string;
      scheduledDeliveryDate?: string;
      rejectionReason?: string;
    }[];
  })[];
}

const CODE = { Accepted: 'accepted', Backordered: 'backordered', Rejected: 'rejected' } as const;

export function readAcknowledgement(body: SubmittedAcknowledgement, place: string): AcknowledgementDocument {
  const currency = body.items.find(({ netCost }) => netCost?.currencyCode !== undefined)?.netCost?.currencyCode;
  return {
    place,
    purchaseOrder: body.purchaseOrderNumber,
    vendorCode: body.sellingParty.partyId,
    ...(currency === undefined ? {} : { currency }),
    items: body.items.map((item, index) => ({
      place: `${place}.items[${index}]`,
      ids: ids(item),
      ...(item.itemSequenceNumber === undefined ? {} : { lineNumber: item.itemSequenceNumber }),
      ordered: count(item.orderedQuantity),
      ...(item.netCost?.amount === undefined ? {} : { unitCost: item.netCost.amount }),
      dispositions: item.itemAcknowledgements.map((one) => {
        const on = one.scheduledDeliveryDate ?? one.scheduledShipDate;
        return {
          code: CODE[one.acknowledgementCode],
          count: count(one.acknowledgedQuantity),
          ...(one.rejectionReason === undefined ? {} : { reason: one.rejectionReason }),
          ...(on === undefined ? {} : { on }),
        };
      }),
    })),
  };
}

interface Container {
  containerIdentificationType: string;
  containerIdentificationNumber: string;
}
interface ContainerItem {
  itemReference: string;
  shippedQuantity: Quantity;
  itemDetails?: { purchaseOrderNumber?: string };
}

export interface SubmittedShipment {
  shipmentIdentifier: string;
  shipmentConfirmationType: 'Original' | 'Replace';
  shipmentType?: string;
  transportationDetails?: {
    carrierScac?: string;
    carrierShipmentReferenceNumber?: string;
    billOfLadingNumber?: string;
  };
  shippedDate?: string;
  estimatedDeliveryDate?: string;
  sellingParty: Party;
  shipFromParty: Party;
  shipToParty: Party;
  shipmentMeasurements?: { cartonCount?: number; palletCount?: number };
  shippedItems: (Ids & {
    itemSequenceNumber: string;
    shippedQuantity: Quantity;
    itemDetails?: { purchaseOrderNumber?: string };
  })[];
  cartons?: {
    cartonIdentifiers?: Container[];
    cartonSequenceNumber: string;
    trackingNumber?: string;
    items: ContainerItem[];
  }[];
  pallets?: {
    palletIdentifiers: Container[];
    cartonReferenceDetails?: { cartonCount?: number; cartonReferenceNumbers: string[] };
    items?: ContainerItem[];
  }[];
}

export function readShipment(body: SubmittedShipment, place: string): ShipmentDocument {
  const { transportationDetails: transport, shipmentMeasurements: measures } = body;
  const cartons: ShippedCarton[] = (body.cartons ?? []).map((carton, index) => ({
    place: `${place}.cartons[${index}]`,
    ssccs: ssccs(carton.cartonIdentifiers),
    ...(carton.trackingNumber === undefined ? {} : { trackingNumber: carton.trackingNumber }),
    items: contents(carton.items, `${place}.cartons[${index}]`),
  }));
  // Items that stand on a pallet without a carton around them count as one container's contents.
  const palletItems = (body.pallets ?? []).flatMap((pallet, index) =>
    pallet.items?.length
      ? [
          {
            place: `${place}.pallets[${index}]`,
            ssccs: [],
            items: contents(pallet.items, `${place}.pallets[${index}]`),
          },
        ]
      : [],
  );
  const pallets: ShippedPallet[] = (body.pallets ?? []).map(({ palletIdentifiers }, index) => ({
    place: `${place}.pallets[${index}]`,
    ssccs: ssccs(palletIdentifiers),
  }));
  return {
    place,
    id: body.shipmentIdentifier,
    purpose: body.shipmentConfirmationType === 'Replace' ? 'replace' : 'original',
    vendorCode: body.sellingParty.partyId,
    ...(body.shippedDate === undefined ? {} : { shippedAt: body.shippedDate }),
    ...(body.estimatedDeliveryDate === undefined ? {} : { estimatedDelivery: body.estimatedDeliveryDate }),
    shipFrom: party(body.shipFromParty),
    shipTo: body.shipToParty.partyId,
    ...(transport?.carrierScac === undefined ? {} : { scac: transport.carrierScac }),
    ...(transport?.billOfLadingNumber === undefined ? {} : { billOfLading: transport.billOfLadingNumber }),
    ...(transport?.carrierShipmentReferenceNumber === undefined
      ? {}
      : { carrierReference: transport.carrierShipmentReferenceNumber }),
    byParcel: body.shipmentType === 'SmallParcel',
    ...(measures?.cartonCount === undefined ? {} : { cartonCount: measures.cartonCount }),
    ...(measures?.palletCount === undefined ? {} : { palletCount: measures.palletCount }),
    items: body.shippedItems.map((item, index) => ({
      place: `${place}.shippedItems[${index}]`,
      key: item.itemSequenceNumber,
      lineNumber: item.itemSequenceNumber,
      ids: ids(item),
      purchaseOrder: item.itemDetails?.purchaseOrderNumber ?? orderInContainers(body, item.itemSequenceNumber),
      count: count(item.shippedQuantity),
    })),
    cartons: [...cartons, ...palletItems],
    pallets,
    loose: loose(body, place),
  };
}

/** The model lets the order number stand on the contents of a carton or pallet instead of on the item. */
function orderInContainers({ cartons = [], pallets = [] }: SubmittedShipment, itemReference: string): string {
  const inside = [...cartons, ...pallets].flatMap((container) => container.items ?? []);
  return inside.find((item) => item.itemReference === itemReference)?.itemDetails?.purchaseOrderNumber ?? '';
}

/** References that the schema does not follow: repeated sequence numbers, unknown items, cartons on no or two pallets. */
function loose(body: SubmittedShipment, place: string): ShipmentDocument['loose'] {
  const found: ShipmentDocument['loose'] = [];
  const items = body.shippedItems.map(({ itemSequenceNumber }) => itemSequenceNumber);
  const cartons = (body.cartons ?? []).map(({ cartonSequenceNumber }) => cartonSequenceNumber);
  for (const repeated of [...repeats(items), ...repeats(cartons)])
    found.push({ place, message: `Sequence number ${repeated} is there twice.` });
  const containers = [...(body.cartons ?? []), ...(body.pallets ?? [])];
  for (const { itemReference } of containers.flatMap((container) => container.items ?? [])) {
    if (!items.includes(itemReference))
      found.push({ place, message: `itemReference ${itemReference} leads to no shipped item.` });
  }
  const onPallets = (body.pallets ?? []).flatMap(
    ({ cartonReferenceDetails }) => cartonReferenceDetails?.cartonReferenceNumbers ?? [],
  );
  for (const carton of repeats(onPallets)) found.push({ place, message: `Carton ${carton} stands on two pallets.` });
  for (const carton of onPallets)
    if (!cartons.includes(carton)) found.push({ place, message: `There is no carton ${carton}.` });
  for (const [index, { cartonReferenceDetails: details }] of (body.pallets ?? []).entries()) {
    if (details?.cartonCount !== undefined && details.cartonCount !== details.cartonReferenceNumbers.length) {
      found.push({
        place: `${place}.pallets[${index}]`,
        message: `cartonCount ${details.cartonCount} is not what the pallet lists.`,
      });
    }
  }
  return found;
}

function repeats(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

function contents(items: readonly ContainerItem[], place: string) {
  return items.map(({ itemReference, shippedQuantity }, index) => ({
    key: itemReference,
    count: count(shippedQuantity),
    place: `${place}.items[${index}]`,
  }));
}

function ssccs(containers: readonly Container[] | undefined): string[] {
  return (containers ?? [])
    .filter(({ containerIdentificationType }) => containerIdentificationType === 'SSCC')
    .map(({ containerIdentificationNumber }) => containerIdentificationNumber);
}

interface TaxDetails {
  taxType: string;
  taxRate?: string;
  taxAmount: Money;
  taxableAmount?: Money;
}

interface Extras {
  taxDetails?: TaxDetails[];
  chargeDetails?: { chargeAmount: Money; taxDetails?: { taxAmount: Money }[] }[];
  allowanceDetails?: { allowanceAmount: Money; taxDetails?: { taxAmount: Money }[] }[];
}

export interface SubmittedInvoice extends Extras {
  invoiceType: 'Invoice' | 'CreditNote';
  id: string;
  date: string;
  remitToParty: Party;
  billToParty?: Party;
  invoiceTotal: Money;
  paymentTerms?: { discountPercent?: string };
  items?: (Ids &
    Extras & {
      itemSequenceNumber: number;
      invoicedQuantity: Quantity;
      netCost: Money;
      purchaseOrderNumber?: string;
    })[];
}

export function readInvoice(body: SubmittedInvoice, place: string): InvoiceDocument {
  const items = body.items ?? [];
  return {
    place,
    number: body.id,
    type: body.invoiceType === 'CreditNote' ? 'credit-note' : 'invoice',
    date: body.date,
    currency: body.invoiceTotal.currencyCode ?? '',
    vendorCode: body.remitToParty.partyId,
    ...(body.billToParty === undefined ? {} : { billTo: party(body.billToParty) }),
    remitTo: party(body.remitToParty),
    remitToHasTaxRegistration: (body.remitToParty.taxRegistrationDetails ?? []).length > 0,
    total: body.invoiceTotal.amount ?? '',
    extras: [...extras(body), ...items.flatMap(extras)],
    taxes: statedTaxes(body.taxDetails, `${place}.taxDetails`),
    ...(body.paymentTerms?.discountPercent === undefined
      ? {}
      : { termsDiscountPercent: body.paymentTerms.discountPercent }),
    items: items.map((item, index) => ({
      place: `${place}.items[${index}]`,
      ids: ids(item),
      lineNumber: String(item.itemSequenceNumber),
      purchaseOrder: item.purchaseOrderNumber ?? '',
      count: count(item.invoicedQuantity),
      unitCost: item.netCost.amount ?? '',
      taxes: statedTaxes(item.taxDetails, `${place}.items[${index}].taxDetails`),
    })),
  };
}

function statedTaxes(details: readonly TaxDetails[] = [], place: string): StatedTax[] {
  return details.map(({ taxType, taxRate, taxAmount, taxableAmount }, index) => ({
    place: `${place}[${index}]`,
    type: taxType,
    amount: taxAmount.amount ?? '0',
    ...(taxRate === undefined ? {} : { rate: taxRate }),
    ...(taxableAmount?.amount === undefined ? {} : { taxable: taxableAmount.amount }),
  }));
}

function extras({ chargeDetails = [], allowanceDetails = [] }: Extras): string[] {
  return [
    ...chargeDetails.map(({ chargeAmount }) => chargeAmount.amount ?? '0'),
    ...allowanceDetails.map(({ allowanceAmount }) => negated(allowanceAmount.amount ?? '0')),
  ];
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

function ids({ amazonProductIdentifier, vendorProductIdentifier }: Ids): DocumentId[] {
  return [
    ...(amazonProductIdentifier === undefined ? [] : [{ qualifier: 'BP', value: amazonProductIdentifier }]),
    ...(vendorProductIdentifier === undefined ? [] : [{ qualifier: 'vendor', value: vendorProductIdentifier }]),
  ];
}

function count({ amount = Number.NaN, unitOfMeasure = '', unitSize }: Quantity): Count {
  const unit = { Eaches: 'EA', Cases: 'CA' }[unitOfMeasure] ?? unitOfMeasure;
  return { amount, unit, ...(unitSize === undefined ? {} : { unitSize }) };
}

function party({ partyId, address }: Party): AmazonParty {
  if (!address) return { id: partyId };
  const {
    name,
    addressLine1,
    addressLine2,
    addressLine3,
    city,
    stateOrRegion,
    postalCode,
    postalOrZipCode,
    countryCode,
  } = address;
  const postal = postalCode ?? postalOrZipCode;
  return {
    id: partyId,
    name,
    addressLines: [addressLine1, addressLine2, addressLine3].filter((line) => line !== undefined),
    ...(city === undefined ? {} : { city }),
    ...(stateOrRegion === undefined ? {} : { stateOrRegion }),
    ...(postal === undefined ? {} : { postalCode: postal }),
    countryCode,
  };
}
