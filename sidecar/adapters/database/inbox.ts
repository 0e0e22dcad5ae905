import { EntitySchema } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import type { Inbox } from '../../ports/stores.ts';
import { insertUnlessTaken, keyText, put, text } from './rows.ts';
import type { Session } from './session.ts';

interface SeenRow {
  source: string;
  eventId: string;
  seenAt: Instant;
}

const SeenSchema = new EntitySchema<SeenRow>({
  name: 'inbox',
  columns: { source: keyText('source'), eventId: keyText('event_id'), seenAt: text('seen_at') },
});

interface CursorRow {
  source: string;
  readTo: string;
}

const CursorSchema = new EntitySchema<CursorRow>({
  name: 'inbox_cursor',
  columns: { source: keyText('source'), readTo: text('read_to') },
});

export const inboxSchemas = [SeenSchema, CursorSchema];

export function databaseInbox(session: Session): Inbox {
  return {
    async first(source, eventId, at) {
      return session.run((rows) => insertUnlessTaken(rows, SeenSchema, { source, eventId, seenAt: at }));
    },

    async has(source, eventId) {
      return session.run((rows) => rows.existsBy(SeenSchema, { source, eventId }));
    },

    async cursor(source) {
      return (await session.run((rows) => rows.findOneBy(CursorSchema, { source })))?.readTo ?? '';
    },

    async setCursor(source, cursor) {
      await session.run((rows) => put(rows, CursorSchema, { source, readTo: cursor }, ['source']));
    },
  };
}
