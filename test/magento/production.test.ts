import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MagentoConnection } from '../../sidecar/adapters/magento/connection.ts';
import { magentoStockMaster } from '../../sidecar/adapters/magento/stock-master.ts';
import { type PrivateBroker, privateKafka } from '../setup/kafka/broker.ts';
import { type ImageOfShop, imageOfShop, keysIn } from './harness/image.ts';
import { type MagentoInstance, startMagentoInstance } from './harness/instance.ts';
import { signedIn } from './harness/plain-admin.ts';
import { production, stockedProducts } from './harness/production.ts';
import { findMagentoRoot } from './harness/root.ts';

const SKU = 'VB-PRODUCTION';

/** Of its own: compiled classes and a production mode would stay for the files after this one. */
let magento: MagentoInstance;
beforeAll(async () => {
  magento = await startMagentoInstance({ say: (text) => console.log(`Magento: ${text}`) });
});
afterAll(() => magento?.close());

describe('a shop in production mode, as merchants run it', { timeout: 300_000 }, () => {
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

describe('the images of the shop, by their own commands, settings and scripts', { timeout: 600_000 }, () => {
  let broker: PrivateBroker;
  let shop: ImageOfShop;
  beforeAll(async () => {
    const found = findMagentoRoot();
    if (found.kind === 'missing') throw new Error(found.reason);
    broker = await privateKafka();
    shop = await imageOfShop({
      magentoRoot: found.root,
      compiled: magento.root,
      kafkaBrokers: broker.address,
    });
  });
  afterAll(async () => {
    await shop?.close();
    await broker?.remove();
  });

  test('install.sh installs the shop and gives the sidecar its keys', async () => {
    expect(await install()).toContain('The shop is ready.');
    expect(Object.keys(keysIn(shop.credentials)).sort()).toEqual([
      'consumer_key',
      'consumer_secret',
      'token',
      'token_secret',
      'url',
    ]);
  });

  test('nginx and php-fpm serve it, its administration and its static files, and nothing that is nobody’s business', async () => {
    await shop.serve();
    const status = async (path: string) => (await fetch(`${shop.url}${path}`)).status;
    const front = await (await fetch(shop.url)).text();
    const [, style = ''] = /href="([^"]+\/static\/[^"]+\.css)"/.exec(front) ?? [];
    expect((await fetch(style)).status, style).toBe(200);
    expect(await status(`/${shop.adminPath}`)).toBe(200);
    for (const path of ['/.user.ini', '/media/.htaccess', '/index.php.bak', '/static/nothing.php', '/cron.php']) {
      expect([403, 404], path).toContain(await status(path));
    }
  });

  test('the keys let the sidecar in', async () => {
    const { catalogue } = magentoStockMaster(connection());
    expect((await catalogue.positions(['NO-SUCH'])).size).toBe(0);
  });

  test('install.sh once more upgrades it, and the keys stay', async () => {
    const before = keysIn(shop.credentials);
    await install();
    expect(keysIn(shop.credentials)).toEqual(before);
    const { catalogue } = magentoStockMaster(connection());
    expect((await catalogue.positions(['NO-SUCH'])).size).toBe(0);
  });

  test('cron.sh lets Magento do a round', async () => {
    const cron = shop.start('cron.sh');
    await expect.poll(() => existsSync(`${shop.temporary}/last-round`), { timeout: 120_000 }).toBe(true);
    await cron.stop();
    expect(readFileSync(cron.log, 'utf8')).not.toContain('ended with');
  });

  test('publish.sh is the publisher, and goes on until it is told to end', async () => {
    const publisher = shop.start('publish.sh');
    const cmdline = () => readFileSync(`/proc/${publisher.pid}/cmdline`, 'utf8');
    await expect.poll(cmdline, { timeout: 20_000 }).toContain('outbox:publish');
    const heartbeat = async () => {
      const rows = await shop.sql("SELECT flag_data FROM flag WHERE flag_code = 'amazon_vendor_publisher'");
      return rows.map(({ flag_data }) => JSON.parse(String(flag_data)) as { at: string; problem: string | null });
    };
    await expect.poll(heartbeat, { timeout: 120_000 }).toMatchObject([{ problem: null }]);
    expect(publisher.alive(), readFileSync(publisher.log, 'utf8')).toBe(true);
    await publisher.stop();
  });

  async function install(): Promise<string> {
    const { status, stdout, stderr } = await shop.script('install.sh');
    // Magento shows how it wants to be called behind what went wrong.
    expect(status, `${stdout.slice(-2000)}\n${stderr.slice(0, 2000)}`).toBe(0);
    return stdout;
  }

  function connection(): MagentoConnection {
    const { consumer_key, consumer_secret, token, token_secret } = keysIn(shop.credentials);
    return MagentoConnection.parse({
      baseUrl: shop.url,
      credentials: {
        kind: 'oauth',
        consumerKey: consumer_key,
        consumerSecret: consumer_secret,
        token,
        tokenSecret: token_secret,
      },
    });
  }
});
