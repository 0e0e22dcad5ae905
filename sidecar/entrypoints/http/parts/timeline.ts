import type { Instant } from '../../../domain/calendar.ts';
import type { OrderFile } from '../../views/order-file.ts';
import type { Told } from '../../views/sagas.ts';
import { story } from '../../views/story.ts';
import { moneyText } from '../../words/quantities.ts';
import { walkText } from '../../words/steps.ts';
import {
  ACKNOWLEDGED,
  CHANNEL,
  DOCUMENT,
  kindWord,
  REMITTANCE_LINE,
  resolutionText,
  type Tone,
} from '../../words/words.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { link } from './bits.ts';
import { moment } from './cells.ts';

interface Happening {
  at: Instant;
  tone: Tone;
  what: HtmlValue;
  detail?: HtmlValue;
}

/**
 * What happened to an order, oldest first: what came, what was done about it, what left, what was
 * answered. Every step of the journal is there as well, folded: whoever looks for a fault wants it.
 */
export function timeline(file: OrderFile, currency: string | undefined): Html {
  const happenings = [
    ...came(file),
    ...file.sagas.flatMap(ran),
    ...left(file),
    ...goods(file),
    ...paid(file, currency),
    ...doubted(file),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return html`<ol class="timeline">${happenings.map(row)}</ol>${everyStep(file.sagas)}`;
}

function row({ at, tone, what, detail }: Happening): Html {
  return html`<li class="${tone}"><span class="shape" aria-hidden="true"></span>${moment(at)}<p>${what}${detail && html`<span class="sub">${detail}</span>`}</p></li>`;
}

function everyStep(sagas: readonly Told[]): Html {
  if (sagas.length === 0) return html``;
  const stories = sagas.map((told) => ({ run: told.run, chapters: story(told) }));
  const count = stories.reduce((total, { chapters }) => total + chapters.length, 0);
  return html`<details class="steps"><summary>Every step <span class="muted">${count}</span></summary>
${stories.map(
  ({ run, chapters }) => html`<h3>${walkText(run.saga, run.key)}</h3>
<ol>${chapters.map(({ at, tone, what, detail, step }) => row({ at, tone, what: html`${what} ${step && html`<code class="muted">${step}</code>`}`, detail }))}</ol>`,
)}</details>`;
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

/** Only what changed something outside this house; the documents, dispatches and doubts tell of themselves. */
function ran(told: Told): Happening[] {
  return story(told).filter(({ isTold }) => isTold);
}

/** One row a document, with the answer that closed it; an answer that closed nothing is news of its own. */
function left({ documents }: OrderFile): Happening[] {
  return documents.flatMap((document) => {
    const { deliveredAt, acknowledged, acknowledgedAt } = document;
    const name = link(`/documents/out/${encodeURIComponent(document.id)}`, DOCUMENT[document.kind]);
    if (!deliveredAt) {
      return [{ at: document.preparedAt, tone: 'wait', what: html`${name} written, not delivered yet` } as const];
    }
    const { word, tone } = ACKNOWLEDGED[acknowledged];
    const isClosed = acknowledged === 'accepted' && acknowledgedAt !== undefined;
    const sent: Happening = {
      at: deliveredAt,
      tone: 'good',
      what: html`${name} sent by ${CHANNEL[document.channel]}`,
      detail: isClosed
        ? html`accepted by Amazon ${moment(acknowledgedAt)}`
        : acknowledgedAt
          ? ''
          : `Amazon’s answer is ${word}`,
    };
    if (isClosed || !acknowledgedAt) return [sent];
    return [
      sent,
      { at: acknowledgedAt, tone, what: html`${name} ${word} by Amazon`, detail: document.problems.join('; ') },
    ];
  });
}

function goods({ dispatches }: OrderFile): Happening[] {
  return dispatches.map(({ id, dispatchedAt, lines, sourceCode }) => ({
    at: dispatchedAt,
    tone: 'good',
    what: html`Dispatch ${id} left from ${sourceCode}`,
    detail: lines.map(({ sku, shipped }) => `${shipped} ea ${sku}`).join(', '),
  }));
}

function paid({ remittances, invoices }: OrderFile, currency: string | undefined): Happening[] {
  const billed = new Set(invoices.map(({ invoice }) => invoice.number.toUpperCase()));
  return remittances.map(({ remittance, receivedAt, matches }) => {
    const ours = matches.filter(({ invoiceNumber }) => invoiceNumber && billed.has(invoiceNumber.toUpperCase()));
    return {
      at: receivedAt,
      tone: ours.every(({ kind }) => kind === 'invoice-payment') ? 'good' : 'wait',
      what: html`Payment ${link(`/remittances/${encodeURIComponent(remittance.paymentNumber)}`, remittance.paymentNumber)} came`,
      detail: ours
        .map(
          ({ kind, reference, amountPaid }) =>
            `${REMITTANCE_LINE[kind]} ${reference} ${moneyText(amountPaid, remittance.currency ?? currency)}`,
        )
        .join(', '),
    };
  });
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
