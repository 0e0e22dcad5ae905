import { z } from 'zod';
import { InstantSchema, noInstant, parseInstant } from '../../domain/calendar.ts';
import { EachesSchema } from '../../domain/quantity.ts';
import type { MasterEvent } from '../../ports/stock-master.ts';
import { positionOf } from './line-id.ts';

/** What the outbox and Kafka carry alike. Members that we do not know pass; another version does not. */
const Envelope = z.object({
  event_id: z.uuid(),
  version: z.literal(1),
  occurred_at: InstantSchema,
  sequence: z.number().int().positive(),
  key: z.string().min(1),
});

/** contracts/events/stock-changed.v1. What the types do not say, `stockChanged` looks at. */
const StockChanged = z.object({
  event_id: z.string(),
  event: z.literal('stock-changed'),
  version: z.literal(1),
  occurred_at: z.string(),
  sequence: z.number(),
  key: z.string(),
  data: z.object({
    sku: z.string(),
    salable_quantity: z.number(),
    pool_quantity: z.number(),
    amazon_reserved: z.number(),
    buffer: z.number(),
  }),
});

/** contracts/events/dispatch-recorded.v1. */
const DispatchRecorded = Envelope.extend({
  event: z.literal('dispatch-recorded'),
  data: z.object({
    dispatch_id: z.string().min(1),
    revision: z.number().int().positive(),
    purchase_order_number: z.string().min(1),
    order_increment_id: z.string().optional(),
    source_code: z.string(),
    dispatched_at: InstantSchema,
    lines: z.array(z.object({ line_id: z.string(), sku: z.string().min(1), quantity: EachesSchema })).min(1),
    tracks: z.array(z.object({ carrier_code: z.string(), title: z.string(), number: z.string() })),
  }),
})
  .refine(({ key, data }) => key === data.purchase_order_number, {
    message: 'the key is not the purchase order number',
    path: ['key'],
  })
  .transform((event, context) => {
    const { purchase_order_number: number } = event.data;
    const lines = event.data.lines.map(({ line_id: id, sku, quantity: shipped }, index) => {
      const position = positionOf(id, number);
      if (position !== undefined) return { position, sku, shipped };
      context.addIssue({ code: 'custom', message: `'${id}' is no line of ${number}`, path: ['data', 'lines', index] });
      return z.NEVER;
    });
    return { ...event, lines };
  });

/**
 * Reads one event of the module. One that breaks the contract is kept as it is and shown to a
 * person: it must not stop the events behind it. `place` names it where it does not name itself.
 */
export function readMasterEvent(topic: string, payload: string, place: string): MasterEvent {
  const value = parsed(payload);
  switch (topic) {
    case 'magento.stock.v1': {
      const event = StockChanged.safeParse(value);
      const read = event.success ? stockChanged(event.data) : z.prettifyError(event.error);
      return typeof read === 'string' ? unreadable(value, payload, place, read) : read;
    }
    case 'magento.dispatch.v1': {
      const event = DispatchRecorded.safeParse(value);
      return event.success ? dispatched(event.data) : unreadable(value, payload, place, z.prettifyError(event.error));
    }
    default:
      return unreadable(value, payload, place, `topic '${topic}' is not in the contract`);
  }
}

const UUID = z.regexes.uuid();

/**
 * The event, or what is wrong with it. An import of products makes a hundred thousand of these: one look behind zod
 * takes a third of the time that a rule for each member does.
 */
function stockChanged(event: z.infer<typeof StockChanged>): MasterEvent | string {
  const { event_id: eventId, sequence, key, data } = event;
  const {
    sku,
    salable_quantity: salable,
    pool_quantity: inPoolSources,
    amazon_reserved: amazonReserved,
    buffer,
  } = data;
  const occurredAt = parseInstant(event.occurred_at);
  if (!UUID.test(eventId)) return `'${eventId}' is no UUID, at event_id`;
  if (occurredAt === undefined) return `${noInstant(event.occurred_at)}, at occurred_at`;
  if (!isCount(sequence) || sequence === 0) return `${sequence} is no whole number above 0, at sequence`;
  if (sku === '') return 'the SKU is empty, at data.sku';
  if (key !== sku) return 'the key is not the SKU, at key';
  if (!isCount(amazonReserved)) return `${amazonReserved} is no count, at data.amazon_reserved`;
  if (!isCount(buffer)) return `${buffer} is no count, at data.buffer`;
  const position = { sku, salable, inPoolSources, amazonReserved, buffer };
  return { kind: 'stock-changed', eventId, occurredAt, sequence, position };
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}

function dispatched({ event_id, occurred_at, data, lines }: z.infer<typeof DispatchRecorded>): MasterEvent {
  return {
    kind: 'dispatch-recorded',
    eventId: event_id,
    occurredAt: occurred_at,
    dispatch: {
      id: data.dispatch_id,
      purchaseOrderNumber: data.purchase_order_number,
      ...(data.order_increment_id === undefined ? {} : { orderReference: data.order_increment_id }),
      sourceCode: data.source_code,
      dispatchedAt: data.dispatched_at,
      revision: data.revision,
      lines,
      tracks: data.tracks.map(({ carrier_code: carrierCode, title, number }) => ({ carrierCode, title, number })),
    },
  };
}

const Named = z.object({ event_id: z.string().min(1).max(100) });
const Dated = z.object({ occurred_at: InstantSchema });

function unreadable(value: unknown, raw: string, place: string, problem: string): MasterEvent {
  const named = Named.safeParse(value);
  const dated = Dated.safeParse(value);
  return {
    kind: 'unreadable',
    eventId: named.success ? named.data.event_id : place,
    occurredAt: dated.success ? dated.data.occurred_at : '',
    problem,
    raw,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
