import { z } from 'zod';
import { Config } from '../../sidecar/config.ts';

export interface Setting {
  /** `partners[].policies.backorderDays`; a party is described once, as `party.…`. */
  path: string;
  /** As JSON; empty where the setting has no default of its own. */
  byDefault: string;
}

interface Node {
  type?: string;
  default?: unknown;
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
}

const PARTY = /^partners\[\]\.(shipFrom|remitTo|billTo)\./;
/** Each is described as the one is. */
const MAILBOXES = /^amazon\.mailboxes\[\]\./;

/** Every value that a settings file may hold, from the schema that reads it. */
export function settingsInSchema(): Setting[] {
  const schema = z.toJSONSchema(Config, { io: 'input', unrepresentable: 'any' }) as Node;
  const found = new Map(leaves(schema, '').map((setting) => [setting.path, setting]));
  return [...found.values()];
}

function leaves(node: Node, path: string): Setting[] {
  const below = (node.anyOf ?? node.oneOf ?? []).flatMap((part) => leaves(part, path));
  if (below.length > 0) return below;
  if (node.properties) {
    return Object.entries(node.properties).flatMap(([name, part]) => leaves(part, path ? `${path}.${name}` : name));
  }
  if (node.items?.properties || node.items?.anyOf || node.items?.oneOf) return leaves(node.items, `${path}[]`);
  const byDefault = node.default === undefined ? '' : JSON.stringify(node.default);
  return [{ path: path.replace(PARTY, 'party.').replace(MAILBOXES, 'amazon.mailbox.'), byDefault }];
}
