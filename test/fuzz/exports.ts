import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOrderExport } from '../../sidecar/codec/order-export/export.ts';
import { looksLikeOrderExport } from '../../sidecar/codec/order-export/looks.ts';
import { CodecError } from '../../sidecar/codec/problem.ts';
import { readRemittanceExport } from '../../sidecar/codec/remittance/export.ts';
import { looksLikeRemittanceExport } from '../../sidecar/codec/remittance/looks.ts';
import { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { day } from '../domain/samples.ts';
import { type Codec, must, type Outcome } from './codec.ts';
import { chanceOf, mutatedTable, pick, seedOf } from './mutate.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

function fixturesIn(folder: string): string[] {
  return readdirSync(join(FIXTURES, folder)).map((name) => readFileSync(join(FIXTURES, folder, name), 'latin1'));
}

/** Tables that people download, look at and save again. */
export const exportCodecs: readonly Codec[] = [
  exportCodec('remittance-export', 'remittance', (bytes, thorough) => {
    looksLikeRemittanceExport(bytes);
    const { payments, warnings } = readRemittanceExport(bytes, { dateOrder: 'month-first' });
    const read = payments.flatMap((payment) => (payment.kind === 'remittance' ? [payment] : []));
    if (thorough) for (const { document } of read) Remittance.parse(document);
    return {
      documents: read.length,
      refused: payments.flatMap((payment) => (payment.kind === 'refused' ? [lineOf(payment.error)] : [])),
      warnings: [...warnings, ...read.flatMap((payment) => payment.warnings)],
    };
  }),
  exportCodec('order-export', 'order-export', (bytes, thorough) => {
    looksLikeOrderExport(bytes);
    const { orders, warnings } = readOrderExport(bytes, { dateOrder: 'month-first', receivedOn: day('2026-08-04') });
    const read = orders.flatMap((order) => (order.kind === 'order' ? [order] : []));
    if (thorough) for (const { document } of read) PurchaseOrder.parse(document);
    return {
      documents: read.length,
      refused: orders.flatMap((order) => (order.kind === 'refused' ? [lineOf(order.error)] : [])),
      warnings: [...warnings, ...read.flatMap((order) => order.warnings)],
    };
  }),
];

function exportCodec(name: string, folder: string, read: (bytes: Uint8Array, thorough: boolean) => Outcome): Codec {
  const seeds = fixturesIn(folder);
  return {
    name,
    input(seed, index) {
      const chance = chanceOf(seedOf(seed, name, index));
      return mutatedTable(pick(seeds, chance) ?? '', seeds, chance);
    },
    read(input, thorough) {
      try {
        return read(Buffer.from(input, 'latin1'), thorough);
      } catch (error) {
        if (!(error instanceof CodecError)) throw error;
        return { documents: 0, refused: [lineOf(error)], warnings: [] };
      }
    },
  };
}

/** A person looks for the row: every refusal of a table names it. */
function lineOf(error: CodecError): CodecError {
  must(error.place.line !== undefined, `refusal '${error.code}' names no line`);
  return error;
}
