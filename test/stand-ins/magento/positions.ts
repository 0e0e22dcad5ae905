import { gtin14 } from '../../../sidecar/domain/identifiers.ts';
import type { Product, Shop } from './shop.ts';
import type { StockPosition } from './wire.ts';

/** What there is of one SKU, asked in whatever spelling. */
export function positionOf(shop: Shop, stockId: number, sku: string): StockPosition {
  const problem = shop.problemOf(sku);
  const product = shop.product(sku);
  return {
    sku,
    ...(problem === undefined ? {} : { problem }),
    ...(product ? { product: factsOf(product) } : {}),
    ...(problem === undefined ? { stock: shop.figures(stockId, sku) } : {}),
  };
}

/** True where the product carries the code, be it written as UPC, EAN or GTIN. */
export function carriesBarcode(product: Product, code: string): boolean {
  const wanted = gtin14(code) ?? code;
  return (product.barcodes ?? []).some((barcode) => (gtin14(barcode) ?? barcode) === wanted);
}

function factsOf(product: Product): NonNullable<StockPosition['product']> {
  return {
    product_id: product.product_id,
    sku: product.sku,
    name: product.name,
    type_id: product.type_id,
    enabled: product.enabled !== false,
    ...(product.case_pack === undefined ? {} : { case_pack: product.case_pack }),
    ...(product.agreed_cost === undefined ? {} : { agreed_cost: product.agreed_cost }),
    barcodes: product.barcodes ?? [],
  };
}
