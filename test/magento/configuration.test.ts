import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Admin, openAdmin } from './admin.ts';
import { magento } from './harness/suite.ts';
import { configure, liveTarget, phpText, reindexStock, setUpWorld } from './world.ts';

const RUN = String(process.pid);
const CUP = `VB-CFG-CUP-${RUN}`;
const ATTRIBUTES = [
  'amazon_vendor_case_pack',
  'amazon_vendor_buffer',
  'amazon_vendor_pool_share',
  'amazon_vendor_agreed_cost',
  'amazon_vendor_barcode',
];

let cupId = 0;
let admin: Admin;

beforeAll(async () => {
  await setUpWorld();
  await liveTarget().seedProducts([{ sku: CUP, quantities: { 'vb-east': 100 } }]);
  const { body } = await magento.rest('GET', `/V1/products/${CUP}`);
  cupId = (body as { id: number }).id;
  admin = await openAdmin();
});

afterAll(() => admin?.close());

describe('what a product may say of its trade with Amazon', () => {
  const REFUSED: [attribute: string, value: string | number][] = [
    ['amazon_vendor_case_pack', -3],
    ['amazon_vendor_case_pack', 0],
    ['amazon_vendor_case_pack', 1.5],
    ['amazon_vendor_case_pack', 'twelve'],
    ['amazon_vendor_buffer', -1],
    ['amazon_vendor_pool_share', 101],
    ['amazon_vendor_agreed_cost', 0],
    ['amazon_vendor_agreed_cost', -4.2],
    ['amazon_vendor_barcode', '012345678906'],
  ];

  test.each(REFUSED)('%s of %s is refused over REST', async (attribute_code, value) => {
    const answer = await say(attribute_code, value);
    expect(answer.status).toBe(400);
    expect(await said(attribute_code)).toBeUndefined();
  });

  test.each(REFUSED)('%s of %s is refused in the product form, with the reason', async (attribute, value) => {
    const product = { 'product[name]': CUP, 'product[sku]': CUP, 'product[price]': '5', 'product[status]': '1' };
    const { text } = await admin.post(`catalog/product/save/id/${cupId}/type/simple/set/4/store/0`, {
      ...product,
      [`product[${attribute}]`]: String(value),
    });
    expect(messagesIn(text)).toMatch(/(Case Pack Quantity|Amazon \w+( \w+)?) must be/);
    expect(await said(attribute)).toBeUndefined();
  });

  test('the form that the grid offers for many products refuses, and so does the consumer behind it', async () => {
    const { text } = await admin.post('catalog/product_action_attribute/validate', {
      'attributes[amazon_vendor_case_pack]': '-3',
    });
    expect(JSON.parse(text)).toMatchObject({ error: true, attribute: 'amazon_vendor_case_pack' });
    const refusal = await magento.php(`
      try {
        $objectManager->get(\\Magento\\Catalog\\Model\\Product\\Action::class)
          ->updateAttributes([${cupId}], ['amazon_vendor_case_pack' => '1.5'], 0);
      } catch (\\Magento\\Framework\\Exception\\LocalizedException $e) { return $e->getMessage(); }
      return 'done';`);
    expect(refusal).toBe('Case Pack Quantity must be a whole number of eaches, 1 or more.');
    expect(await said('amazon_vendor_case_pack')).toBeUndefined();
  });

  test('a product import names the row', async () => {
    const csv = `sku,amazon_vendor_case_pack\n${CUP},0\n`;
    const errors = await magento.php(
      `
      $directory = $objectManager->get(\\Magento\\Framework\\Filesystem::class)->getDirectoryWrite('var');
      $directory->writeFile('importexport/products-test.csv', ${phpText(csv)});
      $import = $objectManager->create(\\Magento\\ImportExport\\Model\\Import::class);
      $import->setData(['entity' => 'catalog_product', 'behavior' => 'append',
        'validation_strategy' => 'validation-stop-on-errors', 'allowed_error_count' => 0,
        '_import_field_separator' => ',', '_import_multiple_value_separator' => ',']);
      $import->validateSource($objectManager->create(\\Magento\\ImportExport\\Model\\Import\\Source\\Csv::class,
        ['file' => 'importexport/products-test.csv', 'directory' => $directory]));
      return array_map(fn ($error) => $error->getErrorMessage(), $import->getErrorAggregator()->getAllErrors());`,
      'adminhtml',
    );
    expect(errors).toEqual(['Case Pack Quantity must be a whole number of eaches, 1 or more.']);
  });

  test('what is right is kept, and emptied again', async () => {
    const right: [string, string | number][] = [
      ['amazon_vendor_case_pack', 12],
      ['amazon_vendor_buffer', 0],
      ['amazon_vendor_pool_share', 80],
      ['amazon_vendor_agreed_cost', '4.25'],
      ['amazon_vendor_barcode', '012345678905, 4006381333931'],
    ];
    for (const [attribute, value] of right) {
      expect((await say(attribute, value)).status).toBe(200);
      // As it was said: the database fills an amount up with zeros.
      expect(String(await said(attribute))).toBe(String(value));
    }
    for (const [attribute] of right) {
      expect((await say(attribute, '')).status).toBe(200);
      expect((await said(attribute)) ?? '').toBe('');
    }
  });
});

describe('a product form that was opened before a hold', () => {
  test('does not put the old figure back, saves the rest, and says so', async () => {
    await magento.rest('POST', '/V1/amazon-vendor/reservations', {
      reservation: {
        idempotency_key: `stale-${RUN}`,
        purchase_order_number: `VBCFG${RUN}`,
        mode: 'partial',
        lines: [{ line_id: `VBCFG${RUN}-1`, line_number: '1', sku: CUP, requested: 36, case_pack: 12 }],
      },
    });
    const assigned = (at: number, code: string, quantity: number) => ({
      [`sources[assigned_sources][${at}][source_code]`]: code,
      [`sources[assigned_sources][${at}][name]`]: code,
      [`sources[assigned_sources][${at}][quantity]`]: String(quantity),
      [`sources[assigned_sources][${at}][status]`]: '1',
    });
    const form = {
      'product[name]': 'Cup of the form',
      'product[sku]': CUP,
      'product[price]': '6',
      'product[status]': '1',
    };
    const save = (sources: Record<string, string>) =>
      admin.post(`catalog/product/save/id/${cupId}/type/simple/set/4/store/0/back/edit`, { ...form, ...sources });

    const { text } = await save({ ...assigned(0, 'vb-east', 99), ...assigned(1, 'amazon_vendor', 30) });
    expect(messagesIn(text)).toContain('You saved the product.');
    expect(messagesIn(text)).toContain('shows what is reserved for Amazon purchase orders');
    expect(await quantities()).toMatchObject({ 'vb-east': 99, amazon_vendor: 36 });

    // A form from before the row was there sends none, which means "delete".
    await save(assigned(0, 'vb-east', 98));
    expect(await quantities()).toMatchObject({ 'vb-east': 98, amazon_vendor: 36 });

    const { text: fresh } = await save({ ...assigned(0, 'vb-east', 97), ...assigned(1, 'amazon_vendor', 36) });
    expect(messagesIn(fresh)).not.toContain('shows what is reserved for Amazon purchase orders');
    expect(await quantities()).toMatchObject({ 'vb-east': 97, amazon_vendor: 36 });
  });
});

describe('the configuration', () => {
  test('a website has its own buffer, and a product its own over that', async () => {
    await magento.cli('config:set', 'amazon_vendor/stock/buffer_quantity', '3');
    expect(await buffer()).toBe(3);
    await magento.cli(
      'config:set',
      '--scope=websites',
      '--scope-code=base',
      'amazon_vendor/stock/buffer_quantity',
      '7',
    );
    expect(await buffer()).toBe(7);
    await say('amazon_vendor_buffer', 20);
    expect(await buffer()).toBe(20);
    await say('amazon_vendor_buffer', '');
    await magento.sql(
      "DELETE FROM core_config_data WHERE path = 'amazon_vendor/stock/buffer_quantity' AND scope <> 'default'",
    );
    await configure({ 'amazon_vendor/stock/buffer_quantity': '0' });
    expect(await buffer()).toBe(0);
  });

  test.each([
    ['amazon_vendor/stock/buffer_quantity', '-1', '"Buffer, Eaches" must be a whole number, 0 or more.'],
    ['amazon_vendor/stock/buffer_quantity', '2.5', '"Buffer, Eaches" must be a whole number, 0 or more.'],
    ['amazon_vendor/stock/buffer_percent', '101', 'must be a number from 0 to 100.'],
    ['amazon_vendor/stock/stock_id', '9999', 'Stock 9999 does not exist.'],
    ['amazon_vendor/orders/conversion', 'sometimes', 'must be one of: auto, manual, never.'],
    ['amazon_vendor/kafka/brokers', 'kafka-1:9092,kafka-2', '"kafka-2" is no broker address. Write host:port.'],
    ['amazon_vendor/kafka/security_protocol', 'none', 'must be one of: plaintext, ssl, sasl_ssl, sasl_plaintext.'],
    ['amazon_vendor/kafka/ssl_ca_location', '../ca.pem', 'must be a full path on the server'],
    ['amazon_vendor/outbox/retention_days', '0', '"Keep Published Events, Days" must be a whole number, 1 or more.'],
  ])('%s is not set to %s', async (path, value, why) => {
    const { stdout, stderr, status: code } = await magento.tryCli('config:set', '--', path, value);
    expect(code).not.toBe(0);
    expect(`${stdout}${stderr}`.replace(/\s+/g, ' ')).toContain(why);
  });

  test('a carrier without a SCAC is not mapped; one with it is', async () => {
    const rows = (scac: string) => JSON.stringify({ a: { carrier_code: 'custom', title: 'Old Dominion', scac } });
    expect((await magento.tryCli('config:set', 'amazon_vendor/carriers/map', rows('Old'))).status).toBe(0);
    expect((await magento.tryCli('config:set', 'amazon_vendor/carriers/map', rows('OD1'))).status).not.toBe(0);
    await magento.cli('config:set', 'amazon_vendor/carriers/map', rows('odfl'));
    const map = await magento.php(`
      $map = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Config::class)->getCarrierMap();
      return [$map->scacOf('custom', 'Old Dominion, 2 pallets'), $map->scacOf('ups', 'Ground')];`);
    expect(map).toEqual(['ODFL', null]);
    await configure({ 'amazon_vendor/carriers/map': '[]' });
  });

  test('secrets are encrypted in the database and clear only to the publisher', async () => {
    // Of the shop's own answers only: another file may have set a Kafka up.
    await forgetKafka();
    const settings = {
      enabled: '1',
      brokers: 'kafka-1:9093, kafka-2:9093',
      security_protocol: 'sasl_ssl',
      sasl_username: 'shop',
      sasl_password: 'a secret that nobody reads',
    };
    for (const [field, value] of Object.entries(settings)) {
      await magento.cli('config:set', `amazon_vendor/kafka/${field}`, value);
    }
    const [row] = await magento.sql<{ value: string }>(
      "SELECT value FROM core_config_data WHERE path = 'amazon_vendor/kafka/sasl_password'",
    );
    expect(row?.value).toMatch(/^\d+:\d+:/);
    const properties = await magento.php(
      'return $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Config\\KafkaConfig::class)->getConnectionProperties();',
    );
    expect(properties).toEqual({
      'bootstrap.servers': 'kafka-1:9093,kafka-2:9093',
      'security.protocol': 'sasl_ssl',
      'sasl.mechanism': 'SCRAM-SHA-512',
      'sasl.username': 'shop',
      'sasl.password': 'a secret that nobody reads',
    });
    await forgetKafka();
  });
});

describe('the self-test', () => {
  test('its button says of each check whether it is ok, and what was found', async () => {
    // Nobody reads the events of this suite, and it may run for long.
    await magento.sql('UPDATE amazon_vendor_outbox SET created_at = CURRENT_TIMESTAMP');
    await admin.open('admin/system_config/edit/section/amazon_vendor');
    const button = admin.page.locator('.amazon-vendor-self-test [data-role=run]');
    await button.waitFor();
    // The button works once its script has come; until then a click is nothing.
    await admin.page.waitForFunction(isListening);
    const [answer] = await Promise.all([admin.page.waitForResponse(/selfTest\/run/), button.click()]);
    expect(answer.status()).toBe(200);
    const { healthy, checks } = (await answer.json()) as SelfTest;
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(healthy).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'tables_are_there',
        'integration_is_set_up',
        'stock_changes_are_watched',
        'publisher_is_ready',
        'outbox_moves',
        'topics_answer',
        'amazon_source_is_guarded',
      ]),
    );
    await admin.page.locator('[data-check=tables_are_there][data-ok=true]').waitFor();
    expect(await admin.page.locator('[data-role=findings] tbody tr').count()).toBe(checks.length);
    expect(await admin.page.locator('[data-role=summary]').innerText()).toBe('Everything is as it must be.');
  });

  test('it finds brokers at whose address nothing listens', async () => {
    await magento.cli('config:set', 'amazon_vendor/kafka/enabled', '1');
    await magento.cli('config:set', 'amazon_vendor/kafka/brokers', '127.0.0.1:1');
    const { text } = await admin.post('amazon_vendor/selfTest/run', {});
    const { healthy, checks } = JSON.parse(text) as SelfTest;
    expect(healthy).toBe(false);
    expect(checks.find(({ name }) => name === 'topics_answer')).toMatchObject({ ok: false });
    await forgetKafka();
  });

  test('it finds a source that was linked and enabled behind its back', async () => {
    await magento.sql("UPDATE inventory_source SET enabled = 1 WHERE source_code = 'amazon_vendor'");
    try {
      const { text } = await admin.post('amazon_vendor/selfTest/run', {});
      const { checks } = JSON.parse(text) as SelfTest;
      expect(checks.find(({ name }) => name === 'amazon_source_is_guarded')).toMatchObject({ ok: false });
    } finally {
      await magento.sql("UPDATE inventory_source SET enabled = 0 WHERE source_code = 'amazon_vendor'");
    }
  });
});

describe('taking the module away', () => {
  test('removes attributes, source, configuration and reservations; setup:upgrade brings them back', async () => {
    const before = await traces();
    expect(before).toMatchObject({ attributes: ATTRIBUTES.length, source: 1 });
    expect(before.reservations).toBeGreaterThan(0);
    await magento.php(`
      $objectManager->get(\\VendorBridge\\AmazonVendor\\Setup\\Uninstall::class)->uninstall(
        $objectManager->create(\\Magento\\Setup\\Module\\Setup::class),
        $objectManager->create(\\Magento\\Setup\\Model\\ModuleContext::class, ['version' => '']));
      $objectManager->get(\\Magento\\Framework\\Setup\\Patch\\PatchApplier::class)
        ->revertDataPatches('VendorBridge_AmazonVendor');
      return null;`);
    expect(await traces()).toEqual({
      attributes: 0,
      source: 0,
      rows: 0,
      settings: 0,
      reservations: 0,
      groups: 0,
      triggers: 0,
    });
    await magento.cli('setup:upgrade', '--keep-generated');
    expect(await traces()).toMatchObject({ attributes: ATTRIBUTES.length, source: 1, triggers: before.triggers });
    // What was held is held again, for the files that come after.
    await magento.php(`
      $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Source\\RepairMirror::class)->execute(true);
      return null;`);
    await reindexStock();
  });
});

interface SelfTest {
  healthy: boolean;
  checks: { name: string; label: string; ok: boolean; detail: string }[];
}

async function say(attribute_code: string, value: string | number) {
  return magento.rest('PUT', `/all/V1/products/${CUP}`, {
    product: { sku: CUP, custom_attributes: [{ attribute_code, value }] },
  });
}

/** The texts of the messages on a page of the admin. */
function messagesIn(page: string): string {
  return [...page.matchAll(/<div class="message[^>]*>(.*?)<\/div>/gs)].map(([, message]) => message?.trim()).join(' ');
}

/** The value that is kept. */
async function said(attribute: string): Promise<string | undefined> {
  const { body } = await magento.rest('GET', `/all/V1/products/${CUP}`);
  const { custom_attributes } = body as { custom_attributes: { attribute_code: string; value: string }[] };
  return custom_attributes.find(({ attribute_code }) => attribute_code === attribute)?.value;
}

async function quantities(): Promise<Record<string, number>> {
  const rows = await magento.sql<{ code: string; quantity: number }>(
    'SELECT source_code code, quantity FROM inventory_source_item WHERE sku = ?',
    [CUP],
  );
  return Object.fromEntries(rows.map(({ code, quantity }) => [code, Number(quantity)]));
}

async function buffer(): Promise<number> {
  const { body } = await magento.rest('POST', '/V1/amazon-vendor/stock-positions/query', { query: { skus: [CUP] } });
  const { items } = body as { items: { stock?: { buffer: number } }[] };
  return Number(items[0]?.stock?.buffer);
}

async function forgetKafka(): Promise<void> {
  await magento.sql("DELETE FROM core_config_data WHERE path LIKE 'amazon_vendor/kafka/%'");
  await magento.cli('cache:clean', 'config');
}

async function traces(): Promise<Record<string, number>> {
  const count = async (query: string) =>
    Number((await magento.sql<{ n: number }>(`SELECT COUNT(*) n FROM ${query}`))[0]?.n);
  return {
    attributes: await count("eav_attribute WHERE attribute_code LIKE 'amazon\\_vendor\\_%'"),
    groups: await count("eav_attribute_group WHERE attribute_group_name = 'Amazon Vendor'"),
    source: await count("inventory_source WHERE source_code = 'amazon_vendor'"),
    rows: await count("inventory_source_item WHERE source_code = 'amazon_vendor'"),
    settings: await count("core_config_data WHERE path LIKE 'amazon\\_vendor/%'"),
    reservations: await count("inventory_reservation WHERE metadata LIKE '%amazon_purchase_order%'"),
    triggers: await count(
      "information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND ACTION_STATEMENT LIKE '%amazon\\_vendor%'",
    ),
  };
}

/** Runs in the browser. */
function isListening(): boolean {
  const page = globalThis as unknown as {
    jQuery?: { _data(element: unknown, what: string): { click?: unknown } | undefined };
    document: { querySelector(selector: string): unknown };
  };
  const button = page.document.querySelector('.amazon-vendor-self-test [data-role=run]');
  return button !== null && page.jQuery?._data(button, 'events')?.click !== undefined;
}
