import { Carriage, type CarriageSubject } from '../../domain/carriage.ts';
import type { House } from '../house.ts';
import { followsFrom } from './arn.ts';
import { BadInput } from './failure.ts';
import { print, type Terminal } from './terminal.ts';

export interface FreightWishes {
  dispatch: boolean;
  arn?: string;
  billOfLading?: string;
  pro?: string;
  trailer?: string;
  scac?: string;
  method?: string;
  cartonsPerPallet?: string;
}

/** Option by field. Its name is what a person typed, and stands in the refusal. */
const FIELDS = {
  amazonReferenceNumber: ['--arn', 'arn'],
  billOfLading: ['--bill-of-lading', 'billOfLading'],
  carrierReference: ['--pro', 'pro'],
  trailerNumber: ['--trailer', 'trailer'],
  scac: ['--scac', 'scac'],
  method: ['--method', 'method'],
  cartonsPerPallet: ['--cartons-per-pallet', 'cartonsPerPallet'],
} as const satisfies Record<keyof Carriage, readonly [string, keyof FreightWishes]>;

/** Says how the goods of an order, or of one dispatch, travel. What is not named stays as it was said. */
export async function freightSet(
  id: string,
  wishes: FreightWishes,
  { world, desk }: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const subject: CarriageSubject = { kind: wishes.dispatch ? 'dispatch' : 'order', id };
  const named = carriageIn(wishes);
  if (Object.keys(named).length === 0) {
    const options = Object.values(FIELDS).map(([option]) => option);
    throw new BadInput('usage', 'nothing was said', 'command line', `Name one at least: ${options.join(', ')}.`);
  }
  const known = await world.stores.carriages.find(subject);
  const said = await desk.sayCarriage(subject, { ...known?.carriage, ...named }, by);
  if (said.kind === 'not-found') {
    const hint = '`vendor-bridge po list --all` lists the orders, `po show NUMBER --json` their dispatches.';
    throw new BadInput('not-found', `${subject.kind} ${id} is not kept here`, id, hint);
  }
  const words = Object.entries(FIELDS).flatMap(([name, [option]]) => {
    const value = named[name as keyof Carriage];
    return value === undefined ? [] : [`${option.slice(2).replaceAll('-', ' ')} ${value}`];
  });
  await print(terminal, `${subject.kind} ${id}: ${words.join(', ')}${followsFrom(said)}`);
}

function carriageIn(wishes: FreightWishes): Carriage {
  const fields = Object.entries(FIELDS).flatMap(([name, [option, wish]]) => {
    const text = wishes[wish];
    return typeof text === 'string' ? [{ name, option, text: text.trim() }] : [];
  });
  const values = fields.map(({ name, text }): [string, unknown] => [
    name,
    name === 'cartonsPerPallet' ? Number(text || Number.NaN) : name === 'scac' ? text.toUpperCase() : text,
  ]);
  const read = Carriage.safeParse(Object.fromEntries(values));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const wrong = fields.find(({ name }) => name === issue?.path[0]);
  throw new BadInput(
    'usage',
    `${wrong?.option} is '${wrong?.text}': ${issue?.message}`,
    'command line',
    'Correct it; the rest was not kept either.',
  );
}
