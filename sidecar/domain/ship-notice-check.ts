import type { Acknowledgement } from './acknowledgement.ts';
import { addHours } from './calendar.ts';
import type { FreightTerms } from './carriage.ts';
import { carriageFindings, SHIP_NOTICE_DAYS, shippingDateFindings } from './carriage-check.ts';
import { describe, isAtMost, sameOrder, sameProduct, shippedOf, total } from './comparable-quantity.ts';
import { type Finding, shipNoticeInconsistencies } from './document-consistency.ts';
import type { ProductId } from './identifiers.ts';
import type { PurchaseOrder } from './purchase-order.ts';
import type { Quantity } from './quantity.ts';
import type { ShipNotice } from './ship-notice.ts';
import type { Region } from './trading-partner.ts';

export interface ShipNoticeCircumstances {
  /** Where the account is; North America where nobody says. */
  region?: Region;
  /** Who pays the freight by the account's settings, where an order does not say. */
  freightTerms?: FreightTerms;
  now?: Date;
  /** The orders the notice ships, as they stand now. */
  orders?: readonly PurchaseOrder[];
  /** Notices already sent for the same orders; one with the same shipment id is the one being replaced. */
  earlier?: readonly ShipNotice[];
  /** SSCCs on other notices of the last 365 days. */
  ssccsUsed?: ReadonlySet<string>;
  /** Bills of lading of other trucks. One truck may carry several notices under one bill. */
  billsOfLadingUsed?: ReadonlySet<string>;
  /** Other notices that name the same bill of lading for the same truck. */
  noticesOnTruck?: number;
  /** Whether another shipment of the vendor code had this id in the last 365 days. */
  shipmentIdUsed?: boolean;
  /** What left the warehouse by its own count, per order and product. */
  dispatched?: readonly { purchaseOrderNumber: string; productId: ProductId; quantity: Quantity }[];
}

/** May these goods be announced? Only what was promised, under codes never used before, on a truck that can be found. */
export function checkShipNotice(
  notice: ShipNotice,
  acknowledgements: readonly Acknowledgement[] | undefined,
  circumstances: ShipNoticeCircumstances = {},
): Finding[] {
  return [
    ...shipNoticeInconsistencies(notice),
    // A file alone does not tell what was promised.
    ...(acknowledgements === undefined ? [] : promiseFindings(notice, acknowledgements, circumstances)),
    ...dispatchFindings(notice, circumstances),
    ...replacementFindings(notice, circumstances),
    ...carriageFindings(notice, circumstances),
    ...shippingDateFindings(notice, circumstances),
  ];
}

/** Amazon moves orders between its centres, up to the day they leave. */
export function shipToFinding(
  notice: Pick<ShipNotice, 'shipTo'>,
  { number, shipTo }: PurchaseOrder,
): Finding | undefined {
  const centre = shipTo?.id;
  if (centre === undefined || notice.shipTo.id === undefined || centre === notice.shipTo.id) return undefined;
  return {
    code: 'ship-to-differs',
    severity: 'block',
    field: 'shipTo.id',
    message: `Order ${number} now goes to ${centre}, the notice says ${notice.shipTo.id}`,
    fix: 'Stop the truck or relabel; announce the goods to the centre that the order names now.',
    prevents: 'Refused delivery, and an ASN for the wrong fulfilment centre.',
  };
}

function promiseFindings(
  notice: ShipNotice,
  acknowledgements: readonly Acknowledgement[],
  { orders, earlier = [] }: ShipNoticeCircumstances,
): Finding[] {
  const findings: Finding[] = [];
  const others = earlier.filter(({ shipmentId }) => shipmentId !== notice.shipmentId);
  notice.orders.forEach(({ purchaseOrderNumber: number }, index) => {
    const field = `orders[${index}]`;
    const acknowledgement = acknowledgements.find((candidate) => sameOrder(candidate.purchaseOrderNumber, number));
    const order = orders?.find((candidate) => sameOrder(candidate.number, number));
    const seller = order?.vendorCode ?? acknowledgement?.vendorCode;
    if (seller !== undefined && notice.vendorCode !== undefined && seller !== notice.vendorCode) {
      findings.push({
        code: 'shipped-by-another-vendor-code',
        severity: 'block',
        field: `${field}.purchaseOrderNumber`,
        message: `Order ${number} was placed with ${seller}, the notice is from ${notice.vendorCode}`,
        fix: 'Announce the order under the vendor code that it was placed with.',
        prevents: 'Amazon cannot find the order and receives the goods without a notice.',
      });
    }
    const moved = order && shipToFinding(notice, order);
    if (moved) findings.push(moved);
    if (acknowledgement === undefined) {
      findings.push({
        code: 'shipped-without-acknowledgement',
        severity: 'block',
        field: `${field}.purchaseOrderNumber`,
        message: `Order ${number} was never acknowledged`,
        fix: 'Acknowledge the order first.',
        prevents: 'Amazon takes an unanswered order as rejected and refuses its goods.',
      });
      return;
    }
    for (const { productId, quantity } of shippedOf([notice], number)) {
      const lines = acknowledgement.lines.filter((line) => sameProduct(line.productId, productId));
      const cancelled = order?.lines.filter((line) => line.productIds.some((id) => sameProduct(id, productId)));
      if (lines.length === 0 || (cancelled?.length && cancelled.every((line) => line.ordered.amount === 0))) {
        findings.push({
          code: 'shipped-line-cancelled',
          severity: 'block',
          field,
          message: `Order ${number} has no open line for ${productId.value}`,
          fix: 'Take the item out of the cartons and out of the notice.',
          prevents: 'Overage: Amazon may refuse the goods or keep them unpaid.',
        });
        continue;
      }
      const promised = total(
        lines.flatMap(({ dispositions }) =>
          dispositions.filter(({ code }) => code !== 'rejected').map((disposition) => disposition.quantity),
        ),
      );
      const before = shippedOf(others, number).filter((item) => sameProduct(item.productId, productId));
      const shipped = total([quantity, ...before.map((item) => item.quantity)]);
      if (promised === undefined || shipped === undefined || !isAtMost(shipped, promised)) {
        findings.push({
          code: 'shipped-more-than-acknowledged',
          severity: 'block',
          field,
          message: `Order ${number}: ${shipped ? describe(shipped) : 'mixed units'} of ${productId.value} shipped, ${promised ? describe(promised) : 'mixed units'} acknowledged`,
          fix: 'Ship what was acknowledged, in a unit that can be compared with it.',
          prevents: 'Overage: Amazon may refuse the goods or keep them unpaid.',
        });
      }
    }
  });
  return findings;
}

function dispatchFindings(notice: ShipNotice, { dispatched }: ShipNoticeCircumstances): Finding[] {
  if (dispatched === undefined) return [];
  const packed = notice.orders.flatMap(({ purchaseOrderNumber }) =>
    shippedOf([notice], purchaseOrderNumber).map((item) => ({ purchaseOrderNumber, ...item })),
  );
  const same = (a: (typeof packed)[number], b: (typeof packed)[number]) =>
    sameOrder(a.purchaseOrderNumber, b.purchaseOrderNumber) && sameProduct(a.productId, b.productId);
  const items = [...packed, ...dispatched.filter((item) => !packed.some((other) => same(item, other)))];
  return items.flatMap((item): Finding[] => {
    const inCartons = total(packed.filter((other) => same(item, other)).map(({ quantity }) => quantity));
    const left = total(dispatched.filter((other) => same(item, other)).map(({ quantity }) => quantity));
    if (inCartons && left && isAtMost(inCartons, left) && isAtMost(left, inCartons)) return [];
    // Of a product in units that have no common one, each unit is a count of its own.
    if (!inCartons && !left && sameUnitByUnit(packed, dispatched, (other) => same(item, other))) return [];
    return [
      {
        code: 'cartons-differ-from-dispatch',
        severity: 'block',
        field: 'orders',
        message: `Order ${item.purchaseOrderNumber}: the cartons hold ${inCartons ? describe(inCartons) : 'none'} of ${item.productId.value}, the warehouse sent ${left ? describe(left) : 'none'}`,
        fix: 'Correct the carton contents or the dispatch.',
        prevents: 'Carton content chargeback per carton, and a shortage claim on the invoice.',
      },
    ];
  });
}

function sameUnitByUnit<T extends { quantity: Quantity }>(
  packed: readonly T[],
  dispatched: readonly T[],
  isMeant: (item: T) => boolean,
): boolean {
  const counts = (items: readonly T[]) => {
    const byUnit = new Map<string, number>();
    for (const { quantity } of items.filter(isMeant)) {
      const unit = JSON.stringify([quantity.unitOfMeasure, quantity.unitCode, quantity.eachesPerCase]);
      byUnit.set(unit, (byUnit.get(unit) ?? 0) + quantity.amount);
    }
    return JSON.stringify([...byUnit].sort());
  };
  return counts(packed) === counts(dispatched);
}

function replacementFindings(
  notice: ShipNotice,
  { earlier = [], now, shipmentIdUsed = false }: ShipNoticeCircumstances,
): Finding[] {
  const replaced = earlier.find(({ shipmentId }) => shipmentId === notice.shipmentId);
  const block = (code: string, message: string, fix: string): Finding => ({
    code,
    severity: 'block',
    field: 'purpose',
    message,
    fix,
    prevents: 'Amazon keeps the first notice and receives against it.',
  });
  if (notice.purpose === 'original') {
    if (replaced === undefined && !shipmentIdUsed) return [];
    return [
      block(
        'shipment-id-used',
        `Shipment ${notice.shipmentId} was announced before`,
        'Give the shipment a new id, or send it as a replacement.',
      ),
    ];
  }
  const findings: Finding[] = [];
  if (
    now !== undefined &&
    now.toISOString() > addHours(replaced?.shippedAt ?? notice.shippedAt, SHIP_NOTICE_DAYS * 24)
  ) {
    findings.push(
      block(
        'replaced-too-late',
        `Shipment ${notice.shipmentId} left more than ${SHIP_NOTICE_DAYS} days ago`,
        'Open a case with Amazon; a notice can be replaced for a week.',
      ),
    );
  }
  for (const { purchaseOrderNumber } of replaced ? notice.orders : []) {
    for (const { productId, quantity } of shippedOf([notice], purchaseOrderNumber)) {
      const first = shippedOf(replaced ? [replaced] : [], purchaseOrderNumber);
      const before = first.find((item) => sameProduct(item.productId, productId));
      if (before !== undefined && isAtMost(quantity, before.quantity)) continue;
      findings.push(
        block(
          'replaced-with-more',
          `Shipment ${notice.shipmentId} had ${before ? describe(before.quantity) : 'none'} of ${productId.value}, the replacement has ${describe(quantity)}`,
          'Announce what was added as a shipment of its own; a replacement only goes down.',
        ),
      );
    }
  }
  return findings;
}
