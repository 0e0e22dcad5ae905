import { describe, expect, test } from 'vitest';
import type { AmazonStandIn } from './amazon.ts';
import {
  type Answered,
  accepted,
  type Client,
  client,
  codes,
  exampleAcknowledgement,
  exampleInvoice,
  exampleOrder,
  exampleShipment,
  outcome,
  PATHS,
  rejected,
  submit,
  withAmazon,
} from './example.ts';
import { isQuirkName, QUIRKS } from './quirks.ts';

describe('intake', () => {
  test('Q1 a window of more than 7 days, a limit of 101 and history older than 6 months are not to be had', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await place(amazon, '1OLD0001', '2026-01-15');
      await place(amazon, '2NEW0001', '2026-07-28');
      const asked = async (query: Record<string, string>) => (await api.get(PATHS.orders, query)).status;
      expect(await asked({ createdAfter: '2026-07-27T00:00:00Z', createdBefore: '2026-08-03T00:00:01Z' })).toBe(400);
      expect(await asked({ changedAfter: '2026-07-01T00:00:00Z', changedBefore: '2026-08-01T00:00:00Z' })).toBe(400);
      expect(await asked({ limit: '101' })).toBe(400);
      expect(
        numbers(
          await api.get(PATHS.orders, { createdAfter: '2026-07-27T00:00:00Z', createdBefore: '2026-08-03T00:00:00Z' }),
        ),
      ).toEqual(['2NEW0001']);
      expect(
        numbers(
          await api.get(PATHS.orders, { createdAfter: '2026-01-14T00:00:00Z', createdBefore: '2026-01-16T00:00:00Z' }),
        ),
      ).toEqual([]);
    }));

  test('Q2 the status refuses ascending order', () =>
    withAmazon({}, async ({ amazon, api }) => {
      const ascending = async () => (await api.get(PATHS.status, { sortOrder: 'ASC' })).status;
      expect(await ascending()).toBe(200);
      amazon.quirks.add('Q2');
      expect(await ascending()).toBe(400);
    }));

  test('Q3 orders come in no order that was asked for', () =>
    withAmazon({}, async ({ amazon, api }) => {
      for (const [number, day] of [
        ['2B', '2026-07-30'],
        ['1A', '2026-08-01'],
        ['3C', '2026-07-31'],
      ] as const)
        await place(amazon, number, day);
      const asked = async (sortOrder: string) => numbers(await api.get(PATHS.orders, { sortOrder }));
      expect([await asked('ASC'), await asked('DESC')]).toEqual([
        ['2B', '3C', '1A'],
        ['1A', '3C', '2B'],
      ]);
      amazon.quirks.add('Q3');
      expect(await asked('ASC')).toEqual(['1A', '2B', '3C']);
      expect(await asked('DESC')).toEqual(['1A', '2B', '3C']);
    }));

  test('Q4 a window of an hour brings the whole day', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await place(amazon, '1MORNING', '2026-08-02T06:00:00Z');
      const asked = async () =>
        numbers(
          await api.get(PATHS.orders, { createdAfter: '2026-08-02T20:00:00Z', createdBefore: '2026-08-02T21:00:00Z' }),
        );
      expect(await asked()).toEqual([]);
      amazon.quirks.add('Q4');
      expect(await asked()).toEqual(['1MORNING']);
    }));

  test('Q5 the window of changes brings every order there is', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await place(amazon, '1OLD0001', '2026-05-01');
      await place(amazon, '2NEW0001', '2026-08-01');
      await amazon.changePurchaseOrder('2NEW0001', { lines: [{ number: '1', quantity: 12 }] });
      const asked = async () => numbers(await api.get(PATHS.orders, { changedAfter: '2026-08-03T00:00:00Z' }));
      expect(await asked()).toEqual(['2NEW0001']);
      amazon.quirks.add('Q5');
      expect((await asked()).sort()).toEqual(['1OLD0001', '2NEW0001']);
    }));

  test('Q6 a misspelt parameter brings recent orders instead of an error', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await place(amazon, '1RECENT1', '2026-08-01');
      const answer = await api.get(PATHS.orders, {
        CreatedAfter: '2026-06-01T00:00:00Z',
        CreatedBefore: '2026-06-02T00:00:00Z',
        MarketplaceIds: 'X',
      });
      expect(answer.status).toBe(200);
      expect(numbers(answer)).toEqual(['1RECENT1']);
    }));

  test('Q7 the filter on the state lets everything through', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await place(amazon, '1NEW0001', '2026-08-01');
      const asked = async () => numbers(await api.get(PATHS.orders, { purchaseOrderState: 'Closed' }));
      expect(await asked()).toEqual([]);
      amazon.quirks.add('Q7');
      expect(await asked()).toEqual(['1NEW0001']);
    }));

  test('Q8 nextToken on an empty page: whoever stops there misses every order', () =>
    withAmazon({}, async ({ amazon, api }) => {
      for (const number of ['1A', '2B', '3C', '4D', '5E']) await place(amazon, number, '2026-08-01');
      const all = async () => {
        const pages: string[][] = [];
        let query: Record<string, string> = { limit: '2', sortOrder: 'ASC' };
        for (;;) {
          const answer = await api.get(PATHS.orders, query);
          pages.push(numbers(answer));
          const { nextToken } = (answer.body.payload?.pagination ?? {}) as { nextToken?: string };
          if (nextToken === undefined) return pages;
          query = { nextToken };
        }
      };
      expect(await all()).toEqual([['1A', '2B'], ['3C', '4D'], ['5E']]);
      amazon.quirks.add('Q8');
      expect(await all()).toEqual([[], ['1A', '2B'], [], ['3C', '4D'], [], ['5E']]);
      expect((await api.get(PATHS.orders, { nextToken: 'made up' })).status).toBe(400);
    }));

  test('Q9 the list is empty although the order exists', () =>
    withAmazon({ quirks: ['Q9'] }, async ({ amazon, api }) => {
      await place(amazon, '1HIDDEN1', '2026-08-01');
      expect(numbers(await api.get(PATHS.orders))).toEqual([]);
      expect((await api.get(`${PATHS.orders}/1HIDDEN1`)).status).toBe(200);
    }));

  test('Q10 includeDetails=false brings the details all the same', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await place(amazon, '1A', '2026-08-01');
      const asked = async () => (await api.get(PATHS.orders, { includeDetails: 'false' })).body.payload?.orders;
      expect(await asked()).toEqual([{ purchaseOrderNumber: '1A', purchaseOrderState: 'New' }]);
      amazon.quirks.add('Q10');
      expect(await asked()).toMatchObject([{ orderDetails: { purchaseOrderType: 'RegularOrder' } }]);
    }));

  test('Q11 a line shows a negative quantity', () =>
    withAmazon({ quirks: ['Q11'] }, async ({ amazon, api }) => {
      await place(amazon, '1A', '2026-08-01');
      const { body } = await api.get(`${PATHS.orders}/1A`);
      expect(body.payload).toMatchObject({
        orderDetails: { items: [{ orderedQuantity: { amount: -12 } }, { orderedQuantity: { amount: 36 } }, {}] },
      });
    }));

  test('Q12 the receiving status is missing on one line and half the truth on the next', () =>
    withAmazon({ quirks: ['Q12'] }, async ({ amazon, api }) => {
      await place(amazon, '1A', '2026-08-01');
      amazon.receive('1A', '2', 36);
      const { body } = await api.get(PATHS.status);
      const [order] = (body.payload?.ordersStatus ?? []) as { itemStatus: Record<string, unknown>[] }[];
      expect(order?.itemStatus[0]).not.toHaveProperty('receivingStatus');
      expect(order?.itemStatus[1]).toMatchObject({
        receivingStatus: { receivedQuantity: { amount: 18 }, receiveStatus: 'PARTIALLY_RECEIVED' },
      });
    }));

  test('Q15 a cancelled item has quantity 0, its order is found by poItemState, and a whole order cancelled is closed', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await place(amazon, '1A', '2026-08-01');
      await place(amazon, '2B', '2026-08-01');
      await amazon.changePurchaseOrder('1A', { lines: [{ number: '2', quantity: 0 }] });
      expect(numbers(await api.get(PATHS.orders, { poItemState: 'Cancelled' }))).toEqual(['1A']);
      expect(numbers(await api.get(PATHS.orders, { isPOChanged: 'true' }))).toEqual(['1A']);
      expect((await api.get(PATHS.status, { purchaseOrderNumber: '1A' })).body.payload).toMatchObject({
        ordersStatus: [
          {
            itemStatus: [
              {},
              {
                orderedQuantity: {
                  orderedQuantity: { amount: 0 },
                  orderedQuantityDetails: [{ cancelledQuantity: { amount: 36 } }, {}],
                },
              },
              {},
            ],
          },
        ],
      });
      await amazon.changePurchaseOrder('1A', {
        lines: [
          { number: '1', quantity: 0 },
          { number: '3', quantity: 0 },
        ],
      });
      expect(amazon.books.orders['1A']?.state).toBe('Closed');
      await amazon.changePurchaseOrder('1A', { lines: [{ number: '1', quantity: 24 }] });
      expect(amazon.books.orders['1A']?.state).toBe('New');
    }));

  test('Q39 a time with an offset is refused, nonsense too; windows are start--end', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await place(amazon, '1A', '2026-08-01');
      for (const createdAfter of ['2026-08-01T00:00:00+09:00', '2026-08-0100:00:00', '2026-02-30T00:00:00Z']) {
        expect((await api.get(PATHS.orders, { createdAfter })).status, createdAfter).toBe(400);
      }
      const answer = await api.get(PATHS.orders, { createdAfter: '2026-08-01T00:00:00' });
      expect(answer.body.payload).toMatchObject({
        orders: [{ orderDetails: { deliveryWindow: '2026-08-10T00:00:00Z--2026-08-14T00:00:00Z' } }],
      });
    }));
});

describe('sending', () => {
  test('Q16 a line that is left out is rejected for good; an item without a code is refused', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      const whole = exampleAcknowledgement();
      expect(codes((await submit(api, 'acknowledgements', firstLine([]))).errors)).toContain('MISSING_STATUS');
      expect(await submit(api, 'acknowledgements', firstLine(accepted(24)))).toMatchObject({ status: 'Success' });
      expect(amazon.books.orders['4KQ7TZ1M']?.lines[1]?.effective).toMatchObject({ rejected: 36, implicit: true });
      expect(codes((await submit(api, 'acknowledgements', { ...whole, items: whole.items.slice(1) })).errors)).toEqual([
        'REJECTION_IS_FINAL',
        'REJECTION_IS_FINAL',
      ]);
    }));

  test('Q17 more than ordered is refused, and so is a product id that lost its leading zero', () =>
    withAmazon({}, async ({ amazon, api }) => {
      const [line] = exampleOrder().lines;
      await amazon.sendPurchaseOrder(
        exampleOrder({
          lines: [
            { ...line, ids: [{ qualifier: 'UP', value: '014141001019' }], quantity: 24, unit: 'EA', unitCost: '11.75' },
          ],
        }),
        { via: 'sp-api' },
      );
      const answer = (vendorProductIdentifier: string, amount: number) => {
        const document = firstLine(accepted(amount));
        Object.assign(document.items[0] ?? {}, { vendorProductIdentifier });
        return submit(api, 'acknowledgements', document);
      };
      expect(codes((await answer('014141001019', 25)).errors)).toEqual(['QUANTITY_EXCEEDS_ORDERED']);
      expect(codes((await answer('14141001019', 24)).errors)).toEqual(['INVALID_ITEM']);
      expect((await answer('014141001019', 24)).status).toBe('Success');
    }));

  test('Q18 a line first rejected can never be accepted or backordered', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      const document = exampleAcknowledgement();
      Object.assign(document.items[0] ?? {}, { itemAcknowledgements: rejected(24) });
      await submit(api, 'acknowledgements', document);
      expect(codes((await submit(api, 'acknowledgements', firstLine(accepted(24)))).errors)).toEqual([
        'REJECTION_IS_FINAL',
      ]);
      expect(amazon.books.orders['4KQ7TZ1M']?.lines[0]?.effective).toMatchObject({ accepted: 0, rejected: 24 });
    }));

  test('Q19 the update from accepted to rejected succeeds and changes nothing', () =>
    withAmazon({ quirks: ['Q19'] }, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      await submit(api, 'acknowledgements', exampleAcknowledgement());
      expect(await submit(api, 'acknowledgements', firstLine(rejected(24)))).toMatchObject({ status: 'Success' });
      expect(amazon.books.orders['4KQ7TZ1M']?.lines[0]?.effective).toMatchObject({
        accepted: 18,
        backordered: 6,
        rejected: 0,
      });
      expect(amazon.books.acknowledgements.at(-1)?.outcome).toBe('not-applied');
      amazon.quirks.delete('Q19');
      await submit(api, 'acknowledgements', firstLine(rejected(24)));
      expect(amazon.books.orders['4KQ7TZ1M']?.lines[0]?.effective).toMatchObject({ accepted: 0, rejected: 24 });
    }));

  test('Q20 a line rejected by API shows as accepted with quantity 0, and the portal is locked', () =>
    withAmazon({ quirks: ['Q20'] }, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      const document = exampleAcknowledgement();
      Object.assign(document.items[0] ?? {}, { itemAcknowledgements: rejected(24) });
      await submit(api, 'acknowledgements', document);
      expect((await api.get(PATHS.status)).body.payload).toMatchObject({
        ordersStatus: [
          {
            itemStatus: [
              { acknowledgementStatus: { confirmationStatus: 'ACCEPTED', acceptedQuantity: { amount: 0 } } },
              {},
              {},
            ],
          },
        ],
      });
      expect(amazon.books.orders['4KQ7TZ1M']?.portalLock).toBe('Accept EDI Only');
    }));

  test('Q22 the transaction stays Processing although the acknowledgement is booked', () =>
    withAmazon({ quirks: ['Q22'] }, async ({ amazon, api, time }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      const { id } = await submit(api, 'acknowledgements', exampleAcknowledgement());
      time.pass({ minutes: 45 });
      expect((await outcome(api, id)).status).toBe('Processing');
      expect(amazon.books.orders['4KQ7TZ1M']?.state).toBe('Acknowledged');
      expect(amazon.books.transactions).toMatchObject([{ status: 'Success' }]);
    }));

  test('Q23 an invoice is always Processing, whatever became of it', () =>
    withAmazon({ quirks: ['Q23'] }, async ({ amazon, api }) => {
      await shipped(amazon, api);
      expect((await submit(api, 'invoices', exampleInvoice())).status).toBe('Processing');
      expect(amazon.books.invoices).toHaveLength(1);
      expect((await submit(api, 'invoices', { ...exampleInvoice(), id: 'INV-2' })).status).toBe('Processing');
      expect(amazon.books.invoices).toHaveLength(1);
      expect(amazon.books.transactions.at(-1)?.status).toBe('Failure');
    }));

  test('Q24 the path of the old guide is a resource that does not exist', () =>
    withAmazon({}, async ({ api }) => {
      const answer = await api.get('/vendor/transactions/v1/transactionStatus/1');
      expect([answer.status, codes(answer.body.errors ?? [])]).toEqual([404, ['ResourceNotFound']]);
    }));

  test('Q25 a failure that says nothing but NotAvailable', () =>
    withAmazon({ quirks: ['Q25'] }, async ({ api }) => {
      const { status, errors } = await submit(api, 'acknowledgements', exampleAcknowledgement());
      expect({ status, errors }).toEqual({
        status: 'Failure',
        errors: [{ code: 'NotAvailable', message: 'Error details are not available.' }],
      });
    }));

  test('Q26 tax registrations are a list: an object is refused at once, none at all later', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await shipped(amazon, api);
      const registration = { taxRegistrationType: 'VAT', taxRegistrationNumber: 'DE000000000' };
      const invoice = (taxRegistrationDetails: unknown) => ({
        ...exampleInvoice(),
        remitToParty: { ...exampleInvoice().remitToParty, taxRegistrationDetails },
      });
      const asObject = await submit(api, 'invoices', invoice(registration));
      expect([asObject.status, asObject.errors[0]?.details]).toEqual([
        '400',
        'invoices[0].remitToParty.taxRegistrationDetails',
      ]);
      amazon.quirks.add('Q26');
      expect(codes((await submit(api, 'invoices', exampleInvoice())).errors)).toEqual(['MISSING_TAX_REGISTRATION']);
      expect((await submit(api, 'invoices', invoice([registration]))).status).toBe('Success');
    }));

  test('Q28 shipment ids and SSCCs are used once a year; a bill of lading is no date; an SSCC has a valid check digit', () =>
    withAmazon({}, async ({ amazon, api, time }) => {
      await shipped(amazon, api);
      const backordered = (id: string, sscc: string) => {
        const count = { amount: 6, unitOfMeasure: 'Eaches' };
        const { pallets: _none, ...document } = exampleShipment();
        return {
          ...document,
          shipmentIdentifier: id,
          shipmentMeasurements: { cartonCount: 1 },
          shippedItems: [{ ...document.shippedItems[0], shippedQuantity: count }],
          cartons: [
            {
              cartonSequenceNumber: '1',
              cartonIdentifiers: [{ containerIdentificationType: 'SSCC', containerIdentificationNumber: sscc }],
              items: [{ itemReference: '001', shippedQuantity: count }],
            },
          ],
        };
      };
      const fresh = '006141410000010042';
      expect(codes((await submit(api, 'shipments', backordered('NGK7U260803001', fresh))).errors)).toEqual([
        'DUPLICATE_SHIPMENT_ID',
      ]);
      expect(
        codes((await submit(api, 'shipments', backordered('NGK7U260803002', '006141410000010028'))).errors),
      ).toEqual(['DUPLICATE_SSCC']);
      expect(
        codes((await submit(api, 'shipments', backordered('NGK7U260803002', '006141410000010043'))).errors),
      ).toEqual(['INVALID_SSCC']);
      for (const billOfLadingNumber of ['1234567', '20260803', '08/03/2026']) {
        const document = {
          ...backordered('NGK7U260803002', fresh),
          transportationDetails: { ...exampleShipment().transportationDetails, billOfLadingNumber },
        };
        expect(codes((await submit(api, 'shipments', document)).errors), billOfLadingNumber).toEqual(['INVALID_BOL']);
      }
      time.pass({ days: 366 });
      const later = {
        ...backordered('NGK7U260803001', '006141410000010028'),
        shippedDate: '2027-08-04T09:00:00Z',
        estimatedDeliveryDate: '2027-08-06T09:00:00Z',
      };
      const nextYear = await client(amazon);
      expect((await submit(nextYear, 'shipments', later)).status).toBe('Success');
    }));

  test('Q30 goods left neither tomorrow nor eight days ago', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder({ orderedOn: '2026-07-20' }), { via: 'sp-api' });
      await submit(api, 'acknowledgements', exampleAcknowledgement());
      const left = async (shippedDate: string) =>
        codes((await submit(api, 'shipments', { ...exampleShipment(), shippedDate })).errors);
      expect(await left('2026-08-03T09:16:00Z')).toEqual(['SHIPPED_DATE_IN_FUTURE']);
      expect(await left('2026-07-26T09:00:00Z')).toEqual(['SHIPPED_DATE_TOO_OLD']);
      expect(await left('2026-07-27T10:00:00Z')).toEqual([]);
    }));

  test('Q32 a ship notice without its cartons has empty packages', () =>
    withAmazon({ quirks: ['Q32'] }, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      await submit(api, 'acknowledgements', exampleAcknowledgement());
      const { cartons: _cartons, pallets: _pallets, shipmentMeasurements: _counts, ...bare } = exampleShipment();
      expect(codes((await submit(api, 'shipments', bare)).errors)).toEqual(['EMPTY_PACKAGES']);
      amazon.quirks.delete('Q32');
      expect((await submit(api, 'shipments', bare)).status).toBe('Success');
    }));
});

test('Q37 after a rotation the old secret lives 7 days and the new one works after a while', () =>
  withAmazon({ quirks: ['Q37'] }, async ({ amazon, api, time }) => {
    const opens = async (client_secret: string) => (await api.login({ client_secret })).status === 200;
    amazon.rotateClientSecret('fresh-secret');
    expect([await opens('stand-in-secret'), await opens('fresh-secret')]).toEqual([true, false]);
    time.pass({ minutes: 5 });
    expect([await opens('stand-in-secret'), await opens('fresh-secret')]).toEqual([true, true]);
    time.pass({ days: 7 });
    expect([await opens('stand-in-secret'), await opens('fresh-secret')]).toEqual([false, true]);
  }));

test('every quirk says what it is and where it bites', () => {
  for (const [name, { says, side }] of Object.entries(QUIRKS)) {
    expect(isQuirkName(name)).toBe(true);
    expect(['intake', 'sending', 'access']).toContain(side);
    expect(says.length, name).toBeGreaterThan(20);
  }
  expect(isQuirkName('Q99')).toBe(false);
});

function place(amazon: AmazonStandIn, number: string, orderedOn: string) {
  return amazon.sendPurchaseOrder(exampleOrder({ number, orderedOn }), { via: 'sp-api' });
}

function numbers({ body }: Answered): string[] {
  return ((body.payload?.orders ?? []) as { purchaseOrderNumber: string }[]).map(
    ({ purchaseOrderNumber }) => purchaseOrderNumber,
  );
}

function firstLine(itemAcknowledgements: object[]) {
  const document = exampleAcknowledgement();
  document.items = document.items.slice(0, 1);
  Object.assign(document.items[0] ?? {}, { itemAcknowledgements });
  return document;
}

async function shipped(amazon: AmazonStandIn, api: Client): Promise<void> {
  await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
  await submit(api, 'acknowledgements', exampleAcknowledgement());
  await submit(api, 'shipments', exampleShipment());
}
