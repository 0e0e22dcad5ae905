import type { Magento } from './use.ts';

/**
 * Compiles and switches to production mode, as a merchant's deployment does; with the static content of some themes in
 * one language, since that of all takes minutes. Without themes only REST works. Answers the seconds of each step.
 */
export async function production(
  magento: Magento,
  { themes = [] }: { themes?: readonly string[] } = {},
): Promise<Record<string, number>> {
  const seconds: Record<string, number> = {};
  const step = async (name: string, ...args: string[]) => {
    const started = performance.now();
    await magento.cli(...args);
    seconds[name] = Math.round((performance.now() - started) / 100) / 10;
  };
  await step('compile', 'setup:di:compile');
  if (themes.length > 0) {
    const some = ['--no-images', '--no-fonts', ...themes.map((theme) => `--theme=${theme}`)];
    await step('static content', 'setup:static-content:deploy', '--force', ...some, 'en_US');
  }
  await step('mode', 'deploy:mode:set', '--skip-compilation', 'production');
  // Workers that hold classes of before answer with them.
  await magento.restartPhp();
  return seconds;
}

/** Simple products in the default source, salable at once. */
export async function stockedProducts(magento: Magento, skus: readonly string[], quantity: number): Promise<void> {
  for (const sku of skus) {
    await must(magento, '/V1/products', {
      product: { sku, name: sku, type_id: 'simple', attribute_set_id: 4, price: 10, weight: 1, status: 1 },
    });
  }
  for (let at = 0; at < skus.length; at += 500) {
    const some = skus.slice(at, at + 500);
    await must(magento, '/V1/inventory/source-items', {
      sourceItems: some.map((sku) => ({ sku, source_code: 'default', quantity, status: 1 })),
    });
  }
  await magento.cli('indexer:reindex', 'inventory', 'cataloginventory_stock', 'catalog_product_price');
}

export async function must(magento: Magento, path: string, body?: unknown): Promise<unknown> {
  const answer = await magento.rest('POST', path, body);
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
