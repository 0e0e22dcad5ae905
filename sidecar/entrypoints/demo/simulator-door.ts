import { createServer, type IncomingMessage, type Server } from 'node:http';
import { z } from 'zod';
import type { AmazonStandIn } from '../../../test/stand-ins/amazon/amazon.ts';
import { OPERATIONS } from '../../../test/stand-ins/amazon/faults.ts';
import { orderMaker } from '../../../test/stand-ins/amazon/generate.ts';
import { urlOf } from '../../../test/stand-ins/amazon/listening.ts';
import type { AmazonOrder, AmazonOrderChange } from '../../../test/stand-ins/amazon/order.ts';
import { isQuirkName, QUIRKS, type QuirkName } from '../../../test/stand-ins/amazon/quirks.ts';
import { BadInput } from '../cli/failure.ts';
import { PRODUCTS } from './cast.ts';

/** What a vendor uploads and this Amazon answers by 997. */
const SETS = ['855', '865', '753', '856', '810', '846'] as const;

/** Whose number an 824 may name. */
const ADVISED = ['855', '865', '856', '810', '846'] as const;

const Party = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  addressLines: z.array(z.string()).optional(),
  city: z.string().optional(),
  stateOrRegion: z.string().optional(),
  postalCode: z.string().optional(),
  countryCode: z.string().optional(),
});

const Window = z.strictObject({ from: z.iso.date(), to: z.iso.date() });

const Quantity = z.number().int().nonnegative();

const Line = z.strictObject({
  number: z.string().optional(),
  ids: z
    .array(
      z.strictObject({
        qualifier: z.enum(['UP', 'EN', 'UK', 'IB', 'BP', 'VN', 'VP', 'SK', 'UA']),
        value: z.string().min(1),
      }),
    )
    .min(1),
  quantity: Quantity,
  unit: z.enum(['EA', 'CA']),
  unitSize: z.number().int().positive().optional(),
  unitCost: z.string().optional(),
  isBackOrderAllowed: z.boolean().optional(),
});

const Type = z.enum(['regular', 'rush', 'new-product', 'consigned']).optional();

/** Strict throughout: a word that is misspelt and passed over would look like a switch that does nothing. */
const Body = {
  order: z.strictObject({
    via: z.enum(['edi', 'sp-api', 'both']).optional(),
    order: z
      .strictObject({
        number: z.string().min(1),
        orderedOn: z.string().optional(),
        type: Type,
        shipTo: Party,
        deliveryWindow: Window.optional(),
        shipWindow: Window.optional(),
        methodOfPayment: z.enum(['CC', 'BP', 'PP', 'PS', 'DF', 'FO']).optional(),
        dealCode: z.string().optional(),
        notes: z.array(z.string()).optional(),
        pricedPer: z.enum(['each', 'unit']).optional(),
        lines: z.array(Line).min(1),
      })
      .optional(),
  }),
  change: z.strictObject({
    as: z.enum(['850', '860']).optional(),
    lines: z
      .array(z.strictObject({ number: z.string(), quantity: Quantity.optional(), unitCost: z.string().optional() }))
      .optional(),
    addLines: z.array(Line).optional(),
    shipTo: Party.optional(),
    deliveryWindow: Window.optional(),
    shipWindow: Window.optional(),
    type: Type,
  }),
  remittance: z.strictObject({
    invoices: z.array(z.union([z.string(), z.strictObject({ number: z.string(), paid: z.string() })])),
    deductions: z
      .array(
        z.strictObject({
          of: z.string().optional(),
          suffix: z.string().optional(),
          reference: z.string().optional(),
          amount: z.string(),
          reasonCode: z.string().optional(),
        }),
      )
      .optional(),
    paymentNumber: z.string().optional(),
  }),
  quirks: z.strictObject({ on: z.array(z.string()).optional(), off: z.array(z.string()).optional() }),
  fault: z.strictObject({
    operation: z.enum(OPERATIONS),
    when: z.enum(['before', 'after']),
    status: z.union([z.number().int(), z.literal('hang-up')]),
    times: z.number().int().positive().optional(),
  }),
  failing: z.strictObject({
    operation: z.enum(OPERATIONS).optional(),
    code: z.string().default('INVALID_REQUEST'),
    message: z.string().default('This failure was ordered.'),
    times: z.number().int().positive().optional(),
  }),
  answering: z.strictObject({ refuse: z.array(z.enum(SETS)).default([]), silent: z.boolean().default(false) }),
  advice: z.strictObject({
    set: z.enum(ADVISED),
    reference: z.string().min(1),
    result: z.enum(['accepted', 'rejected']),
    errors: z.array(z.strictObject({ code: z.string().min(1), text: z.string() })).optional(),
  }),
  secret: z.strictObject({ next: z.string().min(1) }),
  receipt: z.strictObject({ line: z.string(), eaches: z.number().int().positive() }),
};

/** What the simulator can be told to do, by what to ask for. docs/simulator.md explains each. */
export const DOORS = {
  'GET /': 'this list',
  'GET /books': 'all that this Amazon knows',
  'GET /problems': 'what it found wrong with what it got',
  'POST /orders': '{via, order}: places an order; one is made up where `order` is absent',
  'POST /orders/NUMBER/change':
    '{lines: [{number, quantity, unitCost}], addLines, shipTo, deliveryWindow, shipWindow, type, as}: changes it, after its acknowledgement too',
  'POST /orders/NUMBER/receipts': '{line, eaches}: goods arrive',
  'POST /remittances': '{invoices, deductions}: pays by 820',
  'GET /quirks': 'what the live service does beside its documents, by number',
  'POST /quirks': '{on, off}: switches them',
  'POST /faults': '{operation, when, status, times}: the next calls fail, before or after they landed',
  'POST /transactions/fail': '{operation, code, message, times}: the next submissions are taken, and fail later',
  'POST /answers': '{refuse: [855, …], silent}: from now on refuses these sets by 997, or answers nothing at all',
  'POST /advices': '{set, reference, result, errors: [{code, text}]}: says by 824 what became of a document',
  'POST /secret': '{next}: rotates the client secret; the old one lives 7 days more',
};

export interface Door {
  url: string;
  /** How the mailbox is answered from now on. */
  answering: { refuse: string[]; silent: boolean };
  close(): Promise<void>;
}

/** The control door. Answers JSON; what it cannot understand it refuses with a sentence. */
export async function openDoor(
  amazon: AmazonStandIn,
  { host, port, mailbox }: { host?: string | undefined; port?: number | undefined; mailbox?: string | undefined },
): Promise<Door> {
  const answering: Door['answering'] = { refuse: [], silent: false };
  const maker = orderMaker(
    7,
    PRODUCTS.map(({ upc, asin, agreed_cost, case_pack }, index) => ({
      ids: [
        { qualifier: 'UP' as const, value: upc },
        { qualifier: 'BP' as const, value: asin },
      ],
      ...(index % 2 === 0 && case_pack !== undefined
        ? { unit: 'CA' as const, unitSize: case_pack }
        : { unit: 'EA' as const }),
      ...(agreed_cost === undefined ? {} : { unitCost: agreed_cost }),
    })),
    [{ id: 'PHX7' }, { id: 'ONT8' }],
  );

  async function answer(method: string, path: string, body: unknown): Promise<unknown> {
    const [, collection, number = '', action = number === 'fail' ? number : undefined] = path.split('/');
    switch (`${method} /${collection}${action === undefined ? '' : `/${action}`}`) {
      case 'GET /':
        return DOORS;
      case 'GET /books':
        return amazon.books;
      case 'GET /problems':
        return amazon.books.problems;
      case 'GET /quirks':
        return Object.entries(QUIRKS).map(([name, { says, side, always }]) => ({
          name,
          says,
          side,
          on: always || amazon.quirks.has(name as QuirkName),
        }));
      case 'POST /orders': {
        const { order, via = mailbox === undefined ? 'sp-api' : 'edi' } = Body.order.parse(body);
        const placed = order === undefined ? maker.next(new Date().toISOString().slice(0, 10)) : (order as AmazonOrder);
        return { number: placed.number, ...(await amazon.sendPurchaseOrder(placed, { via })) };
      }
      case 'POST /orders/change': {
        const { as = '850', ...change } = Body.change.parse(body);
        return amazon.changePurchaseOrder(number, change as AmazonOrderChange, { as });
      }
      case 'POST /orders/receipts': {
        const { line, eaches } = Body.receipt.parse(body);
        amazon.receive(number, line, eaches);
        return amazon.books.orders[number];
      }
      case 'POST /remittances': {
        const { invoices, deductions = [], paymentNumber } = Body.remittance.parse(body);
        return amazon.sendRemittance({
          invoices,
          deductions: deductions.map(withoutAbsent),
          termsDiscount: 'as-invoiced',
          ...(paymentNumber === undefined ? {} : { paymentNumber }),
        });
      }
      case 'POST /quirks': {
        const { on = [], off = [] } = Body.quirks.parse(body);
        // All names are looked at before the first is switched: what is refused has done nothing.
        const [wanted, unwanted] = [on.map(quirkNamed), off.map(switchNamed)];
        for (const name of wanted) amazon.quirks.add(name);
        for (const name of unwanted) amazon.quirks.delete(name);
        return { on: [...amazon.quirks] };
      }
      case 'POST /faults': {
        const { operation, when, status, times = 1 } = Body.fault.parse(body);
        amazon.faults.failNext({ operation, when, status, times });
        return { operation, when, status, times };
      }
      case 'POST /transactions/fail': {
        const { times = 1, operation, ...failure } = Body.failing.parse(body);
        amazon.failNextTransaction({ ...failure, times, ...(operation === undefined ? {} : { operation }) });
        return { times, ...failure };
      }
      case 'POST /answers':
        Object.assign(answering, Body.answering.parse(body));
        return answering;
      case 'POST /advices':
        return amazon.sendApplicationAdvice(withoutAbsent(Body.advice.parse(body)));
      case 'POST /secret':
        amazon.rotateClientSecret(Body.secret.parse(body).next);
        return { rotated: true };
      default:
        throw new Error(`there is no ${method} ${path}; GET / lists what there is`);
    }
  }

  const server = createServer((request, response) => {
    void readJson(request)
      .then((body) => answer(request.method ?? 'GET', new URL(request.url ?? '/', 'http://localhost').pathname, body))
      .then((value) => ({ status: 200, value }))
      .catch((refusal: unknown) => ({ status: 400, value: { message: sentenceOf(refusal) } }))
      .then(({ status, value }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(`${JSON.stringify(value, null, 2)}\n`);
      });
  });
  await listen(server, port === undefined || port === 0 ? 0 : port + 1, host ?? '127.0.0.1');
  return {
    url: urlOf(server, host ?? '127.0.0.1'),
    answering,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function withoutAbsent<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function sentenceOf(refusal: unknown): string {
  if (refusal instanceof z.ZodError) return z.prettifyError(refusal);
  return refusal instanceof Error ? refusal.message : String(refusal);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : JSON.parse(text);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, reject) => {
    server.once('error', reject);
    server.listen(port, host, done);
  });
}

/** Refuses a name that is no quirk, and says which there are. */
export function quirkNamed(name: string): QuirkName {
  if (isQuirkName(name)) return name;
  throw new BadInput(
    'unknown-quirk',
    `there is no quirk '${name}'`,
    'command line',
    `Known are ${Object.keys(QUIRKS).join(', ')}.`,
  );
}

/** A rule cannot be switched off: this Amazon would then be milder than the live one. */
function switchNamed(name: string): QuirkName {
  const quirk = quirkNamed(name);
  if (!QUIRKS[quirk].always) return quirk;
  throw new Error(`${quirk} is a rule and always on: ${QUIRKS[quirk].says}`);
}
