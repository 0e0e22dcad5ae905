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
import { type Codec, must, type Outcome } from './codec.ts';
import { chanceOf, mutated, pick, seedOf } from './mutate.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/x12');

/** Every folder of fixtures is a document type; `nasty` is the envelope's. */
const TYPES: readonly string[] = readdirSync(FIXTURES);

const fixtures = new Map(
  TYPES.map((type) => {
    const folder = join(FIXTURES, type);
    const names = readdirSync(folder).filter((name) => name.endsWith('.edi'));
    return [type, names.map((name) => readFileSync(join(folder, name), 'latin1'))];
  }),
);
const all = [...fixtures.values()].flat();

/** One for each document type that is read, and one for the envelope. */
export const x12Codecs: readonly Codec[] = TYPES.map((type) => ({
  name: type,
  input(seed, index) {
    const chance = chanceOf(seedOf(seed, type, index));
    return mutated(pick(fixtures.get(type) ?? [], chance) ?? '', all, chance);
  },
  read,
}));

/** Without the generator of `readInterchanges`: awaiting it for each small file takes longer than reading them. */
function read(input: string, thorough: boolean): Outcome {
  const reader = new InterchangeReader({});
  reader.tokeniser.write(Buffer.from(input, 'latin1'));
  reader.tokeniser.end();
  reader.finish();
  const outcome: Outcome = { documents: 0, refused: [], warnings: [] };
  for (const event of reader.take()) {
    outcome.warnings.push(...event.warnings);
    if (event.kind === 'refused') outcome.refused.push(event.error);
    if (event.kind === 'document') outcome.documents += 1;
    if (thorough) check(event);
  }
  return outcome;
}

function check(event: ReadEvent): void {
  if (event.kind === 'interchange') {
    for (const group of event.groups) {
      const answer = functionalAcknowledgementOf(group);
      if (answer) serialiseFunctionalAcknowledgement(FunctionalAcknowledgement.parse(answer));
    }
    if (event.acknowledgement)
      interchangeAcknowledgementSegment(InterchangeAcknowledgement.parse(event.acknowledgement));
  }
  if (event.kind !== 'document') return;
  const { content } = event;
  SCHEMAS[content.kind].parse(content.document);
  documentWords(content);
  if (content.kind === 'order-change') checkChange(content.document);
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
