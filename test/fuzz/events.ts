import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMasterEvent } from '../../sidecar/adapters/magento/read-event.ts';
import { type Codec, must } from './codec.ts';
import { mutatedJson } from './json.ts';
import { chanceOf, pick, seedOf } from './mutate.ts';

const EXAMPLES = join(import.meta.dirname, '../../contracts/events/examples');
const TOPICS: Readonly<Record<string, string>> = {
  'stock-changed': 'magento.stock.v1',
  'dispatch-recorded': 'magento.dispatch.v1',
};

/** Events of the shop, as its outbox and Kafka hand them over. */
export const eventCodecs: readonly Codec[] = Object.entries(TOPICS).map(([event, topic]) => {
  const folder = join(EXAMPLES, event);
  const whole = readdirSync(folder).filter((name) => !name.endsWith('.refused.json'));
  const seeds = whole.map((name) => readFileSync(join(folder, name), 'utf8'));
  const name = `event-${event}`;
  return {
    name,
    input(seed, index) {
      const chance = chanceOf(seedOf(seed, name, index));
      return mutatedJson(pick(seeds, chance) ?? '{}', chance);
    },
    read(input) {
      const read = readMasterEvent(topic, input, 'partition 0, offset 1');
      must(read.eventId !== '', 'an event without a name cannot be told apart from another');
      if (read.kind !== 'unreadable') return { documents: 1, refused: [], warnings: [] };
      must(read.raw === input, 'an event that breaks the contract is kept as it came');
      const place = { segment: read.eventId };
      const hint = 'The console shows it under Discrepancies.';
      return {
        documents: 0,
        refused: [{ code: 'contract-violation', message: read.problem, hint, place }],
        warnings: [],
      };
    },
  };
});
