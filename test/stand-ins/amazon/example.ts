import { type AmazonOptions, type AmazonStandIn, startAmazon } from './amazon.ts';
import type { AmazonOrder } from './order.ts';

/** A clock that stands still until it is moved. */
export function stoppedClock(start = '2026-08-03T09:15:00Z') {
  let now = new Date(start).getTime();
  return {
    clock: () => new Date(now),
    pass(time: { minutes?: number; hours?: number; days?: number }): void {
      now += ((time.days ?? 0) * 1440 + (time.hours ?? 0) * 60 + (time.minutes ?? 0)) * 60_000;
    },
  };
}

/** Two lines in eaches and one in cases of six: 24 pans, 36 lids, 3 cases of pots. */
export function exampleOrder(change: Partial<AmazonOrder> = {}): AmazonOrder {
  return {
    number: '4KQ7TZ1M',
    shipTo: { id: 'PHX7' },
    deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
    lines: [
      {
        number: '1',
        ids: [
          { qualifier: 'UP', value: '614141001019' },
          { qualifier: 'BP', value: 'B0NK000101' },
        ],
        quantity: 24,
        unit: 'EA',
        unitCost: '11.75',
      },
      { number: '2', ids: [{ qualifier: 'UP', value: '614141001026' }], quantity: 36, unit: 'EA', unitCost: '5.85' },
      {
        number: '3',
        ids: [{ qualifier: 'VN', value: 'NK-0103' }],
        quantity: 3,
        unit: 'CA',
        unitSize: 6,
        unitCost: '4.20',
      },
    ],
    ...change,
  };
}

export interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & {
    payload?: Record<string, unknown>;
    errors?: { code: string; message: string; details?: string }[];
  };
}

/** The smallest client that can talk to it: logs in once and sends plain JSON. */
export async function client(amazon: AmazonStandIn) {
  const login = (change: Record<string, string> = {}) => {
    const { clientId, clientSecret, refreshToken } = amazon.credentials;
    const form = {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
      ...change,
    };
    return ask(amazon.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  };
  const token = String((await login()).body.access_token);
  const headers = { 'x-amz-access-token': token };
  return {
    login,
    get: (path: string, query: Record<string, string> = {}) =>
      ask(`${amazon.url}${path}?${new URLSearchParams(query)}`, { headers }),
    post: (path: string, body: unknown, contentType = 'application/json') =>
      ask(`${amazon.url}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': contentType },
        body: JSON.stringify(body),
      }),
  };
}

export type Client = Awaited<ReturnType<typeof client>>;

async function ask(url: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answered['body'] };
}

/** Starts an Amazon, runs the test, and shuts the door whatever happened. */
export async function withAmazon(
  options: Partial<AmazonOptions>,
  run: (parts: { amazon: AmazonStandIn; api: Client; time: ReturnType<typeof stoppedClock> }) => Promise<void>,
): Promise<void> {
  const time = stoppedClock();
  const amazon = await startAmazon({ clock: time.clock, ...options });
  try {
    await run({ amazon, api: await client(amazon), time });
  } finally {
    await amazon.close();
  }
}

const eaches = (amount: number) => ({ amount, unitOfMeasure: 'Eaches', unitSize: 1 });
const cases = (amount: number) => ({ amount, unitOfMeasure: 'Cases', unitSize: 6 });
const usd = (amount: string) => ({ currencyCode: 'USD', amount });
const accept = (count: object) => ({
  acknowledgementCode: 'Accepted',
  acknowledgedQuantity: count,
  scheduledDeliveryDate: '2026-08-12T00:00:00Z',
});

/** Accepts 18 of 24 and backorders 6, accepts 36, accepts 3 cases. */
export function exampleAcknowledgement() {
  const backorder = {
    acknowledgementCode: 'Backordered',
    acknowledgedQuantity: eaches(6),
    scheduledDeliveryDate: '2026-08-14T00:00:00Z',
  };
  return {
    purchaseOrderNumber: '4KQ7TZ1M',
    sellingParty: { partyId: 'NGK7U' },
    acknowledgementDate: '2026-08-03T09:30:00Z',
    items: [
      acknowledgedItem('1', '614141001019', eaches(24), '11.75', [accept(eaches(18)), backorder]),
      acknowledgedItem('2', '614141001026', eaches(36), '5.85', [accept(eaches(36))]),
      acknowledgedItem('3', 'NK-0103', cases(3), '4.2', [accept(cases(3))]),
    ],
  };
}

function acknowledgedItem(
  itemSequenceNumber: string,
  vendorProductIdentifier: string,
  orderedQuantity: object,
  cost: string,
  itemAcknowledgements: object[],
) {
  return { itemSequenceNumber, vendorProductIdentifier, orderedQuantity, netCost: usd(cost), itemAcknowledgements };
}

export function rejected(amount: number) {
  return [
    {
      acknowledgementCode: 'Rejected',
      acknowledgedQuantity: eaches(amount),
      rejectionReason: 'TemporarilyUnavailable',
    },
  ];
}

export function accepted(amount: number) {
  return [accept(eaches(amount))];
}

/** 18 pans and 36 lids in a carton each, on one pallet. */
export function exampleShipment() {
  return {
    shipmentIdentifier: 'NGK7U260803001',
    shipmentConfirmationType: 'Original',
    shipmentType: 'LessThanTruckLoad',
    shipmentStructure: 'PalletizedAssortmentCase',
    transportationDetails: {
      carrierScac: 'ODFL',
      carrierShipmentReferenceNumber: '1234567890',
      transportationMode: 'Road',
      billOfLadingNumber: 'NGK7U00260803',
    },
    shipmentConfirmationDate: '2026-08-03T09:10:00Z',
    shippedDate: '2026-08-03T09:00:00Z',
    estimatedDeliveryDate: '2026-08-05T17:00:00Z',
    sellingParty: { partyId: 'NGK7U' },
    shipFromParty: {
      partyId: 'NGK7U',
      address: {
        name: 'NORTHGATE KITCHENWARE',
        addressLine1: '410 FOUNDRY ROAD',
        city: 'RENO',
        stateOrRegion: 'NV',
        postalCode: '89502',
        countryCode: 'US',
      },
    },
    shipToParty: { partyId: 'PHX7' },
    shipmentMeasurements: { cartonCount: 2, palletCount: 1 },
    shippedItems: [shippedItem('001', '614141001019', eaches(18)), shippedItem('002', '614141001026', eaches(36))],
    cartons: [
      carton('001', '00006141410000010028', '001', eaches(18)),
      carton('002', '006141410000010035', '002', eaches(36)),
    ],
    pallets: [
      {
        palletIdentifiers: [sscc('00006141410000010011')],
        cartonReferenceDetails: { cartonCount: 2, cartonReferenceNumbers: ['001', '002'] },
      },
    ],
  };
}

function shippedItem(itemSequenceNumber: string, vendorProductIdentifier: string, shippedQuantity: object) {
  return {
    itemSequenceNumber,
    vendorProductIdentifier,
    shippedQuantity,
    itemDetails: { purchaseOrderNumber: '4KQ7TZ1M' },
  };
}

function carton(cartonSequenceNumber: string, code: string, itemReference: string, shippedQuantity: object) {
  return { cartonSequenceNumber, cartonIdentifiers: [sscc(code)], items: [{ itemReference, shippedQuantity }] };
}

function sscc(containerIdentificationNumber: string) {
  return { containerIdentificationType: 'SSCC', containerIdentificationNumber };
}

/** 18 x 11.75 + 36 x 5.85 = 422.10, less 8.44 is 413.66. */
export function exampleInvoice() {
  const remitTo = {
    name: 'NORTHGATE KITCHENWARE LLC',
    addressLine1: '410 FOUNDRY ROAD',
    city: 'RENO',
    stateOrRegion: 'NV',
    postalOrZipCode: '89502',
    countryCode: 'US',
  };
  const billTo = {
    name: 'AMAZON.COM SERVICES LLC',
    addressLine1: 'PO BOX 80387',
    city: 'SEATTLE',
    stateOrRegion: 'WA',
    postalOrZipCode: '98108',
    countryCode: 'US',
  };
  return {
    invoiceType: 'Invoice',
    id: 'INV-260803-01',
    date: '2026-08-03T00:00:00Z',
    remitToParty: { partyId: 'NGK7U', address: remitTo },
    billToParty: { partyId: 'AMAZON', address: billTo },
    paymentTerms: { type: 'Basic', discountPercent: '2', discountDueDays: 30, netDueDays: 60 },
    invoiceTotal: usd('413.66'),
    allowanceDetails: [{ type: 'Discount', description: 'AGREED DISCOUNT', allowanceAmount: usd('8.44') }],
    items: [invoicedItem(1, '614141001019', eaches(18), '11.75'), invoicedItem(2, '614141001026', eaches(36), '5.85')],
  };
}

function invoicedItem(
  itemSequenceNumber: number,
  vendorProductIdentifier: string,
  invoicedQuantity: object,
  cost: string,
) {
  return {
    itemSequenceNumber,
    vendorProductIdentifier,
    invoicedQuantity,
    netCost: usd(cost),
    purchaseOrderNumber: '4KQ7TZ1M',
  };
}

export const PATHS = {
  orders: '/vendor/orders/v1/purchaseOrders',
  status: '/vendor/orders/v1/purchaseOrdersStatus',
  acknowledgements: '/vendor/orders/v1/acknowledgements',
  shipments: '/vendor/shipping/v1/shipmentConfirmations',
  invoices: '/vendor/payments/v1/invoices',
  transactions: '/vendor/transactions/v1/transactions',
};

/** Sends one document of each kind and says how its transaction ended. */
export async function submit(api: Client, kind: 'acknowledgements' | 'shipments' | 'invoices', document: object) {
  const field = kind === 'shipments' ? 'shipmentConfirmations' : kind;
  const posted = await api.post(PATHS[kind], { [field]: [document] });
  if (posted.status !== 202) return { status: `${posted.status}`, errors: posted.body.errors ?? [], id: '' };
  const id = String(posted.body.payload?.transactionId);
  return { id, ...(await outcome(api, id)) };
}

interface TransactionStatus {
  status: string;
  errors?: { code: string; message: string; details?: string }[];
}

export async function outcome(api: Client, id: string) {
  const { body } = await api.get(`${PATHS.transactions}/${id}`);
  const shown = body.payload?.transactionStatus as TransactionStatus | undefined;
  return { status: shown?.status ?? 'missing', errors: shown?.errors ?? [] };
}

export function codes(errors: readonly { code: string }[]): string[] {
  return errors.map(({ code }) => code);
}

/** One message of the vendor's in an envelope, as it is uploaded. */
export function vendorInterchange(
  functionalId: string,
  control: number,
  set: string,
  body: readonly string[],
  version = '004010',
): string {
  const long = String(control).padStart(9, '0');
  const segments = [
    `ISA*00*          *00*          *ZZ*NORTHGATEKW    *ZZ*AMAZON         *260803*0914*U*00401*${long}*0*P*>`,
    `GS*${functionalId}*NORTHGATEKW*AMAZON*20260803*0914*${control}*X*${version}`,
    `ST*${set}*0001`,
    ...body,
    `SE*${body.length + 2}*0001`,
    `GE*1*${control}`,
    `IEA*1*${long}`,
  ];
  return segments.map((segment) => `${segment}~`).join('');
}
