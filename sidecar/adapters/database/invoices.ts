import { EntitySchema, In } from 'typeorm';
import type { Instant } from '../../domain/calendar.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { Invoice } from '../../domain/invoice.ts';
import { type DecimalText, ZERO } from '../../domain/money.ts';
import { Refused } from '../../ports/failures.ts';
import type { Invoices, StoredInvoice } from '../../ports/stores.ts';
import { inParts, insertUnlessTaken, keyText, limited, maybeText, mustHaveChanged, stored, text } from './rows.ts';
import type { Session } from './session.ts';

interface InvoiceRow {
  /** Upper case: Amazon takes `inv-1` and `INV-1` for one number. */
  numberKey: string;
  dispatchId: string;
  purchaseOrderKey: string;
  document: string;
  outboundId: string | null;
  paid: DecimalText;
  state: StoredInvoice['state'];
  keptAt: Instant;
}

const InvoiceSchema = new EntitySchema<InvoiceRow>({
  name: 'invoice',
  columns: {
    numberKey: keyText('number_key'),
    dispatchId: text('dispatch_id'),
    purchaseOrderKey: text('purchase_order_key'),
    document: text('document'),
    outboundId: maybeText('outbound_id'),
    paid: text('paid'),
    state: text('state'),
    keptAt: text('kept_at'),
  },
});

export const invoiceSchemas = [InvoiceSchema];

export function databaseInvoices(session: Session): Invoices {
  const change = async (number: string, values: Partial<InvoiceRow>) => {
    const numberKey = number.toUpperCase();
    mustHaveChanged(
      await session.run((rows) => rows.update(InvoiceSchema, { numberKey }, values)),
      `invoice ${number}`,
    );
  };

  return {
    async keep(invoice, dispatchId, at) {
      const row: InvoiceRow = {
        numberKey: invoice.number.toUpperCase(),
        dispatchId,
        purchaseOrderKey: purchaseOrderKey(invoice.purchaseOrderNumber),
        document: JSON.stringify(invoice),
        outboundId: null,
        paid: ZERO,
        state: 'open',
        keptAt: at,
      };
      if (await session.run((rows) => insertUnlessTaken(rows, InvoiceSchema, row))) return fromRow(row);
      const kept = await session.run((rows) => rows.findOneBy(InvoiceSchema, { dispatchId }));
      if (kept) return fromRow(kept);
      throw new Refused('invoice-number-taken', `keep invoice ${invoice.number} for dispatch ${dispatchId}`, {
        hint: 'Another dispatch was billed under this number: give this one a number that was never used.',
      });
    },

    async replace(number, invoice) {
      const [from, numberKey] = [number.toUpperCase(), invoice.number.toUpperCase()];
      const document = JSON.stringify(invoice);
      const isDone = await session.run(async (rows) => {
        const there = await rows.findOneBy(InvoiceSchema, { numberKey });
        // Renamed before: of two that are both there, the new number is somebody else's.
        if (there && numberKey !== from) return (await rows.findOneBy(InvoiceSchema, { numberKey: from })) === null;
        const { affected } = await rows.update(InvoiceSchema, { numberKey: from, paid: ZERO }, { numberKey, document });
        return affected !== 0 || there?.document === document;
      });
      if (isDone) return;
      throw new Refused('invoice-not-replaceable', `put invoice ${invoice.number} in the place of ${number}`, {
        hint: 'Something was paid on it, or the new number is used: Amazon has it after all. Look at the invoice.',
      });
    },

    setOutbound: (number, outboundId) => change(number, { outboundId }),
    setPaid: (number, paid, state) => change(number, { paid, state }),

    async find(number) {
      const row = await session.run((rows) => rows.findOneBy(InvoiceSchema, { numberKey: number.toUpperCase() }));
      return row ? fromRow(row) : undefined;
    },

    async findMany(numbers) {
      const wanted = [...new Set(numbers.map((number) => number.toUpperCase()))];
      const found: InvoiceRow[] = [];
      for (const part of inParts(wanted)) {
        found.push(...(await session.run((rows) => rows.findBy(InvoiceSchema, { numberKey: In(part) }))));
      }
      return found.map(fromRow);
    },

    async list({ purchaseOrderNumber, state, limit }) {
      const found = await session.run((rows) =>
        rows.find(InvoiceSchema, {
          where: {
            ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderKey: purchaseOrderKey(purchaseOrderNumber) }),
            ...(state === undefined ? {} : { state }),
          },
          order: { keptAt: 'DESC', numberKey: 'DESC' },
          ...limited(limit),
        }),
      );
      return found.map(fromRow);
    },
  };
}

function fromRow(row: InvoiceRow): StoredInvoice {
  return {
    invoice: stored(Invoice, row.document, `invoice ${row.numberKey}`),
    dispatchId: row.dispatchId,
    outboundId: row.outboundId ?? undefined,
    paid: row.paid,
    state: row.state,
  };
}
