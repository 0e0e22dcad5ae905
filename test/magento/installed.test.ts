import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { footprint } from './harness/footprint.ts';
import { magento } from './harness/suite.ts';

describe('the module is installed in a Magento', () => {
  test('Magento counts it among its modules, in the command line and over REST', async () => {
    expect(await magento.cli('module:status', 'VendorBridge_AmazonVendor')).toContain('Module is enabled');
    const { status, body } = await magento.rest('GET', '/V1/modules');
    expect(status).toBe(200);
    expect(body).toContain('VendorBridge_AmazonVendor');
  });

  test('the first page of the shop and of its administration open', async () => {
    expect((await fetch(magento.url)).status).toBe(200);
    const login = await fetch(magento.adminUrl);
    expect(login.status).toBe(200);
    expect(await login.text()).toContain('login[username]');
  });

  test('the shop stays in Single Source Mode', async () => {
    const single = await magento.php(
      'return $objectManager->get(\\Magento\\InventoryCatalogApi\\Model\\IsSingleSourceModeInterface::class)->execute();',
    );
    expect(single).toBe(true);
  });

  test('what the module adds to the database it may also take away: every table and column is whitelisted', async () => {
    const own = await magento.sql<{ t: string; c: string }>(
      `SELECT table_name t, column_name c FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name LIKE 'amazon\\_vendor\\_%' AND table_name NOT LIKE '%\\_cl'`,
    );
    const whitelist = JSON.parse(
      readFileSync(join(magento.root, 'app/code/VendorBridge/AmazonVendor/etc/db_schema_whitelist.json'), 'utf8'),
    ) as Record<string, { column?: Record<string, boolean> }>;
    // Magento drops no other on `module:disable`; a table left with a key to a dropped one ends every setup:upgrade.
    expect(own.filter(({ t, c }) => !whitelist[t]?.column?.[c]).map(({ t, c }) => `${t}.${c}`)).toEqual([]);
  });

  test('setup:upgrade, once more and once more again, finds nothing to do and changes nothing', async () => {
    const before = await footprint(magento);
    await magento.cli('setup:upgrade', '--keep-generated');
    await magento.cli('setup:upgrade', '--keep-generated');
    expect(await footprint(magento)).toEqual(before);
    expect(await magento.cli('setup:db:status')).toContain('All modules are up to date');
  });
});
