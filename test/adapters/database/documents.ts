import type { Acknowledgement } from '../../../sidecar/domain/acknowledgement.ts';
import { type Instant, InstantSchema } from '../../../sidecar/domain/calendar.ts';
import { Dispatch } from '../../../sidecar/domain/dispatch.ts';
import { Invoice } from '../../../sidecar/domain/invoice.ts';
import { DecimalSchema, type DecimalText } from '../../../sidecar/domain/money.ts';
import { PurchaseOrder } from '../../../sidecar/domain/purchase-order.ts';
import { Remittance } from '../../../sidecar/domain/remittance.ts';
import { RemittanceMatch } from '../../../sidecar/domain/remittance-match.ts';
import type { NewOutboundDocument, Sighting } from '../../../sidecar/ports/stores.ts';

/** `9:30` on the day that every test here plays on. */
export function at(time: string): Instant {
  return InstantSchema.parse(`2026-08-03T${time.padStart(5, '0')}:00.000Z`);
}

export function money(text: string): DecimalText {
  return DecimalSchema.parse(text);
}

export function order(number = '4KQ7TZ1M', amount = 24): PurchaseOrder {
  return PurchaseOrder.parse({
    number,
    type: 'regular',
    orderedOn: '2026-08-03',
    vendorCode: 'NGK7U',
    currency: 'USD',
    shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
    deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
    notes: ['Grüße 🚚'],
    lines: [
      {
        lineNumber: '1',
        position: 1,
        productIds: [{ kind: 'vendor-item', value: 'NGK-PAN-28' }],
        ordered: { amount, unitOfMeasure: 'each' },
        unitCost: '11.75',
        priceBasis: 'per-each',
      },
    ],
  });
}

export function sighting(inboundId: string, time = '9:00', channel: Sighting['channel'] = 'edi'): Sighting {
  return { channel, inboundId, at: at(time) };
}

export function acknowledgement(purchaseOrderNumber: string): Acknowledgement {
  return {
    purchaseOrderNumber,
    orderedOn: order().orderedOn,
    lines: [
      {
        lineNumber: '1',
        productId: { kind: 'vendor-item', value: 'NGK-PAN-28' },
        ordered: { amount: 24, unitOfMeasure: 'each' },
        unitCost: money('11.75'),
        priceBasis: 'per-each',
        dispositions: [{ code: 'accepted', quantity: { amount: 24, unitOfMeasure: 'each' } }],
      },
    ],
  };
}

export function outbound(key: string, changes: Partial<NewOutboundDocument> = {}): NewOutboundDocument {
  return {
    key,
    kind: 'acknowledgement',
    vendorCode: 'NGK7U',
    purchaseOrderNumber: '4KQ7TZ1M',
    channel: 'edi',
    content: { kind: 'acknowledgement', document: acknowledgement('4KQ7TZ1M') },
    raw: 'ISA*00*          ~',
    fileName: '855-000000001.edi',
    controlNumber: 1,
    functionalId: 'PR',
    ...changes,
  };
}

export function dispatch(id: string, changes: Partial<Dispatch> = {}): Dispatch {
  return Dispatch.parse({
    id,
    purchaseOrderNumber: '4KQ7TZ1M',
    sourceCode: 'default',
    dispatchedAt: at('15:00'),
    revision: 1,
    lines: [{ position: 1, sku: 'NGK-PAN-28', shipped: 24 }],
    tracks: [],
    ...changes,
  });
}

export function invoice(number: string, purchaseOrderNumber = '4KQ7TZ1M'): Invoice {
  return Invoice.parse({
    number,
    kind: 'invoice',
    invoicedOn: '2026-08-03',
    purchaseOrderNumber,
    currency: 'USD',
    billTo: { name: 'Buyer' },
    remitTo: { name: 'Northgate Kitchenware' },
    terms: { netDays: 60 },
    lines: [
      {
        position: 1,
        purchaseOrderNumber,
        productId: { kind: 'vendor-item', value: 'NGK-PAN-28' },
        invoiced: { amount: 24, unitOfMeasure: 'each' },
        unitCost: '11.75',
      },
    ],
    adjustments: [],
    total: '282',
  });
}

export function remittance(paymentNumber: string, lines = 2): Remittance {
  return Remittance.parse({
    paymentNumber,
    paidOn: '2026-10-02',
    currency: 'USD',
    total: String(282 * lines),
    lines: Array.from({ length: lines }, (_, index) => ({
      position: index + 1,
      reference: `INV-${index + 1}`,
      amountPaid: '282',
      adjustments: [],
    })),
  });
}

export function match(position: number, invoiceNumber?: string): RemittanceMatch {
  return RemittanceMatch.parse({
    position,
    reference: `INV-${position}`,
    kind: invoiceNumber === undefined ? 'unmatched' : 'invoice-payment',
    ...(invoiceNumber === undefined ? {} : { invoiceNumber }),
    amountPaid: '282',
    expected: '282',
    difference: '0',
  });
}

export async function* pieces(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

export async function joined(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bytes) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** `count` calls at once. */
export function atOnce<T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(index)));
}

export function tally<T extends string | boolean>(values: readonly T[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
