import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialiseAcknowledgementFile } from '../../../sidecar/codec/vendor-central-file/acknowledgement.ts';
import { serialiseInventoryReportFile } from '../../../sidecar/codec/vendor-central-file/inventory-report.ts';
import { serialiseInvoiceFile } from '../../../sidecar/codec/vendor-central-file/invoice.ts';
import type { ProductLookup } from '../../../sidecar/codec/vendor-central-file/product.ts';
import { serialiseShipNoticeFile } from '../../../sidecar/codec/vendor-central-file/ship-notice.ts';
import { readTable, writeTable } from '../../../sidecar/codec/vendor-central-file/table.ts';
import { Acknowledgement } from '../../../sidecar/domain/acknowledgement.ts';
import { InventoryReport } from '../../../sidecar/domain/inventory-report.ts';
import { taxesOf } from '../../../sidecar/domain/invoice.ts';
import * as samples from '../../adapters/amazon/samples.ts';
import * as house from '../arbitraries-outbound.ts';
import { expectGolden } from '../golden.ts';
import { readAcknowledgement, readInvoice, readShipNotice, rowsOf } from './reading.ts';

const GOLDEN = join(import.meta.dirname, '..', '..', 'fixtures', 'vendor-central-file');
const ENOUGH = { numRuns: 200 };
const nothing: ProductLookup = () => undefined;
const northgate: ProductLookup = (_number, { value }) =>
  value === '614141001019' ? { asin: 'B0NKPAN024', sku: 'NK-0101' } : { sku: value };

describe('what a file can say of a document comes back as it was', () => {
  /** One kind of date a line; nothing of a quantity of 0. */
  const acknowledgement = house.acknowledgement
    .map((document) => {
      const lines = document.lines.flatMap((line) => {
        const schedule = line.dispositions.find((one) => one.schedule)?.schedule;
        const dispositions = line.dispositions
          .filter(({ quantity }) => quantity.amount > 0)
          .map(({ schedule: _schedule, scheduledOn, ...one }) =>
            one.code === 'rejected' || scheduledOn === undefined || schedule === undefined
              ? one
              : { ...one, scheduledOn, schedule },
          );
        return dispositions.length === 0 ? [] : [{ ...line, dispositions }];
      });
      return { ...document, vendorCode: 'NGK7U', currency: 'USD', lines };
    })
    .filter(({ lines }) => lines.length > 0)
    .map((document) => Acknowledgement.parse(document));

  test('an acknowledgement', () => {
    fc.assert(
      fc.property(acknowledgement, (document) => {
        const raw = serialiseAcknowledgementFile(document, { products: nothing });
        expect(readAcknowledgement(raw)).toEqual(document);
      }),
      ENOUGH,
    );
  });

  test('a ship notice, with its cartons and pallets; of places the code alone', () => {
    // Orders are told apart by their number.
    const shipNotice = house.shipNotice.filter(
      ({ orders }) => new Set(orders.map((one) => one.purchaseOrderNumber)).size === orders.length,
    );
    fc.assert(
      fc.property(shipNotice, (document) => {
        const { shipFrom: _shipFrom, shipTo, ...rest } = document;
        const carried = { ...rest, shipTo: shipTo.id === undefined ? {} : { id: shipTo.id } };
        expect(readShipNotice(serialiseShipNoticeFile(document, nothing))).toEqual(carried);
      }),
      ENOUGH,
    );
  });

  test('an invoice; taxes over all its lines, of places the code alone', () => {
    // The first row tells the order of the whole.
    const invoice = house.invoice.map((one) => {
      const lines = one.lines.map((line, index) =>
        index === 0 ? { ...line, purchaseOrderNumber: one.purchaseOrderNumber } : line,
      );
      return { ...one, lines };
    });
    fc.assert(
      fc.property(invoice, (document) => {
        const { billTo: _billTo, remitTo: _remitTo, shipTo, lines, ...rest } = document;
        const carried = {
          ...rest,
          lines: lines.map(({ taxes: _taxes, ...line }) => line),
          taxes: [...taxesOf(document)],
          ...(shipTo?.id === undefined ? {} : { shipTo: { id: shipTo.id } }),
        };
        expect(readInvoice(serialiseInvoiceFile(document, nothing))).toEqual(carried);
      }),
      ENOUGH,
    );
  });

  test('any text in a cell, and none of it runs in a spreadsheet', () => {
    const nasty = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'=+-@\'’＝\t\r\n ",;1x') }),
      fc.constantFrom('=HYPERLINK("http://x","y")', '+1', '-1', '-1+1', '@SUM(A1)', '\t=1', " '=1", '＝1'),
    );
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), (texts) => {
        const raw = writeTable(
          texts.map((text, index) => ({ head: `c${index}`, cell: () => text })),
          [{}],
        );
        expect(readTable(raw)?.rows).toEqual([texts]);
        const [, written = []] = parse(raw, { bom: true, relax_column_count: true }) as string[][];
        for (const cell of written) {
          if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the files as a person opens them', () => {
  const content = (request: { content: { kind: string; document: unknown } }) => request.content.document as never;

  test('an acknowledgement: five columns of Vendor Central first, a row a line', () => {
    const raw = serialiseAcknowledgementFile(content(samples.acknowledgement()), {
      products: northgate,
      shipTo: 'PHX7',
    });
    expectGolden(join(GOLDEN, 'acknowledgement.csv'), raw);
    expect(raw.startsWith('\ufeffPO Number,ASIN,Availability,Accepted quantity,Expected date (yyyy-MM-dd),')).toBe(
      true,
    );
  });

  test('a ship notice: a row for each product of each carton', () => {
    expectGolden(
      join(GOLDEN, 'ship-notice.csv'),
      serialiseShipNoticeFile(content(samples.shipNotice('2026-08-11T18:02:00.000Z')), northgate),
    );
  });

  test('an invoice: a row a line, its number and total on each', () => {
    expectGolden(join(GOLDEN, 'invoice.csv'), serialiseInvoiceFile(content(samples.invoice()), northgate));
  });

  test('an inventory report: a row a product', () => {
    const report = InventoryReport.parse({
      reportId: 'NGK7U-1',
      reportedAt: '2026-08-11T18:02:00.000Z',
      vendorCode: 'NGK7U',
      items: [{ productId: { kind: 'upc', value: '014141001019' }, available: 40, unitCost: '11.75' }],
    });
    expectGolden(
      join(GOLDEN, 'inventory-report.csv'),
      serialiseInventoryReportFile(report, () => ({ asin: 'B0NKPAN024', sku: 'NK-0101' })),
    );
  });

  test('of a SKU with two ASINs each row has its own', () => {
    const items = ['B0NKPAN024', 'B0NKPAN025'].map((value) => ({ productId: { kind: 'asin', value }, available: 40 }));
    const report = InventoryReport.parse({
      reportId: 'NGK7U-1',
      reportedAt: '2026-08-11T18:02:00.000Z',
      vendorCode: 'NGK7U',
      items,
    });
    const raw = serialiseInventoryReportFile(report, () => ({ asin: 'B0NKPAN024', sku: 'NK-0101' }));
    expect(rowsOf(raw).map(({ ASIN }) => ASIN)).toEqual(['B0NKPAN024', 'B0NKPAN025']);
  });

  test('amounts have a point and no thousands, whatever the country', () => {
    const [row] = rowsOf(
      serialiseInvoiceFile({ ...(content(samples.invoice()) as object), total: '1234567.5' } as never, nothing),
    );
    expect(row).toMatchObject({ 'Unit cost': '11.75', Amount: '211.5', 'Invoice total': '1234567.50' });
  });
});
