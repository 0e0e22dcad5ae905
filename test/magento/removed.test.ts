import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { footprint } from './harness/footprint.ts';
import { addModule, installModule, type MagentoInstance, startMagentoInstance } from './harness/instance.ts';

const NAME = 'VendorBridge_AmazonVendor';

/** On a Magento of its own, as nothing of ours is left at the end. */
describe('a shop takes the module in, switches it off and on, and takes leave of it', { timeout: 300_000 }, () => {
  let magento: MagentoInstance;
  let before: Awaited<ReturnType<typeof footprint>>;
  beforeAll(async () => {
    magento = await startMagentoInstance({ module: 'none', say: (text) => console.log(`Magento: ${text}`) });
    before = await footprint(magento);
    addModule(magento.root);
    await installModule(magento);
  });
  afterAll(() => magento?.close());

  test('disabled, the shop and its stock work and nothing answers for the module', async () => {
    await magento.cli('module:disable', NAME);
    await magento.cli('setup:upgrade');
    await magento.restartPhp();
    await opens();
    expect((await magento.rest('GET', '/V1/inventory/source-items?searchCriteria[pageSize]=1')).status).toBe(200);
    expect((await magento.rest('GET', '/V1/amazon-vendor/status')).status).toBe(404);
    // As a checkout writes it: a trigger that was left behind must not end it.
    await magento.sql("INSERT INTO inventory_reservation (stock_id, sku, quantity) VALUES (1, 'VB-DISABLED', -1)");
    await magento.sql("DELETE FROM inventory_reservation WHERE sku = 'VB-DISABLED'");
  });

  test('enabled again, it is all there again', async () => {
    await magento.cli('module:enable', NAME);
    await magento.cli('setup:upgrade');
    await magento.restartPhp();
    await opens();
    expect((await magento.rest('GET', '/V1/modules')).body).toContain(NAME);
  });

  test('removed as a module that Composer brought, the database is what it was before', async () => {
    await work();
    await magento.php(UNINSTALL);
    await remove();
    expect(await footprint(magento)).toEqual(before);
  });

  test('removed as a module that lies in app/code, the database is what it was before', async () => {
    addModule(magento.root);
    await installModule(magento);
    await work();
    await remove();
    expect(await footprint(magento)).toEqual(before);
  });

  /** What the module leaves in Magento's own tables as days go by. */
  async function work(): Promise<void> {
    const metadata = { event_type: 'po_reserved', object_type: 'amazon_purchase_order', object_id: 'amzpo:1' };
    await magento.sql('INSERT INTO inventory_reservation (stock_id, sku, quantity, metadata) VALUES (1, ?, -1, ?)', [
      'VB-REMOVED',
      JSON.stringify(metadata),
    ]);
    await magento.cli('config:set', 'amazon_vendor/stock/buffer_quantity', '3');
    await magento.cli('amazon-vendor:integration:setup');
    await magento.sql("INSERT INTO flag (flag_code, state) VALUES ('amazon_vendor_publisher', 0)");
    await magento.sql(
      "INSERT INTO cron_schedule (job_code, status) VALUES ('amazon_vendor_tell_and_publish', 'pending')",
    );
  }

  async function remove(): Promise<void> {
    await magento.cli('module:uninstall', '--non-composer', NAME);
    await magento.cli('module:disable', NAME);
    await magento.cli('setup:upgrade');
    rmSync(join(magento.root, 'app/code/VendorBridge'), { recursive: true });
    // Composer's way does this too.
    await magento.sql('DELETE FROM setup_module WHERE module = ?', [NAME]);
    await magento.restartPhp();
    await opens();
  }

  async function opens(): Promise<void> {
    expect((await fetch(magento.url)).status).toBe(200);
    expect((await fetch(magento.adminUrl)).status).toBe(200);
  }
});

/**
 * What `module:uninstall --remove-data` calls, before it reverts the patches, for a module that Composer brought; Composer
 * itself is not here.
 */
const UNINSTALL = `
$objectManager->create(\\VendorBridge\\AmazonVendor\\Setup\\Uninstall::class)->uninstall(
    $objectManager->create(\\Magento\\Setup\\Module\\Setup::class),
    new \\Magento\\Setup\\Model\\ModuleContext('')
);
return true;`;
