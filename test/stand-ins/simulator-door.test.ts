import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { ReadEvent } from '../../sidecar/codec/x12/read.ts';
import { readInterchanges } from '../../sidecar/codec/x12/read.ts';
import { runSimulator } from '../../sidecar/entrypoints/demo/simulator.ts';
import { openDoor } from '../../sidecar/entrypoints/demo/simulator-door.ts';
import { freePort } from '../setup/kept-server.ts';
import { type AmazonStandIn, startAmazon } from './amazon/amazon.ts';
import {
  accepted,
  type Client,
  client,
  exampleAcknowledgement,
  exampleInvoice,
  exampleOrder,
  exampleShipment,
  outcome,
  PATHS,
  rejected,
  stoppedClock,
  submit,
  vendorInterchange,
} from './amazon/example.ts';
import { QUIRKS } from './amazon/quirks.ts';

describe('POST /answers', () => {
  test('a set that is to be refused is refused by 997 and not booked, until the door is told otherwise', () =>
    atTheDoor(async ({ ask, sweep, upload, received }) => {
      await ask('/orders', { via: 'edi', order: exampleOrder() });
      expect(await ask('/answers', { refuse: ['855'] })).toEqual({ refuse: ['855'], silent: false });
      await upload('first', acknowledgement(2));
      await sweep();
      expect(await segmentsOf(received, '997')).toContain('AK5*R*5');
      expect(await books(ask)).toMatchObject({ acknowledgements: [], orders: { '4KQ7TZ1M': { state: 'New' } } });
      expect(await ask('/answers', {})).toEqual({ refuse: [], silent: false });
      await upload('second', acknowledgement(3));
      await sweep();
      expect(await segmentsOf(received, '997')).toContain('AK5*A');
      expect(await books(ask)).toMatchObject({ orders: { '4KQ7TZ1M': { state: 'Acknowledged' } } });
    }));

  test('what is not named is answered as usual', () =>
    atTheDoor(async ({ ask, sweep, upload, received }) => {
      await ask('/orders', { via: 'edi', order: exampleOrder() });
      await ask('/answers', { refuse: ['856', '810', '846', '865', '753'] });
      await upload('first', acknowledgement(2));
      await sweep();
      expect(await segmentsOf(received, '997')).toContain('AK5*A');
    }));

  test.each(['865', '753'])('a %s may be refused too', (set) =>
    atTheDoor(async ({ ask, sweep, upload, received }) => {
      await ask('/orders', { via: 'edi', order: exampleOrder() });
      await ask('/answers', { refuse: [set] });
      await upload('first', set === '753' ? routingRequest(2) : changeAcknowledgement(2));
      await sweep();
      expect(await segmentsOf(received, '997')).toContain('AK5*R*5');
      expect(await books(ask)).toMatchObject({ routingRequestsByEdi: [], acknowledgements: [] });
    }),
  );

  test('silent: it is booked, and nobody hears of it until the door speaks again', () =>
    atTheDoor(async ({ ask, sweep, upload, received }) => {
      await ask('/orders', { via: 'edi', order: exampleOrder() });
      await ask('/answers', { silent: true });
      await upload('first', acknowledgement(2));
      await sweep();
      expect((await received()).map(({ set }) => set)).toEqual(['850']);
      expect(await books(ask)).toMatchObject({ orders: { '4KQ7TZ1M': { state: 'Acknowledged' } } });
      await ask('/answers', {});
      await upload('second', acknowledgement(3));
      await sweep();
      expect((await received()).map(({ set }) => set)).toEqual(['850', '997']);
    }));
});

describe('POST /advices', () => {
  test('an 824 says what became of a document, under the numbers that the invoice came with', () =>
    atTheDoor(async ({ ask, sweep, upload, received }) => {
      await ask('/orders', { via: 'edi', order: exampleOrder() });
      await upload('promise', acknowledgement(2));
      await sweep();
      const { file } = await ask('/advices', {
        set: '855',
        reference: '4KQ7TZ1M',
        result: 'rejected',
        errors: [{ code: '006', text: 'DUPLICATE' }],
      });
      const [advice] = (await received()).filter(({ set }) => set === '824');
      expect(advice?.file).toBe(file);
      expect(await documentOf(advice?.text)).toMatchObject({
        vendorCode: 'NGK7U',
        documents: [
          {
            result: 'rejected',
            referenceKind: 'purchase-order',
            reference: '4KQ7TZ1M',
            documentType: '855',
            groupControlNumber: '2',
            controlNumber: '0001',
            purchaseOrderNumber: '4KQ7TZ1M',
            errors: [{ condition: '006', text: 'DUPLICATE' }],
          },
        ],
      });
      expect(await books(ask)).toMatchObject({
        applicationAdvices: [{ file, set: '855', reference: '4KQ7TZ1M', result: 'rejected' }],
      });
    }));

  test('one that accepts carries no error, and of a document that never came no control number', () =>
    atTheDoor(async ({ ask, received }) => {
      await ask('/advices', { set: '810', reference: 'INV-9', result: 'accepted' });
      const [advice] = (await received()).filter(({ set }) => set === '824');
      const { documents } = (await documentOf(advice?.text)) as { documents: object[] };
      expect(documents).toEqual([
        { result: 'accepted', referenceKind: 'invoice', reference: 'INV-9', documentType: '810', errors: [] },
      ]);
    }));

  test('without a mailbox there is none, and it says why', () =>
    atTheDoor(
      async ({ refused }) => {
        const why = await refused('/advices', { set: '810', reference: 'INV-9', result: 'accepted' });
        expect(why).toContain('has no mailbox');
      },
      { mailbox: false },
    ));
});

test('a 753 is answered by a 754 that names carrier, day and Amazon’s reference for the load that was asked for', () =>
  atTheDoor(async ({ ask, sweep, upload, received }) => {
    await ask('/orders', { via: 'edi', order: exampleOrder() });
    await upload('request', routingRequest(2));
    await sweep();
    const answers = await received();
    expect(answers.map(({ set }) => set)).toEqual(['850', '997', '754']);
    expect(await documentOf(answers.at(-1)?.text)).toMatchObject({
      number: 'NGKRR1',
      loads: [
        {
          shipTo: { id: 'PHX7' },
          billOfLading: 'NGK7U00260811',
          amazonReferenceNumber: expect.stringMatching(/^\d+$/),
          carrierScac: 'ODFL',
          pickUpOn: '2026-08-11',
          orders: [{ purchaseOrderNumber: '4KQ7TZ1M', packages: 5 }],
        },
      ],
    });
    expect(await books(ask)).toMatchObject({ routingRequestsByEdi: [{ number: 'NGKRR1' }] });
  }));

describe('POST /secret', () => {
  test('the next secret opens the login at once, the old one for 7 days more', () =>
    atTheDoor(async ({ ask, amazon, time }) => {
      const api = await client(amazon);
      const opens = async (client_secret: string) => (await api.login({ client_secret })).status === 200;
      expect([await opens('stand-in-secret'), await opens('the-next-one')]).toEqual([true, false]);
      expect(await ask('/secret', { next: 'the-next-one' })).toEqual({ rotated: true });
      expect([await opens('stand-in-secret'), await opens('the-next-one')]).toEqual([true, true]);
      time.pass({ days: 7 });
      expect([await opens('stand-in-secret'), await opens('the-next-one')]).toEqual([false, true]);
    }));
});

test('an order may be changed by an 860, which says what is different and no more', () =>
  atTheDoor(async ({ ask, received }) => {
    await ask('/orders', { via: 'edi', order: exampleOrder() });
    const { file } = await ask('/orders/4KQ7TZ1M/change', { lines: [{ number: '1', quantity: 12 }], as: '860' });
    const [change] = (await received()).filter(({ set }) => set === '860');
    expect(change?.file).toBe(file);
    expect(change?.text).toContain('POC*1*');
    expect(change?.text).not.toContain('POC*2*');
  }));

describe('the door refuses with a sentence, and has done nothing', () => {
  const cases: [string, string, object, RegExp][] = [
    ['a misspelt switch', '/answers', { refused: ['855'] }, /refused/],
    ['a set that nobody uploads', '/answers', { refuse: ['820'] }, /855/],
    ['an advice without a result', '/advices', { set: '810', reference: 'INV-1' }, /result/],
    ['a secret without its text', '/secret', {}, /next/],
    ['an order whose line has no unit', '/orders', { order: lineWithoutUnit() }, /unit/],
    ['a change of a field that orders do not have', '/orders/4KQ7TZ1M/change', { window: {} }, /window/],
    ['a quirk that there is not', '/quirks', { on: ['Q8', 'Q99'] }, /Q99/],
    ['a rule that is to be off', '/quirks', { on: ['Q8'], off: ['Q1'] }, /Q1 is a rule/],
  ];
  test.each(cases)('%s', (_what, path, body, sentence) =>
    atTheDoor(async ({ ask, refused }) => {
      await ask('/orders', { via: 'edi', order: exampleOrder() });
      const before = [await ask('/books'), await ask('/quirks')];
      expect(await refused(path, body)).toMatch(sentence);
      expect([await ask('/books'), await ask('/quirks')]).toEqual(before);
    }),
  );
});

/** What a vendor who knows nothing of the switch finds; off and on must differ, and on is what the page says. */
const SWITCHES: Record<string, { look(parts: Parts): Promise<unknown>; off: unknown; on: unknown }> = {
  Q2: {
    look: async ({ api }) => (await api.get(PATHS.status, { sortOrder: 'ASC' })).status,
    off: 200,
    on: 400,
  },
  Q3: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder({ number: '2B', orderedOn: '2026-07-30' }) });
      await ask('/orders', { via: 'sp-api', order: exampleOrder({ number: '1A', orderedOn: '2026-08-01' }) });
      return numbers(await api.get(PATHS.orders, { sortOrder: 'ASC' }));
    },
    off: ['2B', '1A'],
    on: ['1A', '2B'],
  },
  Q4: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder({ orderedOn: '2026-08-02T06:00:00Z' }) });
      const hour = { createdAfter: '2026-08-02T20:00:00Z', createdBefore: '2026-08-02T21:00:00Z' };
      return numbers(await api.get(PATHS.orders, hour));
    },
    off: [],
    on: ['4KQ7TZ1M'],
  },
  Q5: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder({ orderedOn: '2026-06-01' }) });
      const unchanged = numbers(await api.get(PATHS.orders, { changedAfter: '2026-08-03T00:00:00Z' }));
      const status = await api.get(PATHS.status, { updatedAfter: '2026-08-03T00:00:00Z' });
      return [unchanged, rowsOf(status, 'ordersStatus').length];
    },
    off: [[], 0],
    on: [['4KQ7TZ1M'], 1],
  },
  Q7: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder() });
      const closed = numbers(await api.get(PATHS.orders, { purchaseOrderState: 'Closed' }));
      const status = await api.get(PATHS.status, { purchaseOrderStatus: 'CLOSED' });
      return [closed, rowsOf(status, 'ordersStatus').length];
    },
    off: [[], 0],
    on: [['4KQ7TZ1M'], 1],
  },
  Q8: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder() });
      const page = await api.get(PATHS.orders);
      return [
        numbers(page),
        (page.body.payload?.pagination as { nextToken?: string } | undefined)?.nextToken !== undefined,
      ];
    },
    off: [['4KQ7TZ1M'], false],
    on: [[], true],
  },
  Q9: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder() });
      return [numbers(await api.get(PATHS.orders)), (await api.get(`${PATHS.orders}/4KQ7TZ1M`)).status];
    },
    off: [['4KQ7TZ1M'], 200],
    on: [[], 200],
  },
  Q10: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder() });
      const [first] = rowsOf(await api.get(PATHS.orders, { includeDetails: 'false' }), 'orders');
      return first !== undefined && 'orderDetails' in first;
    },
    off: false,
    on: true,
  },
  Q11: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder() });
      const { body } = await api.get(`${PATHS.orders}/4KQ7TZ1M`);
      const { orderDetails } = body.payload as { orderDetails: { items: { orderedQuantity: { amount: number } }[] } };
      return orderDetails.items.map(({ orderedQuantity }) => orderedQuantity.amount);
    },
    off: [24, 36, 3],
    on: [-12, 36, 3],
  },
  Q12: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder() });
      await ask('/orders/4KQ7TZ1M/receipts', { line: '2', eaches: 36 });
      return (await lineStatus(api)).map(({ receivingStatus }) => receivingStatus?.receivedQuantity.amount);
    },
    off: [0, 36, 0],
    on: [undefined, 18, 0],
  },
  Q19: {
    look: async ({ ask, api }) => {
      await acknowledged(ask, api);
      const { status } = await submit(api, 'acknowledgements', firstLine(rejected(24)));
      return [status, (await lineStatus(api))[0]?.acknowledgementStatus.rejectedQuantity?.amount];
    },
    off: ['Success', 24],
    on: ['Success', 0],
  },
  Q20: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder() });
      await submit(api, 'acknowledgements', firstLine(rejected(24)));
      const { confirmationStatus, acceptedQuantity } = (await lineStatus(api))[0]?.acknowledgementStatus ?? {};
      return [confirmationStatus, acceptedQuantity?.amount];
    },
    off: ['REJECTED', 0],
    on: ['ACCEPTED', 0],
  },
  Q21: {
    look: async ({ ask, api, time, amazon }) => {
      await acknowledged(ask, api);
      time.pass({ hours: 49 });
      const later = await client(amazon);
      const dates = await submit(later, 'acknowledgements', exampleAcknowledgement());
      const quantities = await submit(later, 'acknowledgements', firstLine(accepted(24)));
      return [dates.status, quantities.errors.map(({ code }) => code)];
    },
    off: ['Success', []],
    on: ['Success', ['CHANGE_TOO_LATE']],
  },
  Q22: {
    look: async ({ ask, api }) => {
      await ask('/orders', { via: 'sp-api', order: exampleOrder() });
      const { status } = await submit(api, 'acknowledgements', exampleAcknowledgement());
      return [status, ((await books(ask)).transactions as { status: string }[])[0]?.status];
    },
    off: ['Success', 'Success'],
    on: ['Processing', 'Success'],
  },
  Q23: {
    look: async ({ ask, api }) => {
      const promise = await acknowledged(ask, api);
      await submit(api, 'shipments', exampleShipment());
      const { id } = await submit(api, 'invoices', exampleInvoice());
      return [promise.status, (await outcome(api, id)).status];
    },
    off: ['Success', 'Success'],
    on: ['Success', 'Processing'],
  },
  Q25: {
    look: async ({ api }) => {
      const { status, errors } = await submit(api, 'acknowledgements', exampleAcknowledgement());
      return [status, errors.map(({ code }) => code)];
    },
    off: ['Failure', ['INVALID_ORDER_ID']],
    on: ['Failure', ['NotAvailable']],
  },
  Q26: {
    look: async ({ ask, api }) => {
      await acknowledged(ask, api);
      await submit(api, 'shipments', exampleShipment());
      return (await submit(api, 'invoices', exampleInvoice())).errors.map(({ code }) => code);
    },
    off: [],
    on: ['MISSING_TAX_REGISTRATION'],
  },
  Q31: {
    look: async ({ ask, api }) => {
      await acknowledged(ask, api);
      const { shipmentMeasurements: _counts, ...uncounted } = exampleShipment();
      return (await submit(api, 'shipments', uncounted)).errors.map(({ code }) => code);
    },
    off: [],
    on: ['MISSING_CARTON_COUNT', 'MISSING_PALLET_COUNT'],
  },
  Q32: {
    look: async ({ ask, api }) => {
      await acknowledged(ask, api);
      const { cartons: _cartons, pallets: _pallets, shipmentMeasurements: _counts, ...bare } = exampleShipment();
      return (await submit(api, 'shipments', bare)).errors.map(({ code }) => code);
    },
    off: [],
    on: ['EMPTY_PACKAGES'],
  },
  Q33: {
    look: async ({ api }) => {
      await announce(api);
      const shown = await api.get('/vendor/shipping/v1/shipments', { vendorShipmentIdentifier: 'LOAD-1' });
      return rowsOf(shown, 'shipments').map((load) => 'buyerReferenceNumber' in load);
    },
    off: [true],
    on: [],
  },
  Q34: {
    look: async ({ ask, api }) => {
      await announce(api);
      return ((await books(ask)).routingRequests as { portalPage: string }[])[0]?.portalPage;
    },
    off: 'opens',
    on: 'broken',
  },
  Q35: {
    look: async ({ api }) => {
      await announce(api);
      const labels = await api.get('/vendor/shipping/v1/transportLabels', { vendorShipmentIdentifier: 'LOAD-1' });
      return rowsOf(labels, 'transportLabels').length;
    },
    off: 1,
    on: 0,
  },
  Q37: {
    look: async ({ ask, api, time }) => {
      const opens = async () => (await api.login({ client_secret: 'the-next-one' })).status === 200;
      await ask('/secret', { next: 'the-next-one' });
      const atOnce = await opens();
      time.pass({ minutes: 5 });
      return [atOnce, await opens()];
    },
    off: [true, true],
    on: [false, true],
  },
};

describe('POST /quirks', () => {
  test('every quirk that is no rule can be switched, and is tried here', () => {
    const switches = Object.entries(QUIRKS).filter(([, { always }]) => !always);
    expect(Object.keys(SWITCHES)).toEqual(switches.map(([name]) => name));
  });

  test.each(Object.entries(SWITCHES))(
    '%s changes what a vendor finds, and changes it back',
    (name, { look, off, on }) =>
      atTheDoor(async (parts) => {
        await parts.ask('/quirks', { on: [name] });
        expect(await look(parts), 'on').toEqual(on);
      }).then(() =>
        atTheDoor(async (parts) => {
          await parts.ask('/quirks', { on: [name] });
          await parts.ask('/quirks', { off: [name] });
          expect(await look(parts), 'off').toEqual(off);
        }),
      ),
  );
});

describe('vendor-bridge simulator', () => {
  test('is born with the quirks that it was given, and rules are on without being named', async () => {
    const asked = Object.keys(SWITCHES).filter((_name, index) => index % 2 === 0);
    await whileItRuns({ quirks: asked }, async (said) => {
      const quirks = (await (await fetch(`${doorOf(said)}/quirks`)).json()) as { name: string; on: boolean }[];
      const rules = Object.entries(QUIRKS).flatMap(([name, { always }]) => (always ? [name] : []));
      expect(
        quirks
          .filter(({ on }) => on)
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...asked, ...rules].sort());
    });
  });

  test('says where it listens as it was told to, not somewhere else', () =>
    whileItRuns({ host: '127.0.0.2' }, async (said) => {
      expect(doorOf(said)).toContain('http://127.0.0.2:');
      expect(said()).toMatch(/SP-API +http:\/\/127\.0\.0\.2:/);
      expect((await fetch(`${doorOf(said)}/`)).status).toBe(200);
    }));

  test('an SFTP server without a mailbox is refused, and nothing stays open behind it', async () => {
    const port = await freePort();
    const stopped = () => new Promise<void>(() => {});
    const run = runSimulator({ terminal: terminal().terminal, port, sftp: 0, stopped });
    await expect(run).rejects.toMatchObject({ code: 'usage' });
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  });
});

type Ask = (path: string, body?: object) => Promise<Record<string, unknown>>;

interface Parts {
  amazon: AmazonStandIn;
  api: Client;
  time: ReturnType<typeof stoppedClock>;
  ask: Ask;
  /** The sentence of a 400. */
  refused(path: string, body: object): Promise<string>;
  upload(name: string, text: string): Promise<void>;
  sweep(): Promise<unknown>;
  received(): Promise<{ file: string; set: string; text: string }[]>;
}

/** An Amazon with a door, each call over HTTP: what one asks for is seen by another. */
async function atTheDoor(run: (parts: Parts) => Promise<void>, { mailbox = true } = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-door-'));
  const time = stoppedClock();
  const amazon = await startAmazon({ clock: time.clock, ...(mailbox ? { mailboxFolder: folder } : {}) });
  const door = await openDoor(amazon, { mailbox: mailbox ? folder : undefined });
  const call = async (path: string, body?: object) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(door.url + path, init);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  try {
    await run({
      amazon,
      api: await client(amazon),
      time,
      ask: async (path, body) => {
        const answer = await call(path, body);
        expect(answer, path).toMatchObject({ status: 200 });
        return answer.body;
      },
      refused: async (path, body) => {
        const answer = await call(path, body);
        expect(answer.status).toBe(400);
        return String(answer.body.message);
      },
      upload: (name, text) => writeFile(join(folder, 'upload', name), text),
      sweep: () => amazon.sweepMailbox(door.answering),
      received: async () => {
        const names = (await readdir(join(folder, 'download'))).sort((a, b) => a.slice(-7).localeCompare(b.slice(-7)));
        return Promise.all(
          names.map(async (file) => {
            const text = await readFile(join(folder, 'download', file), 'utf8');
            return { file, set: /~ST\*(\d+)/.exec(text)?.[1] ?? '', text };
          }),
        );
      },
    });
  } finally {
    await door.close();
    await amazon.close();
    await rm(folder, { recursive: true });
  }
}

async function whileItRuns(
  options: { host?: string; quirks?: string[] },
  look: (said: () => string) => Promise<void>,
): Promise<void> {
  const { terminal: out, said } = terminal();
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const run = runSimulator({ ...options, terminal: out, stopped: () => stopped });
  try {
    await expect.poll(said, { timeout: 20_000 }).toContain('Ctrl-C');
    await look(said);
  } finally {
    stop();
    await run;
  }
}

function terminal() {
  let text = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { terminal: { stdin: process.stdin, stdout, stderr: stdout }, said: () => text };
}

function doorOf(said: () => string): string {
  return /drive it by +(\S+)/.exec(said())?.[1] ?? '';
}

function books(ask: Ask): Promise<Record<string, unknown>> {
  return ask('/books');
}

async function segmentsOf(received: Parts['received'], set: string): Promise<string[]> {
  return (await received()).filter((one) => one.set === set).flatMap(({ text }) => text.split('~'));
}

async function documentOf(text: string | undefined): Promise<unknown> {
  const events: ReadEvent[] = [];
  for await (const event of readInterchanges(Buffer.from(text ?? ''))) events.push(event);
  const [first] = events.filter((event) => event.kind === 'document');
  return first?.content.document;
}

type Answer = Awaited<ReturnType<Client['get']>>;

function rowsOf({ body }: Answer, field: string): object[] {
  return (body.payload?.[field] ?? []) as object[];
}

function numbers(answer: Answer): string[] {
  return (rowsOf(answer, 'orders') as { purchaseOrderNumber: string }[]).map((order) => order.purchaseOrderNumber);
}

interface LineStatus {
  acknowledgementStatus: {
    confirmationStatus?: string;
    acceptedQuantity?: { amount: number };
    rejectedQuantity?: { amount: number };
  };
  receivingStatus?: { receivedQuantity: { amount: number } };
}

async function lineStatus(api: Client): Promise<LineStatus[]> {
  const [order] = rowsOf(await api.get(PATHS.status, { purchaseOrderNumber: '4KQ7TZ1M' }), 'ordersStatus');
  return (order as { itemStatus: LineStatus[] } | undefined)?.itemStatus ?? [];
}

async function acknowledged(ask: Ask, api: Client) {
  await ask('/orders', { via: 'sp-api', order: exampleOrder() });
  return submit(api, 'acknowledgements', exampleAcknowledgement());
}

function firstLine(itemAcknowledgements: object[]) {
  const document = exampleAcknowledgement();
  document.items = document.items.slice(0, 1);
  Object.assign(document.items[0] ?? {}, { itemAcknowledgements });
  return document;
}

function lineWithoutUnit(): object {
  const [{ unit: _unit, ...line } = exampleOrder().lines[0] ?? { unit: 'EA' }] = exampleOrder().lines;
  return { ...exampleOrder({ number: '5XY' }), lines: [line] };
}

async function announce(api: Client): Promise<void> {
  const { sellingParty, shipFromParty, shipToParty } = exampleShipment();
  const posted = await api.post('/vendor/shipping/v1/shipments', {
    shipments: [
      {
        vendorShipmentIdentifier: 'LOAD-1',
        transactionType: 'New',
        transactionDate: '2026-08-03T09:00:00Z',
        shipmentFreightTerm: 'Collect',
        sellingParty,
        shipFromParty,
        shipToParty,
        purchaseOrders: [{ purchaseOrderNumber: '4KQ7TZ1M' }],
      },
    ],
  });
  expect(posted.body.errors).toBeUndefined();
  expect(posted.status).toBe(202);
}

function acknowledgement(control: number): string {
  return vendorInterchange('PR', control, '855', [
    'BAK*00*AC*4KQ7TZ1M*20260803',
    'PO1*1*24*EA*11.75*PE*UP*614141001019',
    'ACK*IA*24*EA*067*20260812',
    'PO1*2*36*EA*5.85*PE*UP*614141001026',
    'ACK*IA*36*EA*067*20260812',
    'PO1*3*3*CA*4.2*PE*VN*NK-0103',
    'ACK*IA*3*CA*067*20260812',
    'CTT*3*63',
  ]);
}

function changeAcknowledgement(control: number): string {
  return vendorInterchange('CA', control, '865', [
    'BCA*00*AC*4KQ7TZ1M***20260803',
    'POC*1*QD*24*0*EA*11.75*PE*UP*614141001019',
    'ACK*IA*24*EA*067*20260812',
    'CTT*1',
  ]);
}

function routingRequest(control: number): string {
  return vendorInterchange(
    'RF',
    control,
    '753',
    [
      'BGN*00*NGKRR1*20260803',
      'N1*SF*NORTHGATE KITCHENWARE*92*NGK7U',
      'LX*1',
      'N1*ST**92*PHX7',
      'L11*NGK7U00260811*BM',
      'G62*10*20260811',
      'OID**4KQ7TZ1M**CTN*5',
    ],
    '005010',
  );
}
