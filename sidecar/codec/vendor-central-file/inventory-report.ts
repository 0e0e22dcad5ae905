import type { InventoryReport } from '../../domain/inventory-report.ts';
import { asinColumn, idColumns, type KnownProduct } from './product.ts';
import { type FileColumn, writeTable } from './table.ts';

type Item = InventoryReport['items'][number];

interface Row {
  report: InventoryReport;
  item: Item;
  productId: Item['productId'];
  known: KnownProduct;
}

/** One row a product: how much of it Amazon could have. */
export function serialiseInventoryReportFile(
  report: InventoryReport,
  products: (productId: Item['productId']) => KnownProduct | undefined,
): string {
  const rows = report.items.map((item): Row => {
    return { report, item, productId: item.productId, known: products(item.productId) ?? {} };
  });
  return writeTable(COLUMNS, rows);
}

const COLUMNS: readonly FileColumn<Row>[] = [
  asinColumn((row) => row),
  ...idColumns<Row>((row) => row),
  { head: 'Available quantity', cell: ({ item }) => item.available },
  { head: 'More on (yyyy-MM-dd)', cell: ({ item }) => item.availableOn },
  { head: 'Cost', cell: ({ item }) => item.unitCost },
  { head: 'Warehouse', cell: ({ report }) => report.warehouseId },
  { head: 'Vendor code', cell: ({ report }) => report.vendorCode },
  { head: 'Report', cell: ({ report }) => report.reportId },
  { head: 'Reported at', cell: ({ report }) => report.reportedAt },
];
