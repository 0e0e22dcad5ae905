import { describe, expect, test } from 'vitest';
import {
  accepted,
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
} from './amazon/example.ts';
import { orderMaker } from './amazon/generate.ts';

describe('a purchase order by SP-API, from the order book to the invoice', () => {
  test('is listed, acknowledged, shipped and invoiced, and the books agree at every step', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      const listed = await api.get(PATHS.orders, { purchaseOrderState: 'New' });
      expect(listed.status).toBe(200);
      expect(listed.headers.get('x-amzn-ratelimit-limit')).toBe('10.0');
      expect(listed.headers.get('x-amzn-requestid')).toBeTruthy();
      expect(listed.body.payload).toMatchObject({
        orders: [
          {
            purchaseOrderNumber: '4KQ7TZ1M',
            orderDetails: { deliveryWindow: '2026-08-10T00:00:00Z--2026-08-14T00:00:00Z' },
          },
        ],
      });

      expect(await submit(api, 'acknowledgements', exampleAcknowledgement())).toMatchObject({
        status: 'Success',
        errors: [],
      });
      expect(await submit(api, 'shipments', exampleShipment())).toMatchObject({ status: 'Success', errors: [] });
      expect(await submit(api, 'invoices', exampleInvoice())).toMatchObject({ status: 'Success', errors: [] });

      const order = amazon.books.orders['4KQ7TZ1M'];
      expect(order?.state).toBe('Acknowledged');
      expect(
        order?.lines.map(({ effective, shipped, invoiced }) => [
          effective?.accepted,
          effective?.backordered,
          shipped,
          invoiced,
        ]),
      ).toEqual([
        [18, 6, 18, 18],
        [36, 0, 36, 36],
        [3, 0, 0, 0],
      ]);
      expect(amazon.books.problems).toEqual([]);
    }));

  test('its status says what was accepted, rejected and received, line by line', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      const document = exampleAcknowledgement();
      Object.assign(document.items[1] ?? {}, { itemAcknowledgements: rejected(36) });
      await submit(api, 'acknowledgements', document);
      amazon.receive('4KQ7TZ1M', '1', 10);
      const { body } = await api.get(PATHS.status, { purchaseOrderNumber: '4KQ7TZ1M' });
      expect(body.payload).toMatchObject({
        ordersStatus: [
          {
            purchaseOrderStatus: 'OPEN',
            itemStatus: [
              {
                acknowledgementStatus: { confirmationStatus: 'ACCEPTED', acceptedQuantity: { amount: 24 } },
                receivingStatus: { receiveStatus: 'PARTIALLY_RECEIVED', receivedQuantity: { amount: 10 } },
              },
              { acknowledgementStatus: { confirmationStatus: 'REJECTED', rejectedQuantity: { amount: 36 } } },
              { acknowledgementStatus: { acceptedQuantity: { amount: 3, unitOfMeasure: 'Cases', unitSize: 6 } } },
            ],
          },
        ],
      });
    }));

  test('a submission stays Processing until its time has come, and shows in the books only then', () =>
    withAmazon({ processingMs: 300_000 }, async ({ amazon, api, time }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      const { id, status } = await submit(api, 'acknowledgements', exampleAcknowledgement());
      expect(status).toBe('Processing');
      expect(amazon.books.orders['4KQ7TZ1M']?.state).toBe('New');
      time.pass({ minutes: 5 });
      expect(await outcome(api, id)).toMatchObject({ status: 'Success' });
      expect(amazon.books.orders['4KQ7TZ1M']?.state).toBe('Acknowledged');
    }));
});

describe('an acknowledgement is refused', () => {
  const cases: [string, string, (document: ReturnType<typeof exampleAcknowledgement>) => void][] = [
    [
      'for an order nobody placed',
      'INVALID_ORDER_ID',
      (document) => Object.assign(document, { purchaseOrderNumber: '9ZZZZZZZ' }),
    ],
    [
      'from another vendor code',
      'INVALID_SELLING_PARTY',
      (document) => Object.assign(document, { sellingParty: { partyId: 'OTHER' } }),
    ],
    [
      'when less than ordered is accounted for',
      'QUANTITY_BELOW_ORDERED',
      (document) => change(document, { itemAcknowledgements: accepted(20) }),
    ],
    ['without a price', 'MISSING_PRICE', (document) => change(document, { netCost: undefined })],
    [
      'above the price of the order',
      'PRICE_ABOVE_ORDER',
      (document) => change(document, { netCost: { currencyCode: 'USD', amount: '11.76' } }),
    ],
    [
      'in another unit',
      'INVALID_UNIT',
      (document) =>
        change(document, {
          itemAcknowledgements: [
            { acknowledgementCode: 'Accepted', acknowledgedQuantity: { amount: 24, unitOfMeasure: 'Cases' } },
          ],
        }),
    ],
    [
      'when a backorder has no date',
      'MISSING_DATE',
      (document) =>
        change(document, {
          itemAcknowledgements: [
            { acknowledgementCode: 'Backordered', acknowledgedQuantity: { amount: 24, unitOfMeasure: 'Eaches' } },
          ],
        }),
    ],
  ];
  test.each(cases)('%s', (_name, code, spoil) =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      const document = exampleAcknowledgement();
      spoil(document);
      const { status, errors } = await submit(api, 'acknowledgements', document);
      expect({ status, codes: codes(errors) }).toEqual({ status: 'Failure', codes: [code] });
      expect(amazon.books.acknowledgements).toMatchObject([{ outcome: 'refused' }]);
      expect(amazon.books.orders['4KQ7TZ1M']?.state).toBe('New');
    }),
  );

  function change(document: ReturnType<typeof exampleAcknowledgement>, fields: object): void {
    Object.assign(document.items[0] ?? {}, fields);
  }
});

test('a later acknowledgement of one line replaces it and leaves the others as they were', () =>
  withAmazon({}, async ({ amazon, api }) => {
    await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
    await submit(api, 'acknowledgements', exampleAcknowledgement());
    const update = exampleAcknowledgement();
    update.items = update.items.slice(0, 1);
    Object.assign(update.items[0] ?? {}, { itemAcknowledgements: accepted(24) });
    expect(await submit(api, 'acknowledgements', update)).toMatchObject({ status: 'Success' });
    expect(
      amazon.books.orders['4KQ7TZ1M']?.lines.map(({ effective }) => [effective?.accepted, effective?.backordered]),
    ).toEqual([
      [24, 0],
      [36, 0],
      [3, 0],
    ]);
  }));

describe('a ship notice is refused', () => {
  type Shipment = ReturnType<typeof exampleShipment>;
  const cases: [string, string, (document: Shipment) => void][] = [
    [
      'for more than was acknowledged',
      'QUANTITY_EXCEEDS_ACKNOWLEDGED',
      (document) => {
        for (const place of [document.shippedItems[0], document.cartons[0]?.items[0]])
          Object.assign(place ?? {}, { shippedQuantity: { amount: 25, unitOfMeasure: 'Eaches' } });
      },
    ],
    [
      'when its cartons hold something else',
      'CARTON_CONTENT_MISMATCH',
      (document) =>
        Object.assign(document.cartons[0]?.items[0] ?? {}, {
          shippedQuantity: { amount: 17, unitOfMeasure: 'Eaches' },
        }),
    ],
    [
      'when a carton holds an item that was not shipped',
      'UNRESOLVED_REFERENCE',
      (document) =>
        Object.assign(document.cartons[0] ?? {}, {
          items: [
            ...(document.cartons[0]?.items ?? []),
            { itemReference: '009', shippedQuantity: { amount: 1, unitOfMeasure: 'Eaches' } },
          ],
        }),
    ],
    [
      'to another fulfilment centre',
      'INVALID_SHIP_TO',
      (document) =>
        Object.assign(document, {
          shipToParty: { partyId: 'ONT8' },
          shippedItems: document.shippedItems.slice(0, 1),
          cartons: document.cartons.slice(0, 1),
          pallets: [],
          shipmentMeasurements: {},
        }),
    ],
    [
      'without a tracking or PRO number',
      'MISSING_TRACKING',
      (document) => Object.assign(document.transportationDetails, { carrierShipmentReferenceNumber: undefined }),
    ],
    [
      'with a carrier code and its name in one',
      'INVALID_SCAC',
      (document) => Object.assign(document.transportationDetails, { carrierScac: 'UPSN - UNITED PARCEL' }),
    ],
    [
      'when the cartons are miscounted',
      'INVALID_CARTON_COUNT',
      (document) => Object.assign(document.shipmentMeasurements, { cartonCount: 3 }),
    ],
  ];
  test.each(cases)('%s', (_name, code, spoil) =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      await submit(api, 'acknowledgements', exampleAcknowledgement());
      const document = exampleShipment();
      spoil(document);
      const { status, errors } = await submit(api, 'shipments', document);
      expect({ status, codes: codes(errors) }).toEqual({ status: 'Failure', codes: [code] });
      expect(amazon.books.shipments).toEqual([]);
      expect(amazon.books.orders['4KQ7TZ1M']?.lines.map(({ shipped }) => shipped)).toEqual([0, 0, 0]);
    }),
  );
});

test('the same ship notice sent twice is a success and one shipment', () =>
  withAmazon({}, async ({ amazon, api }) => {
    await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
    await submit(api, 'acknowledgements', exampleAcknowledgement());
    await submit(api, 'shipments', exampleShipment());
    const again = { ...exampleShipment(), shipmentConfirmationDate: '2026-08-03T09:14:00Z' };
    expect(await submit(api, 'shipments', again)).toMatchObject({ status: 'Success' });
    expect(amazon.books.shipments).toMatchObject([{ id: 'NGK7U260803001', repeats: 1 }]);
    expect(amazon.books.orders['4KQ7TZ1M']?.lines.map(({ shipped }) => shipped)).toEqual([18, 36, 0]);
  }));

test('a replacement may ship less, never more', () =>
  withAmazon({}, async ({ amazon, api }) => {
    await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
    await submit(api, 'acknowledgements', exampleAcknowledgement());
    await submit(api, 'shipments', exampleShipment());
    const replacement = (amount: number) => {
      const document = { ...exampleShipment(), shipmentConfirmationType: 'Replace' };
      for (const place of [document.shippedItems[0], document.cartons[0]?.items[0]])
        Object.assign(place ?? {}, { shippedQuantity: { amount, unitOfMeasure: 'Eaches' } });
      return document;
    };
    expect(codes((await submit(api, 'shipments', replacement(20))).errors)).toEqual(['REPLACE_ADDS_QUANTITY']);
    expect(await submit(api, 'shipments', replacement(12))).toMatchObject({ status: 'Success' });
    expect(amazon.books.orders['4KQ7TZ1M']?.lines.map(({ shipped }) => shipped)).toEqual([12, 36, 0]);
  }));

describe('an invoice is refused', () => {
  type Invoice = ReturnType<typeof exampleInvoice>;
  const cases: [string, string, (document: Invoice) => void][] = [
    [
      'for more than was shipped',
      'QUANTITY_EXCEEDS_SHIPPED',
      (document) =>
        Object.assign(document.items[0] ?? {}, { invoicedQuantity: { amount: 19, unitOfMeasure: 'Eaches' } }),
    ],
    [
      'at another cost than acknowledged',
      'PRICE_NOT_ACKNOWLEDGED',
      (document) => Object.assign(document.items[0] ?? {}, { netCost: { currencyCode: 'USD', amount: '11.70' } }),
    ],
    [
      'when its total does not foot',
      'TOTAL_DOES_NOT_FOOT',
      (document) => Object.assign(document.invoiceTotal, { amount: '413.67' }),
    ],
    [
      'when its tax is not its rate',
      'TAX_DOES_NOT_FOOT',
      (document) => {
        const [taxAmount, taxableAmount] = ['83', '413.66'].map((amount) => ({ currencyCode: 'USD', amount }));
        Object.assign(document, { taxDetails: [{ taxType: 'VAT', taxRate: '20', taxAmount, taxableAmount }] });
        Object.assign(document.invoiceTotal, { amount: '496.66' });
      },
    ],
    [
      'when the taxes of the lines are not those of the whole',
      'TAX_DOES_NOT_FOOT',
      (document) => {
        const tax = (amount: string) => [{ taxType: 'ST', taxAmount: { currencyCode: 'USD', amount } }];
        Object.assign(document, { taxDetails: tax('8.44'), allowanceDetails: undefined });
        Object.assign(document.items[0] ?? {}, { taxDetails: tax('8.43') });
        Object.assign(document.invoiceTotal, { amount: '430.54' });
      },
    ],
    [
      'when its total leaves out the taxes',
      'TOTAL_DOES_NOT_FOOT',
      (document) =>
        Object.assign(document, { taxDetails: [{ taxType: 'VAT', taxAmount: { currencyCode: 'USD', amount: '1' } }] }),
    ],
    ['without a bill-to party', 'MISSING_BILL_TO', (document) => Object.assign(document, { billToParty: undefined })],
    [
      'in another currency',
      'INVALID_CURRENCY',
      (document) => Object.assign(document.invoiceTotal, { currencyCode: 'CAD' }),
    ],
    [
      'dated tomorrow',
      'INVOICE_DATE_IN_FUTURE',
      (document) => Object.assign(document, { date: '2026-08-04T00:00:00Z' }),
    ],
    [
      'as a credit note outside of Europe',
      'CREDIT_NOTE_NOT_SUPPORTED',
      (document) => Object.assign(document, { invoiceType: 'CreditNote' }),
    ],
  ];
  test.each(cases)('%s', (_name, code, spoil) =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      await submit(api, 'acknowledgements', exampleAcknowledgement());
      await submit(api, 'shipments', exampleShipment());
      const document = exampleInvoice();
      spoil(document);
      const { status, errors } = await submit(api, 'invoices', document);
      expect({ status, codes: codes(errors) }).toEqual({ status: 'Failure', codes: [code] });
      expect(amazon.books.invoices).toEqual([]);
    }),
  );

  test('under a number that another invoice has, in any case of letters; the same invoice again is harmless', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      await submit(api, 'acknowledgements', exampleAcknowledgement());
      await submit(api, 'shipments', exampleShipment());
      await submit(api, 'invoices', exampleInvoice());
      expect(await submit(api, 'invoices', exampleInvoice())).toMatchObject({ status: 'Success' });
      const other = { ...exampleInvoice(), id: 'inv-260803-01' };
      expect(codes((await submit(api, 'invoices', other)).errors)).toContain('DUPLICATE_INVOICE_NUMBER');
      expect(amazon.books.invoices).toMatchObject([{ number: 'INV-260803-01', repeats: 1 }]);
    }));
});

describe('the door', () => {
  test('opens with an access token for an hour and not a second longer', () =>
    withAmazon({}, async ({ amazon, api, time }) => {
      expect((await fetch(`${amazon.url}${PATHS.orders}`)).status).toBe(403);
      expect((await fetch(`${amazon.url}${PATHS.orders}/4KQ7TZ1M`)).status).toBe(401);
      expect((await api.get(PATHS.orders)).status).toBe(200);
      time.pass({ hours: 1 });
      const late = await api.get(PATHS.orders);
      expect({ status: late.status, details: late.body.errors?.[0]?.details }).toEqual({
        status: 403,
        details: 'The access token you provided has expired.',
      });
    }));

  test.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ refresh_token: 'wrong' }, 400, 'invalid_grant'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('the login refuses %o', (change, status, error) =>
    withAmazon({}, async ({ api }) => {
      const answer = await api.login(change);
      expect({ status: answer.status, error: answer.body.error }).toEqual({ status, error });
    }),
  );

  test('turns away the request after the burst, and lets one in again when the clock has refilled the bucket', () =>
    withAmazon({ rateLimit: { perSecond: 1, burst: 2 } }, async ({ api, time }) => {
      const ask = async () => (await api.get(PATHS.orders)).status;
      expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
      time.pass({ minutes: 1 / 60 });
      expect([await ask(), await ask()]).toEqual([200, 429]);
    }));

  test('refuses what the model refuses, naming the path, and too much, and what is no JSON', () =>
    withAmazon({ largestBodyBytes: 2000 }, async ({ amazon, api }) => {
      const { sellingParty: _left, ...document } = exampleAcknowledgement();
      const answer = await api.post(PATHS.acknowledgements, { acknowledgements: [{ ...document, items: [] }] });
      expect(answer.status).toBe(400);
      expect(answer.body.errors?.map(({ details }) => details)).toEqual(['acknowledgements[0].sellingParty']);
      expect((await api.post(PATHS.acknowledgements, 'x'.repeat(3000))).status).toBe(413);
      expect((await api.post(PATHS.acknowledgements, {}, 'text/plain')).status).toBe(415);
      expect(codes(amazon.books.problems)).toEqual(['InvalidInput']);
    }));

  test('a field that the model does not know is dropped, and shows as a problem', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      expect(await submit(api, 'acknowledgements', { ...exampleAcknowledgement(), remark: 'hello' })).toMatchObject({
        status: 'Success',
      });
      expect(amazon.books.problems).toMatchObject([
        { code: 'UNKNOWN_FIELD', severity: 'warning', place: 'acknowledgements[0].remark' },
      ]);
    }));
});

describe('a fault that was ordered', () => {
  test('before landing leaves nothing behind', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      amazon.faults.failNext({ operation: 'submitAcknowledgement', when: 'before', status: 503 });
      expect((await submit(api, 'acknowledgements', exampleAcknowledgement())).status).toBe('503');
      expect(amazon.books.acknowledgements).toEqual([]);
      expect((await submit(api, 'acknowledgements', exampleAcknowledgement())).status).toBe('Success');
    }));

  test('after landing loses the reply only: sent again, it is still one acknowledgement in effect', () =>
    withAmazon({}, async ({ amazon, api }) => {
      await amazon.sendPurchaseOrder(exampleOrder(), { via: 'sp-api' });
      amazon.faults.failNext({ operation: 'submitAcknowledgement', when: 'after', status: 'hang-up', times: 2 });
      for (let attempt = 0; attempt < 2; attempt++)
        await expect(submit(api, 'acknowledgements', exampleAcknowledgement())).rejects.toThrow();
      expect((await submit(api, 'acknowledgements', exampleAcknowledgement())).status).toBe('Success');
      expect(amazon.books.acknowledgements.map(({ outcome: end }) => end)).toEqual(['booked', 'repeat', 'repeat']);
      expect(amazon.books.orders['4KQ7TZ1M']?.lines[0]?.promises).toHaveLength(1);
    }));
});

test('orders made from one seed are the same every time and each has its own number', async () => {
  const catalogue = exampleOrder().lines;
  const make = (seed: number) => {
    const maker = orderMaker(seed, catalogue, [{ id: 'PHX7' }, { id: 'ONT8' }]);
    return Array.from({ length: 50 }, () => maker.next('2026-08-03'));
  };
  expect(make(7)).toEqual(make(7));
  expect(make(7)).not.toEqual(make(8));
  expect(new Set(make(7).map(({ number }) => number)).size).toBe(50);
  await withAmazon({}, async ({ amazon, api }) => {
    for (const order of make(7)) await amazon.sendPurchaseOrder(order, { via: 'sp-api' });
    const { body } = await api.get(PATHS.orders);
    expect(body.payload?.orders).toHaveLength(50);
  });
});
