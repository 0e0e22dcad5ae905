import { EntitySchema } from 'typeorm';
import type { CarrierMap } from '../../ports/stores.ts';
import { keyText, put, text } from './rows.ts';
import type { Session } from './session.ts';

interface CarrierRow {
  /** Lower case, as is the title: people retype both. */
  carrier: string;
  /** Empty: whatever the title says. */
  title: string;
  scac: string;
}

const CarrierSchema = new EntitySchema<CarrierRow>({
  name: 'carrier_map',
  columns: { carrier: keyText('carrier_key'), title: keyText('title_key'), scac: text('scac') },
});

export const carrierMapSchemas = [CarrierSchema];

export function databaseCarrierMap(session: Session): CarrierMap {
  return {
    async find(carrierCode, title) {
      const carrier = carrierCode.toLowerCase();
      const found = await session.run((rows) =>
        rows.findBy(CarrierSchema, [
          { carrier, title: title.toLowerCase() },
          { carrier, title: '' },
        ]),
      );
      return (found.find((row) => row.title !== '') ?? found[0])?.scac;
    },

    async learn(carrierCode, title, scac) {
      const row = { carrier: carrierCode.toLowerCase(), title: title.toLowerCase(), scac };
      await session.run((rows) => put(rows, CarrierSchema, row, ['carrier', 'title']));
    },
  };
}
