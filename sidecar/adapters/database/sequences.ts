import { type EntityManager, EntitySchema, LessThan } from 'typeorm';
import type { Sequences } from '../../ports/stores.ts';
import { insert, insertUnlessTaken, keyText, keyWhole, whole } from './rows.ts';
import type { Session } from './session.ts';

interface SequenceRow {
  name: string;
  latest: number;
}

const SequenceSchema = new EntitySchema<SequenceRow>({
  name: 'sequence',
  columns: { name: keyText('name'), latest: whole('latest') },
});

/** Serials given to one thing; a second part where it later needed more. */
interface RangeRow {
  name: string;
  key: string;
  part: number;
  first: number;
  count: number;
}

const RangeSchema = new EntitySchema<RangeRow>({
  name: 'sequence_range',
  columns: {
    name: keyText('name'),
    key: keyText('range_key'),
    part: keyWhole('part'),
    first: whole('first_serial'),
    count: whole('serial_count'),
  },
});

export const sequenceSchemas = [SequenceSchema, RangeSchema];

export function databaseSequences(session: Session): Sequences {
  return {
    async next(name) {
      return session.transaction((rows) => take(rows, name, 1));
    },

    async allocate(name, key, count) {
      return session.transaction(async (rows) => {
        // Taking none locks the sequence: who asks for the same key at this moment waits and finds the range.
        await take(rows, name, 0);
        const ranges = await rows.find(RangeSchema, { where: { name, key }, order: { part: 'ASC' } });
        const serials = ranges.flatMap(serialsOf);
        const missing = count - serials.length;
        if (missing > 0) {
          const last = await take(rows, name, missing);
          const range: RangeRow = { name, key, part: ranges.length, first: last - missing + 1, count: missing };
          await insert(rows, RangeSchema, [range]);
          serials.push(...serialsOf(range));
        }
        return serials.slice(0, count);
      });
    },

    async allocated(name, key) {
      const ranges = await session.run((rows) =>
        rows.find(RangeSchema, { where: { name, key }, order: { part: 'ASC' } }),
      );
      return ranges.flatMap(serialsOf);
    },

    async skipTo(name, latest) {
      await session.transaction(async (rows) => {
        await take(rows, name, 0);
        await rows.update(SequenceSchema, { name, latest: LessThan(latest) }, { latest });
      });
    },
  };
}

/** Moves the sequence on and answers where it stands. The row stays locked until the transaction ends. */
async function take(rows: EntityManager, name: string, count: number): Promise<number> {
  const { affected } = await rows.increment(SequenceSchema, { name }, 'latest', count);
  if (affected === 0) {
    // Somebody else may begin it at the same time; then there is a row to move on.
    if (await insertUnlessTaken(rows, SequenceSchema, { name, latest: count })) return count;
    return take(rows, name, count);
  }
  return (await rows.findOneByOrFail(SequenceSchema, { name })).latest;
}

function serialsOf({ first, count }: RangeRow): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
