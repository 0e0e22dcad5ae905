import { EntitySchema, In, MoreThanOrEqual } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import type { UsedNumber, UsedNumbers } from '../../ports/stores.ts';
import { inParts, keyText, text } from './rows.ts';
import type { Session } from './session.ts';

interface UsedRow {
  kind: UsedNumber['kind'];
  value: string;
  usedBy: string;
  usedAt: Instant;
}

const UsedSchema = new EntitySchema<UsedRow>({
  name: 'used_number',
  columns: {
    kind: keyText('number_kind'),
    value: keyText('number_value'),
    usedBy: keyText('used_by'),
    usedAt: text('used_at'),
  },
});

export const usedNumberSchemas = [UsedSchema];

export function databaseUsedNumbers(session: Session): UsedNumbers {
  const find: UsedNumbers['find'] = async (numbers, since) => {
    const found: UsedNumber[] = [];
    for (const part of inParts(numbers)) {
      for (const kind of new Set(part.map((number) => number.kind))) {
        const values = part.filter((number) => number.kind === kind).map(({ value }) => value);
        const used = await session.run((rows) =>
          rows.findBy(UsedSchema, { kind, value: In(values), usedAt: MoreThanOrEqual(since) }),
        );
        found.push(...used.map(({ value, usedBy }) => ({ kind, value, usedBy })));
      }
    }
    return found;
  };
  return {
    async claim(numbers, usedBy, at, since) {
      for (const part of inParts(numbers)) {
        const claimed = part.map(({ kind, value }): UsedRow => ({ kind, value, usedBy, usedAt: at }));
        await session.run((rows) => rows.upsert(UsedSchema, claimed, ['kind', 'value', 'usedBy']));
      }
      // After the own claim is kept: of two at once each sees the other, and none goes unseen.
      return (await find(numbers, since)).filter((used) => used.usedBy !== usedBy);
    },

    find,
  };
}
