import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { MagentoConnection } from '../../sidecar/adapters/magento/connection.ts';
import { magentoStockMaster } from '../../sidecar/adapters/magento/stock-master.ts';
import { magento } from './harness/suite.ts';
import { configure } from './world.ts';

const NAME = `Bridge ${Date.now().toString(36)}`;
const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-integration-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const setUp = (...options: string[]) => magento.cli('amazon-vendor:integration:setup', `--name=${NAME}`, ...options);

describe('the integration of the bridge', () => {
  test('is made with a token that may use this module and nothing else', async () => {
    const credentials = JSON.parse(await setUp('--json')) as Record<string, string>;
    expect(Object.keys(credentials)).toEqual([
      'VENDOR_BRIDGE_MAGENTO_URL',
      'VENDOR_BRIDGE_MAGENTO_CONSUMER_KEY',
      'VENDOR_BRIDGE_MAGENTO_CONSUMER_SECRET',
      'VENDOR_BRIDGE_MAGENTO_TOKEN',
      'VENDOR_BRIDGE_MAGENTO_TOKEN_SECRET',
    ]);
    expect(credentials.VENDOR_BRIDGE_MAGENTO_URL).toBe(magento.url);
    const token = credentials.VENDOR_BRIDGE_MAGENTO_TOKEN;
    expect((await magento.rest('GET', '/V1/amazon-vendor/status', undefined, token)).status).toBe(200);
    expect((await magento.rest('GET', '/V1/amazon-vendor/outbox?limit=1', undefined, token)).status).toBe(200);
    for (const path of [
      '/V1/products?searchCriteria[pageSize]=1',
      '/V1/orders?searchCriteria[pageSize]=1',
      '/V1/inventory/sources',
      '/V1/customers/search?searchCriteria[pageSize]=1',
    ]) {
      expect((await magento.rest('GET', path, undefined, token)).status, path).toBe(401);
    }
    const [{ n } = { n: 0 }] = await magento.sql('SELECT COUNT(*) n FROM integration WHERE name = ?', [NAME]);
    expect(n).toBe(1);
  });

  test('signs with OAuth what a shop takes that allows no bearer tokens', async () => {
    const said = readCredentials(await setUp('--show'));
    const connect = (baseUrl: string) =>
      magentoStockMaster(
        MagentoConnection.parse({
          baseUrl,
          credentials: {
            kind: 'oauth',
            consumerKey: said.VENDOR_BRIDGE_MAGENTO_CONSUMER_KEY,
            consumerSecret: said.VENDOR_BRIDGE_MAGENTO_CONSUMER_SECRET,
            token: said.VENDOR_BRIDGE_MAGENTO_TOKEN,
            tokenSecret: said.VENDOR_BRIDGE_MAGENTO_TOKEN_SECRET,
          },
        }),
      );
    await configure({ 'oauth/consumer/enable_integration_as_bearer': '0' });
    try {
      expect((await status(said)).status).toBe(401);
      const { catalogue, events, reservations } = connect(magento.url);
      expect((await catalogue.positions(['NO SUCH/SKU'])).size).toBe(0);
      expect((await events.pull('', 1)).events.length).toBeLessThanOrEqual(1);
      // The path is signed too, in the form that Magento gives it: let in, and refused for what is wrong with it.
      for (const number of ['NO SUCH+ORDER', "A!B*C(D)'", 'PO:7@X', 'A&B=C,D;E$', 'GRÜN-1']) {
        await expect(reservations.held(number), number).rejects.toMatchObject({ code: 'magento-refused' });
      }
      const elsewhere = connect(magento.url.replace('127.0.0.1', 'localhost'));
      expect((await elsewhere.catalogue.positions(['NO-SUCH'])).size).toBe(0);
    } finally {
      await configure({ 'oauth/consumer/enable_integration_as_bearer': '1' });
    }
  });

  test('set up again, and after an upgrade, keeps its token and says no secret', async () => {
    const before = readCredentials(await setUp('--show'));
    expect(await setUp()).not.toContain(before.VENDOR_BRIDGE_MAGENTO_TOKEN);
    await magento.cli('setup:upgrade', '--keep-generated');
    expect(readCredentials(await setUp('--show'))).toEqual(before);
    expect((await status(before)).status).toBe(200);
  });

  test('gives back the rights that somebody took, and takes those that somebody added', async () => {
    const credentials = readCredentials(await setUp('--show'));
    await magento.php(`
      $id = (int) $objectManager->get(\\Magento\\Integration\\Api\\IntegrationServiceInterface::class)->findByName('${NAME}')->getId();
      $objectManager->get(\\Magento\\Integration\\Api\\AuthorizationServiceInterface::class)
          ->grantPermissions($id, ['Magento_Catalog::products']);
      return null;`);
    expect((await status(credentials)).status).toBe(401);
    await setUp();
    expect((await status(credentials)).status).toBe(200);
    const token = credentials.VENDOR_BRIDGE_MAGENTO_TOKEN;
    expect((await magento.rest('GET', '/V1/products?searchCriteria[pageSize]=1', undefined, token)).status).toBe(401);
  });

  test('a new token ends the old one; a file with it is for its owner only', async () => {
    const before = readCredentials(await setUp('--show'));
    const file = join(folder, 'credentials');
    expect(await setUp('--rotate', `--store=${file}`)).not.toContain(before.VENDOR_BRIDGE_MAGENTO_CONSUMER_SECRET);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const after = readCredentials(readFileSync(file, 'utf8'));
    expect((await status(before)).status).toBe(401);
    expect((await status(after)).status).toBe(200);
  });
});

function status({ VENDOR_BRIDGE_MAGENTO_TOKEN: token }: Record<string, string>) {
  return magento.rest('GET', '/V1/amazon-vendor/status', undefined, token);
}

function readCredentials(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}
