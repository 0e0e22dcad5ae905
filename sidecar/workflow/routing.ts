import { instant } from '../domain/calendar.ts';
import type { Carriage } from '../domain/carriage.ts';
import { Carriage as CarriageSchema } from '../domain/carriage.ts';
import {
  ordersOn,
  type RoutedLoad,
  type RoutingInstructions,
  type RoutingRequest,
  routedLoads,
} from '../domain/routing.ts';
import type { KeptRouting } from '../ports/stores.ts';
import { openCorrection } from './correct-notice.ts';
import { ROUTED } from './correction-state.ts';
import { toldNotices } from './told-notices.ts';
import type { World } from './world.ts';

/** Asks Amazon to fetch loads whose freight it pays. The number of the request is its key: asked twice is asked once. */
export async function requestRouting(request: RoutingRequest, vendorCode: string, world: World): Promise<string> {
  const [only, ...others] = ordersOn(request.loads);
  const sent = await world.partner.send({
    key: `routing-request:${request.number}`,
    vendorCode,
    ...(only === undefined || others.length > 0 ? {} : { purchaseOrderNumber: only }),
    content: { kind: 'routing-request', document: request },
  });
  return sent.documentId;
}

/** Keeps who fetches what and when, for each order of it. Answers how many entries of orders that we know there are. */
export async function receiveRoutingInstructions(
  instructions: RoutingInstructions,
  inboundId: string,
  world: World,
): Promise<{ kept: number; unknown: string[] }> {
  const unknown: string[] = [];
  let kept = 0;
  for (const load of routedLoads(instructions)) {
    if (!(await world.stores.purchaseOrders.find(load.purchaseOrderNumber))) unknown.push(load.purchaseOrderNumber);
    await world.stores.routings.keep(load, inboundId, instant(world.now()));
    kept++;
  }
  for (const order of ordersOn(instructions.loads)) await tellDispatches(order, inboundId, world);
  return { kept, unknown };
}

/**
 * What Amazon has heard of already may say another ARN, carrier or day: that is compared. What waits for an ARN goes
 * on. Once for each file, as a crash in between brings it here again.
 */
async function tellDispatches(purchaseOrderNumber: string, inboundId: string, world: World): Promise<void> {
  for (const { id: dispatchId, revision } of await world.stores.dispatches.list(purchaseOrderNumber)) {
    if ((await toldNotices({ id: dispatchId, purchaseOrderNumber }, world)).length > 0) {
      const cause = `${ROUTED}${inboundId}`;
      await openCorrection({ dispatchId, purchaseOrderNumber, cause, revision }, world);
    } else {
      await world.journal.wake('dispatch', dispatchId, instant(world.now()), 'Amazon said who fetches it');
    }
  }
}

/**
 * What Amazon instructed last for an order and the centre it goes to; undefined where nothing was, or where the last
 * word names several loads: which of them a dispatch is on nobody but the warehouse knows.
 */
export async function routingFor(
  purchaseOrderNumber: string,
  fulfilmentCentre: string | undefined,
  { stores }: Pick<World, 'stores'>,
): Promise<KeptRouting | undefined> {
  const all = await stores.routings.list(purchaseOrderNumber);
  const here = all.filter(({ load }) => goesTo(load, fulfilmentCentre));
  const newest = here[0];
  const same = here.filter(({ load }) => load.requestNumber === newest?.load.requestNumber);
  return same.length === 1 ? newest : undefined;
}

/** The same in the words of a carriage: what no person has said otherwise. Spoilt values are left out. */
export function carriageOfRouting({ load }: KeptRouting): Carriage {
  const { amazonReferenceNumber, billOfLading, carrierScac: scac } = load;
  const said = Object.entries({ amazonReferenceNumber, billOfLading, scac }).filter(
    ([name, value]) => value !== undefined && CarriageSchema.safeParse({ [name]: value }).success,
  );
  return CarriageSchema.parse(Object.fromEntries(said));
}

function goesTo({ shipTo }: RoutedLoad, fulfilmentCentre: string | undefined): boolean {
  return shipTo?.id === undefined || fulfilmentCentre === undefined || shipTo.id === fulfilmentCentre;
}
