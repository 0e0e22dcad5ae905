import { looksLikeDate, SHORTEST_BILL_OF_LADING } from './bill-of-lading.ts';
import { type FreightTerms, freightTermsOf } from './carriage.ts';
import type { PurchaseOrder } from './purchase-order.ts';
import { brokenIf, type Rule } from './rule.ts';
import { cartonsOf, type ShipNotice } from './ship-notice.ts';
import type { ShipNoticeCircumstances } from './ship-notice-check.ts';

const MOST_NOTICES_ON_A_TRUCK = 100;

const WITHOUT_REFERENCE =
  'ASN accuracy chargeback, 2 to 6 % of the product cost: without its ARN Amazon cannot match the truck with the pick-up it ordered.';

const UNMATCHED = 'ASN accuracy chargeback: the truck at the dock cannot be matched with its notice.';

/**
 * What Amazon asks of a shipment by its region. Carrier code, ship and delivery date, SSCCs, cartons and pallets
 * are asked for as well and have no rule: a notice without them cannot be written here, and counts are taken from
 * what is packed.
 */
export const CARRIAGE_RULES: readonly Rule<ShipNotice, ShipNoticeCircumstances>[] = [
  {
    code: 'bill-of-lading-missing',
    severity: 'block',
    fix: 'Enter the number from the carrier.',
    prevents: UNMATCHED,
    broken: (notice) =>
      brokenIf(
        notice.billOfLading === undefined && !isParcel(notice),
        'billOfLading',
        'A truck without a bill of lading',
      ),
  },
  {
    code: 'bill-of-lading-missing',
    regions: ['eu'],
    severity: 'block',
    fix: 'Enter the number from the carrier; Europe asks for one on parcels too.',
    prevents: UNMATCHED,
    broken: (notice) =>
      brokenIf(
        notice.billOfLading === undefined && isParcel(notice),
        'billOfLading',
        'A parcel shipment without a bill of lading',
      ),
  },
  {
    code: 'bill-of-lading-too-short',
    severity: 'block',
    fix: 'Put the vendor code in front of the number.',
    prevents: UNMATCHED,
    broken: ({ billOfLading }) =>
      brokenIf(
        billOfLading !== undefined && billOfLading.trim().length < SHORTEST_BILL_OF_LADING,
        'billOfLading',
        `Bill of lading '${billOfLading}' has fewer than ${SHORTEST_BILL_OF_LADING} characters`,
      ),
  },
  {
    code: 'bill-of-lading-is-a-date',
    severity: 'block',
    fix: 'Enter the number from the carrier, or the vendor code with a running number.',
    prevents: UNMATCHED,
    broken: ({ billOfLading }) =>
      brokenIf(
        billOfLading !== undefined &&
          billOfLading.trim().length >= SHORTEST_BILL_OF_LADING &&
          looksLikeDate(billOfLading),
        'billOfLading',
        `Bill of lading '${billOfLading}' is a date`,
      ),
  },
  {
    code: 'bill-of-lading-used',
    severity: 'block',
    fix: 'Enter the number of this truck.',
    prevents: UNMATCHED,
    broken: ({ billOfLading }, { billsOfLadingUsed }) =>
      brokenIf(
        billOfLading !== undefined && billsOfLadingUsed?.has(billOfLading) === true,
        'billOfLading',
        `Bill of lading '${billOfLading}' belongs to another truck`,
      ),
  },
  {
    code: 'truck-has-too-many-notices',
    severity: 'block',
    fix: 'Put the cartons of several dispatches into one notice, or give part of them another bill of lading.',
    prevents: UNMATCHED,
    broken: ({ billOfLading }, { noticesOnTruck = 0 }) =>
      brokenIf(
        noticesOnTruck >= MOST_NOTICES_ON_A_TRUCK,
        'billOfLading',
        `${noticesOnTruck} notices name bill of lading '${billOfLading}' already; a truck may have ${MOST_NOTICES_ON_A_TRUCK}`,
      ),
  },
  {
    code: 'pro-number-missing',
    regions: ['na'],
    severity: 'warn',
    fix: 'Enter the PRO number; North America asks for it.',
    prevents: UNMATCHED,
    broken: (notice) =>
      brokenIf(
        notice.carrierReference === undefined && !isParcel(notice),
        'carrierReference',
        'The carrier’s PRO number is missing',
      ),
  },
  {
    code: 'tracking-number-missing',
    severity: 'block',
    fix: 'Scan the parcel’s tracking number to the carton.',
    prevents: UNMATCHED,
    broken: (notice) =>
      (isParcel(notice) ? cartonsOf(notice) : [])
        .filter(({ trackingNumber }) => trackingNumber === undefined)
        .map(({ sscc }) => ({ field: 'orders', message: `Carton ${sscc} has no tracking number` })),
  },
  {
    code: 'parcels-share-a-notice',
    severity: 'warn',
    fix: 'Record each parcel as a dispatch of its own where Amazon counts the notice as late or wrong.',
    prevents: 'ASN accuracy chargeback: of parcels that arrive one by one Amazon expects a notice each.',
    broken: (notice) => {
      const parcels = new Set(cartonsOf(notice).map(({ sscc, trackingNumber }) => trackingNumber ?? sscc)).size;
      return brokenIf(isParcel(notice) && parcels > 1, 'orders', `One notice announces ${parcels} parcels`);
    },
  },
  {
    code: 'sscc-used',
    severity: 'block',
    fix: 'Give the package a new SSCC and print its label again.',
    prevents: UNMATCHED,
    broken: (notice, { ssccsUsed }) =>
      [...notice.orders.flatMap(({ pallets }) => pallets), ...cartonsOf(notice)]
        .filter(({ sscc }) => ssccsUsed?.has(sscc))
        .map(({ sscc }) => ({ field: 'orders', message: `SSCC ${sscc} was on another shipment within the year` })),
  },
  {
    code: 'seller-missing',
    regions: ['eu'],
    severity: 'block',
    fix: 'Name the vendor code that the order was placed with.',
    prevents: UNMATCHED,
    broken: ({ vendorCode }) => brokenIf(vendorCode === undefined, 'vendorCode', 'The notice names no vendor code'),
  },
  {
    code: 'vendor-product-id-missing',
    regions: ['eu'],
    severity: 'block',
    fix: 'Name the item by its EAN or by your own number; have Amazon put it into its orders.',
    prevents: 'ASN accuracy chargeback: Europe receives by the vendor’s number of the item, not by the ASIN.',
    broken: (notice) =>
      cartonsOf(notice).flatMap(({ sscc, items }) =>
        items
          .filter(({ productId }) => productId.kind === 'asin')
          .map(({ productId }) => ({
            field: 'orders',
            message: `Carton ${sscc} names ${productId.value} by its ASIN alone`,
          })),
      ),
  },
  {
    code: 'amazon-reference-missing',
    severity: 'block',
    fix: 'Enter the ARN of the pick-up on the page of the order, or by `vendor-bridge arn set`.',
    prevents: WITHOUT_REFERENCE,
    broken: (notice, { orders = [], freightTerms }) =>
      brokenIf(
        freightTerms === 'collect' && isCollectWithoutReference(notice, orders, freightTerms),
        'amazonReferenceNumber',
        'The account is routed by Amazon, and the number of the pick-up (ARN) is missing',
      ),
  },
  {
    code: 'amazon-reference-missing',
    severity: 'warn',
    fix: 'Enter the ARN of the routing request.',
    prevents: WITHOUT_REFERENCE,
    broken: (notice, { orders = [], freightTerms }) =>
      brokenIf(
        freightTerms !== 'collect' && isCollectWithoutReference(notice, orders, freightTerms),
        'amazonReferenceNumber',
        'Amazon pays the freight, and its reference number (ARN) is missing',
      ),
  },
];

function isCollectWithoutReference(
  { amazonReferenceNumber }: ShipNotice,
  orders: readonly PurchaseOrder[],
  account: FreightTerms | undefined,
): boolean {
  return amazonReferenceNumber === undefined && orders.some((order) => freightTermsOf(order, account) === 'collect');
}

function isParcel({ shipmentType }: ShipNotice): boolean {
  return shipmentType === 'small-parcel';
}
