import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MagentoInstance, startMagentoInstance } from './harness/instance.ts';
import { signedIn } from './harness/plain-admin.ts';
import { production, stockedProducts } from './harness/production.ts';

const SKU = 'VB-PRODUCTION';

/** On a Magento of its own: compiled classes and a production mode would stay for the files after this one. */
describe('a shop in production mode, as merchants run it', { timeout: 300_000 }, () => {
  let magento: MagentoInstance;
  beforeAll(async () => {
    magento = await startMagentoInstance({ say: (text) => console.log(`Magento: ${text}`) });
  });
  afterAll(() => magento?.close());

  test('compiles, deploys its static content and opens', { timeout: 600_000 }, async () => {
    const seconds = await production(magento, { themes: ['Magento/backend', 'Magento/luma'] });
    console.log(`production mode: ${JSON.stringify(seconds)} seconds`);
    expect(existsSync(`${magento.root}/generated/metadata/global.php`)).toBe(true);
    expect(await magento.cli('deploy:mode:show')).toContain('production');
    expect((await fetch(magento.url)).status).toBe(200);
    expect((await magento.rest('GET', '/V1/modules')).body).toContain('VendorBridge_AmazonVendor');
  });

  test('holds stock over REST', async () => {
    await stockedProducts(magento, [SKU], 10);
    const { status, body } = await magento.rest('POST', '/V1/amazon-vendor/reservations', {
      reservation: {
        idempotency_key: 'PRODUCTION-hold',
        purchase_order_number: 'PRODUCTION',
        mode: 'partial',
        lines: [{ line_id: 'PRODUCTION-1', line_number: '1', sku: SKU, requested: 12, case_pack: 4 }],
      },
    });
    expect([status, body]).toMatchObject([200, { lines: [{ sku: SKU, granted: 8, reason: 'insufficient_stock' }] }]);
  });

  test('answers a wrong call as in any other mode, with its reason', async () => {
    const { status, body } = await magento.rest('POST', '/V1/amazon-vendor/reservations', {
      reservation: { idempotency_key: 'PRODUCTION-none', purchase_order_number: 'P', mode: 'partial', lines: [] },
    });
    expect([status, body]).toMatchObject([400, { parameters: { reason: 'invalid_request' } }]);
  });

  test('shows its pages in the admin, with styles and scripts that are there', async () => {
    const admin = await signedIn(magento);
    for (const route of ['amazon_vendor/reservation/index', 'amazon_vendor/outbox/index', 'catalog/product/index']) {
      const page = await admin.open(route);
      expect(page.status, route).toBe(200);
      const assets = [...page.text.matchAll(/(?:src|href)="([^"]+\/static\/[^"]+\.(?:js|css))"/g)].map(
        ([, url]) => url,
      );
      expect(assets.length, route).toBeGreaterThan(0);
      for (const url of assets) expect((await fetch(String(url))).status, url).toBe(200);
    }
    const rows = await admin.open('mui/index/render', {
      namespace: 'amazon_vendor_reservation_listing',
      isAjax: 'true',
      'filters[sku]': SKU,
    });
    expect([rows.status, rows.text.includes(SKU)]).toEqual([200, true]);
  });
});
