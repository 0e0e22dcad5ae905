import { addHours, type CalendarDay, type Instant } from '../../sidecar/domain/calendar.ts';
import type { LineDecision } from '../../sidecar/domain/decision.ts';
import type { NewDiscrepancy } from '../../sidecar/domain/discrepancy.ts';
import { makeSscc } from '../../sidecar/domain/identifiers.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';
import { decimal, ZERO } from '../../sidecar/domain/money.ts';
import { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { eaches } from '../../sidecar/domain/quantity.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { RemittanceMatch } from '../../sidecar/domain/remittance-match.ts';
import type { Journal, JournalEntry } from '../../sidecar/ports/journal.ts';
import type { OutboundDocument, PurchaseOrderProgress, Stores } from '../../sidecar/ports/stores.ts';

export const NOW = new Date('2026-08-05T14:20:00.000Z');
const PAID = decimal('643.9') ?? ZERO;
const at = (hours: number): Instant => addHours(NOW, hours);

type LineText = [
  amount: number,
  unit: 'each' | 'case' | 'other',
  cost: string | undefined,
  upc: string,
  eachesPerCase?: number,
];

function order(number: string, shipTo: string, lines: LineText[], more: Record<string, unknown> = {}): PurchaseOrder {
  return PurchaseOrder.parse({
    number,
    type: 'regular',
    orderedOn: '2026-08-04',
    vendorCode: 'NGK7U',
    currency: 'USD',
    shipTo: { id: shipTo, idKind: 'assigned-by-buyer' },
    deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
    notes: [],
    lines: lines.map(([amount, unitOfMeasure, unitCost, upc, eachesPerCase], index) => ({
      lineNumber: String(index + 1),
      position: index + 1,
      productIds: [{ kind: 'upc', value: upc }],
      ordered: { amount, unitOfMeasure, eachesPerCase, ...(unitOfMeasure === 'other' ? { unitCode: 'PL' } : {}) },
      unitCost,
      priceBasis: 'per-each',
    })),
    ...more,
  });
}

/** One of everything that the console can show: orders in every state, with doubts, documents, goods and money. */
export async function fillHouse(stores: Stores, journal: Journal): Promise<void> {
  await mailbox(stores);
  await waitingOrders(stores, journal);
  await decidedOrder(stores, journal);
  await otherOrders(stores, journal);
  await money(stores);
  await stores.stock.apply([
    { sku: 'PAN-28', sequence: 7, salable: 130, inPoolSources: 214, amazonReserved: 60, buffer: 20, changedAt: at(-1) },
    { sku: 'POT-05', sequence: 9, salable: 12, inPoolSources: 60, amazonReserved: 48, buffer: 12, changedAt: at(-2) },
    {
      sku: 'KNIFE-SET-7',
      sequence: 3,
      salable: 1240,
      inPoolSources: 1300,
      amazonReserved: 0,
      buffer: 100,
      changedAt: at(-30),
    },
  ]);
  await stores.audit.append({
    at: at(-20),
    who: 'maria',
    action: 'settle unknown-sku: map-sku',
    subject: '2HBT8C5N',
    detail: '{"sku":"PAN-28"}',
  });
  await stores.audit.append({
    at: at(-3),
    who: 'operator',
    action: 'retry purchase-order',
    subject: '8CVN4QJD',
    detail: 'hold',
  });
}

const X12_850 = [
  'ISA*00*          *00*          *ZZ*AMAZON         *ZZ*NORTHGATEKW    *260804*0915*U*00401*000000204*0*P*>',
  'GS*PO*AMAZON*NORTHGATEKW*20260804*0915*204*X*004010',
  'ST*850*0001',
  'BEG*00*NE*4KQ7TZ1M**20260804',
  'REF*CR*NGK7U',
  'CSH*N',
  'DTM*064*20260810',
  'DTM*063*20260814',
  'N9*ZZ*01',
  'MSG*DELIVER BY APPOINTMENT ONLY',
  'N1*ST**92*PHX7',
  'PO1*1*24*EA*11.75*PE*UP*614141001019',
  'PO1*2*3*CA*5.85*PE*UP*614141001026',
  'PO1*3*10*EA*4.2*PE*VN*NK-0103',
  'CTT*3*37',
  'SE*14*0001',
  'GE*1*204',
  'IEA*1*000000204',
  '',
].join('~\n');

async function mailbox(stores: Stores): Promise<void> {
  const keep = (name: string, text: string, channel: 'edi' | 'sp-api' = 'edi') =>
    stores.inbound.keep({ channel, name, bytes: oneChunk(text) }, at(-20));
  await keep('NGK7U850.I0000204', X12_850);
  await stores.inbound.settle('in-1', 'processed', '1 × order new');
  await keep('NGK7U850.I0000205', X12_850.replace('*24*EA*', '*two dozen*EA*').replaceAll('204', '205'));
  await stores.inbound.settle('in-2', 'quarantined', '1 × refused');
  await keep('orders 9PX2RLQA', '{"purchaseOrderNumber":"9PX2RLQA","purchaseOrderState":"New"}', 'sp-api');
  await stores.inbound.settle('in-3', 'processed', '1 × order new');
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function keep(
  stores: Stores,
  document: PurchaseOrder,
  receivedAt: Instant,
  acknowledgeBy: Instant,
  progress: PurchaseOrderProgress,
  summary = {},
) {
  await stores.purchaseOrders.keep(document, 'NGK7U', acknowledgeBy, {
    channel: 'edi',
    inboundId: 'in-1',
    at: receivedAt,
  });
  await stores.purchaseOrders.mark(document.number, progress, summary);
}

async function waitingOrders(stores: Stores, journal: Journal): Promise<void> {
  const late = order('9PX2RLQA', 'MDW2', [
    [40, 'each', '11.75', '614141001019'],
    [6, 'case', '5.85', '614141001026'],
  ]);
  await keep(stores, late, at(-25), at(-1.2), 'waiting-for-a-person', { openDoubts: 1 });
  await doubt(
    stores,
    'case-pack-unknown',
    '9PX2RLQA',
    2,
    'ordered in cases, and nobody stated how many eaches of POT-05 a case holds',
    {},
    -3.2,
  );

  const risky = order(
    '4KQ7TZ1M',
    'PHX7',
    [
      [24, 'each', '11.75', '614141001019'],
      [3, 'case', '5.85', '614141001026', 12],
      [10, 'each', '3.90', 'NK-0103'],
    ],
    {
      isBackOrderAllowed: false,
      notes: ['DELIVER BY APPOINTMENT ONLY', '<script>document.title = "stolen"</script>'],
      shipTo: { id: 'PHX7', name: 'Amazon Phoenix', address: { lines: [], city: 'Phoenix', countryCode: 'US' } },
    },
  );
  await keep(stores, risky, at(-21), at(3.2), 'waiting-for-a-person', { openDoubts: 2 });
  await stores.purchaseOrders.keep(risky, 'NGK7U', at(3.2), { channel: 'sp-api', inboundId: 'in-3', at: at(-20.5) });
  await doubt(
    stores,
    'unknown-sku',
    '4KQ7TZ1M',
    3,
    'no product of ours is known as upc NK-0103',
    { productIds: [{ kind: 'upc', value: 'NK-0103' }] },
    1.2,
  );
  await doubt(
    stores,
    'price-below-agreed',
    '4KQ7TZ1M',
    1,
    'Amazon pays 11.75 USD for PAN-28, 12.40 USD is agreed',
    { ordered: '11.75', agreed: '12.4' },
    1.2,
  );
  await journal.open('purchase-order', '4KQ7TZ1M', {}, 'review', at(-21));
  await advance(
    journal,
    'purchase-order',
    '4KQ7TZ1M',
    -20.9,
    [
      ['review', 'started', ''],
      ['review', 'done', ''],
      ['hold', 'done', ''],
      ['settle', 'waiting', 'a person to settle 2 lines'],
    ],
    { status: 'waiting', step: 'settle', awaiting: 'a person to settle 2 lines' },
    {
      number: '4KQ7TZ1M',
      vendorCode: 'NGK7U',
      version: 1,
      acknowledgeBy: at(3.2),
      held: [{ position: 2, sku: 'POT-05', requested: 36, held: 36, salable: 72, buffer: 12, inPoolSources: 60 }],
    },
  );
}

async function doubt(
  stores: Stores,
  kind: NewDiscrepancy['kind'],
  number: string,
  position: number,
  what: string,
  detail: Record<string, unknown>,
  dueIn: number,
) {
  await stores.discrepancies.raise(
    {
      key: `${kind}:${number}:${position}`,
      kind,
      subject: { purchaseOrderNumber: number, position },
      summary: `${number} line ${position}: ${what}`,
      detail,
      dueBy: at(dueIn),
    },
    at(-20),
  );
}

async function decidedOrder(stores: Stores, journal: Journal): Promise<void> {
  const document = order('2HBT8C5N', 'PHX7', [
    [60, 'each', '11.75', '614141001019', 12],
    [8, 'case', '5.85', '614141001026', 12],
    [500, 'each', '0.0125', '614141001033'],
  ]);
  await keep(stores, document, at(-30), at(-6), 'in-work', {
    acceptedEaches: 120,
    shippedEaches: 60,
    orderReference: '000000412',
  });
  const changed = structuredClone(document);
  const first = changed.lines[0];
  if (first) first.ordered.amount = 72;
  await stores.purchaseOrders.keep(
    { ...changed, deliveryWindow: { from: '2026-08-10' as CalendarDay, to: '2026-08-15' as CalendarDay } },
    'NGK7U',
    at(-6),
    { channel: 'edi', inboundId: 'in-1', at: at(-2) },
  );
  await stores.purchaseOrders.keepDecision('2HBT8C5N', 1, at(-29), DECISION);
  await journal.open('purchase-order', '2HBT8C5N', {}, 'review', at(-30));
  await advance(
    journal,
    'purchase-order',
    '2HBT8C5N',
    -29,
    [
      ['review', 'done', ''],
      ['hold', 'done', ''],
      ['settle', 'done', ''],
      ['hold-settled', 'done', ''],
      ['decide', 'done', ''],
      ['acknowledge', 'failed', 'unreachable: could not put the 855 into the mailbox'],
      ['acknowledge', 'done', ''],
      ['enter-order', 'done', ''],
      ['close-acknowledgement', 'waiting', 'the 997 for our acknowledgement'],
      ['close-acknowledgement', 'woken', 'an answer came'],
      ['close-acknowledgement', 'done', ''],
      ['', 'ended', 'done'],
    ],
    { status: 'done', step: '', awaiting: '' },
    {
      number: '2HBT8C5N',
      vendorCode: 'NGK7U',
      version: 1,
      acknowledgeBy: at(-6),
      held: DECISION.slice(0, 2).map(({ position, sku, held, wanted }) => ({ position, sku, held, requested: wanted })),
      heldLater: [],
      orderReference: '000000412',
    },
  );
  await send(stores, 'acknowledgement', '2HBT8C5N', 311, -28.9, 'accepted');
  await send(stores, 'ship-notice', '2HBT8C5N', 312, -5, 'rejected', ['MAN02: the SSCC was used before']);
  await stores.dispatches.keep(
    {
      id: 'SHIP-88',
      purchaseOrderNumber: '2HBT8C5N',
      sourceCode: 'dayton',
      dispatchedAt: at(-5.5),
      revision: 2,
      lines: [{ position: 1, sku: 'PAN-28', shipped: eaches(60) }],
      tracks: [{ carrierCode: 'ups', title: 'UPS', number: '1Z204E380338943508' }],
    },
    at(-5),
  );
  await journal.open('dispatch', 'SHIP-88', {}, 'match-order', at(-5.5));
  await advance(
    journal,
    'dispatch',
    'SHIP-88',
    -5.5,
    [
      ['match-order', 'done', ''],
      ['match-carrier', 'done', ''],
      ['plan-notice', 'done', ''],
      ['ship-notice', 'done', ''],
      ['make-invoice', 'done', ''],
      ['invoice', 'done', ''],
      ['close-documents', 'waiting', 'the 997 for our invoice'],
    ],
    { status: 'waiting', step: 'close-documents', awaiting: 'the 997 for our invoice' },
    { dispatchId: 'SHIP-88', purchaseOrderNumber: '2HBT8C5N', vendorCode: 'NGK7U', scac: 'UPSN', notice: NOTICE },
  );
}

const NOTICE = {
  shipmentId: 'NGK7U-SHIP-88',
  purpose: 'original',
  vendorCode: 'NGK7U',
  shippedAt: at(-5.5),
  estimatedDeliveryOn: '2026-08-08',
  shipFrom: { id: 'NGK7U', name: 'NORTHGATE KITCHENWARE' },
  shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
  carrierScac: 'UPSN',
  transport: 'parcel',
  shipmentType: 'small-parcel',
  carrierReference: '1Z204E380338943508',
  orders: [
    {
      purchaseOrderNumber: '2HBT8C5N',
      pallets: [],
      cartons: [
        {
          sscc: makeSscc('0614141', 31),
          trackingNumber: '1Z204E380338943508',
          items: [
            {
              lineNumber: '1',
              productId: { kind: 'upc', value: '614141001019' },
              shipped: { amount: 60, unitOfMeasure: 'each' },
            },
          ],
        },
      ],
    },
  ],
};

const DECISION: LineDecision[] = [
  {
    position: 1,
    lineNumber: '1',
    sku: 'PAN-28',
    ordered: { amount: 60, unitOfMeasure: 'each', eachesPerCase: 12 },
    wanted: 60,
    casePack: 1,
    held: 60,
    accepted: 60,
    backordered: 0,
    rejected: 0,
    rule: 'held-in-full',
    reasons: [
      '60 eaches',
      'cost 11.75, agreed 11.75',
      'asked the stock master for 60, it holds 60; salable 190, buffer 20',
    ],
    stock: { requested: 60, held: 60, salable: 190, buffer: 20, inPoolSources: 214 },
  },
  {
    position: 2,
    lineNumber: '2',
    sku: 'POT-05',
    ordered: { amount: 8, unitOfMeasure: 'case', eachesPerCase: 12 },
    wanted: 96,
    casePack: 12,
    held: 60,
    accepted: 60,
    backordered: 36,
    rejected: 0,
    rule: 'held-in-part-rest-backordered',
    reasons: [
      '8 cases of 12 are 96 eaches',
      'cost 5.85, agreed 5.80',
      'asked the stock master for 96, it holds 60 (not-enough-salable); salable 72, buffer 12',
      'policy: what cannot be held is backordered',
    ],
    stock: { requested: 96, held: 60, reason: 'not-enough-salable', salable: 72, buffer: 12, inPoolSources: 60 },
  },
  {
    position: 3,
    lineNumber: '3',
    sku: 'CLIP-1',
    ordered: { amount: 500, unitOfMeasure: 'each' },
    held: 0,
    accepted: 0,
    backordered: 0,
    rejected: 500,
    rule: 'rejected-by-a-person',
    reasons: ['a person rejected the line'],
  },
];

async function send(
  stores: Stores,
  kind: 'acknowledgement' | 'ship-notice' | 'invoice',
  number: string,
  controlNumber: number,
  hours: number,
  acknowledged: OutboundDocument['acknowledged'],
  problems: string[] = [],
) {
  const raw = [
    `ISA*00*          *00*          *ZZ*NORTHGATEKW    *ZZ*AMAZON         *260804*0915*U*00401*000000${controlNumber}*0*P*>`,
    `GS*PR*NORTHGATEKW*AMAZON*20260804*0915*${controlNumber}*X*004010`,
    ...(kind === 'ship-notice' ? shipNoticeText(number) : acknowledgementText(number)),
    `GE*1*${controlNumber}`,
    `IEA*1*000000${controlNumber}`,
    '',
  ].join('~');
  const content = {
    kind: 'acknowledgement' as const,
    document: { purchaseOrderNumber: number, orderedOn: '2026-08-04' as CalendarDay, lines: [] },
  };
  const row = await stores.outbound.prepare(
    {
      key: `${kind}:${number}:${controlNumber}`,
      kind,
      vendorCode: 'NGK7U',
      purchaseOrderNumber: number,
      channel: 'edi',
      content,
      raw,
      fileName: `NGK7U-${controlNumber}.x12`,
      controlNumber,
      functionalId: 'PR',
    },
    at(hours),
  );
  await stores.outbound.markDelivered(row.id, `NGK7U-${controlNumber}.x12`, at(hours + 0.01));
  if (acknowledged !== 'awaited') await stores.outbound.recordAnswer(row.id, acknowledged, problems, at(hours + 0.4));
}

function acknowledgementText(number: string): string[] {
  return [
    'ST*855*0001',
    `BAK*00*AC*${number}*20260804`,
    'PO1*1*60*EA*11.75*PE*UP*614141001019',
    'ACK*IA*60*EA*067*20260814',
    'CTT*1',
    'SE*6*0001',
  ];
}

/** The smallest tree: a shipment, its order, a carton, what is in it. */
function shipNoticeText(number: string): string[] {
  return [
    'ST*856*0001',
    'BSN*00*NGK7U-SHIP-88*20260805*0915*0001',
    'HL*1**S',
    'TD1*CTN*1',
    'TD5**2*UPSN*M',
    'DTM*011*20260805*0915',
    'HL*2*1*O',
    `PRF*${number}***20260804`,
    'HL*3*2*P',
    'MAN*GM*00006141410000000319',
    'HL*4*3*I',
    'LIN*1*UP*614141001019',
    'SN1**60*EA',
    'CTT*4',
    'SE*15*0001',
  ];
}

/** One message by SP-API, whose form is Amazon's own JSON. */
async function sendBySpApi(stores: Stores): Promise<void> {
  const shipment = {
    shipmentIdentifier: 'NGK7U-SHIP-91',
    shippedDate: at(-3),
    shipFromParty: {
      partyId: 'NGK7U',
      address: { name: 'NORTHGATE KITCHENWARE LLC', city: 'PORTLAND', countryCode: 'US', postalCode: '97210' },
    },
    shippedItems: [
      {
        itemSequenceNumber: '1',
        vendorProductIdentifier: 'POT-05',
        shippedQuantity: { amount: 3, unitOfMeasure: 'Cases', unitSize: 12 },
        itemDetails: { netCost: { amount: '70.20', currencyCode: 'USD' } },
      },
    ],
    cartons: [
      {
        cartonIdentifiers: [
          { containerIdentificationType: 'SSCC', containerIdentificationNumber: '00006141410000000326' },
        ],
      },
    ],
  };
  const row = await stores.outbound.prepare(
    {
      key: 'ship-notice:SHIP-91',
      kind: 'ship-notice',
      vendorCode: 'NGK7U',
      purchaseOrderNumber: undefined,
      channel: 'sp-api',
      content: {
        kind: 'acknowledgement',
        document: { purchaseOrderNumber: '3TZ6KKLM', orderedOn: '2026-08-04' as CalendarDay, lines: [] },
      },
      raw: JSON.stringify({ shipmentConfirmations: [shipment] }),
      fileName: '',
      controlNumber: 0,
      functionalId: '',
    },
    at(-3),
  );
  await stores.outbound.markDelivered(row.id, '20260805111500-00000000-0000-4000-8000-000000000004', at(-2.9));
  await stores.outbound.recordAnswer(row.id, 'accepted', [], at(-2.5));
}

async function otherOrders(stores: Stores, journal: Journal): Promise<void> {
  await keep(stores, order('7MD3WYEK', 'MDW2', [[144, 'each', '2.10', '614141001040']]), at(-6), at(18), 'received');
  await keep(
    stores,
    order('5RWJ2PXV', 'ONT8', [
      [20, 'case', '5.85', '614141001026', 12],
      [4, 'other', '90', '614141001057'],
    ]),
    at(-2),
    at(22),
    'held',
    { acceptedEaches: 240 },
  );
  await keep(
    stores,
    order(
      '3TZ6KKLM',
      'ONT8',
      [
        [1200, 'each', '2.10', '614141001040'],
        [100, 'case', '5.85', '614141001026', 12],
      ],
      { deliveryWindow: undefined, shipWindow: { from: '2026-08-12', to: '2026-08-12' } },
    ),
    at(-40),
    at(-18),
    'acknowledged',
    { acceptedEaches: 2400 },
  );
  await keep(stores, order('1AAB7XYZ', 'PHX7', [[12, 'each', '2.10', '614141001040']]), at(-300), at(-276), 'closed', {
    acceptedEaches: 12,
    shippedEaches: 12,
  });
  await keep(stores, order('8CVN4QJD', 'PHX7', [[30, 'each', '2.10', '614141001040']]), at(-26), at(-2), 'stopped');
  await journal.open('purchase-order', '8CVN4QJD', {}, 'hold', at(-26));
  await advance(
    journal,
    'purchase-order',
    '8CVN4QJD',
    -22,
    [
      ['hold', 'failed', 'unreachable: could not hold 8CVN4QJD in the shop'],
      ['hold', 'held', 'given up after 20 hours'],
    ],
    { status: 'held', step: 'hold', awaiting: 'a person' },
  );
  await stores.discrepancies.raise(
    {
      key: 'inbound-refused:in-2',
      kind: 'inbound-refused',
      subject: { inboundId: 'in-2' },
      summary: '850 in file NGK7U850.I0000205 cannot be read: PO102 is not a number',
      detail: { code: 'number-expected' },
    },
    at(-20),
  );
}

async function advance(
  journal: Journal,
  saga: string,
  key: string,
  hours: number,
  steps: [string, JournalEntry['event'], string][],
  change: { status: 'waiting' | 'done' | 'held'; step: string; awaiting: string },
  state: unknown = {},
) {
  const run = await journal.claim(at(hours), 1000, 'filler');
  if (!run) throw new Error(`${saga} ${key} is not due`);
  const entries = steps.map(([step, event, detail], index) => ({ at: at(hours + index / 60), step, event, detail }));
  await journal.save(
    run,
    { state, attempts: 0, failingSince: undefined, wakeAt: at(1000), ...change },
    entries,
    'filler',
    at(hours),
    { keepLease: false },
  );
}

async function money(stores: Stores): Promise<void> {
  const invoice = Invoice.parse({
    number: 'NGK-2026-0088',
    kind: 'invoice',
    invoicedOn: '2026-08-05',
    purchaseOrderNumber: '2HBT8C5N',
    currency: 'USD',
    billTo: { name: 'Amazon' },
    remitTo: { name: 'Northgate Kitchenware' },
    terms: { discountPercent: '2', discountDays: 30, netDays: 60 },
    lines: [
      {
        position: 1,
        purchaseOrderNumber: '2HBT8C5N',
        productId: { kind: 'upc', value: '614141001019' },
        invoiced: { amount: 60, unitOfMeasure: 'each' },
        unitCost: '11.75',
      },
    ],
    adjustments: [],
    total: '705',
  });
  await stores.invoices.keep(invoice, 'SHIP-88', at(-4));
  await send(stores, 'invoice', '2HBT8C5N', 313, -4, 'awaited');
  await stores.invoices.setOutbound('NGK-2026-0088', 'out-3');
  const remittance = Remittance.parse({
    paymentNumber: '4400918',
    paidOn: '2026-08-05',
    createdOn: '2026-08-04',
    currency: 'USD',
    total: '1623.5',
    lines: [
      {
        position: 1,
        reference: 'NGK-2026-0088',
        amountPaid: '690.9',
        invoiceAmount: '705',
        discountTaken: '14.1',
        adjustments: [],
      },
      { position: 2, reference: 'NGK-2026-0088SC', amountPaid: '-47', adjustments: [] },
      { position: 3, reference: 'QX-118-0', amountPaid: '979.6', adjustments: [] },
    ],
  });
  await stores.remittances.keep(remittance, 'in-1', at(-1));
  await stores.remittances.keepMatches('4400918', [
    RemittanceMatch.parse({
      position: 1,
      reference: 'NGK-2026-0088',
      kind: 'invoice-payment',
      invoiceNumber: 'NGK-2026-0088',
      amountPaid: '690.9',
      expected: '690.9',
      difference: '0',
    }),
    RemittanceMatch.parse({
      position: 2,
      reference: 'NGK-2026-0088SC',
      kind: 'shortage-claim',
      invoiceNumber: 'NGK-2026-0088',
      amountPaid: '-47',
      expected: '0',
      difference: '-47',
    }),
    RemittanceMatch.parse({
      position: 3,
      reference: 'QX-118-0',
      kind: 'unmatched',
      amountPaid: '979.6',
      expected: '0',
      difference: '979.6',
    }),
  ]);
  await stores.invoices.setPaid('NGK-2026-0088', PAID, 'short-paid');
  await stores.discrepancies.raise(
    {
      key: 'shortage-claim:4400918:2',
      kind: 'shortage-claim',
      subject: { purchaseOrderNumber: '2HBT8C5N', invoiceNumber: 'NGK-2026-0088', paymentNumber: '4400918' },
      summary: 'Amazon took 47.00 USD back for goods it says did not arrive: NGK-2026-0088SC',
      detail: {
        amount: '-47',
        takenBack: '0',
        reference: 'NGK-2026-0088SC',
        lines: [{ position: 2, reference: 'NGK-2026-0088SC', amountPaid: '-47' }],
        adjustments: [],
      },
      dueBy: at(24 * 29),
    },
    at(-1),
  );
  // An 820 whose BPR names no currency: the account's counts.
  const plain = Remittance.parse({ paymentNumber: '4400919', vendorCode: 'NGK7U', total: '120.5', lines: [] });
  await stores.remittances.keep(plain, 'in-1', at(-0.5));
  await sendBySpApi(stores);
}
