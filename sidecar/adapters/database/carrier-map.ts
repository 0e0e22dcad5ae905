import { EntitySchema } from 'typeorm';
import { type CarrierRule, ruleFor, type TransportMethod } from '../../domain/carrier.ts';
import type { CarrierMap } from '../../ports/stores.ts';
import { keyText, maybeText, put, text } from './rows.ts';
import type { Session } from './session.ts';

interface CarrierRow {
  /** Lower case, as is the title: people retype both. */
  carrier: string;
  /** Empty: whatever the title says. */
  title: string;
  scac: string;
  method: TransportMethod | null;
}

const CarrierSchema = new EntitySchema<CarrierRow>({
  name: 'carrier_map',
  columns: {
    carrier: keyText('carrier_key'),
    title: keyText('title_key'),
    scac: text('scac'),
    method: maybeText('method'),
  },
});

export const carrierMapSchemas = [CarrierSchema];

export function databaseCarrierMap(session: Session): CarrierMap {
  return {
    async find(carrierCode, title) {
      const { carrier } = placeOf(carrierCode, title);
      const found = await session.run((rows) => rows.findBy(CarrierSchema, { carrier }));
      return ruleFor(found.map(fromRow), title);
    },

    async learn({ carrier, title, scac, method }) {
      const row: CarrierRow = { ...placeOf(carrier, title), scac, method: method ?? null };
      await session.run((rows) => put(rows, CarrierSchema, row, ['carrier', 'title']));
    },

    async forget(carrierCode, title) {
      const { affected } = await session.run((rows) => rows.delete(CarrierSchema, placeOf(carrierCode, title)));
      return affected === 1;
    },

    async list() {
      const found = await session.run((rows) => rows.find(CarrierSchema, { order: { carrier: 'ASC', title: 'ASC' } }));
      return found.map(fromRow);
    },
  };
}

/** Case and blanks around count for nothing. */
function placeOf(carrier: string, title: string): Pick<CarrierRow, 'carrier' | 'title'> {
  return { carrier: carrier.trim().toLowerCase(), title: title.trim().toLowerCase() };
}

function fromRow({ method, ...rule }: CarrierRow): CarrierRule {
  return { ...rule, ...(method === null ? {} : { method }) };
}
