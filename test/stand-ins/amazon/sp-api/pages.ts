import type { World } from '../world.ts';
import { QueryRefused } from './query.ts';

interface Page<T> {
  items: T[];
  pagination: { nextToken?: string };
}

/**
 * Cuts a list into pages. The token stands for the rest of the list as it was found, so an order
 * that arrives between two pages neither repeats nor hides one. With Q8 an empty page that carries
 * a token comes before every page.
 */
export function pager<T>(world: World, name: string) {
  const rests = new Map<string, { items: T[]; limit: number; empty: boolean }>();
  const keep = (items: T[], limit: number, empty: boolean) => {
    const token = Buffer.from(JSON.stringify([world.now().getTime(), `${name}${world.next('page')}`])).toString(
      'base64',
    );
    rests.set(token, { items, limit, empty });
    return { nextToken: token };
  };
  const cut = (items: T[], limit: number, empty: boolean): Page<T> => {
    if (empty && items.length > 0) return { items: [], pagination: keep(items, limit, false) };
    const rest = items.slice(limit);
    return {
      items: items.slice(0, limit),
      pagination: rest.length > 0 ? keep(rest, limit, world.quirks.has('Q8')) : {},
    };
  };
  return {
    first: (items: T[], limit: number): Page<T> => cut(items, limit, world.quirks.has('Q8')),
    next(token: string): Page<T> {
      const rest = rests.get(token);
      if (!rest) throw new QueryRefused('nextToken', 'is not known or no longer valid.');
      return cut(rest.items, rest.limit, rest.empty);
    },
  };
}
