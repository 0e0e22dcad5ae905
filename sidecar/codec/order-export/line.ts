import type { ProductId, ProductIdKind } from '../../domain/identifiers.ts';
import type { PurchaseOrderLine } from '../../domain/purchase-order.ts';
import type { Quantity } from '../../domain/quantity.ts';
import type { Warning } from '../problem.ts';
import { cell } from '../table/read.ts';
import { comparableName } from '../table/records.ts';
import { brokenCell, type CellReader } from './cells.ts';
import { COLUMN_NAME } from './columns.ts';
import type { Row } from './table.ts';

/** One row of the items: a line of an order. */
export function readLine(row: Row, position: number, read: CellReader, warnings: Warning[]): PurchaseOrderLine {
  const { line } = row;
  const productIds = productIdsOf(row, read);
  if (productIds.length === 0) {
    const message = `Line ${line} names no product.`;
    warnings.push({ code: 'product-id-missing', message, place: { line, column: COLUMN_NAME.asin } });
  }
  const unitCost = read.cost(row);
  return {
    lineNumber: cell(row, 'lineNumber'),
    position,
    productIds,
    ordered: orderedOf(row, read),
    ...(unitCost === undefined ? {} : { unitCost }),
    // Vendor Central shows the cost of one unit, also where it is ordered in cases.
    priceBasis: 'per-each',
  };
}

/** The barcode first, which most orders are placed by: it is what our answers return. */
function productIdsOf(row: Row, read: CellReader): ProductId[] {
  const ids: ProductId[] = [];
  const add = (kind: ProductIdKind, value: string | undefined) => {
    if (value !== undefined && !ids.some((id) => id.value === value)) ids.push({ kind, value });
  };
  const external = read.id(row, 'externalId');
  if (external !== undefined) add(externalKind(external, cell(row, 'externalIdType')), external);
  add('vendor-item', read.id(row, 'merchantSku'));
  add('asin', read.id(row, 'asin'));
  add('vendor-part', read.id(row, 'modelNumber'));
  return ids;
}

const EXTERNAL_KINDS: Readonly<Record<string, ProductIdKind>> = {
  upc: 'upc',
  ean: 'ean',
  gtin: 'gtin',
  isbn: 'isbn',
  isbn10: 'isbn',
  isbn13: 'isbn',
};

/** By what the file says of it, else by its length. */
function externalKind(value: string, type: string): ProductIdKind {
  const name = comparableName(type);
  const named = Object.hasOwn(EXTERNAL_KINDS, name) ? EXTERNAL_KINDS[name] : undefined;
  if (named !== undefined) return named;
  if (/^\d{9}[\dX]$/i.test(value)) return 'isbn';
  if (/^\d{11,12}$/.test(value)) return 'upc';
  if (/^\d{14}$/.test(value)) return 'gtin';
  return /^\d{8}$|^\d{13}$/.test(value) ? 'ean' : 'vendor-item';
}

const EACH = /^(each(es)?|ea|units?|pieces?|stück|stk|unités?|unità|unidad(es)?)$/;
const CASE = /^(cases?|ca|cs|kartons?|cartons?|caisses?|cart[aei]on[ei]|cajas?)$/;

/** Without a unit it is eaches: that is what Vendor Central counts in. */
function orderedOf(row: Row, read: CellReader): Quantity {
  const amount = read.count(row, 'quantityOrdered');
  if (amount === undefined) {
    const hint = 'Enter the quantity that Vendor Central shows, 0 where Amazon took the line back.';
    throw brokenCell(row, 'quantityOrdered', 'amount-missing', 'is empty', hint);
  }
  const unit = comparableName(cell(row, 'unitOfMeasure'));
  if (unit === '' || EACH.test(unit)) return { amount, unitOfMeasure: 'each' };
  if (!CASE.test(unit)) return { amount, unitOfMeasure: 'other', unitCode: cell(row, 'unitOfMeasure') };
  const eachesPerCase = read.count(row, 'eachesPerCase');
  return { amount, unitOfMeasure: 'case', ...(eachesPerCase ? { eachesPerCase } : {}) };
}
