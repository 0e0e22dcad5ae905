import { z } from 'zod';
import { gtin14, type ProductId } from '../../domain/identifiers.ts';
import { DecimalSchema } from '../../domain/money.ts';
import type { Catalogue, StockView } from '../../ports/stock-master.ts';
import type { MagentoClient } from './client.ts';
import type { MagentoConnection } from './connection.ts';
import { inChunks, MOST_SKUS } from './pages.ts';

const StockPosition = z.object({
  sku: z.string(),
  problem: z.string().optional(),
  product: z
    .object({
      sku: z.string(),
      name: z.string(),
      case_pack: z.number().int().positive().optional(),
      agreed_cost: DecimalSchema.optional(),
      barcodes: z.array(z.string()),
    })
    .optional(),
  stock: z
    .object({
      salable_quantity: z.number(),
      pool_quantity: z.number(),
      amazon_reserved: z.number(),
      buffer: z.number(),
      available_to_promise: z.number(),
    })
    .optional(),
});
type StockPosition = z.infer<typeof StockPosition>;

const Positions = z.object({ items: z.array(StockPosition) });
const Page = Positions.extend({ total_count: z.number().int() });

/** Kinds of id that are barcodes. A case's own code is not: its product is twelve of the one we would find. */
const BARCODES: ReadonlySet<ProductId['kind']> = new Set(['upc', 'ean', 'gtin', 'isbn']);

export function magentoCatalogue(call: MagentoClient, { stockId }: Pick<MagentoConnection, 'stockId'>): Catalogue {
  return {
    async positions(skus) {
      const found = new Map<string, StockView>();
      // Nothing longer is a SKU in Magento, and one such would have the whole call refused.
      const askable = [...new Set(skus)].filter((sku) => sku.length >= 1 && sku.length <= 64);
      for (const [, some] of inChunks(askable, MOST_SKUS)) {
        const { items } = await call({
          doing: `read the stock of ${some.length} products in Magento`,
          path: '/stock-positions/query',
          body: { query: { skus: some, ...(stockId === undefined ? {} : { stock_id: stockId }) } },
          answer: Positions,
        });
        for (const item of items) {
          const view = viewOf(item);
          if (view) found.set(item.sku, view);
        }
      }
      return found;
    },

    async findByProductId(productIds) {
      const barcodes = productIds.filter(({ kind, value }) => BARCODES.has(kind) && gtin14(value) !== undefined);
      if (barcodes.length === 0) return undefined;
      const filter = 'searchCriteria[filter_groups][0][filters][0]';
      const { items, total_count: count } = await call({
        doing: `find the product with barcode ${barcodes.map(({ value }) => value).join(', ')} in Magento`,
        path: '/stock-positions',
        query: [
          [`${filter}[field]`, 'barcode'],
          [`${filter}[value]`, [...new Set(barcodes.map(({ value }) => value))].join(',')],
          [`${filter}[condition_type]`, 'in'],
          // Two are as good as three hundred: more than one is nobody's to choose from.
          ['searchCriteria[page_size]', '2'],
        ],
        answer: Page,
      });
      return count === 1 ? items[0]?.product?.sku : undefined;
    },
  };
}

/**
 * Undefined for a SKU that Magento does not know, and for one that it spells otherwise: MSI would
 * hold nothing under our spelling, and a person has to put the mapping right.
 */
function viewOf({ problem, product, stock }: StockPosition): StockView | undefined {
  if (!product || problem === 'unknown_sku' || problem === 'sku_case_differs') return undefined;
  return {
    sku: product.sku,
    name: product.name,
    isStocked: problem === undefined && stock !== undefined,
    casePack: product.case_pack,
    agreedCost: product.agreed_cost,
    salable: stock?.salable_quantity ?? 0,
    inPoolSources: stock?.pool_quantity ?? 0,
    amazonReserved: stock?.amazon_reserved ?? 0,
    buffer: stock?.buffer ?? 0,
    availableToPromise: stock?.available_to_promise ?? 0,
    barcodes: product.barcodes,
  };
}
