import type { Request } from 'express';
import { isToEnter } from '../../../domain/sending.ts';
import type { InboundDocument, OutboundDocument } from '../../../ports/stores.ts';
import { countText } from '../../words/quantities.ts';
import { CHANNEL, DOCUMENT, INBOUND } from '../../words/words.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../page.ts';
import { chip, empty, link, orderLink, table } from '../parts/bits.ts';
import { moment, sentCell } from '../parts/cells.ts';
import { documentTabs } from '../parts/document-tabs.ts';
import { threeStatuses } from '../parts/statuses.ts';

const MOST = 200;

/** Every message that left and every file that came: nothing is unaccounted. */
export async function documentsPage(request: Request, deps: ConsoleDeps): Promise<Page> {
  const { way } = request.query;
  const tab = way === 'in' || way === 'held-back' || way === 'to-enter' ? way : 'out';
  const body = html`<div class="headline"><h1>Documents</h1></div>
${documentTabs(tab)}
<div class="dense">${await tableOf(tab, deps)}</div>`;
  return { title: 'Documents', at: '/documents', body };
}

async function tableOf(tab: 'out' | 'in' | 'held-back' | 'to-enter', { stores }: ConsoleDeps): Promise<Html> {
  if (tab === 'in') return inboundTable(await stores.inbound.list({ limit: MOST }));
  if (tab === 'out') return outboundTable(await stores.outbound.list({ limit: MOST }));
  if (tab === 'to-enter') {
    const files = (await stores.outbound.list({ delivered: 'handed-over' })).filter(isToEnter);
    return files.length > 0
      ? outboundTable(files)
      : empty(
          'Nothing waits to be entered',
          'Where an account sends a document as a file, it waits here until a person has entered it in Vendor Central and said so.',
        );
  }
  const heldBack = await stores.outbound.list({ delivered: 'held-back', limit: MOST });
  return heldBack.length > 0
    ? outboundTable(heldBack)
    : empty(
        'Nothing is held back',
        'Where an account is set to never-send, its documents are made, checked and kept here until a person sends them.',
      );
}

function outboundTable(rows: readonly OutboundDocument[]) {
  if (rows.length === 0) {
    return empty(
      'Nothing was sent yet',
      'Acknowledgements, ship notices and invoices stand here with three statuses: valid (we could write it), delivered (it arrived) and Amazon’s answer.',
      html`The first is sent when the <a href="/">first order</a> is decided.`,
    );
  }
  return table(
    'Sent to Amazon',
    [
      {
        head: 'Document',
        names: true,
        cell: (row) => link(`/documents/out/${encodeURIComponent(row.id)}`, DOCUMENT[row.kind]),
      },
      { head: 'Order', cell: (row) => orderLink(row.purchaseOrderNumber) },
      { head: 'Account', cell: (row) => row.vendorCode },
      { head: 'Status', cell: threeStatuses },
      {
        head: 'Channel',
        cell: (row) => html`${CHANNEL[row.channel]}<span class="sub">${row.reference || row.fileName}</span>`,
      },
      { head: 'Sent', cell: sentCell },
    ],
    rows,
  );
}

function inboundTable(rows: readonly InboundDocument[]) {
  if (rows.length === 0) {
    return empty(
      'Nothing was received yet',
      'Every file from Amazon is kept here byte for byte before anybody reads it, so that nothing is lost when it cannot be understood.',
      html`Put a file into the mailbox folder, or look at one first: <code>npx vendor-bridge edi check FILE</code>.`,
    );
  }
  return table(
    'Received',
    [
      { head: 'File', names: true, cell: (row) => link(`/documents/in/${encodeURIComponent(row.id)}`, row.name) },
      { head: 'State', cell: (row) => chip(INBOUND[row.state].tone, INBOUND[row.state].word) },
      { head: 'What was in it', cell: (row) => row.detail || '–' },
      { head: 'Channel', cell: (row) => CHANNEL[row.channel] },
      { head: 'Bytes', figures: true, cell: (row) => countText(row.size) },
      { head: 'Seen', figures: true, cell: (row) => (row.sightings === 1 ? 'once' : `${row.sightings} times`) },
      { head: 'Received', cell: (row) => moment(row.receivedAt) },
    ],
    rows,
  );
}
