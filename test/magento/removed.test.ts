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
  });

  test('enabled again, it is all there again', async () => {
    await magento.cli('module:enable', NAME);
    await magento.cli('setup:upgrade');
    await magento.restartPhp();
    await opens();
    expect((await magento.rest('GET', '/V1/modules')).body).toContain(NAME);
  });

  test('removed with its data, the database is what it was before', async () => {
    await magento.php(UNINSTALL);
    await magento.cli('module:uninstall', '--non-composer', NAME);
    await magento.cli('module:disable', NAME);
    rmSync(join(magento.root, 'app/code/VendorBridge'), { recursive: true });
    await magento.cli('setup:upgrade');
    await magento.sql('DELETE FROM setup_module WHERE module = ?', [NAME]);
    await magento.restartPhp();
    await opens();
    expect(await footprint(magento)).toEqual(before);
  });

  async function opens(): Promise<void> {
    expect((await fetch(magento.url)).status).toBe(200);
    expect((await fetch(magento.adminUrl)).status).toBe(200);
  }
});

/** What `module:uninstall --remove-data` calls for a module that Composer brought; Composer itself is not here. */
const UNINSTALL = `
$uninstall = 'VendorBridge\\\\AmazonVendor\\\\Setup\\\\Uninstall';
if (class_exists($uninstall)) {
    $objectManager->create($uninstall)->uninstall(
        $objectManager->create(\\Magento\\Setup\\Module\\Setup::class),
        new \\Magento\\Setup\\Model\\ModuleContext('')
    );
}
return true;`;
