import { z } from 'zod';
import type { MasterEvent, MasterEvents } from '../../ports/stock-master.ts';
import type { MagentoClient } from './client.ts';
import { readMasterEvent } from './read-event.ts';

const Cursor = z.string().regex(/^\d{1,20}$/);
/** Items are read one by one: a broken one must not hide the others, and the page says where to go on. */
const OutboxPage = z.object({ items: z.array(z.unknown()), cursor: Cursor });
const OutboxItem = z.object({ cursor: z.string(), topic: z.string(), payload: z.string() });
const Mark = z.object({ cursor: Cursor });

const MOST_EVENTS = 1000;

/** Reads the module's outbox over REST, for houses without Kafka. */
export function magentoMasterEvents(call: MagentoClient): MasterEvents {
  return {
    async pull(cursor, limit) {
      // Without `after` Magento starts behind the last acknowledged event; the port's beginning is the very first.
      const after = cursor === '' ? '0' : cursor;
      const page = await call({
        doing: 'read events of Magento',
        path: '/outbox',
        query: [
          ['after', after],
          ['limit', String(Math.max(1, Math.min(limit, MOST_EVENTS)))],
        ],
        answer: OutboxPage,
      });
      const events = page.items.map((item, index): MasterEvent => {
        const read = OutboxItem.safeParse(item);
        if (read.success) return readMasterEvent(read.data.topic, read.data.payload, `outbox-${read.data.cursor}`);
        const eventId = `outbox-after-${after}-${index + 1}`;
        return {
          kind: 'unreadable',
          eventId,
          occurredAt: '',
          problem: z.prettifyError(read.error),
          raw: JSON.stringify(item),
        };
      });
      return { events, cursor: page.cursor };
    },

    async acknowledge(cursor) {
      if (cursor === '') return;
      await call({
        doing: 'acknowledge events of Magento',
        path: '/outbox/acknowledge',
        body: { cursor },
        answer: Mark,
      });
    },
  };
}
