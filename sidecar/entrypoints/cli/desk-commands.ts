import { isToEnter } from '../../domain/sending.ts';
import { isNeverAnswered } from '../../domain/trading-document.ts';
import type { OutboundDocument } from '../../ports/stores.ts';
import type { House } from '../house.ts';
import { withoutContent } from '../views/order-file.ts';
import type { View } from '../views/view.ts';
import { anewRefusal } from '../words/make-anew.ts';
import { releaseRefusal } from '../words/release.ts';
import { resendRefusal } from '../words/resend.ts';
import { instantText } from '../words/times.ts';
import { ACKNOWLEDGED, CHANNEL, DOCUMENT } from '../words/words.ts';
import { BadInput, WORLD_FAILED } from './failure.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

/** What was sent and is not over: not delivered, not answered, or answered with no. */
export async function outbox(
  options: { json: boolean; all: boolean },
  { stores }: View,
  terminal: Terminal,
): Promise<void> {
  const documents = await stores.outbound.list({});
  const rows = options.all ? documents : documents.filter(isOpen);
  if (options.json) {
    for (const row of rows) await printJson(terminal, withoutContent(row));
    return;
  }
  if (rows.length === 0) {
    return print(
      terminal,
      documents.length === 0
        ? 'Nothing was sent yet.'
        : 'Everything that was sent is delivered and answered. --all shows it.',
    );
  }
  await print(
    terminal,
    textTable<OutboundDocument>(
      [
        { head: 'Id', cell: ({ id }) => id },
        { head: 'Document', cell: ({ kind }) => DOCUMENT[kind] },
        { head: 'Order', cell: ({ purchaseOrderNumber }) => purchaseOrderNumber ?? '–' },
        { head: 'Channel', cell: ({ channel }) => CHANNEL[channel] },
        { head: 'Written', cell: ({ preparedAt }) => instantText(preparedAt) },
        {
          head: 'Delivered',
          cell: ({ deliveredAt, delivered, channel, mode }) =>
            isToEnter({ channel, delivered })
              ? 'to be entered by a person'
              : deliveredAt
                ? instantText(deliveredAt)
                : delivered === 'held-back'
                  ? `held back (${mode})`
                  : 'not yet',
        },
        {
          head: 'Amazon’s answer',
          cell: ({ acknowledged, problems }) => [ACKNOWLEDGED[acknowledged].word, ...problems].join(': '),
        },
      ],
      rows,
    ),
  );
}

/** A 997 is never answered, so a delivered one is over. */
function isOpen({ kind, channel, delivered, acknowledged }: OutboundDocument): boolean {
  // A file that a later one has taken the place of.
  if (channel === 'file' && delivered === 'failed') return false;
  if (delivered !== 'delivered') return true;
  return !isNeverAnswered(kind) && acknowledged !== 'accepted' && acknowledged !== 'presumed';
}

/** Reads kept documents again: one by its id, or every one in quarantine. */
export async function replay(
  id: string | undefined,
  options: { quarantined: boolean },
  house: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  if (id === undefined && !options.quarantined) {
    throw new BadInput(
      'usage',
      'name a document, or --quarantined for all of them',
      'replay',
      'The console lists them under Documents, Received.',
    );
  }
  if (id !== undefined && !(await house.world.stores.inbound.find(id))) {
    throw new BadInput(
      'not-found',
      `document ${id} is not kept here`,
      id,
      'The console lists them under Documents, Received.',
    );
  }
  const ids =
    id !== undefined ? [id] : (await house.world.stores.inbound.list({ state: 'quarantined' })).map((row) => row.id);
  if (ids.length === 0) return print(terminal, 'Nothing is in quarantine.');
  for (const one of ids) await print(terminal, `${one}: ${await house.replayInbound(one, by)}`);
}

/** Sends what is held back. */
export async function release(id: string, house: House, by: string, terminal: Terminal): Promise<void> {
  const released = await house.desk.release(id, by);
  const refusal = releaseRefusal(released);
  if (refusal) throw new BadInput('cannot-send', refusal.message, id, refusal.hint);
  const sent = await house.world.stores.outbound.find(id);
  await print(
    terminal,
    `${sent ? DOCUMENT[sent.kind] : id} is on its way to Amazon${sent?.reference ? `: ${sent.reference}` : ''}.`,
  );
}

/** Hands over once more what was sent. */
export async function resend(id: string, house: House, by: string, terminal: Terminal): Promise<void> {
  const resent = await house.desk.resend(id, by);
  const refusal = resendRefusal(resent);
  if (refusal) throw new BadInput('cannot-send', refusal.message, id, refusal.hint);
  const sent = await house.world.stores.outbound.find(id);
  await print(terminal, `${sent ? DOCUMENT[sent.kind] : id} is on its way to Amazon once more: ${sent?.reference}.`);
}

/** Makes what Amazon refused once more from the data and settings of now. */
export async function anew(
  id: string,
  options: { newNumber: boolean; json: boolean },
  house: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const made = await house.desk.makeAnew(id, options.newNumber ? 'new' : 'same', by);
  if (made.kind !== 'made') {
    const refusal = anewRefusal(made);
    throw new BadInput('cannot-send', refusal?.message ?? '', id, refusal?.hint ?? '');
  }
  const { document, isHeldBack } = made;
  if (options.json) {
    const { id: documentId, key, kind, reference } = document;
    return printJson(terminal, { documentId, key, kind, reference, isHeldBack });
  }
  const where = isHeldBack ? `is made anew and held back (${document.mode})` : 'is made anew and on its way to Amazon';
  await print(terminal, `${DOCUMENT[document.kind]} ${where}: ${document.reference || document.id}.`);
}

/** Shows who did what and proves that nobody changed it afterwards. */
export async function audit(
  options: { json: boolean; subject?: string },
  { stores }: View,
  terminal: Terminal,
): Promise<number> {
  const [rows, broken] = await Promise.all([
    stores.audit.list(options.subject === undefined ? {} : { subject: options.subject }),
    stores.audit.firstBroken(),
  ]);
  if (options.json) for (const row of rows) await printJson(terminal, row);
  else {
    const table = textTable(
      [
        { head: 'When', cell: ({ at }) => instantText(at) },
        { head: 'Who', cell: ({ who }) => who },
        { head: 'Did what', cell: ({ action }) => action },
        { head: 'To what', cell: ({ subject }) => subject },
        { head: 'Hash', cell: ({ hash }) => hash.slice(0, 10) },
      ],
      rows,
    );
    await print(terminal, rows.length === 0 ? 'Nobody has acted yet.' : table);
    await print(
      terminal,
      broken === undefined
        ? '\nThe chain is whole.'
        : `\nThe chain is broken at entry ${broken}: it was changed after it was written.`,
    );
  }
  return broken === undefined ? 0 : WORLD_FAILED;
}
