import { refuse } from './refusal.ts';
import type { OutboxItem } from './wire.ts';

type Topic = OutboxItem['topic'];

const EVENT_OF: Record<Topic, string> = {
  'magento.stock.v1': 'stock-changed',
  'magento.dispatch.v1': 'dispatch-recorded',
};

export interface Outbox {
  append(topic: Topic, key: string, data: unknown): void;
  /** Of the key's last event, 0 before the first. */
  sequence(topic: Topic, key: string): number;
  read(after: string | undefined, limit: number): { items: OutboxItem[]; cursor: string; has_more: boolean };
  acknowledge(cursor: string): { cursor: string; acknowledged: number };
  waiting(): { waiting: number; oldest_at?: string };
  /** All behind the first `count`. */
  since(count: number): OutboxItem[];
}

/** Events in the order of their commits; the position in the list is the cursor. */
export function openOutbox(now: () => string): Outbox {
  const items: (OutboxItem & { at: string })[] = [];
  const sequences = new Map<string, number>();
  let mark = 0;
  return {
    append(topic, key, data) {
      const sequence = (sequences.get(`${topic} ${key}`) ?? 0) + 1;
      sequences.set(`${topic} ${key}`, sequence);
      const position = items.length + 1;
      const at = now();
      const event = {
        event_id: eventId(position),
        event: EVENT_OF[topic],
        version: 1,
        occurred_at: at,
        sequence,
        key,
        data,
      };
      items.push({ cursor: String(position), topic, key, payload: JSON.stringify(event), at });
    },
    sequence: (topic, key) => sequences.get(`${topic} ${key}`) ?? 0,
    read(after, limit) {
      const from = after === undefined ? mark : Number(after);
      const page = items.slice(from, from + limit);
      return {
        items: page.map(({ at: _, ...item }) => item),
        cursor: page.at(-1)?.cursor ?? after ?? String(mark),
        has_more: from + page.length < items.length,
      };
    },
    acknowledge(cursor) {
      const to = Number(cursor);
      if (to > items.length) throw refuse('cursor_ahead', { cursor });
      const acknowledged = Math.max(0, to - mark);
      mark += acknowledged;
      return { cursor: String(mark), acknowledged };
    },
    waiting() {
      const oldest = items[mark];
      return { waiting: items.length - mark, ...(oldest ? { oldest_at: oldest.at } : {}) };
    },
    since: (count) => items.slice(count).map(({ at: _, ...item }) => item),
  };
}

/** A UUID of version 4 by its form, the same in every run. */
function eventId(position: number): string {
  return `5a4d0000-0000-4000-8000-${position.toString(16).padStart(12, '0')}`;
}
