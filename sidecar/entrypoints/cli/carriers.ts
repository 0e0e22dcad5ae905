import { z } from 'zod';
import { instant } from '../../domain/calendar.ts';
import { CarrierRule, TransportMethod } from '../../domain/carrier.ts';
import type { House } from '../house.ts';
import type { View } from '../views/view.ts';
import { BadInput } from './failure.ts';
import { badRow, listFile } from './list-file.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

export interface CarrierWishes {
  title?: string;
  method?: string;
}

/** The carrier map as it is; what everybody knows by name is not in it. */
export async function carriersList(options: { json: boolean }, { stores }: View, terminal: Terminal): Promise<void> {
  const rules = await stores.carriers.list();
  if (options.json) {
    for (const rule of rules) await printJson(terminal, rule);
    return;
  }
  if (rules.length === 0) {
    return print(terminal, 'The map is empty: carriers are known by their usual names, and others are asked for.');
  }
  await print(
    terminal,
    textTable<CarrierRule>(
      [
        { head: 'Carrier in the shop', cell: ({ carrier }) => carrier },
        { head: 'Title', cell: ({ title }) => title || 'any' },
        { head: 'SCAC', cell: ({ scac }) => scac },
        { head: 'Method', cell: ({ method }) => method ?? 'as usual' },
      ],
      rules,
    ),
  );
}

export async function carriersSet(
  carrier: string,
  scac: string,
  { title, method }: CarrierWishes,
  house: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const rule = ruleOf({ carrier, title: title ?? '', scac, method: method ?? '' });
  if ('problem' in rule) throw new BadInput('usage', rule.problem, 'command line', HINT);
  await learn(rule, house, by);
  await print(terminal, `${rule.carrier}, ${rule.title || 'any title'}: ${rule.scac}`);
}

export async function carriersRemove(
  carrier: string,
  title: string,
  house: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  if (!(await house.world.stores.carriers.forget(carrier, title))) {
    const hint = '`vendor-bridge carriers list` shows what there is.';
    throw new BadInput('not-found', `there is no rule for '${carrier}' with title '${title}'`, carrier, hint);
  }
  await note(house, by, 'remove carrier', carrier, title);
  await print(terminal, `${carrier}, ${title || 'any title'}: removed`);
}

/** All of a list or nothing of it. */
export async function carriersImport(path: string, house: House, by: string, terminal: Terminal): Promise<void> {
  const rows = await listFile(path, ['carrier', 'title', 'scac', 'method'], terminal);
  const rules = rows.map(({ line, cells }) => {
    const rule = ruleOf(cells);
    if ('problem' in rule) throw badRow(path, line, rule.problem, HINT);
    return rule;
  });
  for (const rule of rules) await learn(rule, house, by);
  await print(terminal, `${rules.length} ${rules.length === 1 ? 'carrier' : 'carriers'} from ${path}`);
}

const HINT = `Write carrier,title,scac,method: ups,UPS Freight,UPGF,less-than-truckload. Methods: ${TransportMethod.options.join(', ')}; an empty title fits all, * stands for anything.`;

function ruleOf(cells: { carrier: string; title: string; scac: string; method: string }) {
  const { carrier, title, scac, method } = cells;
  const rule = CarrierRule.safeParse({
    carrier: carrier.trim(),
    title: title.trim(),
    scac: scac.trim().toUpperCase(),
    ...(method.trim() === '' ? {} : { method: method.trim().toLowerCase() }),
  });
  return rule.success ? rule.data : { problem: z.prettifyError(rule.error).replaceAll('\n', ' ') };
}

async function learn(rule: CarrierRule, house: House, by: string): Promise<void> {
  await house.world.stores.carriers.learn(rule);
  await note(house, by, 'set carrier', rule.carrier, JSON.stringify(rule));
}

async function note({ world }: House, who: string, action: string, subject: string, detail: string): Promise<void> {
  await world.stores.audit.append({ at: instant(world.now()), who, action, subject, detail });
}
