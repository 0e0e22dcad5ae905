import { Unreachable } from '../../sidecar/ports/failures.ts';
import type { Saga, Step } from '../../sidecar/workflow/saga.ts';
import type { World } from '../../sidecar/workflow/world.ts';

export interface Fault {
  /** Which outside call, counted over the whole run from 0, or by name. */
  at: number | string;
  /** before: it never happened; after: it did, and the answer was lost. */
  when: 'before' | 'after';
  /** Once, or every time from then on. */
  lasting: boolean;
}

export interface Watched {
  world: World;
  /** Names of the outside calls in the order they were made: `stockMaster.reservations.place`. */
  calls: string[];
}

/** The same world with one outside call failing. Everything except the journal counts as outside: the database too can go away. */
export function withFault(world: World, fault: Fault | undefined): Watched {
  const calls: string[] = [];
  let failed = false;
  const fails = (name: string) => {
    if (!fault) return false;
    const meant = typeof fault.at === 'number' ? calls.length - 1 === fault.at : name.endsWith(fault.at);
    if (fault.lasting && failed && (typeof fault.at === 'string' ? meant : true)) return true;
    if (!meant || failed) return false;
    failed = true;
    return true;
  };
  const wrap = <T extends object>(target: T, path: string): T =>
    new Proxy(target, {
      get(object, property, receiver) {
        const value: unknown = Reflect.get(object, property, receiver);
        const name = `${path}.${String(property)}`;
        if (typeof value === 'function') {
          return async (...args: unknown[]) => {
            calls.push(name);
            const broken = fails(name);
            if (broken && fault?.when === 'before') throw new Unreachable(`call ${name}`);
            const answer: unknown = await Reflect.apply(value, object, args);
            if (broken) throw new Unreachable(`hear the answer of ${name}`);
            return answer;
          };
        }
        return typeof value === 'object' && value !== null && !(value instanceof Map) && property !== 'books'
          ? wrap(value, name)
          : value;
      },
    });
  return {
    calls,
    world: {
      ...world,
      stores: wrap(world.stores, 'stores'),
      stockMaster: wrap(world.stockMaster, 'stockMaster'),
      partner: wrap(world.partner, 'partner'),
    },
  };
}

/** The same saga with every step run twice, as after a crash that lost the first result. */
export function everyStepTwice<State>(saga: Saga<State>): Saga<State> {
  return {
    ...saga,
    steps: saga.steps.map((step): Step<State> => {
      const { run } = step;
      return {
        ...step,
        async run(state, world) {
          await run(state, world);
          return run(state, world);
        },
      };
    }),
  };
}
