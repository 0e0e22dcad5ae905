import { amazonPartner } from '../../sidecar/adapters/amazon/partner.ts';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../sidecar/domain/dispatch.ts';
import type { ShownLine } from '../../sidecar/domain/shown-order.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveMasterEvent, receiveOrder } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, onePartner, orderOf } from '../fakes/world.ts';
import { runFor } from './runs.ts';

export const NUMBER = '4KQ7TZ1M';

/** A house of one account, whose real sender hands to a road that only counts. */
export interface ModeHouse {
  world: World & { clock: FakeWorld['clock']; stockMaster: FakeWorld['stockMaster'] };
  /** Keys of what left, in that sequence. */
  left: string[];
  /** What Amazon shows of the order; undefined by EDI. */
  shows(lines: ShownLine[] | undefined): void;
  set(change: object): void;
  /** The road is down until it is up again. */
  isDown(down: boolean): void;
  order(...lines: string[]): Promise<void>;
  dispatch(shipped: number): Promise<void>;
  pass(milliseconds: number): Promise<void>;
}

export function modeHouse(change: object): ModeHouse {
  const fake = fakeWorld();
  const left: string[] = [];
  let account = TradingPartner.parse({ ...NORTHGATE, ...change });
  let shown: ShownLine[] | undefined;
  let down = false;
  const partners = {
    ...onePartner(account),
    find: (code: string) => (code === account.vendorCode ? account : undefined),
    versionOf: () => 3,
  };
  let number = 0;
  const road = {
    async make(content: { kind: string }) {
      number += 1;
      return { raw: JSON.stringify(content), fileName: `${number}.edi`, controlNumber: number, functionalId: 'PR' };
    },
    async deliver({ key }: { key: string }) {
      if (down) throw new Unreachable(`deliver ${key}`);
      left.push(key);
      return key;
    },
    answer: async () => ({ status: 'accepted' as const, problems: [] }),
    shown: async () => shown,
  };
  const { stores, clock, events } = fake;
  const partner = amazonPartner({ stores, partners, channels: () => road, clock: clock.now, events });
  const world = { ...fake, partners, partner };
  const running = engine(world, SAGAS, 'test');
  return {
    world,
    left,
    shows(lines) {
      shown = lines;
    },
    set(next) {
      account = TradingPartner.parse({ ...NORTHGATE, ...next });
    },
    isDown(now) {
      down = now;
    },
    async order(...lines) {
      const sighting = { channel: 'edi' as const, inboundId: 'in-1', at: instant(world.now()) };
      await receiveOrder(orderOf(NUMBER, ...lines), account, sighting, world);
      await running.runDue();
    },
    async dispatch(shipped) {
      const dispatch = Dispatch.parse({
        id: '000000011',
        purchaseOrderNumber: NUMBER,
        sourceCode: 'reno',
        dispatchedAt: world.now().toISOString(),
        revision: 1,
        lines: [{ position: 1, sku: 'NK-0101', shipped }],
        tracks: [{ carrierCode: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' }],
      });
      const occurredAt = world.now().toISOString();
      await receiveMasterEvent({ kind: 'dispatch-recorded', eventId: 'e-1', occurredAt, dispatch }, world);
      await running.runDue();
    },
    pass: (milliseconds) => runFor(milliseconds, running, world),
  };
}

export async function documents(house: ModeHouse): Promise<string[]> {
  const rows = await house.world.stores.outbound.list({});
  return rows.map(({ kind, delivered, mode }) => `${kind} ${delivered} ${mode}`).reverse();
}
