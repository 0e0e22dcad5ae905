import { Unreachable } from '../../sidecar/ports/failures.ts';
import { type Saga, type Step, Waiting } from '../../sidecar/workflow/saga.ts';
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
  /** The outside calls in the order they were made: `stockMaster.reservations.place`, and during which step. */
  calls: { name: string; step: string }[];
  /** Says which step runs from now on; `perStep` does it for a saga. */
  at(step: string): void;
}

/** The same world with one outside call failing. Everything except the journal counts as outside: the database too can go away. */
export function withFault(world: World, fault: Fault | undefined): Watched {
  const calls: Watched['calls'] = [];
  let step = '';
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
            calls.push({ name, step });
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
    at(name) {
      step = name;
    },
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

/** The same saga, telling before each step which it is, and `undo …` before it is undone. */
export function perStep(at: (step: string) => void): <State>(saga: Saga<State>) => Saga<State> {
  return (saga) => ({
    ...saga,
    steps: saga.steps.map((step) => {
      const { name, run, undo } = step;
      return {
        ...step,
        async run(state, world) {
          at(name);
          try {
            return await run(state, world);
          } finally {
            at('');
          }
        },
        async undo(state, world) {
          at(`undo ${name}`);
          try {
            await undo?.(state, world);
          } finally {
            at('');
          }
        },
      };
    }),
  });
}

/** The same saga with one step that does all it does and then loses its result, for ever. */
export function failingAfter(name: string): <State>(saga: Saga<State>) => Saga<State> {
  return (saga) => ({
    ...saga,
    steps: saga.steps.map((step) => {
      if (step.name !== name) return step;
      const { run } = step;
      return {
        ...step,
        async run(state, world) {
          const result = await run(state, world);
          // What it waits for is no failure: it has not done its work yet.
          if (result instanceof Waiting) return result;
          throw new Unreachable(`keep the result of ${name}`);
        },
      };
    }),
  });
}

/** The same saga with every undo run twice, as after a crash in the middle of taking back. */
export function undoneTwice<State>(saga: Saga<State>): Saga<State> {
  return {
    ...saga,
    steps: saga.steps.map((step): Step<State> => {
      const { undo } = step;
      if (!undo) return step;
      return {
        ...step,
        async undo(state, world) {
          await undo(state, world);
          await undo(state, world);
        },
      };
    }),
  };
}
