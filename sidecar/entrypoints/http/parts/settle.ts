import { TransportMethod } from '../../../domain/carrier.ts';
import type { Discrepancy, Resolution } from '../../../domain/discrepancy.ts';
import type { Channel, TradingPartner } from '../../../domain/trading-partner.ts';
import type { StoredPurchaseOrder } from '../../../ports/stores.ts';
import { answersTo } from '../../../workflow/desk.ts';
import { quantityText } from '../../words/quantities.ts';
import { instantText } from '../../words/times.ts';
import { type Html, html } from '../html.ts';
import { invoiceNumberField, MAKES_ANEW } from './make-anew.ts';

type Action = Resolution['action'];

/** What is known around a discrepancy, so that an action can say what it will do and to whom. */
export interface Surroundings {
  order: StoredPurchaseOrder | undefined;
  partner: TradingPartner | undefined;
  /** Other open doubts of the same order: the acknowledgement waits for them too. */
  otherDoubts: number;
  token: string;
  /** Where to go afterwards. */
  back: string;
}

/** One form for each way out, the usual one first. Plain forms: they work without script. */
export function settleForms(discrepancy: Discrepancy, around: Surroundings): Html {
  return html`<div class="answers">${answersTo(discrepancy.kind).map(
    (action) => html`<details class="answer" name="answers-${discrepancy.id}">
<summary>${LABEL[action]}</summary>
<form method="post" action="/discrepancies/${encodeURIComponent(discrepancy.id)}/settle">
  <input type="hidden" name="token" value="${around.token}">
  <input type="hidden" name="action" value="${action}">
  <input type="hidden" name="back" value="${around.back}">
  ${fields(action, discrepancy)}
  <p class="consequence">${consequence(action, discrepancy, around)}</p>
  <button type="submit" class="${action === 'reject-line' || action === 'send-anyway' ? 'final' : ''}">${BUTTON[action]}</button>
</form></details>`,
  )}</div>`;
}

const LABEL: Readonly<Record<Action, string>> = {
  'map-sku': 'Say which SKU it is',
  'set-case-pack': 'Say how many eaches a case holds',
  'set-unit': 'Say what the unit means',
  'accept-cost': 'Accept the cost',
  'reject-line': 'Reject the line',
  'backorder-line': 'Backorder the line',
  'map-carrier': 'Say which carrier it is',
  'correct-notice': 'Correct the ship notice',
  retry: 'Try again',
  resend: 'Send it again',
  'make-anew': 'Make it anew',
  'send-anyway': 'Send it all the same',
  close: 'Close it with a note',
};

const BUTTON: Readonly<Record<Action, string>> = {
  'map-sku': 'Map to this SKU',
  'set-case-pack': 'Count cases so',
  'set-unit': 'Read the unit so',
  'accept-cost': 'Accept the cost',
  'reject-line': 'Reject, finally',
  'backorder-line': 'Backorder',
  'map-carrier': 'Map the carrier',
  'correct-notice': 'Send the correction',
  retry: 'Try again now',
  resend: 'Send again now',
  'make-anew': 'Make it anew and send it',
  'send-anyway': 'Send with these findings',
  close: 'Close',
};

function fields(action: Action, { id, detail }: Discrepancy): Html {
  const field = (name: string, label: string, input: Html) =>
    html`<p class="field"><label for="${name}-${action}-${id}">${label}</label>${input}</p>`;
  const at = (name: string) => `${name}-${action}-${id}`;
  switch (action) {
    case 'map-sku':
      return field(
        'sku',
        'SKU in the shop',
        html`<input id="${at('sku')}" name="sku" required autocomplete="off" autocapitalize="characters" spellcheck="false">`,
      );
    case 'set-case-pack': {
      const known = typeof detail.inMaster === 'number' ? detail.inMaster : undefined;
      return field(
        'eachesPerCase',
        'Eaches per case',
        html`<input id="${at('eachesPerCase')}" name="eachesPerCase" type="number" min="1" step="1" inputmode="numeric" required value="${known}">`,
      );
    }
    case 'set-unit':
      return field(
        'unitOfMeasure',
        'The unit means',
        html`<select id="${at('unitOfMeasure')}" name="unitOfMeasure" required><option value="">Choose</option><option value="each">eaches</option><option value="case">cases</option></select>`,
      );
    case 'accept-cost':
      return detail.ordered === undefined
        ? field(
            'unitCost',
            'Cost per unit that Amazon shall pay',
            html`<input id="${at('unitCost')}" name="unitCost" inputmode="decimal" required pattern="[0-9]+([.][0-9]+)?" placeholder="4.20" value="${typeof detail.agreedCost === 'string' ? detail.agreedCost : undefined}">`,
          )
        : html``;
    case 'reject-line':
      return html`${field(
        'reason',
        'Reason Amazon is told',
        html`<select id="${at('reason')}" name="reason" required><option value="temporarily-unavailable">temporarily unavailable</option><option value="invalid-product-identifier">invalid product identifier</option><option value="obsolete-product">obsolete product: Amazon stops ordering it</option></select>`,
      )}<p class="field check"><input id="${at('confirm')}" name="confirm" type="checkbox" value="yes" required><label for="${at('confirm')}">I know that Amazon takes a rejection as final</label></p>`;
    case 'backorder-line':
      return field(
        'scheduledOn',
        'Will be there on (empty: as the account’s policy says)',
        html`<input id="${at('scheduledOn')}" name="scheduledOn" type="date">`,
      );
    case 'map-carrier':
      return html`${field(
        'scac',
        'Standard Carrier Alpha Code',
        html`<input id="${at('scac')}" name="scac" required pattern="[A-Za-z]{2,4}" maxlength="4" autocapitalize="characters" autocomplete="off" placeholder="UPSN">`,
      )}${field(
        'method',
        'How it moves goods',
        html`<select id="${at('method')}" name="method"><option value="">as that carrier usually does</option>${TransportMethod.options.map(
          (method) => html`<option value="${method}">${method.replaceAll('-', ' ')}</option>`,
        )}</select>`,
      )}`;
    case 'correct-notice':
    case 'retry':
    case 'resend':
      return html``;
    case 'make-anew':
      return detail.kind === 'invoice' ? invoiceNumberField(at('invoiceNumber')) : html``;
    case 'send-anyway':
      return html`<p class="field check"><input id="${at('confirm')}" name="confirm" type="checkbox" value="yes" required><label for="${at('confirm')}">I have read the findings and answer for what follows</label></p>`;
    case 'close':
      return field('note', 'Note for the audit log', html`<input id="${at('note')}" name="note" autocomplete="off">`);
  }
}

/** What will happen, where, and whether it can be taken back: read before the button is pressed. */
function consequence(action: Action, discrepancy: Discrepancy, around: Surroundings): Html {
  const account = around.order?.vendorCode ?? around.partner?.vendorCode ?? 'this account';
  const line = lineText(discrepancy, around);
  switch (action) {
    case 'map-sku':
      return html`Remembers the product for this and every later order of ${account}, then asks the stock master to hold ${line}. ${whatGoesOut(around)}`;
    case 'set-case-pack':
      return html`Counts the cases of ${line} so, in this order only; the product in the shop is not changed. ${whatGoesOut(around)}`;
    case 'set-unit':
      return html`Reads the unit of ${line} so, in this order only. ${whatGoesOut(around)}`;
    case 'accept-cost':
      return html`Acknowledges ${line} at that cost and invoices it so later. ${whatGoesOut(around)}`;
    case 'reject-line':
      return html`Tells Amazon in the acknowledgement that we do not supply ${line}. Cannot be taken back once it is sent. ${whatGoesOut(around)}`;
    case 'backorder-line':
      return html`Tells Amazon in the acknowledgement that ${line} comes later. A backorder may still be accepted or rejected afterwards. ${whatGoesOut(around)}`;
    case 'map-carrier':
      return html`Remembers the carrier for every dispatch from now on, then sends the ship notice that waits for it to Amazon.`;
    case 'correct-notice':
      return html`Sends the notice of the shipment to Amazon once more under its own id, with what left in truth; what left besides gets a notice of its own. Amazon takes it for a week and until the goods arrive, and only with less than before. The invoice stays as it is.`;
    case 'send-anyway':
      return html`Sends the document to Amazon although these findings stand against it. They and your name are kept with it; should it have another fault by then, you are asked again. Cannot be taken back once it is sent.`;
    case 'make-anew':
      return html`${MAKES_ANEW} Correct the cause first.`;
    case 'resend':
      return html`Gives Amazon the same document once more, with the same bytes and numbers: booked once, whether the first one arrived or not. A file goes under a new name.`;
    case 'retry':
      return html`Runs the step that stopped once more, from where it stands. What had landed already is not done twice.`;
    case 'close':
      return html`Ends this discrepancy under your name. Nothing is sent to Amazon and nothing changes in the shop.`;
  }
}

function lineText(discrepancy: Discrepancy, { order }: Surroundings): string {
  const line = order?.document.lines.find(({ position }) => position === discrepancy.subject.position);
  if (!line) return 'the line';
  return `line ${line.lineNumber || line.position} (${quantityText(line.ordered)})`;
}

const MESSAGE: Readonly<Record<Channel, string>> = {
  edi: 'an 855 by EDI',
  'sp-api': 'the acknowledgement by SP-API',
  file: 'the acknowledgement, by a file that a person enters,',
};

/** Nothing leaves while other lines wait; the last answer lets the whole acknowledgement go. */
function whatGoesOut({ order, partner, otherDoubts }: Surroundings): string {
  if (!order) return '';
  const message = MESSAGE[partner?.channels.acknowledgement ?? 'edi'];
  if (otherDoubts > 0) {
    const others = otherDoubts === 1 ? 'Another doubt' : `${otherDoubts} other doubts`;
    return `${others} of this order must be settled before ${message} goes to Amazon, at the latest ${instantText(order.acknowledgeBy)}.`;
  }
  return `It is the last doubt: after the hold, ${message} goes to Amazon for all ${order.document.lines.length} lines of ${order.document.number}.`;
}
