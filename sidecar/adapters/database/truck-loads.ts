import { type EntityManager, EntitySchema } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import { ShipNotice } from '../../domain/ship-notice.ts';
import type { TruckLoad, TruckLoads } from '../../ports/stores.ts';
import { insertUnlessTaken, keyText, maybeText, stored, text, whole } from './rows.ts';
import type { Session } from './session.ts';

interface LoadRow {
  id: string;
  key: string;
  /** Null once it is closed. */
  openKey: string | null;
  closesAt: Instant;
  /** How many ever joined; moving it on locks the row. */
  joined: number;
}

const LoadSchema = new EntitySchema<LoadRow>({
  name: 'truck_load',
  columns: {
    id: keyText('id'),
    key: text('load_key'),
    openKey: maybeText('open_key'),
    closesAt: text('closes_at'),
    joined: whole('joined'),
  },
});

interface PartRow {
  dispatchId: string;
  loadId: string;
  place: number;
  notice: string;
}

const PartSchema = new EntitySchema<PartRow>({
  name: 'truck_load_part',
  columns: {
    dispatchId: keyText('dispatch_id'),
    loadId: text('load_id'),
    place: whole('place'),
    notice: text('notice'),
  },
});

export const truckLoadSchemas = [LoadSchema, PartSchema];

export function databaseTruckLoads(session: Session): TruckLoads {
  return {
    async join(key, { dispatchId, notice: part }, _at, closesAt) {
      const notice = JSON.stringify(part);
      const joined = () =>
        session.transaction(async (rows) => {
          await rows.update(PartSchema, { dispatchId }, { notice });
          const known = await rows.findOneBy(PartSchema, { dispatchId });
          if (known) return loadOf(rows, known.loadId);
          const { id, joined: place } = await openLoad(rows, key, dispatchId, closesAt);
          const row: PartRow = { dispatchId, loadId: id, place, notice };
          if (!(await insertUnlessTaken(rows, PartSchema, row))) throw new JoinedMeanwhile();
          return loadOf(rows, id);
        });
      try {
        return await joined();
      } catch (error) {
        // The same dispatch came twice at once; what this one began is taken back with it.
        if (error instanceof JoinedMeanwhile) return joined();
        throw error;
      }
    },

    async close(id) {
      return session.transaction(async (rows) => {
        // Waits for whoever joins at this moment, and shuts the door behind him.
        await rows.update(LoadSchema, { id }, { openKey: null });
        return loadOf(rows, id);
      });
    },

    async of(dispatchId) {
      return session.run(async (rows) => {
        const part = await rows.findOneBy(PartSchema, { dispatchId });
        return part ? loadOf(rows, part.loadId) : undefined;
      });
    },
  };
}

class JoinedMeanwhile extends Error {}

/** Counts one more onto the open load of the key, which also keeps it open until the transaction ends. */
async function openLoad(rows: EntityManager, key: string, id: string, closesAt: Instant): Promise<LoadRow> {
  const { affected } = await rows.increment(LoadSchema, { openKey: key }, 'joined', 1);
  if (affected !== 0) return rows.findOneByOrFail(LoadSchema, { openKey: key });
  const load: LoadRow = { id, key, openKey: key, closesAt, joined: 1 };
  // Somebody else may begin it at the same time; then there is one to join.
  return (await insertUnlessTaken(rows, LoadSchema, load)) ? load : openLoad(rows, key, id, closesAt);
}

async function loadOf(rows: EntityManager, id: string): Promise<TruckLoad> {
  const { openKey, closesAt } = await rows.findOneByOrFail(LoadSchema, { id });
  const parts = await rows.find(PartSchema, { where: { loadId: id }, order: { place: 'ASC' } });
  return {
    id,
    state: openKey === null ? 'closed' : 'open',
    closesAt,
    parts: parts.map(({ dispatchId, notice }) => ({
      dispatchId,
      notice: stored(ShipNotice, notice, `the part of dispatch ${dispatchId} in a truck`),
    })),
  };
}
