import { isDeepStrictEqual } from 'node:util';
import { CalendarDaySchema, dayOf, instant } from '../../domain/calendar.ts';
import { DecimalSchema } from '../../domain/money.ts';
import { type RequestedLoad, RoutingRequest } from '../../domain/routing.ts';
import { requestRouting } from '../../workflow/routing.ts';
import type { House } from '../house.ts';
import { BadInput } from './failure.ts';
import { print, type Terminal } from './terminal.ts';

export interface RouteWishes {
  ready: string;
  cartons: string;
  weightLb?: string;
  weightKg?: string;
  billOfLading?: string;
  number?: string;
}

/** Asks Amazon to fetch an order whose freight it pays (753), for one load. Its answer is shown on the order. */
export async function routeOrder(
  orderNumber: string,
  wishes: RouteWishes,
  { world }: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const stored = await world.stores.purchaseOrders.find(orderNumber);
  const partner = stored && world.partners.find(stored.vendorCode);
  if (!stored || !partner) {
    const hint = 'npx vendor-bridge po list --all shows every order.';
    throw new BadInput('not-found', `purchase order ${orderNumber} is not kept here`, orderNumber, hint);
  }
  const { document: order } = stored;
  const packages = Number(wishes.cartons);
  if (!Number.isSafeInteger(packages) || packages <= 0) throw wrong('--cartons', wishes.cartons, 'a count of cartons');
  const ready = CalendarDaySchema.safeParse(wishes.ready);
  if (!ready.success) throw wrong('--ready', wishes.ready, 'a day as 2026-08-11');
  const stated = wishes.weightLb ?? wishes.weightKg;
  const weight = stated === undefined ? undefined : DecimalSchema.safeParse(stated);
  if (weight && !weight.success) {
    throw wrong(wishes.weightLb === undefined ? '--weight-kg' : '--weight-lb', stated ?? '', 'a number');
  }
  const requestedOn = dayOf(world.now());
  const number = wishes.number ?? `${order.number}-${requestedOn.replaceAll('-', '')}`;
  const request = RoutingRequest.parse({
    number,
    requestedOn,
    shipFrom: partner.shipFrom,
    loads: [
      {
        ...(order.shipTo === undefined ? {} : { shipTo: order.shipTo }),
        ...(wishes.billOfLading === undefined ? {} : { billOfLading: wishes.billOfLading }),
        pickUpOn: ready.data,
        orders: [
          {
            purchaseOrderNumber: order.number,
            reference: number,
            packaging: 'CTN',
            packages,
            ...(weight ? { weight: { value: weight.data, unit: wishes.weightLb === undefined ? 'K' : 'L' } } : {}),
          },
        ],
      },
    ],
  });
  const id = await requestRouting(request, stored.vendorCode, world);
  const kept = await world.stores.outbound.find(id);
  if (kept?.content.kind === 'routing-request' && !isDeepStrictEqual(kept.content.document.loads, request.loads)) {
    throw new BadInput(
      'load-announced-before',
      `request ${number} was made before, of ${kept.content.document.loads.map(loadText).join('; ')}`,
      number,
      'Nothing new was asked. Give what changed a number of its own with --number.',
    );
  }
  const detail = request.loads.map(loadText).join('; ');
  await world.stores.audit.append({
    at: instant(world.now()),
    who: by,
    action: 'ask for routing',
    subject: order.number,
    detail,
  });
  await print(
    terminal,
    kept?.delivered === 'held-back'
      ? `${number}: ${detail} (${id}) is held back (${kept.mode}), and Amazon was not asked.`
      : `${number}: Amazon was asked to fetch ${detail} (${id}). Its instructions come by the mailbox.`,
  );
}

function loadText({ orders, pickUpOn }: RequestedLoad): string {
  return `${orders.map(({ packages }) => packages).join(' and ')} cartons, ready on ${pickUpOn}`;
}

function wrong(option: string, text: string, wanted: string): BadInput {
  return new BadInput('usage', `${option} is '${text}'`, 'command line', `Write ${wanted}.`);
}
