import type { ProductId, ProductIdKind } from '../../domain/identifiers.ts';
import type { Quantity } from '../../domain/quantity.ts';
import type { FileColumn } from './table.ts';

/** What the house knows of a product beside the one id that a document names it by. */
export interface KnownProduct {
  asin?: string | undefined;
  /** Ours, as the shop keeps it. */
  sku?: string | undefined;
}

/** Looks a product up, by the order that names it. */
export type ProductLookup = (
  purchaseOrderNumber: string,
  productId: ProductId,
  lineNumber?: string,
) => KnownProduct | undefined;

/** As Vendor Central calls them. */
export const ID_TYPE: Readonly<Record<ProductIdKind, string>> = {
  asin: 'ASIN',
  upc: 'UPC',
  ean: 'EAN',
  gtin: 'GTIN',
  isbn: 'ISBN',
  'vendor-item': 'Merchant SKU',
  'vendor-part': 'Model number',
  sku: 'SKU',
  'case-code': 'Case code',
};

/**
 * The ASIN finds a product in Vendor Central; the other id is the one that the document names it by. One of our SKUs may
 * have several: what the document itself says goes first.
 */
export function asinColumn<Row>(of: (row: Row) => { productId: ProductId; known: KnownProduct } | undefined) {
  return {
    head: 'ASIN',
    cell(row: Row) {
      const { productId, known } = of(row) ?? {};
      return productId?.kind === 'asin' ? productId.value : known?.asin;
    },
  };
}

export function idColumns<Row>(
  of: (row: Row) => { productId: ProductId; known: KnownProduct } | undefined,
): FileColumn<Row>[] {
  return [
    {
      head: 'External ID type',
      cell(row) {
        const kind = of(row)?.productId.kind;
        return kind && ID_TYPE[kind];
      },
    },
    { head: 'External ID', cell: (row) => of(row)?.productId.value },
    { head: 'Our SKU', cell: (row) => of(row)?.known.sku },
  ];
}

/** Of whatever is counted on a row. A unit that nobody knows stands as Amazon's own code. */
export function unitColumns<Row>(of: (row: Row) => Quantity | undefined): FileColumn<Row>[] {
  return [
    {
      head: 'Unit',
      cell(row) {
        const quantity = of(row);
        return quantity?.unitOfMeasure === 'other' ? (quantity.unitCode ?? 'other') : quantity?.unitOfMeasure;
      },
    },
    { head: 'Units per case', cell: (row) => of(row)?.eachesPerCase },
  ];
}
