import { createHash } from 'node:crypto';
import { EntitySchema, MoreThan } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import type { AuditLog } from '../../ports/stores.ts';
import { insert, keyWhole, limited, mustHaveChanged, text, whole } from './rows.ts';
import type { Session } from './session.ts';

interface AuditRow {
  sequence: number;
  at: Instant;
  who: string;
  action: string;
  subject: string;
  detail: string;
  hash: string;
}

const AuditSchema = new EntitySchema<AuditRow>({
  name: 'audit_entry',
  columns: {
    sequence: keyWhole('sequence_number'),
    at: text('happened_at'),
    who: text('who'),
    action: text('action'),
    subject: text('subject'),
    detail: text('detail'),
    hash: text('hash'),
  },
});

/** One row: the end of the chain. It serialises writers, and tells when the newest entries were cut off. */
interface HeadRow {
  id: number;
  sequence: number;
  hash: string;
}

const HeadSchema = new EntitySchema<HeadRow>({
  name: 'audit_head',
  columns: { id: keyWhole('id'), sequence: whole('sequence_number'), hash: text('hash') },
});

export const auditSchemas = [AuditSchema, HeadSchema];

const PAGE = 500;

export function databaseAuditLog(session: Session): AuditLog {
  return {
    async append({ at, who, action, subject, detail }) {
      await session.transaction(async (rows) => {
        const head = await rows.findOneOrFail(HeadSchema, { where: { id: 1 }, ...session.dialect.lockRow });
        const entry = { sequence: head.sequence + 1, at, who, action, subject, detail };
        const hash = link(head.hash, entry);
        await insert(rows, AuditSchema, [{ ...entry, hash }]);
        mustHaveChanged(await rows.update(HeadSchema, { id: 1 }, { sequence: entry.sequence, hash }), 'the audit head');
      });
    },

    async list({ subject, limit }) {
      const found = await session.run((rows) =>
        rows.find(AuditSchema, {
          where: subject === undefined ? {} : { subject },
          order: { sequence: 'DESC' },
          ...limited(limit),
        }),
      );
      return found.map(({ sequence: _, ...entry }) => entry);
    },

    async firstBroken() {
      // Read first: entries that are appended while we look are not missed, only not looked at.
      const head = await session.run((rows) => rows.findOneByOrFail(HeadSchema, { id: 1 }));
      let previous = { sequence: 0, hash: '' };
      for (;;) {
        const page = await session.run((rows) =>
          rows.find(AuditSchema, {
            where: { sequence: MoreThan(previous.sequence) },
            order: { sequence: 'ASC' },
            take: PAGE,
          }),
        );
        for (const { hash, ...entry } of page) {
          const follows = entry.sequence === previous.sequence + 1 && hash === link(previous.hash, entry);
          if (!follows || (entry.sequence === head.sequence && hash !== head.hash)) return entry.sequence;
          previous = { sequence: entry.sequence, hash };
        }
        if (page.length < PAGE) return previous.sequence < head.sequence ? previous.sequence + 1 : undefined;
      }
    },
  };
}

/** SHA-256 over the hash before and the entry as JSON with its keys sorted. */
function link(before: string, { sequence, at, who, action, subject, detail }: Omit<AuditRow, 'hash'>): string {
  const canonical = JSON.stringify({ action, at, detail, sequence, subject, who });
  return createHash('sha256').update(`${before}\n${canonical}`).digest('hex');
}
