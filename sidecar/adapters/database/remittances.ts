import assert from 'node:assert/strict';
import { type EntityManager, EntitySchema, In } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import { Remittance, RemittanceLine } from '../../domain/remittance.ts';
import { RemittanceMatch } from '../../domain/remittance-match.ts';
import type { Remittances, StoredRemittance } from '../../ports/stores.ts';
import { inParts, insert, insertUnlessTaken, keyText, keyWhole, limited, maybeText, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface RemittanceRow {
  paymentNumber: string;
  /** The payment without its lines, which may be many thousands. */
  header: string;
  inboundId: string;
  receivedAt: Instant;
}

const RemittanceSchema = new EntitySchema<RemittanceRow>({
  name: 'remittance',
  columns: {
    paymentNumber: keyText('payment_number'),
    header: text('header'),
    inboundId: text('inbound_id'),
    receivedAt: text('received_at'),
  },
});

interface PartRow {
  paymentNumber: string;
  /** 0-based place in the document. */
  place: number;
  document: string;
}

const partColumns = {
  paymentNumber: keyText('payment_number'),
  place: keyWhole('place'),
  document: text('document'),
};
const LineSchema = new EntitySchema<PartRow>({ name: 'remittance_line', columns: partColumns });

interface MatchRow extends PartRow {
  /** Our invoice's number in upper case. */
  invoiceKey: string | null;
}

const MatchSchema = new EntitySchema<MatchRow>({
  name: 'remittance_match',
  columns: { ...partColumns, invoiceKey: maybeText('invoice_key') },
});

export const remittanceSchemas = [RemittanceSchema, LineSchema, MatchSchema];

const Header = Remittance.omit({ lines: true });

export function databaseRemittances(session: Session): Remittances {
  return {
    async keep({ lines, ...header }, inboundId, at) {
      const { paymentNumber } = header;
      return session.transaction(async (rows) => {
        const row = { paymentNumber, header: JSON.stringify(header), inboundId, receivedAt: at };
        if (!(await insertUnlessTaken(rows, RemittanceSchema, row))) return 'known';
        await insert(rows, LineSchema, parts(paymentNumber, lines));
        return 'new';
      });
    },

    async keepMatches(paymentNumber, matches) {
      await session.transaction(async (rows) => {
        // The lock lets one matching at a time replace the rows of another.
        const row = await rows.findOne(RemittanceSchema, { where: { paymentNumber }, ...session.dialect.lockRow });
        assert(row, `remittance ${paymentNumber} is not kept`);
        await rows.delete(MatchSchema, { paymentNumber });
        const values = parts(paymentNumber, matches).map((part, place) => ({
          ...part,
          invoiceKey: matches[place]?.invoiceNumber?.toUpperCase() ?? null,
        }));
        await insert(rows, MatchSchema, values);
      });
    },

    async find(paymentNumber) {
      return session.run(async (rows) => {
        const row = await rows.findOneBy(RemittanceSchema, { paymentNumber });
        return row ? whole(rows, row) : undefined;
      });
    },

    async matchesFor(invoiceNumbers) {
      return session.run(async (rows) => {
        const found: MatchRow[] = [];
        for (const part of inParts([...new Set(invoiceNumbers.map((number) => number.toUpperCase()))])) {
          found.push(...(await rows.findBy(MatchSchema, { invoiceKey: In(part) })));
        }
        const receivedAt = new Map<string, Instant>();
        for (const part of inParts([...new Set(found.map(({ paymentNumber }) => paymentNumber))])) {
          const payments = await rows.findBy(RemittanceSchema, { paymentNumber: In(part) });
          for (const payment of payments) receivedAt.set(payment.paymentNumber, payment.receivedAt);
        }
        return found
          .map(({ paymentNumber, place, document }) => {
            const at = receivedAt.get(paymentNumber);
            assert(at !== undefined, `remittance ${paymentNumber} has matches and is not kept`);
            const match = stored(RemittanceMatch, document, `remittance ${paymentNumber}`);
            return { place, match: { ...match, paymentNumber, receivedAt: at } };
          })
          .sort(
            (a, b) =>
              compareText(a.match.receivedAt, b.match.receivedAt) ||
              compareText(a.match.paymentNumber, b.match.paymentNumber) ||
              a.place - b.place,
          )
          .map(({ match }) => match);
      });
    },

    async list({ limit }) {
      return session.run(async (rows) => {
        const found = await rows.find(RemittanceSchema, {
          order: { receivedAt: 'DESC', paymentNumber: 'DESC' },
          ...limited(limit),
        });
        const remittances: StoredRemittance[] = [];
        for (const row of found) remittances.push(await whole(rows, row));
        return remittances;
      });
    },
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function parts(paymentNumber: string, documents: readonly unknown[]): PartRow[] {
  return documents.map((document, place) => ({ paymentNumber, place, document: JSON.stringify(document) }));
}

async function whole(rows: EntityManager, row: RemittanceRow): Promise<StoredRemittance> {
  const { paymentNumber, inboundId, receivedAt } = row;
  const what = `remittance ${paymentNumber}`;
  const of = { where: { paymentNumber }, order: { place: 'ASC' } } as const;
  const lines = await rows.find(LineSchema, of);
  const matches = await rows.find(MatchSchema, of);
  return {
    remittance: {
      ...stored(Header, row.header, what),
      lines: lines.map(({ document }) => stored(RemittanceLine, document, what)),
    },
    inboundId,
    receivedAt,
    matches: matches.map(({ document }) => stored(RemittanceMatch, document, what)),
  };
}
