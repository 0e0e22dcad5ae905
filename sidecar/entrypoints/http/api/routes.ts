import type { Request } from 'express';
import { z } from 'zod';
import { DiscrepancyKind } from '../../../domain/discrepancy.ts';
import type { StoredPurchaseOrder } from '../../../ports/stores.ts';
import { LABEL_FORMATS } from '../../views/labels.ts';
import { orderFile, orderForMachines, orderSummary, withoutContent } from '../../views/order-file.ts';
import { waitingTrucks } from '../../views/trucks.ts';
import { mustBeSaid, readCarriage } from '../carriage.ts';
import type { ConsoleDeps } from '../deps.ts';
import { mustBeNoted, readWhy } from '../file-said.ts';
import { type FileAnswer, LABEL_MEDIA, labelsAnswer } from '../labels.ts';
import { mustBeMadeAnew, readAnewWish } from '../made-anew.ts';
import { promised } from '../pages/stock.ts';
import { notFound, Refusal } from '../refusal.ts';
import { mustBeReleased } from '../released.ts';
import { mustBeResent } from '../resent.ts';
import { mustBeSettled, readResolution } from '../resolution.ts';
import { mustBeAsked, readRoutingWish } from '../routing.ts';
import { mustBeGoing } from '../told-now.ts';
import { OrderSummary, OutboundDocument, type ShapeName } from './shapes.ts';

/** One operation: all that the router, the description and the tests need to know of it. */
export type Route = JsonRoute | FileRoute;

interface Operation {
  method: 'get' | 'post';
  /** Below /api/v1, parameters as OpenAPI writes them. */
  path: string;
  summary: string;
  query?: z.ZodObject;
  body?: ShapeName;
  refusals?: readonly number[];
  /** Left out where the house cannot do it. */
  offered?: (deps: ConsoleDeps) => boolean;
}

interface Input {
  request: Request;
  query: Record<string, unknown>;
  deps: ConsoleDeps;
}

interface JsonRoute extends Operation {
  answer: { shape: ShapeName; list: boolean };
  run(input: Input): Promise<unknown>;
}

/** Answers a file instead of JSON. */
interface FileRoute extends Operation {
  answer: { media: string };
  run(input: Input): Promise<FileAnswer>;
}

export function answersFile(route: Route): route is FileRoute {
  return 'media' in route.answer;
}

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(1000)
  .default(100)
  .describe('At most so many, the most pressing or newest first');

export const ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/orders',
    summary: 'Purchase orders: what must be acknowledged soonest first, then the newest',
    query: z.object({ progress: OrderSummary.shape.progress.optional(), limit }),
    answer: { shape: 'OrderSummary', list: true },
    async run({ query, deps }) {
      const { progress, limit: most } = query as { progress?: StoredPurchaseOrder['progress']; limit: number };
      const rows = await deps.stores.purchaseOrders.list({
        ...(progress ? { progress: [progress] } : {}),
        limit: most,
      });
      return { items: rows.map((row) => orderSummary(row, deps)) };
    },
  },
  {
    method: 'get',
    path: '/orders/{number}',
    summary:
      'One purchase order with its decision, versions, documents, dispatches, invoices, discrepancies and journal',
    answer: { shape: 'OrderFile', list: false },
    refusals: [404],
    async run({ request, deps }) {
      const number = String(request.params.number);
      const file = (await orderFile(number, deps)) ?? missing(`purchase order ${number}`);
      return orderForMachines(file, deps);
    },
  },
  ...(['order', 'dispatch'] as const).map(
    (kind): JsonRoute => ({
      method: 'post',
      path: kind === 'order' ? '/orders/{number}/carriage' : '/dispatches/{id}/carriage',
      summary: `Says how the goods of one ${kind} travel, in place of what was said before: ARN, bill of lading, PRO, trailer, carrier, pallets. Your name is kept in the audit log`,
      body: 'Carriage',
      answer: { shape: 'CarriageSaid', list: false },
      refusals: [403, 404, 415, 422],
      async run({ request, deps }) {
        const subject = { kind, id: String(request.params[kind === 'order' ? 'number' : 'id']) };
        const carriage = readCarriage(request.body);
        const said = mustBeSaid(await deps.desk.sayCarriage(subject, carriage, deps.currentUser(request)), subject);
        return { subject, carriage, waiting: said.waiting, told: said.told };
      },
    }),
  ),
  {
    method: 'post',
    path: '/orders/{number}/routing',
    summary:
      'Asks Amazon to fetch a load of an order whose freight it pays (753). Asked twice under one number is asked once. Your name is kept in the audit log',
    body: 'RoutingWish',
    answer: { shape: 'RoutingAsked', list: false },
    refusals: [403, 404, 409, 415, 422],
    async run({ request, deps }) {
      const number = String(request.params.number);
      const wish = readRoutingWish(request.body);
      const { kind: _, ...asked } = mustBeAsked(
        await deps.desk.askRouting(number, wish, deps.currentUser(request)),
        number,
      );
      return asked;
    },
  },
  {
    method: 'get',
    path: '/trucks',
    summary: 'Trucks whose ship notice waits for more dispatches, the one that goes first before the others',
    answer: { shape: 'WaitingTruck', list: true },
    async run({ deps }) {
      return { items: await waitingTrucks(deps) };
    },
  },
  {
    method: 'post',
    path: '/dispatches/{id}/tell',
    summary:
      'Waits for no other dispatch of its truck: one ship notice of all that stands on it leaves now. Your name is kept in the audit log',
    answer: { shape: 'TruckGoing', list: false },
    refusals: [403, 404, 409, 415],
    async run({ request, deps }) {
      const id = String(request.params.id);
      const { load } = mustBeGoing(await deps.desk.tellTruck(id, deps.currentUser(request)), id);
      return { dispatchId: load.id, dispatches: load.parts.map(({ dispatchId }) => dispatchId) };
    },
  },
  {
    method: 'get',
    path: '/discrepancies',
    summary: 'What waits for a person, the soonest due first',
    query: z.object({
      state: z.enum(['open', 'settled']).optional(),
      kind: DiscrepancyKind.optional(),
      purchaseOrderNumber: z.string().optional(),
      limit,
    }),
    answer: { shape: 'Discrepancy', list: true },
    async run({ query, deps }) {
      return { items: await deps.stores.discrepancies.list(query) };
    },
  },
  {
    method: 'get',
    path: '/discrepancies/{id}',
    summary: 'One discrepancy',
    answer: { shape: 'Discrepancy', list: false },
    refusals: [404],
    async run({ request, deps }) {
      const id = String(request.params.id);
      return (await deps.stores.discrepancies.find(id)) ?? missing(`discrepancy ${id}`);
    },
  },
  {
    method: 'post',
    path: '/discrepancies/{id}/settle',
    summary: 'Answers a discrepancy; what waited for it goes on. Your name is kept in the audit log',
    body: 'Resolution',
    answer: { shape: 'Discrepancy', list: false },
    refusals: [403, 404, 409, 415, 422],
    async run({ request, deps }) {
      const id = String(request.params.id);
      const resolution = readResolution(request.body);
      return mustBeSettled(await deps.desk.settle(id, resolution, deps.currentUser(request)), id).discrepancy;
    },
  },
  {
    method: 'get',
    path: '/documents/out',
    summary: 'Messages to Amazon with their three statuses, the newest first',
    query: z.object({
      purchaseOrderNumber: z.string().optional(),
      delivered: OutboundDocument.shape.delivered.optional(),
      acknowledged: OutboundDocument.shape.acknowledged.optional(),
      limit,
    }),
    answer: { shape: 'OutboundDocument', list: true },
    async run({ query, deps }) {
      return { items: (await deps.stores.outbound.list(query)).map(withoutContent) };
    },
  },
  {
    method: 'get',
    path: '/documents/out/{id}',
    summary: 'One message to Amazon, with its text and what it says',
    answer: { shape: 'OutboundDocumentFile', list: false },
    refusals: [404],
    async run({ request, deps }) {
      const id = String(request.params.id);
      const row = (await deps.stores.outbound.find(id)) ?? missing(`document ${id}`);
      return { ...row, content: row.content.document };
    },
  },
  {
    method: 'post',
    path: '/documents/out/{id}/release',
    summary: 'Sends a message that is held back, word for word; Amazon hears it once',
    answer: { shape: 'OutboundDocument', list: false },
    refusals: [403, 404, 409, 415],
    async run({ request, deps }) {
      const id = String(request.params.id);
      mustBeReleased(await deps.desk.release(id, deps.currentUser(request)), id);
      return withoutContent((await deps.stores.outbound.find(id)) ?? missing(`document ${id}`));
    },
  },
  {
    method: 'post',
    path: '/documents/out/{id}/resend',
    summary: 'Hands a message that was sent over once more, with the same bytes and numbers',
    answer: { shape: 'OutboundDocument', list: false },
    refusals: [403, 404, 409, 415],
    async run({ request, deps }) {
      const id = String(request.params.id);
      mustBeResent(await deps.desk.resend(id, deps.currentUser(request)), id);
      return withoutContent((await deps.stores.outbound.find(id)) ?? missing(`document ${id}`));
    },
  },
  {
    method: 'post',
    path: '/documents/out/{id}/anew',
    summary:
      'Makes a message that Amazon refused again from the data and settings of now, with new numbers, and sends it. Answers the new one; your name is kept in the audit log',
    body: 'AnewWish',
    answer: { shape: 'OutboundDocument', list: false },
    refusals: [403, 404, 409, 415, 422],
    async run({ request, deps }) {
      const id = String(request.params.id);
      const { invoiceNumber } = readAnewWish(request.body);
      return withoutContent(mustBeMadeAnew(await deps.desk.makeAnew(id, invoiceNumber, deps.currentUser(request)), id));
    },
  },
  {
    method: 'post',
    path: '/documents/out/{id}/entered',
    summary: 'Says that a file was entered in Vendor Central: Amazon has taken it. Your name is kept in the audit log',
    answer: { shape: 'OutboundDocument', list: false },
    refusals: [403, 404, 409, 415],
    async run({ request, deps }) {
      const id = String(request.params.id);
      mustBeNoted(await deps.desk.sayOfFile(id, { said: 'entered' }, deps.currentUser(request)), id);
      return withoutContent((await deps.stores.outbound.find(id)) ?? missing(`document ${id}`));
    },
  },
  {
    method: 'post',
    path: '/documents/out/{id}/refused',
    summary: 'Says that Vendor Central refused a file, in its words: a discrepancy. Your name is kept in the audit log',
    body: 'FileRefused',
    answer: { shape: 'OutboundDocument', list: false },
    refusals: [403, 404, 409, 415, 422],
    async run({ request, deps }) {
      const id = String(request.params.id);
      const word = { said: 'refused' as const, why: readWhy(request.body) };
      mustBeNoted(await deps.desk.sayOfFile(id, word, deps.currentUser(request)), id);
      return withoutContent((await deps.stores.outbound.find(id)) ?? missing(`document ${id}`));
    },
  },
  {
    method: 'get',
    path: '/documents/in',
    summary: 'Files and messages from Amazon, the newest first',
    query: z.object({ state: z.enum(['received', 'processed', 'quarantined', 'ignored']).optional(), limit }),
    answer: { shape: 'InboundDocument', list: true },
    async run({ query, deps }) {
      return { items: await deps.stores.inbound.list(query) };
    },
  },
  {
    method: 'get',
    path: '/documents/in/{id}',
    summary: 'One file or message from Amazon; its bytes are at /documents/in/{id}/raw of the console',
    answer: { shape: 'InboundDocument', list: false },
    refusals: [404],
    async run({ request, deps }) {
      const id = String(request.params.id);
      return (await deps.stores.inbound.find(id)) ?? missing(`document ${id}`);
    },
  },
  {
    method: 'post',
    path: '/documents/in/{id}/replay',
    summary: 'Reads a kept file again; what is known already is not booked twice',
    answer: { shape: 'InboundDocument', list: false },
    refusals: [403, 404, 415],
    offered: (deps) => deps.replayInbound !== undefined,
    async run({ request, deps }) {
      const id = String(request.params.id);
      if (!(await deps.stores.inbound.find(id))) missing(`document ${id}`);
      await deps.replayInbound?.(id, deps.currentUser(request));
      return deps.stores.inbound.find(id);
    },
  },
  ...LABEL_FORMATS.map(
    (format): FileRoute => ({
      method: 'get',
      path: `/dispatches/{id}/labels.${format}`,
      summary: `GS1-128 labels for the cartons of a dispatch as ${format.toUpperCase()}, once its ship notice is planned`,
      answer: { media: LABEL_MEDIA[format] },
      refusals: [404],
      run: ({ request, deps }) => labelsAnswer(String(request.params.id), format, deps),
    }),
  ),
  {
    method: 'get',
    path: '/invoices',
    summary: 'Invoices with what was paid on them, the newest first',
    query: z.object({
      purchaseOrderNumber: z.string().optional(),
      state: z.enum(['open', 'paid', 'short-paid', 'overpaid']).optional(),
      limit,
    }),
    answer: { shape: 'StoredInvoice', list: true },
    async run({ query, deps }) {
      return { items: await deps.stores.invoices.list(query) };
    },
  },
  {
    method: 'get',
    path: '/invoices/{number}',
    summary: 'One invoice; the case of letters does not matter',
    answer: { shape: 'StoredInvoice', list: false },
    refusals: [404],
    async run({ request, deps }) {
      const number = String(request.params.number);
      return (await deps.stores.invoices.find(number)) ?? missing(`invoice ${number}`);
    },
  },
  {
    method: 'get',
    path: '/remittances',
    summary: 'Payments with their lines matched to invoices, the newest first',
    query: z.object({ limit }),
    answer: { shape: 'StoredRemittance', list: true },
    async run({ query, deps }) {
      return { items: await deps.stores.remittances.list(query) };
    },
  },
  {
    method: 'get',
    path: '/remittances/{paymentNumber}',
    summary: 'One payment',
    answer: { shape: 'StoredRemittance', list: false },
    refusals: [404],
    async run({ request, deps }) {
      const number = String(request.params.paymentNumber);
      return (await deps.stores.remittances.find(number)) ?? missing(`remittance ${number}`);
    },
  },
  {
    method: 'get',
    path: '/stock',
    summary: 'What may be promised to Amazon, SKU by SKU, in eaches',
    query: z.object({ limit }),
    answer: { shape: 'StockPosition', list: true },
    async run({ query, deps }) {
      const rows = await deps.stores.stock.list(query);
      return { items: rows.map((row) => ({ ...row, availableToPromise: promised(row) })) };
    },
  },
  {
    method: 'get',
    path: '/audit',
    summary: 'Who did what, the newest first; each entry carries the hash of the one before it',
    query: z.object({ subject: z.string().optional(), limit }),
    answer: { shape: 'AuditEntry', list: true },
    async run({ query, deps }) {
      return { items: await deps.stores.audit.list(query) };
    },
  },
  {
    method: 'post',
    path: '/sagas/{saga}/{key}/retry',
    summary: 'Runs the step that stopped once more',
    answer: { shape: 'JournalOfSaga', list: false },
    refusals: [403, 409, 415],
    async run({ request, deps }) {
      const [saga, key] = [String(request.params.saga), String(request.params.key)];
      if (!(await deps.desk.retry(saga, key, deps.currentUser(request)))) {
        throw new Refusal(
          409,
          'nothing-held',
          `${saga} ${key} is not stopped`,
          '',
          'Only what is held can be run again.',
        );
      }
      const [run, entries] = await Promise.all([deps.journal.find(saga, key), deps.journal.entries(saga, key)]);
      return { ...run, entries };
    },
  },
];

function missing(what: string): never {
  throw notFound(what, 'List the collection to see what is kept.');
}
