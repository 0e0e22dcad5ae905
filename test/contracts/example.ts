import { readdirSync, readFileSync } from 'node:fs';
import type { ProductSeed } from '../stand-ins/magento/shop.ts';
import type { OrderConversion, ShipmentSeed, TrackSeed } from './target.ts';

/** A story told in calls: contracts/rest/examples/NN-name.json. */
export interface Scenario {
  file: string;
  scenario: string;
  products: ProductSeed[];
  steps: (CallStep | MeanwhileStep)[];
}

export interface CallStep {
  name: string;
  request: {
    method: string;
    path: string;
    body?: unknown;
    /** Another Authorization header; `none` for no header. */
    credentials?: string;
  };
  /** Only outbox items of this topic are compared: the shop may say more. */
  only?: string;
  response: { status: number; body: unknown };
}

/** What happens in the shop between two calls. */
export interface MeanwhileStep {
  name: string;
  meanwhile: {
    retail_order?: { sku: string; quantity: number };
    set_on_hand?: { sku: string; source_code: string; quantity: number };
    ship?: ShipmentSeed & { order: string };
    add_track?: TrackSeed & { shipment: string };
    /** Who makes orders of purchase orders from now on. */
    order_conversion?: OrderConversion;
  };
  /** Name under which the shipment's id is kept. */
  as?: string;
}

const EXAMPLES = new URL('../../contracts/rest/examples/', import.meta.url);

export function readScenarios(): Scenario[] {
  return readdirSync(EXAMPLES)
    .filter((name) => /^\d\d-.*\.json$/.test(name))
    .sort()
    .map((file) => ({ file, ...JSON.parse(readFileSync(new URL(file, EXAMPLES), 'utf8')) }));
}

/** What was kept on the way: `<<order>>` stands for it from then on. */
export type Kept = Map<string, string>;

/** Puts what was kept into a request. */
export function fill<T>(value: T, kept: Kept): T {
  return JSON.parse(JSON.stringify(value).replace(/<<(\w+)>>/g, (text, name: string) => kept.get(name) ?? text));
}

const KINDS: Record<string, (value: unknown) => boolean> = {
  any: () => true,
  text: (value) => typeof value === 'string' && value !== '',
  integer: Number.isInteger,
  cursor: (value) => typeof value === 'string' && /^\d{1,20}$/.test(value),
  uuid: (value) =>
    typeof value === 'string' && /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(value),
  instant: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
};

/** Where an answer differs from the example, in words; empty where it does not. Keeps `<<name:kind>>`. */
export function differences(expected: unknown, actual: unknown, kept: Kept, place = 'body'): string[] {
  if (typeof expected === 'string') return differentText(expected, actual, kept, place);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${place} is no list: ${JSON.stringify(actual)}`];
    const long =
      expected.length === actual.length ? [] : [`${place} has ${actual.length} items, not ${expected.length}`];
    return [
      ...long,
      ...expected.flatMap((item, at) =>
        at < actual.length ? differences(item, actual[at], kept, `${place}[${at}]`) : [],
      ),
    ];
  }
  if (!isObject(expected))
    return Object.is(expected, actual)
      ? []
      : [`${place} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
  if ('<<json>>' in expected) {
    return typeof actual === 'string'
      ? differences(expected['<<json>>'], JSON.parse(actual), kept, place)
      : [`${place} is no text of JSON`];
  }
  if (!isObject(actual)) return [`${place} is ${JSON.stringify(actual)}, not an object`];
  const { '<<rest>>': open, ...members } = expected;
  const more = open === undefined ? Object.keys(actual).filter((name) => !(name in members)) : [];
  return [
    ...more.map((name) => `${place}.${name} is not in the example`),
    ...Object.entries(members).flatMap(([name, value]) => differences(value, actual[name], kept, `${place}.${name}`)),
  ];
}

function differentText(expected: string, actual: unknown, kept: Kept, place: string): string[] {
  const [, name, kind] = /^<<(?:(\w+):)?(\w+)>>$/.exec(expected) ?? [];
  if (kind === undefined)
    return expected === actual ? [] : [`${place} is ${JSON.stringify(actual)}, not "${expected}"`];
  const known = kept.get(name ?? kind);
  if (known !== undefined)
    return known === String(actual) ? [] : [`${place} is ${JSON.stringify(actual)}, not again ${known}`];
  const fits = KINDS[kind];
  if (!fits) return [`${place}: nothing was kept as ${kind}`];
  if (!fits(actual)) return [`${place} is ${JSON.stringify(actual)}, which is no ${kind}`];
  if (name !== undefined) kept.set(name, String(actual));
  return [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
