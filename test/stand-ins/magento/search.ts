import { invalid } from './hold.ts';
import type { SearchCriteria } from './wire.ts';

type Filter = NonNullable<SearchCriteria['filter_groups']>[number]['filters'][number];

/** How a list is searched: what a field says of an item, and fields that only filter in a way of their own. */
export interface Searchable<T> {
  fields: Record<string, (item: T) => string>;
  matchers?: Record<string, (item: T, value: string) => boolean>;
  sortBy: string;
}

/**
 * `searchCriteria[filter_groups][0][filters][0][field]=…` -> nested objects, in snake_case. Numbers stay
 * text here save the two that page.
 */
export function readSearchCriteria(query: URLSearchParams): unknown {
  const root: Tree = {};
  for (const [name, value] of query) {
    const [head, ...path] = name.replaceAll(']', '').split('[');
    if (snake(head ?? '') !== 'search_criteria') continue;
    const parent = path.slice(0, -1).reduce((node, part) => childOf(node, snake(part)), root);
    parent[snake(path.at(-1) ?? '')] = value;
  }
  return tidy(root);
}

/** Filters, sorts and pages as Magento's collections do: a page past the end is the last one. */
export function search<T>(all: readonly T[], criteria: SearchCriteria, how: Searchable<T>) {
  const groups = criteria.filter_groups ?? [];
  const found = all.filter((item) =>
    groups.every(({ filters }) => filters.some((filter) => matches(item, filter, how))),
  );
  const orders = criteria.sort_orders ?? [];
  const keys = [
    ...orders.map(({ field, direction }) => ({ read: fieldOf(how, field), sign: direction === 'DESC' ? -1 : 1 })),
  ];
  keys.push({ read: fieldOf(how, how.sortBy), sign: 1 });
  found.sort((a, b) => {
    for (const { read, sign } of keys) {
      const [left, right] = [read(a), read(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
  const size = criteria.page_size ?? Math.max(1, found.length);
  const pages = Math.max(1, Math.ceil(found.length / size));
  const page = Math.min(criteria.current_page ?? 1, pages);
  return {
    items: found.slice((page - 1) * size, page * size),
    search_criteria: asMagentoEchoes(criteria),
    total_count: found.length,
  };
}

/** Magento says the condition that it took where none was given. */
function asMagentoEchoes(criteria: SearchCriteria): SearchCriteria {
  if (!criteria.filter_groups) return criteria;
  const filter_groups = criteria.filter_groups.map((group) => ({
    filters: group.filters.map((filter) => ({ ...filter, condition_type: filter.condition_type ?? 'eq' })),
  }));
  return { ...criteria, filter_groups };
}

function matches<T>(item: T, { field, value, condition_type: condition = 'eq' }: Filter, how: Searchable<T>): boolean {
  const own = how.matchers?.[field];
  if (own) {
    if (condition !== 'eq' && condition !== 'in') throw invalid(`searchCriteria.${field}`, 'only eq and in work here');
    return (condition === 'in' ? value.split(',') : [value]).some((one) => own(item, one));
  }
  const here = fieldOf(how, field)(item);
  switch (condition) {
    case 'eq':
      return here === value;
    case 'neq':
      return here !== value;
    case 'in':
      return value.split(',').includes(here);
    case 'nin':
      return !value.split(',').includes(here);
    case 'like':
      return like(value).test(here);
    case 'gt':
      return here > value;
    case 'gteq':
      return here >= value;
    case 'lt':
      return here < value;
    default:
      return here <= value;
  }
}

function fieldOf<T>(how: Searchable<T>, field: string): (item: T) => string {
  const read = how.fields[field];
  if (!read) throw invalid(`searchCriteria.${field}`, 'it is no field to search by');
  return read;
}

function like(pattern: string): RegExp {
  const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}

type Tree = { [name: string]: Tree | string };

function childOf(node: Tree, name: string): Tree {
  const known = node[name];
  if (typeof known === 'object') return known;
  const child: Tree = {};
  node[name] = child;
  return child;
}

function snake(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

/** `{0: …, 1: …}` are lists; page numbers are numbers. */
function tidy(node: Tree | string, name = ''): unknown {
  if (typeof node === 'string')
    return /^(page_size|current_page)$/.test(name) && /^\d+$/.test(node) ? Number(node) : node;
  const members = Object.entries(node).map(([key, value]) => [key, tidy(value, key)] as const);
  const isList = members.length > 0 && members.every(([key]) => /^\d+$/.test(key));
  return isList
    ? members.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value)
    : Object.fromEntries(members);
}
