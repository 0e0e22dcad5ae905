import { EntitySchema } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import { Carriage, type CarriageSubject } from '../../domain/carriage.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import type { Carriages, KeptCarriage } from '../../ports/stores.ts';
import { keyText, put, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface CarriageRow {
  kind: CarriageSubject['kind'];
  key: string;
  /** As it was written. */
  id: string;
  document: string;
  saidBy: string;
  saidAt: Instant;
}

const CarriageSchema = new EntitySchema<CarriageRow>({
  name: 'carriage',
  columns: {
    kind: keyText('subject_kind'),
    key: keyText('subject_key'),
    id: text('subject_id'),
    document: text('document'),
    saidBy: text('said_by'),
    saidAt: text('said_at'),
  },
});

export const carriageSchemas = [CarriageSchema];

export function databaseCarriages(session: Session): Carriages {
  return {
    async keep({ subject, carriage, saidBy, saidAt }) {
      const row: CarriageRow = {
        ...placeOf(subject),
        id: subject.id,
        document: JSON.stringify(carriage),
        saidBy,
        saidAt,
      };
      await session.run((rows) => put(rows, CarriageSchema, row, ['kind', 'key']));
    },

    async find(subject) {
      const row = await session.run((rows) => rows.findOneBy(CarriageSchema, placeOf(subject)));
      return row ? fromRow(row) : undefined;
    },

    async list() {
      const order = { saidAt: 'DESC', kind: 'ASC', key: 'ASC' } as const;
      return (await session.run((rows) => rows.find(CarriageSchema, { order }))).map(fromRow);
    },
  };
}

function placeOf({ kind, id }: CarriageSubject): Pick<CarriageRow, 'kind' | 'key'> {
  return { kind, key: kind === 'order' ? purchaseOrderKey(id) : id };
}

function fromRow({ kind, id, document, saidBy, saidAt }: CarriageRow): KeptCarriage {
  return {
    subject: { kind, id },
    carriage: stored(Carriage, document, `what was said of ${kind} ${id}`),
    saidBy,
    saidAt,
  };
}
