import { changeOrder, openOrder, receive } from './booking.ts';
import { type Books, emptyBooks } from './books.ts';
import { type RemittanceRequest, remittanceBody, remittanceLines } from './edi/820-remittance.ts';
import { type AdviceRequest, adviceBody } from './edi/824-application-advice.ts';
import { purchaseOrderBody } from './edi/850-purchase-order.ts';
import { orderChangeBody } from './edi/860-order-change.ts';
import { openMailbox } from './edi/mailbox.ts';
import { ediSender } from './edi/sender.ts';
import { type SweepOptions, type SweepReport, sweeper } from './edi/sweep.ts';
import type { Delimiters } from './edi/x12.ts';
import { type Faults, faultQueue } from './faults.ts';
import { plain, total } from './numbers.ts';
import type { AmazonOrder, AmazonOrderChange, OrderChannel } from './order.ts';
import type { QuirkName } from './quirks.ts';
import { access, type Credentials } from './sp-api/access.ts';
import type { RateLimit } from './sp-api/rate.ts';
import { startServer } from './sp-api/server.ts';
import { type FailOrder, transactions } from './sp-api/transactions.ts';
import { type AmazonParties, timestamp, type World } from './world.ts';

export interface AmazonOptions extends Partial<Credentials> {
  /** The only source of time here. */
  clock: () => Date;
  /** Holds `download` and `upload`; without it there is no EDI. */
  mailboxFolder?: string;
  vendorCode?: string;
  /** ISO 4217. */
  currency?: string;
  parties?: Partial<AmazonParties>;
  quirks?: Iterable<QuirkName>;
  /** Enforced only where given; the header says 10 a second all the same. */
  rateLimit?: RateLimit;
  /** How long a submission stays Processing, by the clock. 0 decides at once. */
  processingMs?: number;
  largestBodyBytes?: number;
  /** 0 takes any free one. */
  port?: number;
  /** Where to listen; this machine only where absent. */
  host?: string;
  /** ISA13 of the first interchange: an Amazon that is started anew beside an old vendor must not repeat itself. */
  firstControlNumber?: number;
  delimiters?: Partial<Delimiters>;
}

/** A whole Amazon on one machine: what it knows, and what it can be asked to do. */
export interface AmazonStandIn {
  /** SP-API endpoint, without a slash at the end. */
  readonly url: string;
  /** Login with Amazon. */
  readonly tokenUrl: string;
  readonly credentials: Credentials;
  /** Switchable while it runs: `amazon.quirks.add('Q8')`. */
  readonly quirks: Set<QuirkName>;
  readonly faults: Faults;
  /** A copy as of now, everything due decided. */
  readonly books: Books;
  /** The 850's file name, where it went by EDI. */
  sendPurchaseOrder(order: AmazonOrder, how: { via: OrderChannel }): Promise<{ file?: string }>;
  /** A second 850 with the same number for an order sent by EDI; the changed window for one by API. */
  changePurchaseOrder(
    number: string,
    change: AmazonOrderChange,
    /** 860: what is different alone, for vendors that take it. */
    how?: { as: '850' | '860' },
  ): Promise<{ file?: string }>;
  /** The goods arrive. */
  receive(number: string, lineNumber: string, eaches: number): void;
  sweepMailbox(options?: SweepOptions): Promise<SweepReport>;
  sendRemittance(request: RemittanceRequest): Promise<{ file: string; paymentNumber: string; total: string }>;
  /** Says by 824 what became of a document; the file's name. */
  sendApplicationAdvice(advice: AdviceRequest): Promise<{ file: string }>;
  /** The next submissions by API that come due fail, whatever is in them. */
  failNextTransaction(order: FailOrder): void;
  /** The old secret lives 7 more days. */
  rotateClientSecret(next: string): void;
  close(): Promise<void>;
}

const NORTHGATE: AmazonParties = {
  amazonQualifier: 'ZZ',
  amazonId: 'AMAZON',
  vendorQualifier: 'ZZ',
  vendorId: 'NORTHGATEKW',
  usage: 'P',
  billTo: {
    id: 'AMAZON',
    name: 'AMAZON.COM SERVICES LLC',
    addressLines: ['PO BOX 80387'],
    city: 'SEATTLE',
    stateOrRegion: 'WA',
    postalCode: '98108',
    countryCode: 'US',
  },
  vendorName: 'NORTHGATE KITCHENWARE LLC',
};

/** Starts an Amazon that trades with one vendor code, by SP-API and, given a folder, by EDI, over one set of books. */
export async function startAmazon(options: AmazonOptions): Promise<AmazonStandIn> {
  const world = newWorld(options);
  const { books } = world;
  const credentials: Credentials = {
    clientId: options.clientId ?? 'amzn1.application-oa2-client.stand-in',
    clientSecret: options.clientSecret ?? 'stand-in-secret',
    refreshToken: options.refreshToken ?? 'Atzr|stand-in',
  };
  const door = access(world, credentials);
  const faults = faultQueue();
  const submitted = transactions(world, options.processingMs ?? 0);
  const edi =
    options.mailboxFolder === undefined ? undefined : await openEdi(world, options.mailboxFolder, options.delimiters);
  const server = await startServer({
    world,
    access: door,
    faults,
    transactions: submitted,
    rateLimit: options.rateLimit,
    largestBodyBytes: options.largestBodyBytes ?? 1_048_576,
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
  });

  async function write850(number: string): Promise<{ file?: string }> {
    const order = books.orders[number];
    if (!order || order.via === 'sp-api') return {};
    return { file: await mailbox().sender.send('850', 'PO', purchaseOrderBody(order, world.vendorCode), number) };
  }

  function mailbox() {
    if (edi) return edi;
    throw new Error('this Amazon has no mailbox and does not trade by EDI: start it with one');
  }

  return {
    url: server.url,
    tokenUrl: `${server.url}/auth/o2/token`,
    credentials,
    quirks: world.quirks,
    faults,
    get books() {
      submitted.settle();
      return structuredClone(books);
    },
    async sendPurchaseOrder(order, { via }) {
      if (via !== 'sp-api') mailbox();
      openOrder(world, order, via);
      return write850(order.number);
    },
    async changePurchaseOrder(number, change, how = { as: '850' }) {
      submitted.settle();
      const before = structuredClone(books.orders[number]);
      const after = changeOrder(world, number, change);
      if (how.as === '850' || !before) return write850(number);
      const body = orderChangeBody(before, after, change, world.vendorCode);
      return { file: await mailbox().sender.send('860', 'PC', body, number) };
    },
    receive: (number, lineNumber, eaches) => {
      submitted.settle();
      receive(world, number, lineNumber, eaches);
    },
    async sweepMailbox(sweepOptions) {
      submitted.settle();
      return mailbox().sweep(sweepOptions);
    },
    async sendRemittance(request) {
      submitted.settle();
      const { lines, total: sum } = remittanceLines(world, request);
      const paymentNumber = request.paymentNumber ?? String(700_000_000 + world.next('payment'));
      const file = await mailbox().sender.send(
        '820',
        'RA',
        remittanceBody(world, paymentNumber, sum, lines),
        paymentNumber,
      );
      for (const { reference, paid } of lines) {
        const invoice = books.invoices.find(({ number }) => number === reference);
        if (invoice) invoice.paid = plain(total([invoice.paid, paid]));
      }
      const told = lines.map(({ order: _order, invoicedOn: _on, reasonCode: _code, ...line }) => line);
      books.remittances.push({ paymentNumber, at: timestamp(world), file, total: sum, lines: told });
      return { file, paymentNumber, total: sum };
    },
    async sendApplicationAdvice(advice) {
      const { sender } = mailbox();
      const file = await sender.send('824', 'AG', adviceBody(world, advice), advice.reference);
      const { set, reference, result } = advice;
      books.applicationAdvices.push({ file, set, reference, result, at: timestamp(world) });
      return { file };
    },
    failNextTransaction: submitted.failNext,
    rotateClientSecret: door.rotateClientSecret,
    close: server.close,
  };
}

async function openEdi(world: World, folder: string, delimiters: Partial<Delimiters> = {}) {
  const mailbox = await openMailbox(folder);
  const sender = ediSender(world, mailbox, { element: '*', component: '>', segment: '~', lineEnd: '', ...delimiters });
  return { sender, sweep: sweeper(world, mailbox, sender) };
}

function newWorld(options: AmazonOptions): World {
  const counters = new Map([['interchange', (options.firstControlNumber ?? 1) - 1]]);
  const books = emptyBooks();
  return {
    books,
    quirks: new Set(options.quirks),
    vendorCode: options.vendorCode ?? 'NGK7U',
    currency: options.currency ?? 'USD',
    parties: { ...NORTHGATE, ...options.parties },
    now: options.clock,
    next(counter) {
      const value = (counters.get(counter) ?? 0) + 1;
      counters.set(counter, value);
      return value;
    },
    note(channel, document, reference, findings) {
      const at = options.clock().toISOString();
      books.problems.push(...findings.map((finding) => ({ ...finding, at, channel, document, reference })));
    },
  };
}
