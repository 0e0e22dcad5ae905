import { instant } from '../../domain/calendar.ts';
import type { DeadLetter, DeadLetters } from '../../ports/stock-master.ts';
import type { House } from '../house.ts';
import { instantText } from '../words/times.ts';
import { BadInput } from './failure.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

/** Events of the shop that were laid aside, oldest first. */
export async function laidAside(options: { json: boolean }, house: House, terminal: Terminal): Promise<void> {
  const letters = await lettersOf(house).list();
  if (options.json) {
    for (const letter of letters) await printJson(terminal, letter);
    return;
  }
  const table = textTable<DeadLetter>(
    [
      { head: 'Place', cell: ({ place }) => place },
      { head: 'Laid aside', cell: ({ at }) => instantText(instant(new Date(at))) },
      { head: 'Key', cell: ({ key }) => key },
      { head: 'Reason', cell: ({ reason }) => reason },
    ],
    letters,
  );
  await print(terminal, letters.length === 0 ? 'No event was laid aside.' : table);
}

/** Puts one event into the log again: it is read as if it had just happened. */
export async function replayEvent(place: string, house: House, by: string, terminal: Terminal): Promise<void> {
  if (!(await lettersOf(house).replay(place))) {
    throw new BadInput('not-found', `no event from ${place} lies there`, place, '`events list` shows them.');
  }
  const at = instant(house.world.now());
  await house.world.stores.audit.append({ at, who: by, action: 'replay event', subject: place, detail: '' });
  await print(terminal, `${place} is in the log again.`);
}

function lettersOf({ deadLetters }: House): DeadLetters {
  if (deadLetters) return deadLetters;
  throw withoutKafka('events');
}

export function withoutKafka(command: string): BadInput {
  return new BadInput(
    'usage',
    'the events of the shop do not come through Kafka',
    command,
    'Add `kafka` to the settings.',
  );
}
