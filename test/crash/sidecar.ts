/*
 * The sidecar as the crash matrix runs it: the real house, with hooks around what it writes and whom
 * it calls. It does what the runner says, on the runner's clock, until it is killed.
 */
import { Config } from '../../sidecar/config.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { DiscrepancyKind } from '../../sidecar/domain/discrepancy.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { openHouse } from '../../sidecar/main.ts';
import { account, standing } from './account.ts';
import { killPoints } from './points.ts';
import type { Command, Reply, Request } from './wire.ts';

const points = killPoints();
let now = new Date(0);
let house: House | undefined;
// What keeps to Amazon's rate counts by this; here time passes only when the runner says so.
performance.now = () => now.getTime();

function present(): House {
  if (house) return house;
  throw new Error('no house is open');
}

async function obey(command: Command): Promise<unknown> {
  if ('now' in command) now = new Date(command.now);
  switch (command.do) {
    case 'open':
      points.disarm();
      house = await openHouse(Config.parse(command.settings), { console: false, rounds: false }, () => now);
      points.watch(house.world);
      return undefined;
    case 'arm':
      points.arm(command.killAt);
      return undefined;
    case 'disarm':
      points.disarm();
      return undefined;
    case 'tick':
      points.at('intake');
      await present().tick();
      return standing(present().world);
    case 'settle': {
      points.at('a person');
      const { world, desk } = present();
      const kind = DiscrepancyKind.parse(command.kind);
      const [open] = await world.stores.discrepancies.list({ state: 'open', kind });
      if (open) await desk.settle(open.id, command.resolution, 'operator');
      return standing(world);
    }
    case 'account':
      return account(present().world);
    case 'points':
      return points.seen();
    case 'close':
      points.disarm();
      await present().close();
      house = undefined;
      return instant(now);
  }
}

process.on('message', async ({ id, ...command }: Request) => {
  const reply: Reply = { id };
  try {
    reply.answer = await obey(command);
  } catch (error) {
    reply.error = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error);
  }
  process.send?.(reply);
});
// Whoever started us is gone.
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0 } satisfies Reply);
