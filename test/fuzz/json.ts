import { below, type Chance, NASTY, pick } from './mutate.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A body whose members are lost, doubled, renamed, exchanged or of another kind; at times its text is spoilt as well. */
export function mutatedJson(text: string, chance: Chance): string {
  const root: { body: Json } = { body: JSON.parse(text) as Json };
  for (let times = 1 + below(4, chance); times > 0; times--) {
    const place = anyPlace(root, chance);
    const mutation = pick(MUTATIONS, chance);
    if (mutation !== undefined) mutation(place, root, chance);
  }
  const spoilt = JSON.stringify(root.body) ?? '';
  if (below(8, chance) > 0) return spoilt;
  const at = below(spoilt.length + 1, chance);
  return below(2, chance) === 0 ? spoilt.slice(0, at) : spoilt.slice(0, at) + spoilt.slice(at + 1);
}

/** A member of an object or a place in a list. */
interface Place {
  holder: Json[] | { [name: string]: Json };
  key: string;
}

type Mutation = (place: Place, root: { body: Json }, chance: Chance) => void;

const MUTATIONS: readonly Mutation[] = [
  ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  ({ holder, key }) => {
    if (Array.isArray(holder)) holder.push(get({ holder, key }));
    else holder[`${key}2`] = get({ holder, key });
  },
  (place, _root, chance) => set(place, pick<Json>(VALUES, chance) ?? null),
  (place, _root, chance) => set(place, pick<Json>(VALUES, chance) ?? null),
  (place) => set(place, [get(place)]),
  (place) => set(place, { value: get(place) }),
  (place) => {
    const value = get(place);
    set(place, typeof value === 'number' ? String(value) : typeof value === 'string' ? Number(value) : value);
  },
  (place, root, chance) => {
    const other = anyPlace(root, chance);
    const [one, two] = [get(place), get(other)];
    // A part put into itself would have no end.
    if (typeof one === 'object' || typeof two === 'object') return;
    set(place, two);
    set(other, one);
  },
  ({ holder, key }) => {
    if (Array.isArray(holder)) return;
    holder[key.toLowerCase()] = get({ holder, key });
    delete holder[key];
  },
];

const VALUES: readonly Json[] = [null, true, false, 0, -3, 1.5, 1e308, 2 ** 53, [], {}, [[]], ...NASTY];

function anyPlace(root: { body: Json }, chance: Chance): Place {
  let place: Place = { holder: root as unknown as { [name: string]: Json }, key: 'body' };
  for (;;) {
    const value = get(place);
    if (typeof value !== 'object' || value === null || below(6, chance) === 0) return place;
    const key = pick(Object.keys(value), chance);
    if (key === undefined) return place;
    place = { holder: value, key };
  }
}

function get({ holder, key }: Place): Json {
  return (Array.isArray(holder) ? holder[Number(key)] : holder[key]) ?? null;
}

function set({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  // Not by assignment: `__proto__` would name no member then.
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
