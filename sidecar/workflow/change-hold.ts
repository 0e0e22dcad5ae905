import type { LinePlan } from '../domain/change-decision.ts';
import { eaches } from '../domain/quantity.ts';
import { lookForChange } from './look-instead.ts';
import { partnerOf } from './lookups.ts';
import { orderChangeKey } from './order-change-key.ts';
import type { OrderChangeState } from './order-change-state.ts';
import type { Step } from './saga.ts';
import type { World } from './world.ts';

type Wish = Required<Pick<LinePlan, 'position' | 'wants'>>;

/**
 * Lets the stock master hold what the changed lines want now: less first, so that the shop or a line that wants
 * more may have it. Never taken back: what Amazon took away is not ours to keep, and what it wants more of is held
 * until it is answered.
 */
export const adjustHold: Step<OrderChangeState> = {
  name: 'adjust-hold',
  async run(state, world) {
    const plans = state.plans ?? [];
    if (state.shadow === 'look') return { held: await lookForChange(plans, world) };
    const { reservations } = world.stockMaster;
    const known = new Set(state.known);
    const wishes = plans.filter((plan): plan is LinePlan & Wish => plan.wants !== undefined);
    const key = (which: string) => `${orderChangeKey(state.number, state.version, state.late)}:change-${which}`;

    // By the plan, not by what is held this moment: a repeat has to say the same under the same key.
    const isLess = ({ promised, wants }: LinePlan & Wish) => wants.eaches <= promised;
    const asked = wishes.filter(({ position }) => known.has(position));
    for (const [which, some] of [
      ['less', asked.filter(isLess)],
      ['more', asked.filter((wish) => !isLess(wish))],
    ] as const) {
      if (some.length === 0) continue;
      const lines = some.map(({ position, wants }) => ({ position, eaches: wants.eaches }));
      await reservations.adjust(state.number, key(which), lines);
    }
    const unknown = wishes.filter(({ position, wants }) => !known.has(position) && wants.eaches > 0);
    if (unknown.length > 0) {
      const numbers = new Map(state.reviewed?.map(({ position, lineNumber }) => [position, lineNumber]));
      await reservations.place({
        purchaseOrderNumber: state.number,
        key: key('new'),
        mode: partnerOf(state.vendorCode, world).policies.holdMode,
        lines: unknown.map(({ position, wants }) => ({
          position,
          lineNumber: numbers.get(position) ?? '',
          sku: wants.sku,
          wanted: wants.eaches,
          casePack: wants.casePack,
        })),
      });
    }
    // The master cuts to the case that it knows of a line, and Amazon may count it in another one by now.
    const before = await totals(state.number, world);
    const partCases = wishes.flatMap(({ position, wants: { casePack } }) => {
      const { held = 0, total = 0 } = before.get(position) ?? {};
      return held === 0 || total % casePack === 0 ? [] : [{ position, eaches: eaches(total - (total % casePack)) }];
    });
    if (partCases.length > 0) await reservations.adjust(state.number, key('whole-cases'), partCases);
    const now = partCases.length > 0 ? await totals(state.number, world) : before;
    return { held: plans.map(({ position }) => ({ position, eaches: now.get(position)?.total ?? 0 })) };
  },
};

/** `total` is what is held and what has left: goods may leave while we look. */
async function totals(number: string, world: World): Promise<Map<number, { held: number; total: number }>> {
  const ledger = await world.stockMaster.reservations.held(number);
  return new Map(ledger.map(({ position, held, shipped = 0 }) => [position, { held, total: held + shipped }]));
}
