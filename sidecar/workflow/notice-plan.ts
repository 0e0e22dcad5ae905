import assert from 'node:assert/strict';
import type { Acknowledgement } from '../domain/acknowledgement.ts';
import { addHours, type Instant, instant } from '../domain/calendar.ts';
import type { Carriage } from '../domain/carriage.ts';
import type { Carrier } from '../domain/carrier.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import { makeSscc } from '../domain/identifiers.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import type { ShipNotice } from '../domain/ship-notice.ts';
import {
  cartonsNeeded,
  type PlanProblem,
  palletsNeeded,
  planShipNotice,
  shipmentIdOf,
} from '../domain/ship-notice-plan.ts';
import type { TradingPartner } from '../domain/trading-partner.ts';
import type { UsedNumber } from '../ports/stores.ts';
import { saidCarriage } from './carriage.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import { casePacks, sentAcknowledgement, shippedBefore } from './shipped.ts';
import type { World } from './world.ts';

/** How long Amazon remembers a shipment id, an SSCC and a bill of lading. */
export const REMEMBERED_HOURS = 365 * 24;

/** Who used a number before we did begins so; from then on it is passed over. */
export const USED_ELSEWHERE = 'import:';

/** All that a ship notice of a dispatch is made of, save numbers. */
export interface Packing {
  dispatch: Dispatch;
  order: PurchaseOrder;
  acknowledgement: Acknowledgement;
  partner: TradingPartner;
  casePacks: ReadonlyMap<number, number>;
  carriage: Carriage;
  /** When a person last said so. */
  saidAt: Instant | undefined;
  alreadyShipped: ReadonlyMap<number, number>;
  scac: string;
  method: Carrier['method'];
}

export async function packingOf(
  dispatch: Dispatch,
  vendorCode: string,
  { scac, method }: Carrier,
  world: World,
): Promise<Packing> {
  const { purchaseOrderNumber } = dispatch;
  const { document: order } = await storedOrder(purchaseOrderNumber, world);
  const acknowledgement = await sentAcknowledgement(purchaseOrderNumber, world);
  assert(acknowledgement, `order ${purchaseOrderNumber} has no acknowledgement`);
  return {
    dispatch,
    order,
    acknowledgement,
    partner: partnerOf(vendorCode, world),
    casePacks: await casePacks(purchaseOrderNumber, world),
    ...(await saidCarriage(dispatch, world)),
    alreadyShipped: await shippedBefore(dispatch, world),
    scac,
    method,
  };
}

/**
 * Lays out cartons and pallets under numbers that are kept by dispatch: planned twice, numbered once. `part` is a
 * later piece of the same dispatch, with numbers of its own.
 */
export async function numberedPlan(packing: Packing, world: World, part = ''): Promise<ShipNotice | PlanProblem> {
  const { dispatch, partner } = packing;
  const key = `${dispatch.id}${part}`;
  const prefix = partner.gs1CompanyPrefix;
  return planShipNotice({
    ...packing,
    now: instant(world.now()),
    serials: await freshSerials(prefix, key, cartonsNeeded(packing), world),
    palletSerials: await freshSerials(prefix, `${key}:pallets`, palletsNeeded(packing), world),
    shipmentId: await freshShipmentId(partner.vendorCode, key, world),
  });
}

/** The same layout without numbers of its own, to compare it with what was told. */
export function unnumberedPlan(packing: Packing, world: World): ShipNotice | PlanProblem {
  const cartons = cartonsNeeded(packing);
  return planShipNotice({
    ...packing,
    now: instant(world.now()),
    serials: counted(cartons),
    palletSerials: counted(palletsNeeded(packing)).map((serial) => serial + cartons),
  });
}

/** The codes that cartons and pallets of a dispatch ever had. */
export async function ownSsccs(dispatchId: string, { gs1CompanyPrefix }: TradingPartner, world: World) {
  const name = sequenceName(gs1CompanyPrefix);
  const serials = await world.stores.sequences.allocated(name, dispatchId);
  return serials.map((serial) => makeSscc(gs1CompanyPrefix, serial));
}

export function sequenceName(gs1CompanyPrefix: string): string {
  return `sscc:${gs1CompanyPrefix}`;
}

/** Serials whose SSCCs no other system has used within the year. A clash with our own is no matter for skipping: the check tells of it. */
async function freshSerials(prefix: string, key: string, count: number, world: World): Promise<number[]> {
  if (count === 0) return [];
  for (let wanted = count; ; wanted *= 2) {
    const serials = await world.stores.sequences.allocate(sequenceName(prefix), key, wanted);
    const values = serials.map((serial) => makeSscc(prefix, serial));
    const used = await usedElsewhere(
      values.map((value) => ({ kind: 'sscc', value })),
      world,
    );
    const fresh = serials.filter((serial) => !used.has(makeSscc(prefix, serial)));
    if (fresh.length >= count) return fresh.slice(0, count);
  }
}

async function freshShipmentId(vendorCode: string, key: string, world: World): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const id = shipmentIdOf(vendorCode, key, attempt === 1 ? '' : `-${attempt}`);
    const value = `${vendorCode}:${id}`;
    if (!(await usedElsewhere([{ kind: 'shipment-id', value }], world)).has(value)) return id;
  }
}

async function usedElsewhere(
  numbers: readonly Pick<UsedNumber, 'kind' | 'value'>[],
  world: World,
): Promise<ReadonlySet<string>> {
  const used = await world.stores.usedNumbers.find(numbers, rememberedSince(world.now()));
  return new Set(used.filter(({ usedBy }) => usedBy.startsWith(USED_ELSEWHERE)).map(({ value }) => value));
}

export function rememberedSince(now: Date): Instant {
  return addHours(now, -REMEMBERED_HOURS);
}

function counted(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
