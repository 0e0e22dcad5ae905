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
      const carrier = carrierCode.trim().toLowerCase();
      const found = await session.run((rows) => rows.findBy(CarrierSchema, { carrier }));
      return ruleFor(found.map(fromRow), title);
    },

    async learn({ carrier, title, scac, method }) {
      const row: CarrierRow = {
        carrier: carrier.trim().toLowerCase(),
        title: title.trim().toLowerCase(),
        scac,
        method: method ?? null,
      };
      await session.run((rows) => put(rows, CarrierSchema, row, ['carrier', 'title']));
    },

    async forget(carrierCode, title) {
      const place = { carrier: carrierCode.trim().toLowerCase(), title: title.trim().toLowerCase() };
      const { affected } = await session.run((rows) => rows.delete(CarrierSchema, place));
      return affected === 1;
    },

    async list() {
      const found = await session.run((rows) => rows.find(CarrierSchema, { order: { carrier: 'ASC', title: 'ASC' } }));
      return found.map(fromRow);
    },
  };
}

function fromRow({ method, ...rule }: CarrierRow): CarrierRule {
  return { ...rule, ...(method === null ? {} : { method }) };
}
