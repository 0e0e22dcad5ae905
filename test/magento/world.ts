import { magentoTarget } from '../contracts/magento-target.ts';
import { type ContractTarget, readWorld } from '../contracts/target.ts';
import { magento } from './harness/suite.ts';

/**
 * Sets the instance up as contracts/rest/examples/world.json says: a stock of its own with three sources, which the
 * website sells from and Amazon buys from. Twice is as good as once.
 */
export async function setUpWorld(): Promise<{ stockId: number }> {
  const world = readWorld();
  for (const source_code of [...world.stock.sources.map((source) => source.source_code), ...world.unlinked_sources]) {
    const source = { source_code, name: source_code, enabled: true, country_id: 'US', postcode: '85001' };
    await must('POST', '/V1/inventory/sources', { source });
  }
  const stockId = await stockNamed(world.stock.name);
  await must('POST', '/V1/inventory/stock-source-links', {
    links: world.stock.sources.map(({ source_code }, at) => ({ stock_id: stockId, source_code, priority: at + 1 })),
  });
  const pool = world.stock.sources.filter(({ in_pool }) => in_pool).map(({ source_code }) => source_code);
  await configure({
    'amazon_vendor/stock/stock_id': String(stockId),
    'amazon_vendor/stock/pool_sources': pool.join(','),
    'amazon_vendor/stock/buffer_quantity': String(world.buffer),
    'amazon_vendor/stock/orders_may_use_buffer': world.purchase_orders_may_use_buffer ? '1' : '0',
    'amazon_vendor/orders/conversion': world.order_conversion,
  });
  await reindexStock();
  return { stockId };
}

/** Settings in the default scope, live at once; the rest of the config cache stays, it takes long to build. */
export async function configure(settings: Record<string, string>): Promise<void> {
  await magento.php(
    `$writer = $objectManager->get(\\Magento\\Framework\\App\\Config\\Storage\\WriterInterface::class);
     foreach (json_decode(${phpText(JSON.stringify(settings))}, true) as $path => $value) { $writer->save($path, $value); }
     $objectManager->get(\\Magento\\Framework\\App\\Config\\ReinitableConfigInterface::class)->reinit();
     return null;`,
  );
}

/** The shop of this suite as the examples move it. */
export function liveTarget(): ContractTarget {
  return magentoTarget({
    url: magento.url,
    token: magento.integration.token,
    settle,
    configure: (path, value) => configure({ [path]: value }),
  });
}

/** What cron and the consumers do: a new product becomes salable, changes reach the outbox. */
async function settle(): Promise<void> {
  await consumeSalability();
  await reindexStock();
  await magento.cli('amazon-vendor:outbox:tell-stock');
}

/** Runs the consumer that turns "In stock" on and off until its queue is empty. */
export async function consumeSalability(): Promise<void> {
  const queue = 'inventory.reservations.updateSalabilityStatus';
  const [row] = await magento.sql(
    `SELECT COUNT(*) waiting FROM queue_message_status s JOIN queue q ON q.id = s.queue_id
      WHERE q.name = ? AND s.status IN (2, 5)`,
    [queue],
  );
  const waiting = Number(row?.waiting ?? 0);
  if (waiting > 0) {
    await magento.cli('queue:consumers:start', queue, `--max-messages=${waiting}`, '--single-thread');
  }
}

export async function reindexStock(): Promise<void> {
  await magento.cli('indexer:reindex', 'inventory', 'cataloginventory_stock');
}

/** A PHP literal of any text. */
export function phpText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

async function stockNamed(name: string): Promise<number> {
  const query = new URLSearchParams({
    'searchCriteria[filter_groups][0][filters][0][field]': 'name',
    'searchCriteria[filter_groups][0][filters][0][value]': name,
  });
  const found = (await must('GET', `/V1/inventory/stocks?${query}`)) as { items: { stock_id: number }[] };
  if (found.items[0]) return found.items[0].stock_id;
  return Number(
    await must('POST', '/V1/inventory/stocks', {
      stock: { name, extension_attributes: { sales_channels: [{ type: 'website', code: 'base' }] } },
    }),
  );
}

async function must(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await magento.rest(method, path, body);
  if (answer.status !== 200) {
    throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
