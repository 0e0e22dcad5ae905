import { answerId } from '../domain/decision.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import type { Carton, ShipNotice } from '../domain/ship-notice.ts';
import { checkShipNotice } from '../domain/ship-notice-check.ts';
import { isPlanProblem, type PlanProblem, shipmentIdOf } from '../domain/ship-notice-plan.ts';
import { parcelNotices, truckNotice } from '../domain/truck-notice.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import type { Anew, NotMade } from './anew-content.ts';
import { firstKey, nextKey } from './anew-key.ts';
import { carrierOf } from './match-carrier.ts';
import { numberedPlan, type Packing, packingOf, unnumberedPlan } from './notice-plan.ts';
import { circumstancesOf, noticesSent } from './ship-notice-circumstances.ts';
import { storedDispatch } from './shipped.ts';
import { isUnder, shipNoticeKey } from './told-notices.ts';
import type { World } from './world.ts';

/**
 * A ship notice in the place of one that Amazon never took: an original again, under the same shipment id and with the
 * same SSCCs, which stand on the cartons. What it says else is as the goods and the account are now.
 */
export async function noticeAnew(
  document: OutboundDocument,
  refused: ShipNotice,
  purchaseOrderNumber: string,
  world: World,
): Promise<Anew | NotMade> {
  const { vendorCode } = document;
  const base = firstKey(document.key);
  const dispatches = await world.stores.dispatches.list(purchaseOrderNumber);
  const dispatch = dispatches.find(({ id }) => isUnder(id, base));
  if (!dispatch) return { problem: `the dispatch of ${base} is not known any more` };
  const load = await world.stores.truckLoads.of(dispatch.id);
  const isWhole = base === shipNoticeKey(dispatch.id);
  const onTruck = isWhole && load?.id === dispatch.id ? load.parts.map((part) => part.dispatchId) : [];
  const packings: Packing[] = [];
  for (const id of [dispatch.id, ...onTruck.filter((other) => other !== dispatch.id)]) {
    const packing = await packed(await storedDispatch(id, world), vendorCode, world);
    if (!packing) return { problem: `the carrier of dispatch ${id} has no code: name it on the page of the order` };
    packings.push(packing);
  }
  const [own] = packings;
  if (!own) return { problem: `dispatch ${dispatch.id} cannot be laid out` };
  if (refused.purpose === 'replace' && own.partner.channels['ship-notice'] !== document.channel) {
    return { problem: `the notice was told by ${document.channel}, and can be replaced by that road only` };
  }
  const isParcel = /:parcel:\d+$/.test(base);
  const isOneOfParcels =
    isParcel || (isWhole && (await world.stores.outbound.findByKey(`${base}:parcel:2`)) !== undefined);
  const notice =
    isWhole || isParcel
      ? await laidOut(packings, refused, isOneOfParcels, world)
      : carriedAsNow(refused, own, unnumberedPlan(own, world));
  if (notice === undefined) return { problem: `the parcels of dispatch ${dispatch.id} are others by now` };
  if (isPlanProblem(notice)) return { problem: notice.summary };
  const key = nextKey(document.key);
  const isPartial = !isWhole || isOneOfParcels;
  const around = { key, parts: packings, partner: own.partner, isPartial };
  const circumstances = await circumstancesOf(notice, around, world);
  // Amazon never took what this one replaces: it is not told twice.
  const isReplaced = (other: string) => firstKey(other) === base;
  const numbers = [...new Set(packings.map(({ order }) => order.number))];
  const earlier = await Promise.all(numbers.map((number) => noticesSent(number, world, isReplaced)));
  const findings = checkShipNotice(
    notice,
    packings.map(({ acknowledgement }) => acknowledgement),
    isPartial ? { ...circumstances, earlier: earlier.flat() } : circumstances,
  );
  return { key, content: { kind: 'ship-notice', document: notice }, findings };
}

async function packed(dispatch: Dispatch, vendorCode: string, world: World): Promise<Packing | undefined> {
  const carrier = await carrierOf(dispatch, vendorCode, world);
  return carrier && packingOf(dispatch, vendorCode, carrier, world);
}

/** Planned again under the numbers that are kept by dispatch: planned twice, numbered once. */
async function laidOut(
  packings: readonly Packing[],
  refused: ShipNotice,
  isOneOfParcels: boolean,
  world: World,
): Promise<ShipNotice | PlanProblem | undefined> {
  const plans: ShipNotice[] = [];
  for (const packing of packings) {
    const plan = await numberedPlan(packing, world);
    if (isPlanProblem(plan)) return plan;
    plans.push(plan);
  }
  const [first, ...others] = plans;
  if (!first) return undefined;
  const { shipmentId } = refused;
  if (isOneOfParcels) {
    const { partner, dispatch } = packings[0] ?? {};
    if (!partner || !dispatch) return undefined;
    const ids = (parcel: number) => shipmentIdOf(partner.vendorCode, dispatch.id, `-P${parcel}`);
    return parcelNotices(first, ids).find((notice) => notice.shipmentId === shipmentId);
  }
  const { billOfLading } = first;
  const head = { shipmentId, ...(billOfLading === undefined ? {} : { billOfLading }) };
  const parts = others.map((other) => ({ ...other, ...head }));
  return parts.length === 0 ? { ...first, shipmentId } : truckNotice({ ...first, ...head }, parts);
}

/** A correction, or what left besides: the same cartons, as they travel now. */
function carriedAsNow(
  refused: ShipNotice,
  { order, carriage }: Packing,
  wanted: ShipNotice | PlanProblem,
): ShipNotice | PlanProblem {
  if (isPlanProblem(wanted)) return wanted;
  const { shipFrom, carrierScac, transport, shipmentType, carrierReference, amazonReferenceNumber, trailerNumber } =
    wanted;
  const ofTruck = {
    ...(amazonReferenceNumber === undefined ? {} : { amazonReferenceNumber }),
    ...(carriage.billOfLading === undefined ? {} : { billOfLading: carriage.billOfLading }),
    ...(trailerNumber === undefined ? {} : { trailerNumber }),
    ...(carrierReference === undefined || shipmentType === 'small-parcel' ? {} : { carrierReference }),
  };
  const named = (carton: Carton) => ({ ...carton, items: carton.items.map((item) => withIdOfNow(item, order)) });
  const orders = refused.orders.map((shipped) =>
    shipped.purchaseOrderNumber === order.number
      ? {
          ...shipped,
          cartons: shipped.cartons.map(named),
          pallets: shipped.pallets.map((pallet) => ({ ...pallet, cartons: pallet.cartons.map(named) })),
        }
      : shipped,
  );
  return { ...refused, ...ofTruck, shipFrom, carrierScac, transport, shipmentType, orders };
}

function withIdOfNow(item: Carton['items'][number], order: PurchaseOrder): Carton['items'][number] {
  const [only, ...others] = order.lines.filter(({ lineNumber }) => lineNumber === item.lineNumber);
  return only && others.length === 0 ? { ...item, productId: answerId(only.productIds) } : item;
}
