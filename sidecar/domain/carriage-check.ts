import { addHours, dayOf } from './calendar.ts';
import { CARRIAGE_RULES } from './carriage-rules.ts';
import type { Finding } from './document-consistency.ts';
import { bindingWindow } from './purchase-order.ts';
import { brokenRules } from './rule.ts';
import type { ShipNotice } from './ship-notice.ts';
import type { ShipNoticeCircumstances } from './ship-notice-check.ts';

/** Older goods are refused, and a notice can be replaced no longer. */
export const SHIP_NOTICE_DAYS = 7;

/** Can the truck at the dock be matched with its notice? */
export function carriageFindings(notice: ShipNotice, circumstances: ShipNoticeCircumstances): Finding[] {
  return brokenRules(CARRIAGE_RULES, notice, circumstances);
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
    const window = bindingWindow(order);
    const counts = window === order.shipWindow ? dayOf(notice.shippedAt) : notice.estimatedDeliveryOn;
    if (window !== undefined && counts > window.to) {
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
