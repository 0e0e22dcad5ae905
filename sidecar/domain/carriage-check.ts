import { looksLikeDate, SHORTEST_BILL_OF_LADING } from './bill-of-lading.ts';
import { addHours, dayOf } from './calendar.ts';
import type { Finding } from './document-consistency.ts';
import { cartonsOf, type ShipNotice } from './ship-notice.ts';
import type { ShipNoticeCircumstances } from './ship-notice-check.ts';

/** Older goods are refused, and a notice can be replaced no longer. */
export const SHIP_NOTICE_DAYS = 7;

/** Can the truck at the dock be matched with its notice? */
export function carriageFindings(notice: ShipNotice, circumstances: ShipNoticeCircumstances): Finding[] {
  const { orders = [], ssccsUsed, billsOfLadingUsed } = circumstances;
  const findings: Finding[] = [];
  const { billOfLading, shipmentType } = notice;
  const found = (code: string, severity: Finding['severity'], field: string, message: string, fix: string) =>
    findings.push({
      code,
      severity,
      field,
      message,
      fix,
      prevents: 'ASN accuracy chargeback: the truck at the dock cannot be matched with its notice.',
    });
  if (billOfLading === undefined) {
    if (shipmentType !== 'small-parcel') {
      found(
        'bill-of-lading-missing',
        'block',
        'billOfLading',
        'A truck without a bill of lading',
        'Enter the number from the carrier.',
      );
    }
  } else if (billOfLading.trim().length < SHORTEST_BILL_OF_LADING) {
    found(
      'bill-of-lading-too-short',
      'block',
      'billOfLading',
      `Bill of lading '${billOfLading}' has fewer than ${SHORTEST_BILL_OF_LADING} characters`,
      'Put the vendor code in front of the number.',
    );
  } else if (looksLikeDate(billOfLading)) {
    found(
      'bill-of-lading-is-a-date',
      'block',
      'billOfLading',
      `Bill of lading '${billOfLading}' is a date`,
      'Enter the number from the carrier, or the vendor code with a running number.',
    );
  } else if (billsOfLadingUsed?.has(billOfLading)) {
    found(
      'bill-of-lading-used',
      'block',
      'billOfLading',
      `Bill of lading '${billOfLading}' belongs to another truck`,
      'Enter the number of this truck.',
    );
  }
  if (shipmentType !== 'small-parcel' && notice.carrierReference === undefined) {
    found(
      'pro-number-missing',
      'warn',
      'carrierReference',
      'The carrier’s PRO number is missing',
      'Enter the PRO number; North America asks for it.',
    );
  }
  if (shipmentType === 'small-parcel') {
    for (const carton of cartonsOf(notice).filter(({ trackingNumber }) => trackingNumber === undefined)) {
      found(
        'tracking-number-missing',
        'block',
        'orders',
        `Carton ${carton.sscc} has no tracking number`,
        'Scan the parcel’s tracking number to the carton.',
      );
    }
  }
  for (const carton of cartonsOf(notice).filter(({ sscc }) => ssccsUsed?.has(sscc))) {
    found(
      'sscc-used',
      'block',
      'orders',
      `SSCC ${carton.sscc} was on another shipment within the year`,
      'Give the carton a new SSCC and print its label again.',
    );
  }
  const pallets = notice.orders.flatMap((order) => order.pallets).filter(({ sscc }) => ssccsUsed?.has(sscc));
  for (const pallet of pallets) {
    found(
      'sscc-used',
      'block',
      'orders',
      `SSCC ${pallet.sscc} was on another shipment within the year`,
      'Give the pallet a new SSCC and print its label again.',
    );
  }
  const collect = orders.some(({ methodOfPayment }) => methodOfPayment === 'CC' || methodOfPayment === 'BP');
  if (collect && notice.amazonReferenceNumber === undefined) {
    found(
      'amazon-reference-missing',
      'warn',
      'amazonReferenceNumber',
      'Amazon pays the freight, and its reference number (ARN) is missing',
      'Enter the ARN of the routing request.',
    );
  }
  return findings;
}

/** Did the goods leave when they may have left? */
export function shippingDateFindings(notice: ShipNotice, { now, orders = [] }: ShipNoticeCircumstances): Finding[] {
  const findings: Finding[] = [];
  const found = (
    code: string,
    severity: Finding['severity'],
    field: string,
    message: string,
    fix: string,
    prevents: string,
  ) => findings.push({ code, severity, field, message, fix, prevents });
  if (now !== undefined && notice.shippedAt > now.toISOString()) {
    found(
      'shipped-in-future',
      'block',
      'shippedAt',
      `The goods leave at ${notice.shippedAt}, which is to come`,
      'Announce the goods when they have left.',
      'Amazon refuses a shipping time in the future.',
    );
  }
  if (
    now !== undefined &&
    now.toISOString() > addHours(notice.shippedAt, SHIP_NOTICE_DAYS * 24) &&
    notice.purpose === 'original'
  ) {
    found(
      'shipped-long-ago',
      'block',
      'shippedAt',
      `The goods left at ${notice.shippedAt}, more than ${SHIP_NOTICE_DAYS} days ago`,
      'Correct the time, or open a case with Amazon.',
      'Amazon refuses a shipping time older than a week.',
    );
  }
  if (notice.estimatedDeliveryOn < dayOf(notice.shippedAt)) {
    found(
      'delivered-before-shipped',
      'block',
      'estimatedDeliveryOn',
      `Delivery on ${notice.estimatedDeliveryOn} is before the goods left at ${notice.shippedAt}`,
      'Correct one of the two dates.',
      'Amazon refuses dates out of order.',
    );
  }
  for (const order of orders) {
    const late = order.shipWindow
      ? dayOf(notice.shippedAt) > order.shipWindow.to
      : order.deliveryWindow !== undefined && notice.estimatedDeliveryOn > order.deliveryWindow.to;
    if (late) {
      found(
        'shipped-after-window',
        'warn',
        'shippedAt',
        `Order ${order.number} leaves or arrives after its window`,
        'Ship all the same, and expect the charge.',
        'On-time chargeback of 3 % of the product cost, 5 to 10 % if Amazon cancelled the units.',
      );
    }
  }
  return findings;
}
