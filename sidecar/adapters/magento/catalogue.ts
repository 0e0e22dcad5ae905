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

/** Products of one page, the most that the contract gives. */
const MOST_ITEMS = 300;
/** Their barcodes stand in the address of one call, which servers take up to 8 kB. */
const MOST_THINGS = 100;

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

    async findByProductIds(things) {
      const found = new Array<string | undefined>(things.length).fill(undefined);
      const asked = things.flatMap((productIds, index) => {
        const barcodes = barcodesIn(productIds);
        return barcodes.length > 0 ? [{ index, barcodes }] : [];
      });
      for (const [, some] of inChunks(asked, MOST_THINGS)) {
        const skus = await skusOf(some.map(({ barcodes }) => barcodes));
        for (const [at, { index }] of some.entries()) found[index] = skus[at];
      }
      return found;
    },
  };

  /** All in one call. Where its answer does not say what belongs to which, one by one. */
  async function skusOf(things: readonly Barcodes[]): Promise<(string | undefined)[]> {
    const { items, total_count: count } = await carrying(things.flat());
    const carries = (item: StockPosition, barcodes: Barcodes) =>
      item.product?.barcodes.some((barcode) => barcodes.includes(gtin14(barcode) ?? barcode)) ?? false;
    const isWhole = items.length === count && items.every((item) => things.some((barcodes) => carries(item, barcodes)));
    const skus: (string | undefined)[] = [];
    for (const barcodes of things) {
      const some = isWhole ? items.filter((item) => carries(item, barcodes)) : (await carrying(barcodes)).items;
      // More than one is nobody's to choose from.
      skus.push(some.length === 1 ? some[0]?.product?.sku : undefined);
    }
    return skus;
  }

  function carrying(barcodes: Barcodes): Promise<z.infer<typeof Page>> {
    const filter = 'searchCriteria[filter_groups][0][filters][0]';
    const shown = barcodes.slice(0, 5).join(', ');
    return call({
      doing: `find the products with barcode ${shown}${barcodes.length > 5 ? ' and others' : ''} in Magento`,
      path: '/stock-positions',
      query: [
        [`${filter}[field]`, 'barcode'],
        [`${filter}[value]`, [...new Set(barcodes)].join(',')],
        [`${filter}[condition_type]`, 'in'],
        ['searchCriteria[page_size]', String(MOST_ITEMS)],
      ],
      answer: Page,
    });
  }
}

/** GTINs of fourteen digits. */
type Barcodes = readonly string[];

function barcodesIn(productIds: readonly ProductId[]): Barcodes {
  return productIds.flatMap(({ kind, value }) => {
    const gtin = BARCODES.has(kind) ? gtin14(value) : undefined;
    return gtin === undefined ? [] : [gtin];
  });
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
