import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test } from 'vitest';
// By path: the package's own door loads every API that Amazon has, which takes seconds.
import * as Invoices from '../../node_modules/@amazon-sp-api-release/amazon-sp-api-sdk-js/src/vendorinvoices_v1/index.js';
import * as Orders from '../../node_modules/@amazon-sp-api-release/amazon-sp-api-sdk-js/src/vendororders_v1/index.js';
import * as Shipments from '../../node_modules/@amazon-sp-api-release/amazon-sp-api-sdk-js/src/vendorshipments_v1/index.js';
import * as Transactions from '../../node_modules/@amazon-sp-api-release/amazon-sp-api-sdk-js/src/vendortransactionstatus_v1/index.js';
import { type AmazonStandIn, startAmazon } from './amazon/amazon.ts';
import {
  exampleAcknowledgement,
  exampleInvoice,
  exampleOrder,
  exampleShipment,
  stoppedClock,
} from './amazon/example.ts';

/*
 * Amazon's own client for JavaScript, which knows nothing of us, trades with our simulator: what the
 * simulator says can be read by whoever generated their client from Amazon's models.
 */

const LOGIN = 'https://api.amazon.com/auth/o2/token';

interface HttpRequest {
  url: string;
  request(): unknown;
}
/** What the SDK speaks HTTP by. */
const { Request } = createRequire(import.meta.url)('superagent') as { Request: { prototype: HttpRequest } };
const open = Request.prototype.request;

const time = stoppedClock();
let amazon: AmazonStandIn;

beforeEach(async () => {
  amazon = await startAmazon({ clock: time.clock });
  // The SDK takes an endpoint for the API and none for the login, which is written into it.
  Request.prototype.request = function (this: HttpRequest) {
    if (this.url === LOGIN) this.url = amazon.tokenUrl;
    return open.call(this);
  };
});

afterEach(async () => {
  Request.prototype.request = open;
  await amazon.close();
});

interface SdkClient {
  enableAutoRetrievalAccessToken(clientId: string, clientSecret: string, refreshToken: string): this;
}

/** Each API of the SDK has a client of its own, which logs in by itself. */
function loggedIn<Client extends SdkClient>(client: Client, secret = amazon.credentials.clientSecret): Client {
  const { clientId, refreshToken } = amazon.credentials;
  return client.enableAutoRetrievalAccessToken(clientId, secret, refreshToken);
}

interface Order {
  purchaseOrderNumber: string;
  orderDetails: { purchaseOrderDate: Date; deliveryWindow: string; items: { orderedQuantity: object }[] };
}
interface Payload {
  orders?: Order[];
  ordersStatus?: { itemStatus: { acknowledgementStatus: object }[] }[];
  pagination?: { nextToken?: string };
  transactionId?: string;
  transactionStatus?: object;
}
/** The SDK's types leave out what its answers may lack, which is all of them. */
const payloadOf = (answer: object) => (answer as { payload?: Payload }).payload ?? {};

const orders = () => new Orders.VendorOrdersApi(loggedIn(new Orders.ApiClient(amazon.url)));

async function ending(submission: object) {
  const api = new Transactions.VendorTransactionApi(loggedIn(new Transactions.ApiClient(amazon.url)));
  const { transactionId = '' } = payloadOf(submission);
  return payloadOf(await api.getTransaction(transactionId)).transactionStatus;
}

test('Amazon’s SDK lists an order, acknowledges it, confirms its shipment, bills it, and reads that all was taken', async () => {
  await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });

  const listed = await orders().getPurchaseOrders({
    createdAfter: new Date('2026-08-01T00:00:00Z'),
    createdBefore: new Date('2026-08-05T00:00:00Z'),
    sortOrder: 'DESC',
    limit: 100,
    orderingVendorCode: 'NGK7U',
  });
  const [order] = payloadOf(listed).orders ?? [];
  expect(order).toBeInstanceOf(Orders.Order);
  expect(order?.purchaseOrderNumber).toBe('4KQ7TZ1M');
  // The SDK reads dates as dates; the window, which is two of them in one text, stays a text.
  expect(order?.orderDetails?.purchaseOrderDate).toEqual(new Date('2026-08-03T09:15:00Z'));
  expect(order?.orderDetails).toMatchObject({ deliveryWindow: '2026-08-10T00:00:00Z--2026-08-14T00:00:00Z' });
  expect(order?.orderDetails?.items.map(({ orderedQuantity }) => orderedQuantity)).toMatchObject([
    { amount: 24, unitOfMeasure: 'Eaches' },
    { amount: 36, unitOfMeasure: 'Eaches' },
    { amount: 3, unitOfMeasure: 'Cases', unitSize: 6 },
  ]);
  expect(payloadOf(await orders().getPurchaseOrder('4KQ7TZ1M'))).toEqual(order);

  const acknowledged = await orders().submitAcknowledgement(
    Orders.SubmitAcknowledgementRequest.constructFromObject(
      { acknowledgements: [exampleAcknowledgement()] },
      new Orders.SubmitAcknowledgementRequest(),
    ),
  );
  expect(await ending(acknowledged)).toMatchObject({ status: 'Success' });

  const shown = await orders().getPurchaseOrdersStatus({ purchaseOrderNumber: '4KQ7TZ1M' });
  const [status] = payloadOf(shown).ordersStatus ?? [];
  expect(status?.itemStatus.map(({ acknowledgementStatus }) => acknowledgementStatus)).toMatchObject([
    { confirmationStatus: 'ACCEPTED', acceptedQuantity: { amount: 24 } },
    { confirmationStatus: 'ACCEPTED', acceptedQuantity: { amount: 36 } },
    { confirmationStatus: 'ACCEPTED', acceptedQuantity: { amount: 3, unitOfMeasure: 'Cases' } },
  ]);

  const shipping = new Shipments.VendorShippingApi(loggedIn(new Shipments.ApiClient(amazon.url)));
  const shipped = await shipping.submitShipmentConfirmations(
    Shipments.SubmitShipmentConfirmationsRequest.constructFromObject(
      { shipmentConfirmations: [exampleShipment()] },
      new Shipments.SubmitShipmentConfirmationsRequest(),
    ),
  );
  expect(await ending(shipped)).toMatchObject({ status: 'Success' });

  const payments = new Invoices.VendorPaymentsApi(loggedIn(new Invoices.ApiClient(amazon.url)));
  const billed = await payments.submitInvoices(
    Invoices.SubmitInvoicesRequest.constructFromObject(
      { invoices: [exampleInvoice()] },
      new Invoices.SubmitInvoicesRequest(),
    ),
  );
  expect(await ending(billed)).toMatchObject({ status: 'Success' });

  const { books } = amazon;
  expect(books.problems).toEqual([]);
  expect(
    books.orders['4KQ7TZ1M']?.lines.map((line) => [line.effective?.accepted, line.shipped, line.invoiced]),
  ).toEqual([
    [18, 18, 18],
    [36, 36, 36],
    [3, 0, 0],
  ]);
});

test('Amazon’s SDK reads page after page until no token is left', async () => {
  for (const number of ['1ABCDEFG', '2ABCDEFG', '3ABCDEFG']) {
    await amazon.sendPurchaseOrder(exampleOrder({ number }), { via: 'sp-api' });
  }
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = payloadOf(await orders().getPurchaseOrders({ limit: 2, ...(nextToken ? { nextToken } : {}) }));
    found.push(...(page.orders ?? []).map(({ purchaseOrderNumber }) => purchaseOrderNumber));
    nextToken = page.pagination?.nextToken;
  } while (nextToken);
  expect(found.sort()).toEqual(['1ABCDEFG', '2ABCDEFG', '3ABCDEFG']);
});

test('Amazon’s SDK reads why a document failed, why a call was refused, and that a wrong secret opens nothing', async () => {
  const stranger = { ...exampleAcknowledgement(), purchaseOrderNumber: '9ZZZZZZZ' };
  const taken = await orders().submitAcknowledgement({ acknowledgements: [stranger] } as never);
  expect(await ending(taken)).toMatchObject({
    status: 'Failure',
    errors: [{ code: 'INVALID_ORDER_ID' }],
  });
  await expect(orders().submitAcknowledgement({ acknowledgements: [{}] } as never)).rejects.toMatchObject({
    status: 400,
    response: { body: { errors: expect.arrayContaining([expect.objectContaining({ code: 'InvalidInput' })]) } },
  });
  const locked = new Orders.VendorOrdersApi(loggedIn(new Orders.ApiClient(amazon.url), 'a-wrong-secret'));
  await expect(locked.getPurchaseOrder('4KQ7TZ1M')).rejects.toMatchObject({
    status: 401,
    response: { body: { error: 'invalid_client' } },
  });
});
