import { CalendarDaySchema } from '../../domain/calendar.ts';
import { DecimalSchema } from '../../domain/money.ts';
import { RoutingWish } from '../../workflow/ask-routing.ts';
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
  { desk }: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const asked = await desk.askRouting(orderNumber, wishOf(wishes), by);
  if (asked.kind === 'not-found') {
    const hint = 'npx vendor-bridge po list --all shows every order.';
    throw new BadInput('not-found', `purchase order ${orderNumber} is not kept here`, orderNumber, hint);
  }
  const { number, loads } = asked;
  if (asked.kind === 'announced-before') {
    const hint = 'Nothing new was asked. Give what changed a number of its own with --number.';
    throw new BadInput('load-announced-before', `request ${number} was made before, of ${loads}`, number, hint);
  }
  const { documentId, heldBack } = asked;
  await print(
    terminal,
    heldBack === undefined
      ? `${number}: Amazon was asked to fetch ${loads} (${documentId}). Its instructions come by the mailbox.`
      : `${number}: ${loads} (${documentId}) is held back (${heldBack}), and Amazon was not asked.`,
  );
}

function wishOf({ ready, cartons, weightLb, weightKg, billOfLading, number }: RouteWishes): RoutingWish {
  const packages = Number(cartons);
  if (!Number.isSafeInteger(packages) || packages <= 0) throw wrong('--cartons', cartons, 'a count of cartons');
  if (!CalendarDaySchema.safeParse(ready).success) throw wrong('--ready', ready, 'a day as 2026-08-11');
  const stated = weightLb ?? weightKg;
  if (stated !== undefined && !DecimalSchema.safeParse(stated).success) {
    throw wrong(weightLb === undefined ? '--weight-kg' : '--weight-lb', stated, 'a number');
  }
  const wish = RoutingWish.safeParse({
    readyOn: ready,
    cartons: packages,
    ...(stated === undefined ? {} : { weight: { value: stated, unit: weightLb === undefined ? 'kg' : 'lb' } }),
    ...(billOfLading === undefined ? {} : { billOfLading }),
    ...(number === undefined ? {} : { number }),
  });
  if (wish.success) return wish.data;
  const [issue] = wish.error.issues;
  const option = issue?.path[0] === 'number' ? '--number' : '--bill-of-lading';
  throw wrong(option, (option === '--number' ? number : billOfLading) ?? '', issue?.message ?? 'it again');
}

function wrong(option: string, text: string, wanted: string): BadInput {
  return new BadInput('usage', `${option} is '${text}'`, 'command line', `Write ${wanted}.`);
}
