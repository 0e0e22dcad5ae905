import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serialiseInventoryReport } from '../../../sidecar/codec/x12/846-inventory-report.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import { InventoryReport } from '../../../sidecar/domain/inventory-report.ts';
import { inventoryReport } from '../arbitraries-outbound.ts';
import { describeFixtures } from '../golden.ts';
import { throughTheWire } from '../round-trip.ts';

describeFixtures('846');

const report = (change: object = {}) =>
  InventoryReport.parse({
    reportId: 'INV20260812',
    reportedAt: '2026-08-12T06:00:00Z',
    vendorCode: 'NGK7U',
    items: [
      { productId: { kind: 'upc', value: '614141001019' }, available: 480, unitCost: '11.75' },
      { productId: { kind: 'vendor-item', value: 'NK-0103' }, available: 0, availableOn: '2026-09-01' },
    ],
    ...change,
  });

describe('an inventory report as we send it', () => {
  test('is read back as what was written', async () => {
    await fc.assert(
      fc.asyncProperty(inventoryReport, async (document) => {
        const back = await throughTheWire('846', serialiseInventoryReport(document, { codes }));
        expect(back).toStrictEqual(document);
      }),
    );
  });

  test('an item without stock is sent as 0 with the day of the next, never left out', () => {
    expect(serialiseInventoryReport(report(), { codes })).toEqual([
      ['BIA', '00', 'SI', 'INV20260812', '20260812', '0600'],
      ['N1', 'VN', '', '92', 'NGK7U'],
      ['LIN', '1', 'UP', '614141001019'],
      ['CTP', '', 'NET', '11.75'],
      ['QTY', '33', '480', 'EA'],
      ['LIN', '2', 'VN', 'NK-0103'],
      ['QTY', '33', '0', 'EA'],
      ['DTM', '018', '20260901'],
      ['CTT', '2'],
    ]);
  });

  test('never leaves without a vendor code', () => {
    expect(() => serialiseInventoryReport(report({ vendorCode: undefined }), { codes })).toThrow(
      expect.objectContaining({ code: 'report-without-vendor-code' }),
    );
  });
});
