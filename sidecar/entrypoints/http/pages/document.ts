import type { Request, Response } from 'express';
import { CodecError } from '../../../codec/problem.ts';
import { byteDecoder } from '../../../codec/x12/decode.ts';
import { readInterchanges } from '../../../codec/x12/read.ts';
import { isToEnter } from '../../../domain/sending.ts';
import type { TradingDocument } from '../../../domain/trading-document.ts';
import type { OutboundDocument } from '../../../ports/stores.ts';
import { countText } from '../../words/quantities.ts';
import { ACKNOWLEDGED, CHANNEL, DOCUMENT, INBOUND } from '../../words/words.ts';
import type { ConsoleDeps } from '../deps.ts';
import { formToken } from '../guards.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import type { Page } from '../page.ts';
import { chip, facts, orderLink } from '../parts/bits.ts';
import { moment } from '../parts/cells.ts';
import { enterFile } from '../parts/enter-file.ts';
import { fileTable } from '../parts/file-table.ts';
import { findingsList } from '../parts/findings.ts';
import { makeAnew } from '../parts/make-anew.ts';
import { said } from '../parts/said.ts';
import { type Finding, segmentList } from '../parts/segment-list.ts';
import { sendAgain } from '../parts/send-again.ts';
import { sendNow } from '../parts/send-now.ts';
import { threeStatuses } from '../parts/statuses.ts';
import { reasonsOfReport } from '../parts/told-stock.ts';
import { notFound } from '../refusal.ts';
import { segmentsOf } from '../segments.ts';

/** Shown up to here; an order file is a tenth of it, and a browser is no editor for the rest. */
const SHOWN_BYTES = 512 * 1024;

export async function outboundPage(request: Request, response: Response, deps: ConsoleDeps): Promise<Page> {
  const id = String(request.params.id);
  const row = await deps.stores.outbound.find(id);
  if (!row) throw notFound(`document ${id}`);
  const check = await deps.stores.checks.find(row.key);
  const body = html`
<div class="headline order"><div><p class="crumb"><a href="/documents">Documents</a> / sent</p><h1>${DOCUMENT[row.kind]}</h1><p>${threeStatuses(row)}</p></div></div>
${facts([
  ['Order', orderLink(row.purchaseOrderNumber)],
  ['Account', row.vendorCode],
  ['Channel', CHANNEL[row.channel]],
  ['Reference', row.reference || row.fileName || '–'],
  row.controlNumber > 0 && ['Control number', String(row.controlNumber).padStart(9, '0')],
  ['Written', moment(row.preparedAt)],
  ['Delivered', deliveredCell(row)],
  [
    'Amazon’s answer',
    html`${chip(ACKNOWLEDGED[row.acknowledged].tone, ACKNOWLEDGED[row.acknowledged].word)}${row.acknowledgedAt && html`<span class="sub">${moment(row.acknowledgedAt)}</span>`}`,
  ],
  row.partnerVersion !== undefined && ['Account settings', `version ${row.partnerVersion}`],
  ['Key', html`<code>${row.key}</code>`],
])}
${sendNow(row, formToken(request, response))}${enterFile(row, formToken(request, response))}${sendAgain(row, formToken(request, response))}${makeAnew(row, formToken(request, response))}
${row.problems.length > 0 && html`<h2>What Amazon says</h2><div class="card">${row.problems.map((problem) => html`<p>${problem}</p>`)}</div>`}
${check && check.findings.length > 0 && html`<h2>What our checks said before it left</h2>${findingsList(check.findings)}`}
${await reasonsOfReport(row, deps)}
${message(row.raw, [], `/documents/out/${encodeURIComponent(id)}/raw`)}
<details class="ended"><summary>What it says, in our words</summary>${said(row.content.document, deps.partners.find(row.vendorCode)?.currency)}</details>`;
  return { title: DOCUMENT[row.kind], at: '/documents', body };
}

/** A file that lies ready is with nobody yet. */
function deliveredCell(row: OutboundDocument): HtmlValue {
  if (isToEnter(row))
    return html`not yet<span class="sub">ready since ${moment(row.deliveredAt ?? row.preparedAt)}</span>`;
  if (row.deliveredAt) return moment(row.deliveredAt);
  return row.delivered === 'held-back' ? 'held back' : 'not yet';
}

export async function inboundPage(request: Request, response: Response, deps: ConsoleDeps): Promise<Page> {
  const id = String(request.params.id);
  const row = await deps.stores.inbound.find(id);
  if (!row) throw notFound(`document ${id}`);
  const bytes = await firstBytes(deps.stores.inbound.read(id));
  const text = decoded(bytes);
  const isX12 = segmentsOf(text) !== undefined;
  const { findings, contents } = isX12 ? await understood(bytes) : { findings: [], contents: [] };
  const body = html`
<div class="headline order"><div><p class="crumb"><a href="/documents?way=in">Documents</a> / received</p><h1>${row.name}</h1><p>${chip(INBOUND[row.state].tone, INBOUND[row.state].word)} ${row.detail}</p></div></div>
${facts([
  ['Channel', CHANNEL[row.channel]],
  ['Received', moment(row.receivedAt)],
  ['Size', `${countText(row.size)} bytes`],
  ['Same bytes seen', row.sightings === 1 ? 'once' : `${row.sightings} times`],
  ['SHA-256', html`<code>${row.hash}</code>`],
])}
${
  deps.replayInbound &&
  html`<form class="replay" method="post" action="/documents/in/${encodeURIComponent(id)}/replay"><input type="hidden" name="token" value="${formToken(request, response)}">
<p class="consequence">Reading it again takes up what was not understood before: an order that is new to us is then held and answered as any other. What was booked already is known by its number, and neither booked nor sent twice.</p><button type="submit">Read it again</button></form>`
}
${findings.length > 0 && html`<h2>What is odd</h2><ul class="findings">${findings.map(({ code, message: what, hint }) => html`<li><b>${what}</b> ${hint} <code>${code}</code></li>`)}</ul>`}
${message(text, findings, `/documents/in/${encodeURIComponent(id)}/raw`)}
${row.size > SHOWN_BYTES && html`<p class="muted">Only the beginning is shown; the download has all of it.</p>`}
${contents.map((content) => html`<details class="ended"><summary>What it says, in our words: ${DOCUMENT[content.kind]}</summary>${said(content.document)}</details>`)}`;
  return { title: row.name, at: '/documents', body };
}

function message(raw: string, findings: readonly Finding[], download: string): Html {
  return html`<h2>The message <a class="download" href="${download}" download>download as it is</a></h2>${shown(raw, findings)}`;
}

/** A message of either channel in words; as it was written stands beside or below. */
function shown(raw: string, findings: readonly Finding[]): Html {
  const segments = segmentsOf(raw);
  if (segments) return segmentList(segments, findings);
  const file = fileTable(raw);
  if (file) return file;
  const value = parsed(raw);
  if (value === undefined) return html`<pre class="raw" tabindex="0">${raw}</pre>`;
  return html`${said(value)}<details class="ended"><summary>As it was written</summary><pre class="raw" tabindex="0">${JSON.stringify(value, null, 2)}</pre></details>`;
}

/** Undefined where it is no JSON, or no whole one. */
function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

async function firstBytes(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= SHOWN_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, SHOWN_BYTES);
}

/** By the codec's own decoder, so that its offsets fit what is shown. */
function decoded(bytes: Uint8Array): string {
  const decoder = byteDecoder(() => {});
  return decoder.write(bytes) + decoder.end();
}

async function understood(bytes: Uint8Array) {
  const findings: Finding[] = [];
  const contents: TradingDocument[] = [];
  try {
    for await (const event of readInterchanges(bytes)) {
      for (const { code, message: what, place } of event.warnings)
        findings.push({ offset: place.offset, code, message: what });
      if (event.kind === 'document') contents.push(event.content);
      if (event.kind === 'refused') {
        const { code, message: what, hint, place } = event.error;
        findings.push({ offset: place.offset, code, message: what, hint });
      }
    }
  } catch (failure) {
    if (!(failure instanceof CodecError)) throw failure;
    findings.push({ offset: failure.place.offset, code: failure.code, message: failure.message, hint: failure.hint });
  }
  return { findings, contents };
}
