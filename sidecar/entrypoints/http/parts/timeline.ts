import type { Instant } from '../../../domain/calendar.ts';
import type { JournalEntry } from '../../../ports/journal.ts';
import type { OrderFile } from '../../views/order-file.ts';
import type { Told } from '../../views/sagas.ts';
import { ACKNOWLEDGED, CHANNEL, DOCUMENT, kindWord, resolutionText, type Tone } from '../../words/words.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { link } from './bits.ts';
import { moment } from './cells.ts';

interface Happening {
  at: Instant;
  tone: Tone;
  what: HtmlValue;
  detail?: HtmlValue;
}

/** Everything that happened to an order, oldest first: what came, what ran, what left, what was answered. */
export function timeline(file: OrderFile): Html {
  const happenings = [...came(file), ...file.sagas.flatMap(ran), ...left(file), ...goods(file), ...doubted(file)].sort(
    (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0),
  );
  return html`<ol class="timeline">${happenings.map(
    ({ at, tone, what, detail }) =>
      html`<li class="${tone}"><span class="shape" aria-hidden="true"></span>${moment(at)}<p>${what}${detail && html`<span class="sub">${detail}</span>`}</p></li>`,
  )}</ol>`;
}

function came({ sightings, versions }: OrderFile): Happening[] {
  const seen = new Set<number>();
  return sightings.map(({ at, channel, inboundId, version }) => {
    const again = seen.has(version);
    seen.add(version);
    const changes = versions.find((one) => one.version === version)?.changes.length ?? 0;
    return {
      at,
      tone: 'idle',
      what: html`${again ? 'Came once more' : version === 1 ? 'Order received' : `Version ${version} received`} by ${link(
        `/documents/in/${encodeURIComponent(inboundId)}`,
        CHANNEL[channel],
      )}`,
      detail: again
        ? 'same content, nothing done'
        : version > 1 && `${changes} ${changes === 1 ? 'change' : 'changes'}`,
    };
  });
}

const EVENT: Readonly<Record<JournalEntry['event'], { word: string; tone: Tone }>> = {
  opened: { word: 'begun', tone: 'idle' },
  started: { word: 'started', tone: 'idle' },
  done: { word: 'done', tone: 'good' },
  waiting: { word: 'waits', tone: 'wait' },
  failed: { word: 'failed', tone: 'bad' },
  held: { word: 'stopped, a person must act', tone: 'bad' },
  undone: { word: 'taken back', tone: 'wait' },
  woken: { word: 'woken', tone: 'idle' },
  ended: { word: 'ended', tone: 'idle' },
};

/** The journal as it is, save that a start is not told apart from its end. */
function ran({ run, entries }: Told): Happening[] {
  const isTold = (entry: JournalEntry, index: number) =>
    entry.event !== 'started' || !entries.slice(index + 1).some(({ step }) => step === entry.step);
  return entries.filter(isTold).map(({ at, step, event, detail }) => ({
    at,
    tone: EVENT[event].tone,
    what: html`${step && event !== 'opened' ? html`<code>${step}</code>` : run.saga.replaceAll('-', ' ')} ${EVENT[event].word}`,
    detail,
  }));
}

function left({ documents }: OrderFile): Happening[] {
  return documents.flatMap((row) => {
    const name = link(`/documents/out/${encodeURIComponent(row.id)}`, DOCUMENT[row.kind]);
    const happenings: Happening[] = [];
    if (row.deliveredAt) {
      const detail = row.reference || row.fileName;
      happenings.push({
        at: row.deliveredAt,
        tone: 'good',
        what: html`${name} sent by ${CHANNEL[row.channel]}`,
        detail,
      });
    } else happenings.push({ at: row.preparedAt, tone: 'wait', what: html`${name} written, not delivered yet` });
    if (row.acknowledgedAt) {
      const { word, tone } = ACKNOWLEDGED[row.acknowledged];
      happenings.push({
        at: row.acknowledgedAt,
        tone,
        what: html`${name} ${word} by Amazon`,
        detail: row.problems.join('; '),
      });
    }
    return happenings;
  });
}

function goods({ dispatches }: OrderFile): Happening[] {
  return dispatches.map(({ id, dispatchedAt, lines, sourceCode }) => ({
    at: dispatchedAt,
    tone: 'good',
    what: `Dispatch ${id} left ${sourceCode}`,
    detail: lines.map(({ sku, shipped }) => `${shipped} ea ${sku}`).join(', '),
  }));
}

function doubted({ discrepancies }: OrderFile): Happening[] {
  return discrepancies.flatMap((row) => {
    const name = link(`/discrepancies/${encodeURIComponent(row.id)}`, kindWord(row.kind));
    const raised: Happening = { at: row.raisedAt, tone: 'bad', what: html`${name} raised`, detail: row.summary };
    if (row.settledAt === undefined) return [raised];
    const how = row.resolution && resolutionText(row.resolution);
    return [
      raised,
      { at: row.settledAt, tone: 'good', what: html`${name} settled by ${row.settledBy ?? 'the house'}`, detail: how },
    ];
  });
}
