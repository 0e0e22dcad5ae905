import { ACCOUNT_DOUBTS, type AuditCheck, type AuditFinding } from './audit.ts';
import { addDays, type CalendarDay, isHoliday } from './calendar.ts';
import { isTaxDue } from './invoice-tax-rules.ts';
import type { Party } from './party.ts';
import { sendingMode, statedMode } from './sending.ts';
import { AccountDoubt, type Channel, SentKind, type TradingPartner } from './trading-partner.ts';

/** What is known around an account. */
export interface AccountCircumstances {
  today: CalendarDay;
  isConnected(road: Channel): boolean;
  /** Of all accounts of the house. */
  others: readonly TradingPartner[];
}

type Report = (
  check: AuditCheck,
  severity: AuditFinding['severity'],
  place: string,
  message: string,
  leadsTo: string,
  fix: string,
) => void;

/** What the settings of one account leave missing or doubtful. */
export function auditAccount(partner: TradingPartner, around: AccountCircumstances): AuditFinding[] {
  const findings: AuditFinding[] = [];
  const { vendorCode } = partner;
  const report: Report = (check, severity, place, message, leadsTo, fix) =>
    findings.push({
      check,
      severity,
      account: vendorCode,
      place: `partners[${vendorCode}].${place}`,
      message,
      leadsTo,
      fix,
    });
  roads(partner, around, report);
  parties(partner, report);
  identity(partner, around, report);
  modes(partner, report);
  terms(partner, around, report);
  taxes(partner, report);
  for (const doubt of AccountDoubt.options.filter((one) => !partner.confirmed.includes(one))) {
    const { place, message, leadsTo, fix } = ACCOUNT_DOUBTS[doubt];
    report(
      'code-doubt',
      'doubt',
      place,
      `Not sure: ${message}`,
      leadsTo,
      `${fix} Then add "${doubt}" to \`confirmed\`.`,
    );
  }
  return findings;
}

/** What SP-API has no operation for, and Vendor Central no table. */
const CANNOT_CARRY: Readonly<Record<Exclude<Channel, 'edi'>, readonly SentKind[]>> = {
  'sp-api': ['functional-acknowledgement', 'interchange-acknowledgement'],
  file: ['routing-request', 'functional-acknowledgement', 'interchange-acknowledgement'],
};

/** What is sent by itself today; a road for another document may wait. */
const SENT_NOW: readonly SentKind[] = ['acknowledgement', 'ship-notice', 'invoice', 'functional-acknowledgement'];

function roads({ channels, inventory }: TradingPartner, { isConnected }: AccountCircumstances, report: Report): void {
  const tradesByEdi = channels['purchase-order'].includes('edi');
  const needed: [place: string, road: Channel][] = [
    ...channels['purchase-order'].map((road): [string, Channel] => ['purchase-order', road]),
    ...SENT_NOW.filter((kind) => kind !== 'functional-acknowledgement' || tradesByEdi).map(
      (kind): [string, Channel] => [kind, channels[kind]],
    ),
    ...(inventory.everyHours === undefined
      ? []
      : [['inventory-report', channels['inventory-report']] as [string, Channel]]),
  ];
  for (const [kind, road] of needed) {
    if (isConnected(road)) continue;
    const name = road === 'sp-api' ? 'SP-API connection' : 'mailbox';
    const leadsTo =
      kind === 'purchase-order'
        ? 'No order comes in.'
        : 'The document is made and cannot leave: late, then a chargeback.';
    const fix = road === 'sp-api' ? 'Add a connection with this vendor code to `amazon.spApi`' : 'Set `amazon.mailbox`';
    report(
      'road-missing',
      'block',
      `channels.${kind}`,
      `${kind} goes by ${road}, and there is no ${name}`,
      leadsTo,
      `${fix}, or choose the other road.`,
    );
  }
  if (inventory.everyHours !== undefined && channels['inventory-report'] === 'sp-api' && !inventory.warehouse) {
    report(
      'road-cannot-carry',
      'block',
      'inventory.warehouse',
      'inventory-report goes by sp-api, which takes stock of direct-fulfilment warehouses alone, and none is named',
      'The document is refused each time.',
      'Name the warehouse, or set channels.inventory-report to edi.',
    );
  }
  for (const road of ['sp-api', 'file'] as const) {
    for (const kind of CANNOT_CARRY[road].filter((one) => channels[one] === road)) {
      report(
        'road-cannot-carry',
        'block',
        `channels.${kind}`,
        road === 'file' ? `Vendor Central has no table for a ${kind}` : `SP-API has no ${kind} for vendors`,
        'The document is refused each time.',
        'Set it to edi.',
      );
    }
  }
  byHand(channels, report);
}

/** Documents that are worth a person's word. */
const BY_HAND = [
  'acknowledgement',
  'ship-notice',
  'invoice',
  'inventory-report',
] as const satisfies readonly SentKind[];

function byHand(channels: TradingPartner['channels'], report: Report): void {
  const kinds = BY_HAND.filter((kind) => channels[kind] === 'file');
  const [first] = kinds;
  if (first === undefined) return;
  report(
    'entered-by-hand',
    'warn',
    `channels.${first}`,
    `${kinds.join(', ')}: a person enters ${kinds.length === 1 ? 'it' : 'them'} in Vendor Central and says so here`,
    'Amazon has heard nothing until then; an order that nobody enters in time is late, and its goods wait for their ship notice.',
    'Have somebody look at Documents, To enter, every working day; try one file in Vendor Central, whose columns may differ in your language.',
  );
}

function parties({ billTo, remitTo, shipFrom, region }: TradingPartner, report: Report): void {
  const gaps = (name: string, { id, name: called, address }: Party, also: Record<string, unknown> = {}) =>
    Object.entries({
      name: called,
      id,
      'address.lines': address?.lines.join(''),
      'address.city': address?.city,
      'address.postalCode': address?.postalCode,
      'address.countryCode': address?.countryCode,
      ...also,
    })
      .filter(([, value]) => value === undefined || value === '')
      .map(([place]) => `${name}.${place}`);
  const state = region === 'na' ? { 'address.stateOrRegion': billTo.address?.stateOrRegion } : {};
  const lists = [
    [
      'bill-to-incomplete',
      'block',
      gaps('billTo', billTo, state),
      'Amazon rejects an invoice whose payer does not equal its own record to the letter.',
      'Copy the payer from an order or from Vendor Central, letter by letter.',
    ],
    [
      'remit-to-incomplete',
      'warn',
      gaps('remitTo', remitTo),
      'Amazon may not find whom to pay, and holds the payment.',
      'Fill it in as Amazon has it under payment settings.',
    ],
    [
      'ship-from-incomplete',
      'block',
      gaps('shipFrom', shipFrom).filter((place) => /postalCode|countryCode|id$/.test(place)),
      'A ship notice without postal code and country of its origin is refused.',
      'Fill in the address of the warehouse.',
    ],
  ] as const;
  for (const [check, severity, missing, leadsTo, fix] of lists) {
    const [first] = missing;
    if (first === undefined) continue;
    report(check, severity, first, `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} empty`, leadsTo, fix);
  }
}

/** The company prefixes that GS1 prints in its own examples. */
const OF_EXAMPLES = ['0614141', '9501101', '0000000'];

function identity(
  { gs1CompanyPrefix, interchange, vendorCode }: TradingPartner,
  { others }: AccountCircumstances,
  report: Report,
): void {
  if (OF_EXAMPLES.some((prefix) => gs1CompanyPrefix.startsWith(prefix))) {
    report(
      'gs1-prefix-of-examples',
      'block',
      'gs1CompanyPrefix',
      `${gs1CompanyPrefix} is the prefix of printed examples`,
      'ASN accuracy chargeback: SSCCs collide with those of others.',
      'Enter the prefix of your GS1 certificate.',
    );
  }
  if (interchange.usage === 'test') {
    report(
      'test-usage-on',
      'warn',
      'interchange.usage',
      'Everything that leaves is marked as a test',
      'Amazon reads it and books nothing: late acknowledgements, missing notices.',
      'Set it to production when the tests with Amazon are passed.',
    );
  }
  const same = others.filter(
    (other) =>
      other.vendorCode !== vendorCode &&
      other.interchange.ourId === interchange.ourId &&
      other.interchange.partnerId === interchange.partnerId,
  );
  if (same.length > 0) {
    const names = same.map((other) => other.vendorCode).join(', ');
    report(
      'ids-shared',
      'doubt',
      'interchange.ourId',
      `${names} trades under the same EDI ids`,
      'A document that names no vendor code is booked for the first of them.',
      'Make sure that Amazon’s documents name the vendor code, or ask for ids of your own.',
    );
  }
}

function modes(partner: TradingPartner, report: Report): void {
  for (const kind of SentKind.options) {
    const [stated, mode] = [statedMode(partner, kind), sendingMode(partner, kind)];
    if (mode === 'live') continue;
    const place = partner.modes[kind] === undefined ? 'mode' : `modes.${kind}`;
    if (stated === 'live') {
      report(
        'held-back-by-another',
        'warn',
        place,
        `${kind} is live and does not leave: what it rests on is set to ${mode}`,
        'Amazon hears nothing of it.',
        'Set the acknowledgement live first, then the ship notice, then the invoice.',
      );
    } else {
      report(
        'not-live',
        'warn',
        place,
        `${kind} is set to ${stated}: it is made and never leaves`,
        'Amazon hears nothing of it, unless somebody tells it by hand.',
        'Set it to live when what is held back looks right.',
      );
    }
  }
}

function taxes({ tax, region, currency, remitTo }: TradingPartner, report: Report): void {
  if (!isTaxDue(region, currency)) return;
  if (tax === undefined) {
    report(
      'tax-open',
      'warn',
      'tax',
      `Invoices state no tax, and in ${region} in ${currency} one is due`,
      'Amazon rejects an invoice without VAT or GST where it is due, or pays the net alone and you owe the tax.',
      'Set `tax` with its type and rate, or zero-rated, exempt or reverse-charge where none is to pay.',
    );
  }
  if (!remitTo.taxRegistrations?.length) {
    report(
      'tax-number-missing',
      'warn',
      'remitTo.taxRegistrations',
      'The party that is paid states no VAT or GST number',
      'Amazon takes the invoice at first and rejects it later.',
      'Write the number as the tax office does.',
    );
  }
}

function terms(partner: TradingPartner, { today }: AccountCircumstances, report: Report): void {
  const { trade, calendar, policies } = partner;
  if (trade.freightTerms === undefined) {
    report(
      'freight-terms-open',
      'doubt',
      'trade.freightTerms',
      'An order that does not say who pays the freight is taken for prepaid',
      'On-time chargeback: collect orders are bound to the ship window.',
      'Set collect or prepaid as agreed with Amazon.',
    );
  }
  if (trade.unstatedPriceBasis === undefined) {
    report(
      'price-basis-open',
      'doubt',
      'trade.unstatedPriceBasis',
      'A cost without its basis may be of an each or of a case; either is taken',
      'Price claim where the wrong one is billed.',
      'Set per-each or per-unit-of-measure as your orders mean it.',
    );
  }
  const comes = Array.from({ length: 366 }, (_, days) => addDays(today, days)).some((day) =>
    isHoliday(day, calendar.holidays),
  );
  if (!comes) {
    report(
      'no-holidays',
      'doubt',
      'calendar.holidays',
      'No day of the coming year gives more time to answer',
      'Nothing late; people may be called on a holiday without need.',
      'List the days that Amazon announces (in past years 22 and 23 November, 25 December, 1 January).',
    );
  }
  if (policies.acknowledgeWithinHours > 24) {
    report(
      'answers-later-than-a-day',
      'warn',
      'policies.acknowledgeWithinHours',
      `Orders are answered within ${policies.acknowledgeWithinHours} hours; Amazon gives 24`,
      'Late acknowledgement: orders are cancelled or charged.',
      'Set 24 and list the exceptions in `calendar.holidays`.',
    );
  }
}
