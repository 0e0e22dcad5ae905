import type { CartonLabel, LabelledItem } from '../../domain/carton-label.ts';
import type { ProductIdKind } from '../../domain/identifiers.ts';
import type { Party } from '../../domain/party.ts';
import { type Quantity, toEaches } from '../../domain/quantity.ts';

/** A label in words, whatever prints it. Zone by zone, from the top. */
export interface LabelText {
  shipFrom: string[];
  shipTo: string[];
  /** Read from across the dock. */
  fulfilmentCentre: string;
  carriage: Field[];
  purchaseOrder: string;
  /** What the next is the place of: a carton, one on a pallet, or the pallet. */
  cartonTitle: string;
  carton: string;
  references: Field[];
  contents: {
    title: string;
    /** How much, the main figure first. */
    quantity: string[];
    /** What; a name on the left, on the right what belongs to it. */
    rows: Field[];
  };
}

export interface Field {
  name: string;
  value: string;
}

/** Lines of contents that have room; what is left out is counted in the last. */
const MOST_ROWS = 6;

/** Lines of an address that have room. */
export const MOST_ADDRESS_LINES = 5;

export function labelText(label: CartonLabel): LabelText {
  const { shipFrom, shipTo, carton, vendorCode, shipmentId, purchaseOrderNumber } = label;
  return {
    shipFrom: addressOf(shipFrom),
    shipTo: addressOf(shipTo),
    fulfilmentCentre: shipTo.id ?? '',
    carriage: carriage(label),
    purchaseOrder: purchaseOrderNumber,
    cartonTitle: titleOf(label),
    carton: `${carton.number} of ${carton.of}`,
    references: [
      { name: 'VENDOR', value: vendorCode },
      { name: 'ASN', value: shipmentId },
    ],
    contents: contents(label),
  };
}

function addressOf({ id, name, address }: Party): string[] {
  const region = [address?.stateOrRegion, address?.postalCode].filter(Boolean).join(' ');
  const city = [address?.city, region].filter(Boolean).join(', ');
  const street = (address?.lines ?? []).slice(0, MOST_ADDRESS_LINES - 3);
  const lines = [name, ...street, city, address?.countryCode].filter((line) => line !== undefined && line !== '');
  // Amazon's orders often name the fulfilment centre by its code alone.
  return lines.length > 0 || id === undefined ? lines.map(String) : [`Amazon ${id}`];
}

function carriage({ carrierScac, billOfLading, tracking }: CartonLabel): Field[] {
  return [
    { name: 'CARRIER', value: carrierScac },
    ...(tracking === undefined ? [] : [{ name: tracking.kind === 'pro' ? 'PRO' : 'TRACKING', value: tracking.number }]),
    ...(billOfLading === undefined ? [] : [{ name: 'BOL', value: billOfLading }]),
  ];
}

function titleOf({ pallet, onPallet }: CartonLabel): string {
  if (pallet) return 'PALLET';
  return onPallet === undefined ? 'CARTON' : `CARTON, ON PALLET ${onPallet}`;
}

function contents({ contents: items, pallet }: CartonLabel): LabelText['contents'] {
  const [only, ...others] = items;
  const onPallet = pallet && `${pallet.cartons} ${pallet.cartons === 1 ? 'CARTON' : 'CARTONS'}`;
  if (only === undefined || others.length > 0) return mixed(items, onPallet ?? 'MIXED CARTON');
  return { title: onPallet ?? 'CONTENTS', quantity: quantityTexts(only.quantity), rows: singleRows(only) };
}

/** The codes are what gives way where there are too many: expiry and lot are asked for at the dock. */
function singleRows({ sku, productIds, expiresOn, lot }: LabelledItem): Field[] {
  const ours = sku === undefined ? [] : [{ name: 'SKU', value: sku }];
  const batch = batchFields(expiresOn, lot);
  const codes = productIds
    .filter(({ value }) => value !== sku)
    .map(({ kind, value }) => ({ name: ID_NAMES[kind], value }));
  return [...ours, ...codes.slice(0, MOST_ROWS - ours.length - batch.length), ...batch];
}

function mixed(items: readonly LabelledItem[], title: string): LabelText['contents'] {
  const counts = items.map(({ quantity }) => toEaches(quantity));
  const known = counts.filter((count) => typeof count === 'number');
  const total = known.length === items.length ? [`${known.reduce((sum, count) => sum + count, 0)} EA`] : [];
  const rows = items.map(mixedRows);
  const room = rows.flat().length > MOST_ROWS ? MOST_ROWS - 1 : MOST_ROWS;
  const shown = rows.filter((_row, index) => rows.slice(0, index + 1).flat().length <= room);
  const left = rows.length - shown.length;
  return {
    title,
    quantity: [...total, `${items.length} products`],
    rows: [...shown.flat(), ...(left > 0 ? [{ name: `and ${left} more`, value: '' }] : [])],
  };
}

/** A batch has a row of its own: half an expiry date says less than none. */
function mixedRows({ sku, productIds, quantity, expiresOn, lot }: LabelledItem): Field[] {
  const [id] = productIds;
  const product = [id && `${ID_NAMES[id.kind]} ${id.value}`, sku !== id?.value && sku].filter(Boolean).join(' ');
  const batch = batchFields(expiresOn, lot).map(({ name, value }) => `${name} ${value}`);
  return [
    { name: product, value: quantityTexts(quantity)[0] ?? '' },
    ...(batch.length > 0 ? [{ name: `- ${batch.join(' ')}`, value: '' }] : []),
  ];
}

function batchFields(expiresOn: string | undefined, lot: string | undefined): Field[] {
  return [
    ...(expiresOn === undefined ? [] : [{ name: 'EXP', value: expiresOn }]),
    ...(lot === undefined ? [] : [{ name: 'LOT', value: lot }]),
  ];
}

/** `12 EA` and `1 case of 12`: always both where the case's size is known. */
function quantityTexts(quantity: Quantity): string[] {
  const { amount, unitOfMeasure, eachesPerCase, unitCode } = quantity;
  if (unitOfMeasure === 'other') return [`${amount} ${unitCode ?? 'units'}`];
  if (unitOfMeasure === 'each') return [`${amount} EA`];
  const cases = `${amount} ${amount === 1 ? 'case' : 'cases'}`;
  return eachesPerCase === undefined ? [cases] : [`${amount * eachesPerCase} EA`, `${cases} of ${eachesPerCase}`];
}

const ID_NAMES: Readonly<Record<ProductIdKind, string>> = {
  asin: 'ASIN',
  upc: 'UPC',
  ean: 'EAN',
  gtin: 'GTIN',
  isbn: 'ISBN',
  'vendor-item': 'ITEM',
  'vendor-part': 'PART',
  sku: 'SKU',
  'case-code': 'CASE CODE',
};
