import { must } from '../harness/production.ts';
import type { Magento } from '../harness/use.ts';

const LINES = 1000;
const WARM_UP = 3;

/** Milliseconds of holds, each for a purchase order of its own with a thousand lines in one call. */
export async function timeHolds(magento: Magento, rounds = 15): Promise<number[]> {
  const skus = Array.from({ length: LINES }, (_, at) => `VB-BENCH-${at}`);
  await seed(magento, skus);
  const run = Date.now().toString(36).toUpperCase();
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    const number = `B${run}${round}`;
    const reservation = {
      idempotency_key: number,
      purchase_order_number: number,
      mode: 'partial',
      lines: skus.map((sku, at) => ({
        line_id: `${number}-${at}`,
        line_number: String(at + 1),
        sku,
        requested: 24,
        case_pack: 12,
      })),
    };
    const started = performance.now();
    const answer = (await must(magento, '/V1/amazon-vendor/reservations', { reservation })) as {
      lines: { granted: number }[];
    };
    if (round >= WARM_UP) times.push(performance.now() - started);
    const granted = answer.lines.filter((line) => line.granted === 24).length;
    if (granted !== LINES) throw new Error(`only ${granted} of ${LINES} lines were held`);
  }
  return times;
}

/** Straight into the tables: over REST a thousand products take minutes. A hold asks for no more than this. */
async function seed(magento: Magento, skus: readonly string[]): Promise<void> {
  // The table has no unique key on the SKU: entered twice, each product would be two.
  const known = await magento.sql<{ sku: string }>('SELECT sku FROM catalog_product_entity WHERE sku IN (?)', [skus]);
  const entered = new Set(known.map(({ sku }) => sku));
  const missing = skus.filter((sku) => !entered.has(sku));
  if (missing.length > 0) {
    await magento.sql('INSERT INTO catalog_product_entity (sku, type_id, attribute_set_id) VALUES ?', [
      missing.map((sku) => [sku, 'simple', 4]),
    ]);
  }
  await magento.sql('REPLACE INTO inventory_source_item (source_code, sku, quantity, status) VALUES ?', [
    skus.map((sku) => ['default', sku, 1_000_000, 1]),
  ]);
}
