import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  functionalAcknowledgementOf,
  serialiseFunctionalAcknowledgement,
} from '../../sidecar/codec/x12/997-functional-acknowledgement.ts';
import { InterchangeReader } from '../../sidecar/codec/x12/interchange-reader.ts';
import type { ReadEvent } from '../../sidecar/codec/x12/received.ts';
import { interchangeAcknowledgementSegment } from '../../sidecar/codec/x12/ta1-interchange-acknowledgement.ts';
import { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { ApplicationAdvice } from '../../sidecar/domain/application-advice.ts';
import { applyChange } from '../../sidecar/domain/apply-change.ts';
import { ChangeAcknowledgement } from '../../sidecar/domain/change-acknowledgement.ts';
import { FunctionalAcknowledgement } from '../../sidecar/domain/functional-acknowledgement.ts';
import { InterchangeAcknowledgement } from '../../sidecar/domain/interchange-acknowledgement.ts';
import { InventoryReport } from '../../sidecar/domain/inventory-report.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';
import { OrderChange } from '../../sidecar/domain/order-change.ts';
import { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { RoutingInstructions, RoutingRequest } from '../../sidecar/domain/routing.ts';
import { ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import type { TradingDocument } from '../../sidecar/domain/trading-document.ts';
import { documentWords } from '../../sidecar/entrypoints/cli/document-words.ts';
import { chanceOf, mutated, seedOf } from './mutate.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/x12');

/** Every folder of fixtures is a document type; `nasty` is the envelope's. */
export const TYPES: readonly string[] = readdirSync(FIXTURES);

const fixtures = new Map(
  TYPES.map((type) => {
    const folder = join(FIXTURES, type);
    const names = readdirSync(folder).filter((name) => name.endsWith('.edi'));
    return [type, names.map((name) => readFileSync(join(folder, name), 'latin1'))];
  }),
);
const all = [...fixtures.values()].flat();

export interface Tally {
  inputs: number;
  documents: number;
  refused: number;
  /** The longest that one input took, in time of the processor: on a busy machine the clock counts the others too. */
  slowestMs: number;
}

/** What is wrong with the reader, and the input that shows it. */
export class FuzzFailure extends Error {
  override readonly name = 'FuzzFailure';
  constructor(
    readonly type: string,
    readonly index: number,
    readonly input: string,
    options: ErrorOptions,
  ) {
    const { cause } = options;
    super(`${type}, case ${index}: ${cause instanceof Error ? cause.message : String(cause)}`, options);
  }
}

/** The input of one case, as it would lie in the mailbox. */
export function inputOf(type: string, seed: number, index: number): string {
  const chance = chanceOf(seedOf(seed, type, index));
  const own = fixtures.get(type) ?? [];
  return mutated(own[Math.floor(chance() * own.length)] ?? '', all, chance);
}

/** Reads one mutated input and throws where anything but a document or a named refusal comes of it. */
export function tryOne(type: string, seed: number, index: number, tally: Tally): void {
  const input = inputOf(type, seed, index);
  const bytes = Buffer.from(input, 'latin1');
  // Half of the time goes into stacks of refusals that nobody looks at; a failure is tried again with one.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const before = process.cpuUsage();
  try {
    for (const event of eventsOf(bytes)) check(event, tally);
  } catch (first) {
    Error.stackTraceLimit = stackTraceLimit;
    throw new FuzzFailure(type, index, input, { cause: again(bytes) ?? first });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  const { user, system } = process.cpuUsage(before);
  tally.inputs += 1;
  tally.slowestMs = Math.max(tally.slowestMs, (user + system) / 1000);
}

function again(bytes: Uint8Array): unknown {
  try {
    for (const event of eventsOf(bytes)) check(event, { inputs: 0, documents: 0, refused: 0, slowestMs: 0 });
  } catch (failure) {
    return failure;
  }
  return undefined;
}

/** Without the generator of `readInterchanges`: awaiting it for each small file takes longer than reading them. */
function eventsOf(bytes: Uint8Array): ReadEvent[] {
  const reader = new InterchangeReader({});
  reader.tokeniser.write(bytes);
  reader.tokeniser.end();
  reader.finish();
  return reader.take();
}

function check(event: ReadEvent, tally: Tally): void {
  for (const { code, message } of event.warnings)
    must(isCode(code) && message !== '', `warning '${code}' says nothing`);
  if (event.kind === 'refused') {
    const { code, message, hint, place } = event.error;
    must(isCode(code) && message !== '' && hint !== '', `refusal '${code}' does not say what to do`);
    must(place.offset !== undefined || place.segment !== undefined, `refusal '${code}' names no place`);
    tally.refused += 1;
    return;
  }
  if (event.kind === 'interchange') {
    for (const group of event.groups) {
      const answer = functionalAcknowledgementOf(group);
      if (answer) serialiseFunctionalAcknowledgement(FunctionalAcknowledgement.parse(answer));
    }
    if (event.acknowledgement)
      interchangeAcknowledgementSegment(InterchangeAcknowledgement.parse(event.acknowledgement));
    return;
  }
  const { content } = event;
  SCHEMAS[content.kind].parse(content.document);
  documentWords(content);
  if (content.kind === 'order-change') checkChange(content.document);
  tally.documents += 1;
}

const SCHEMAS: Readonly<Record<TradingDocument['kind'], { parse(document: unknown): unknown }>> = {
  'purchase-order': PurchaseOrder,
  'order-change': OrderChange,
  acknowledgement: Acknowledgement,
  'change-acknowledgement': ChangeAcknowledgement,
  'routing-request': RoutingRequest,
  'routing-instructions': RoutingInstructions,
  'ship-notice': ShipNotice,
  invoice: Invoice,
  remittance: Remittance,
  'inventory-report': InventoryReport,
  'application-advice': ApplicationAdvice,
  'functional-acknowledgement': FunctionalAcknowledgement,
  'interchange-acknowledgement': InterchangeAcknowledgement,
};

/** Whatever a change says: the order after it is an order, and applied again it changes nothing more. */
function checkChange(change: OrderChange): void {
  const once = applyChange({ ...ORDER, number: change.number }, change);
  if ('problem' in once) return;
  PurchaseOrder.parse(once);
  const twice = applyChange(once, change);
  must(JSON.stringify(twice) === JSON.stringify(once), 'a change that is applied twice changes twice');
}

const ORDER = PurchaseOrder.parse({
  number: '4KQ7TZ1M',
  type: 'regular',
  orderedOn: '2026-08-03',
  vendorCode: 'NGK7U',
  deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
  notes: [],
  lines: [
    ['1', 'upc', '614141001019', 24, '11.75'],
    ['2', 'upc', '614141001026', 36, '5.85'],
    ['3', 'vendor-item', 'NK-0103', 10, '4.2'],
  ].map(([lineNumber, kind, value, amount, unitCost], index) => ({
    lineNumber,
    position: index + 1,
    productIds: [{ kind, value }],
    ordered: { amount, unitOfMeasure: 'each' },
    unitCost,
    priceBasis: 'per-each',
  })),
});

function isCode(code: string): boolean {
  return /^[a-z][a-z0-9-]+$/.test(code);
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
