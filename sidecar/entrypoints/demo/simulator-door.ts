import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { AmazonStandIn } from '../../../test/stand-ins/amazon/amazon.ts';
import { OPERATIONS } from '../../../test/stand-ins/amazon/faults.ts';
import { orderMaker } from '../../../test/stand-ins/amazon/generate.ts';
import type { AmazonOrder, AmazonOrderChange } from '../../../test/stand-ins/amazon/order.ts';
import { isQuirkName, QUIRKS, type QuirkName } from '../../../test/stand-ins/amazon/quirks.ts';
import { BadInput } from '../cli/failure.ts';
import { PRODUCTS } from './cast.ts';

/** What a vendor uploads. */
const SETS = ['855', '856', '810', '846'] as const;

const Body = {
  order: z.object({ via: z.enum(['edi', 'sp-api', 'both']).optional(), order: z.looseObject({}).optional() }),
  change: z.looseObject({}),
  remittance: z.object({
    invoices: z.array(z.union([z.string(), z.object({ number: z.string(), paid: z.string() })])),
    deductions: z
      .array(
        z.object({
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
  quirks: z.object({ on: z.array(z.string()).optional(), off: z.array(z.string()).optional() }),
  fault: z.object({
    operation: z.enum(OPERATIONS),
    when: z.enum(['before', 'after']),
    status: z.union([z.number().int(), z.literal('hang-up')]),
    times: z.number().int().positive().optional(),
  }),
  failing: z.object({
    operation: z.enum(OPERATIONS).optional(),
    code: z.string().default('INVALID_REQUEST'),
    message: z.string().default('This failure was ordered.'),
    times: z.number().int().positive().optional(),
  }),
  answering: z.object({ refuse: z.array(z.enum(SETS)).default([]), silent: z.boolean().default(false) }),
  advice: z.object({
    set: z.enum(SETS),
    reference: z.string().min(1),
    result: z.enum(['accepted', 'rejected']),
    errors: z.array(z.object({ code: z.string().min(1), text: z.string() })).optional(),
  }),
  secret: z.object({ next: z.string().min(1) }),
  receipt: z.object({ line: z.string(), eaches: z.number().int().positive() }),
};

/** What the simulator can be told to do, by what to ask for. docs/simulator.md explains each. */
export const DOORS = {
  'GET /': 'this list',
  'GET /books': 'all that this Amazon knows',
  'GET /problems': 'what it found wrong with what it got',
  'POST /orders': '{via, order}: places an order; one is made up where `order` is absent',
  'POST /orders/NUMBER/change':
    '{lines: [{number, quantity, unitCost}], addLines, shipTo, deliveryWindow, shipWindow, type}: changes it, after its acknowledgement too',
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
        const placed = order === undefined ? maker.next(new Date().toISOString().slice(0, 10)) : asOrder(order);
        return { number: placed.number, ...(await amazon.sendPurchaseOrder(placed, { via })) };
      }
      case 'POST /orders/change':
        return amazon.changePurchaseOrder(number, Body.change.parse(body) as AmazonOrderChange);
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
        for (const name of on) amazon.quirks.add(quirkNamed(name));
        for (const name of off) amazon.quirks.delete(quirkNamed(name));
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
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answering,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function asOrder(value: Record<string, unknown>): AmazonOrder {
  const shape = z.looseObject({
    number: z.string(),
    shipTo: z.looseObject({ id: z.string() }),
    lines: z.array(z.looseObject({ ids: z.array(z.object({ qualifier: z.string(), value: z.string() })) })).min(1),
  });
  return shape.parse(value) as unknown as AmazonOrder;
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
