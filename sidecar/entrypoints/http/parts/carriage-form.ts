import { type Carriage, freightTermsOf } from '../../../domain/carriage.ts';
import { TransportMethod } from '../../../domain/carrier.ts';
import type { Dispatch } from '../../../domain/dispatch.ts';
import type { TradingPartner } from '../../../domain/trading-partner.ts';
import type { KeptCarriage, StoredPurchaseOrder } from '../../../ports/stores.ts';
import { instantText } from '../../words/times.ts';
import { type Html, html, trusted, when } from '../html.ts';
import { table } from './bits.ts';

export interface CarriageFormParts {
  order: StoredPurchaseOrder;
  dispatches: readonly Dispatch[];
  /** What was said of the order, and of its dispatches. */
  said: readonly KeptCarriage[];
  partner: TradingPartner | undefined;
  token: string;
}

/** How the goods travel, where the shop cannot know it: entered before they leave, or when the notice waits for it. */
export function carriageForm({ order, dispatches, said, partner, token }: CarriageFormParts): Html {
  const { number } = order.document;
  const known = said.find(({ subject }) => subject.kind === 'order')?.carriage ?? {};
  const isCollect = freightTermsOf(order.document, partner?.trade.freightTerms) === 'collect';
  return html`${said.length > 0 && saidTable(said)}
<div class="answers"><details class="answer"${when(isCollect && known.amazonReferenceNumber === undefined, ' open')}>
<summary>${isCollect ? 'Enter the ARN, or how the goods travel' : 'Say how the goods travel'}</summary>
<form method="post" action="/orders/${encodeURIComponent(number)}/carriage">
  <input type="hidden" name="token" value="${token}">
  ${field('subject', 'For', html`<select id="carriage-subject" name="subject"><option value="order">the whole order</option>${dispatches.map(({ id }) => html`<option value="${id}">dispatch ${id} alone</option>`)}</select>`)}
  ${field('amazonReferenceNumber', 'ARN, where Amazon pays the freight', input('amazonReferenceNumber', known, 'inputmode="numeric" pattern="[0-9]{4,20}" placeholder="34567890123"'))}
  ${field('billOfLading', 'Bill of lading; dispatches under one leave on one truck', input('billOfLading', known, 'pattern="[A-Za-z0-9\\-]{8,30}"'))}
  ${field('carrierReference', 'PRO number', input('carrierReference', known, 'pattern="[A-Za-z0-9\\-]{4,50}"'))}
  ${field('trailerNumber', 'Trailer number; goes out by EDI, SP-API has no field for it', input('trailerNumber', known, 'pattern="[A-Za-z0-9\\-]{1,10}" maxlength="10"'))}
  ${field('scac', 'Carrier (SCAC)', input('scac', known, 'pattern="[A-Za-z]{2,4}" maxlength="4" autocapitalize="characters" placeholder="ODFL"'))}
  ${field('method', 'How it moves goods', html`<select id="carriage-method" name="method"><option value="">as that carrier usually does</option>${TransportMethod.options.map((method) => html`<option value="${method}"${when(known.method === method, ' selected')}>${method.replaceAll('-', ' ')}</option>`)}</select>`)}
  ${field('cartonsPerPallet', 'Cartons on a full pallet; 0: loose', input('cartonsPerPallet', known, 'type="number" min="0" step="1" inputmode="numeric"'))}
  <p class="consequence">Keeps it under your name, in place of what was said before. ${
    isCollect &&
    'Amazon matches a truck with the pick-up it ordered by the ARN: a ship notice without it is an ASN accuracy chargeback. '
  }A ship notice that waits for it leaves; where Amazon has heard of the goods, you are asked whether it hears of this too.</p>
  <button type="submit">Keep it</button>
</form></details></div>`;
}

function field(name: string, label: string, control: Html): Html {
  return html`<p class="field"><label for="carriage-${name}">${label}</label>${control}</p>`;
}

/** `attributes` are our own words, never somebody's. */
function input(name: keyof Carriage, known: Carriage, attributes: string): Html {
  return html`<input id="carriage-${name}" name="${name}" value="${known[name]}" autocomplete="off" ${trusted(attributes)}>`;
}

function saidTable(said: readonly KeptCarriage[]): Html {
  return table<KeptCarriage>(
    'What was said of how the goods travel',
    [
      {
        head: 'For',
        names: true,
        cell: ({ subject }) => (subject.kind === 'order' ? 'the whole order' : `dispatch ${subject.id}`),
      },
      { head: 'ARN', cell: ({ carriage }) => carriage.amazonReferenceNumber ?? '–' },
      { head: 'Bill of lading', cell: ({ carriage }) => carriage.billOfLading ?? '–' },
      { head: 'PRO', cell: ({ carriage }) => carriage.carrierReference ?? '–' },
      { head: 'Trailer', cell: ({ carriage }) => carriage.trailerNumber ?? '–' },
      {
        head: 'Carrier',
        cell: ({ carriage: { scac, method } }) =>
          [scac, method?.replaceAll('-', ' ')].filter(Boolean).join(', ') || '–',
      },
      { head: 'Entered', cell: ({ saidAt, saidBy }) => `${instantText(saidAt)} by ${saidBy}` },
    ],
    said,
  );
}
