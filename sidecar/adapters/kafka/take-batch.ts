import { setTimeout as pause } from 'node:timers/promises';
import type { Batch, EachBatchHandler, EachBatchPayload, KafkaMessage, Producer } from 'kafkajs';
import { WorldFailure } from '../../ports/failures.ts';
import type { MasterEvent } from '../../ports/stock-master.ts';
import type { Warn } from './client.ts';
import { inOneWord, type Place, writeDeadLetter } from './dead-letters.ts';

export interface TakeBatchOptions {
  read(topic: string, payload: string, place: string): MasterEvent;
  take(events: readonly MasterEvent[]): Promise<void>;
  warn: Warn;
  topicPrefix: string;
  deadLetters: { producer: Producer; topic: string };
  heartbeatEveryMs: number;
  /** What the partition waits for, in words; empty when it goes on. */
  waiting(detail: string): void;
}

/**
 * Few enough that a slow database is through with them long before the group takes us for dead. Stock
 * changes are kept in a few statements, whatever their number, and of many for one SKU only the newest is
 * written; what happens to an order takes several statements each.
 */
const STOCK_CHANGES_AT_ONCE = 1_000;
const OTHERS_AT_ONCE = 200;

/** An event that is refused, or that our own code stumbles over, is tried so often and then laid aside. */
const MOST_STUMBLES = 3;

const LONGEST_WAIT_MS = 10_000;

/** A commit is a round trip to the broker: one for a whole batch, and one now and then in a batch that takes long. */
const COMMIT_EVERY_MS = 500;

interface Received {
  place: Place;
  message: KafkaMessage;
  event: MasterEvent;
}

/**
 * Works through one batch of one partition. Offsets move only behind kept effects. What is wrong with
 * an event lays it aside; what is wrong with the world (the database is away) lets the partition wait
 * and keep its place in the group, for then every event would fail. An event is laid aside only once
 * its discrepancy is kept, so a database that refuses everything loses no more than time.
 */
export function takeBatch(options: TakeBatchOptions): EachBatchHandler {
  return async (payload) => {
    const { batch, resolveOffset, commitOffsetsIfNecessary, uncommittedOffsets, heartbeat } = payload;
    const commit = () => commitOffsetsIfNecessary(uncommittedOffsets());
    let committedAt = performance.now();
    for (const part of inParts(batch, options)) {
      // What was kept before somebody else took the partition over is theirs to repeat: it bears that.
      if (!(await settle(part, payload, options))) return;
      const last = part.at(-1);
      if (last) resolveOffset(last.message.offset);
      if (performance.now() - committedAt > COMMIT_EVERY_MS) {
        await commit();
        committedAt = performance.now();
      }
      await heartbeat();
    }
    await commit();
  };
}

/** Read when its turn comes: while one partition waits for the database, another's events are read. */
function* inParts(batch: Batch, options: TakeBatchOptions): Generator<Received[]> {
  let part: Received[] = [];
  let others = 0;
  for (const message of batch.messages) {
    const one = receive(message, batch, options);
    part.push(one);
    if (one.event.kind !== 'stock-changed') others += 1;
    if (part.length < STOCK_CHANGES_AT_ONCE && others < OTHERS_AT_ONCE) continue;
    yield part;
    part = [];
    others = 0;
  }
  if (part.length > 0) yield part;
}

function receive(message: KafkaMessage, { topic, partition }: Batch, options: TakeBatchOptions): Received {
  const name = topic.slice(options.topicPrefix.length);
  const place = { topic: name, partition, offset: message.offset };
  const raw = message.value?.toString('utf8') ?? '';
  const event = options.read(name, raw, inOneWord(place));
  const key = message.key?.toString('utf8') ?? '';
  const expected = keyOf(event);
  if (expected === undefined || expected === key) return { place, message, event };
  // Under another key it may have overtaken events of its own SKU or order, or been cleaned away with a stranger's.
  const problem = `its Kafka key is '${key}', not '${expected}'`;
  const { eventId, occurredAt } = event;
  return { place, message, event: { kind: 'unreadable', eventId, occurredAt, problem, raw } };
}

function keyOf(event: MasterEvent): string | undefined {
  switch (event.kind) {
    case 'stock-changed':
      return event.position.sku;
    case 'dispatch-recorded':
      return event.dispatch.purchaseOrderNumber;
    case 'unreadable':
      return undefined;
  }
}

/** False when somebody else has the partition by now, or we are told to stop: nothing of it may be committed. */
async function settle(
  received: readonly Received[],
  payload: EachBatchPayload,
  options: TakeBatchOptions,
): Promise<boolean> {
  for (const one of received) {
    if (one.event.kind === 'unreadable') await layAside(one, one.event.problem, options);
  }
  const all = await taken(received.map(shown), payload, options);
  if (all.outcome !== 'stumbled') return all.outcome === 'kept';
  // One of them is more than we can take: find it, and let the others through.
  for (const one of received) {
    const single = await taken([shown(one)], payload, options);
    if (single.outcome === 'given-up') return false;
    if (single.outcome === 'kept') continue;
    const problem = `taking it failed: ${single.why}`;
    const { eventId, occurredAt } = one.event;
    const raw = one.message.value?.toString('utf8') ?? '';
    await layAside(one, problem, options);
    const aside = shown({ ...one, event: { kind: 'unreadable', eventId, occurredAt, problem, raw } });
    // Waits for as long as it takes: where even the discrepancy cannot be kept, it is not the event's fault.
    if ((await taken([aside], payload, options, Number.POSITIVE_INFINITY)).outcome === 'given-up') return false;
  }
  return true;
}

/** The place stands in the discrepancy: by it a person finds the dead letter. */
function shown({ event, place }: Received): MasterEvent {
  return event.kind === 'unreadable' ? { ...event, problem: `${event.problem} (at ${inOneWord(place)})` } : event;
}

function layAside(
  { place, message }: Received,
  reason: string,
  { deadLetters, warn }: TakeBatchOptions,
): Promise<void> {
  return writeDeadLetter(deadLetters.producer, deadLetters.topic, place, message, reason, warn);
}

type Taken = { outcome: 'kept' } | { outcome: 'given-up' } | { outcome: 'stumbled'; why: string };

async function taken(
  events: readonly MasterEvent[],
  payload: EachBatchPayload,
  { take, warn, waiting, heartbeatEveryMs }: TakeBatchOptions,
  mostStumbles = MOST_STUMBLES,
): Promise<Taken> {
  for (let attempt = 1; ; attempt++) {
    if (!payload.isRunning() || payload.isStale()) return { outcome: 'given-up' };
    try {
      await take(events);
      waiting('');
      return { outcome: 'kept' };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const comesBack = error instanceof WorldFailure && error.retriable;
      if (!comesBack && attempt >= mostStumbles) return { outcome: 'stumbled', why };
      waiting(why);
      warn('kafka-effect-waiting', `${events.length} events of ${payload.batch.topic}: ${why}`);
    }
    const until = Date.now() + Math.min(100 * 2 ** attempt, LONGEST_WAIT_MS);
    while (Date.now() < until && payload.isRunning()) {
      await pause(Math.min(heartbeatEveryMs, Math.max(0, until - Date.now())));
      await payload.heartbeat();
    }
  }
}
