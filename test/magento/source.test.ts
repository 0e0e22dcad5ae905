import { beforeAll, describe, expect, test } from 'vitest';
import { magento } from './harness/suite.ts';
import { liveTarget, phpText, setUpWorld } from './world.ts';

const SOURCE = 'amazon_vendor';
/** Each run has its own products and purchase orders: an instance may serve several. */
const RUN = String(process.pid);
const PAN = `VB-SRC-PAN-${RUN}`;
const LID = `VB-SRC-LID-${RUN}`;
/** Never held. */
const BOWL = `VB-SRC-BOWL-${RUN}`;
const TRAY = `VB-SRC-TRAY-${RUN}`;

const REFUSED = /Source "amazon_vendor" (shows|holds|must|cannot)/;

let calls = 0;

beforeAll(async () => {
  await setUpWorld();
  await liveTarget().seedProducts([
    { sku: PAN, quantities: { 'vb-east': 100, 'vb-west': 20 } },
    { sku: LID, quantities: { 'vb-east': 50 } },
    { sku: BOWL, quantities: { 'vb-east': 40 } },
    { sku: TRAY, quantities: { 'vb-east': 9 } },
  ]);
});

describe('the source that shows what Amazon has reserved', () => {
  test('stands among the sources, disabled, and is linked to no stock', async () => {
    const { status, body } = await magento.rest('GET', `/V1/inventory/sources/${SOURCE}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Amazon Vendor Central (reserved)', enabled: false });
    expect(await magento.sql('SELECT * FROM inventory_source_stock_link WHERE source_code = ?', [SOURCE])).toEqual([]);
  });

  test('does not count for Single Source Mode: a shop with one warehouse keeps its plain quantity field', async () => {
    const enabled = (
      await magento.sql<{ code: string }>('SELECT source_code code FROM inventory_source WHERE enabled')
    ).map(({ code }) => code);
    expect(enabled).not.toContain(SOURCE);
    const warehouses = enabled.filter((code) => code !== 'default');
    await enable(warehouses, false);
    try {
      expect(await isSingleSourceMode()).toBe(true);
    } finally {
      await enable(warehouses, true);
    }
    expect(await isSingleSourceMode()).toBe(warehouses.length === 0);
  });

  test('shows what is open after a hold, an adjustment, a release, and nothing once all is released', async () => {
    expect(await shown(PAN)).toBeUndefined();
    await hold(number(1), [
      { sku: PAN, requested: 36 },
      { sku: PAN, requested: 4 },
      { sku: LID, requested: 6 },
    ]);
    expect([await shown(PAN), await shown(LID)]).toEqual([40, 6]);
    expect(await open(PAN)).toBe(40);
    await must('POST', `/V1/amazon-vendor/reservations/${number(1)}/adjust`, {
      adjustment: {
        idempotency_key: key(),
        mode: 'partial',
        lines: [
          { line_id: `${number(1)}-1`, requested: 30 },
          { line_id: `${number(1)}-3`, requested: 9 },
        ],
      },
    });
    expect([await shown(PAN), await shown(LID)]).toEqual([34, 9]);
    await release(number(1), [{ line_id: `${number(1)}-1`, quantity: 10 }]);
    expect(await shown(PAN)).toBe(24);
    await release(number(1));
    expect([await shown(PAN), await shown(LID)]).toEqual([undefined, undefined]);
    expect(await salable(PAN)).toBe(120);
  });
});

describe('nothing but a reservation changes what the source shows', () => {
  beforeAll(async () => {
    await hold(number(2), [
      { sku: PAN, requested: 36 },
      { sku: LID, requested: 6 },
    ]);
  });

  test('a warehouse system that writes all sources is answered "done", and our row stays', async () => {
    const answer = await magento.rest('POST', '/V1/inventory/source-items', {
      sourceItems: [
        { sku: PAN, source_code: 'vb-west', quantity: 21, status: 1 },
        { sku: PAN, source_code: SOURCE, quantity: 5, status: 1 },
        { sku: BOWL, source_code: 'Amazon_Vendor', quantity: 5, status: 1 },
      ],
    });
    expect(answer).toEqual({ status: 200, body: [] });
    expect([await shown(PAN, 'vb-west'), await shown(PAN), await shown(BOWL)]).toEqual([21, 36, undefined]);
  });

  test('a call that writes nothing but this source is refused with the reason', async () => {
    const sourceItems = [{ sku: PAN, source_code: SOURCE, quantity: 5, status: 1 }];
    for (const path of ['/V1/inventory/source-items', '/V1/inventory/source-items-delete']) {
      const { status, body } = await magento.rest('POST', path, { sourceItems });
      expect(status).toBe(400);
      expect(words(body)).toMatch(REFUSED);
    }
    expect(await shown(PAN)).toBe(36);
  });

  test('deleting the rows of several sources deletes the others', async () => {
    const items = (source_code: string) => ({ sku: BOWL, source_code, quantity: 3, status: 1 });
    await must('POST', '/V1/inventory/source-items', { sourceItems: [items('vb-west')] });
    await must('POST', '/V1/inventory/source-items-delete', {
      sourceItems: [items('vb-west'), { ...items(SOURCE), sku: PAN }],
    });
    expect([await shown(BOWL, 'vb-west'), await shown(PAN)]).toEqual([undefined, 36]);
  });

  test('a product saved over REST with its stock keeps the row', async () => {
    await must('PUT', `/V1/products/${PAN}`, {
      product: { sku: PAN, price: 11, extension_attributes: { stock_item: { qty: 3, is_in_stock: true } } },
    });
    expect(await shown(PAN)).toBe(36);
  });

  test('goods are not shipped from it, and the caller reads why', async () => {
    const target = liveTarget();
    await target.placeRetailOrder(PAN, 2);
    const [order] = await magento.sql<{ order_id: number; item_id: number }>(
      'SELECT order_id, item_id FROM sales_order_item WHERE sku = ? ORDER BY item_id DESC LIMIT 1',
      [PAN],
    );
    const body = (source_code: string) => ({
      items: [{ order_item_id: order?.item_id, qty: 2 }],
      arguments: { extension_attributes: { source_code } },
    });
    const answer = await magento.rest('POST', `/V1/order/${order?.order_id}/ship`, body(SOURCE));
    expect(answer.status).toBe(400);
    expect(words(answer.body)).toMatch(/Source "amazon_vendor" holds no goods/);
    const repository = await magento.rest('POST', '/V1/shipment', {
      entity: {
        order_id: order?.order_id,
        items: [{ order_item_id: order?.item_id, qty: 2, sku: PAN, name: PAN }],
        extension_attributes: { source_code: SOURCE },
      },
    });
    expect(repository.status).toBe(400);
    expect(words(repository.body)).toMatch(/Source "amazon_vendor" holds no goods/);
    expect(await shown(PAN)).toBe(36);
    expect(await magento.sql('SELECT 1 FROM sales_shipment WHERE order_id = ?', [order?.order_id])).toEqual([]);
    expect((await magento.rest('POST', `/V1/order/${order?.order_id}/ship`, body('vb-east'))).status).toBe(200);
    expect([await shown(PAN), await shown(PAN, 'vb-east')]).toEqual([36, 98]);
  });

  test('a module that deducts on its own is refused by both doors', async () => {
    const message = await magento.php(`
      $item = $objectManager->create(\\Magento\\InventoryApi\\Api\\Data\\SourceItemInterface::class);
      $item->setSku('${PAN}'); $item->setSourceCode('${SOURCE}'); $item->setQuantity(30); $item->setStatus(1);
      try {
        $objectManager->get(\\Magento\\Inventory\\Model\\ResourceModel\\SourceItem\\DecrementQtyForMultipleSourceItem::class)
          ->execute([['source_item' => $item, 'qty_to_decrement' => 6]]);
      } catch (\\Magento\\Framework\\Exception\\LocalizedException $e) { return $e->getMessage(); }
      return 'deducted';`);
    expect(message).toMatch(REFUSED);
    expect(await shown(PAN)).toBe(36);
  });

  test('bulk assign and unassign leave it out and do the rest; alone it is refused', async () => {
    const assign = { skus: [BOWL, PAN], sourceCodes: [SOURCE, 'vb-shop'] };
    expect((await magento.rest('POST', '/V1/inventory/bulk-product-source-assign', assign)).body).toBe(2);
    expect([await shown(BOWL), await shown(BOWL, 'vb-shop'), await shown(PAN)]).toEqual([undefined, 0, 36]);
    expect((await magento.rest('POST', '/V1/inventory/bulk-product-source-unassign', assign)).body).toBe(2);
    expect([await shown(BOWL, 'vb-shop'), await shown(PAN)]).toEqual([undefined, 36]);
    for (const act of ['assign', 'unassign']) {
      const path = `/V1/inventory/bulk-product-source-${act}`;
      const { status, body } = await magento.rest('POST', path, { skus: [PAN], sourceCodes: [SOURCE] });
      expect(status).toBe(400);
      expect(words(body)).toMatch(REFUSED);
    }
    expect(await shown(PAN)).toBe(36);
  });

  test('nothing is transferred into it or out of it', async () => {
    for (const [origin, destination] of [
      [SOURCE, 'vb-west'],
      ['vb-west', SOURCE],
    ]) {
      const whole = await magento.rest('POST', '/V1/inventory/bulk-product-source-transfer', {
        skus: [PAN, BOWL],
        originSource: origin,
        destinationSource: destination,
        unassignFromOrigin: true,
      });
      const part = await magento.rest('POST', '/V1/inventory/bulk-partial-source-transfer', {
        originSourceCode: origin,
        destinationSourceCode: destination,
        items: [{ sku: PAN, qty: 2 }],
      });
      expect([whole.status, part.status]).toEqual([400, 400]);
      expect(words(whole.body)).toMatch(REFUSED);
      expect(words(part.body)).toMatch(REFUSED);
    }
    expect([await shown(PAN), await shown(PAN, 'vb-west')]).toEqual([36, 21]);
  });

  test.each(['append', 'replace', 'delete'])(
    'a stock import that brings it back, by %s, writes the other rows',
    async (behaviour) => {
      const rows = [
        ['vb-west', BOWL, '1', '7'],
        [SOURCE, PAN, '1', '5'],
        [SOURCE, BOWL, '1', '5'],
      ];
      const result = await importStock(behaviour, rows);
      expect(result).toEqual({ valid: true, errors: [], noticed: 1 });
      expect(await shown(PAN)).toBe(36);
      expect(await shown(BOWL)).toBeUndefined();
      expect(await shown(BOWL, 'vb-west')).toBe(behaviour === 'delete' ? undefined : 7);
    },
  );

  test("a product that changes its SKU brings no figure along but the ledger's", async () => {
    await hold(number(5), [{ sku: TRAY, requested: 4 }]);
    const { body } = await magento.rest('GET', `/V1/products/${TRAY}`);
    const renamed = `${TRAY}-X`;
    await must('PUT', `/V1/products/${TRAY}`, { product: { id: (body as { id: number }).id, sku: renamed } });
    for (const sku of [TRAY, renamed]) expect((await shown(sku)) ?? 0).toBe(await open(sku));
    expect((await open(TRAY)) + (await open(renamed))).toBe(4);
  });
});

describe('the source itself stays as it is', () => {
  test('enabling it is refused with the reason; a better name is kept', async () => {
    const source = { name: 'Reserved for Amazon', country_id: 'US', postcode: '00000' };
    const enabled = await magento.rest('PUT', `/V1/inventory/sources/${SOURCE}`, {
      source: { ...source, enabled: true },
    });
    expect(enabled.status).toBe(400);
    expect(words(enabled.body)).toMatch(/Source "amazon_vendor" must stay disabled/);
    await must('PUT', `/V1/inventory/sources/${SOURCE}`, { source: { ...source, enabled: false } });
    expect((await magento.rest('GET', `/V1/inventory/sources/${SOURCE}`)).body).toMatchObject({
      name: 'Reserved for Amazon',
      enabled: false,
    });
    await must('PUT', `/V1/inventory/sources/${SOURCE}`, {
      source: { ...source, name: 'Amazon Vendor Central (reserved)', enabled: false },
    });
  });

  test('linking it to a stock is refused with the reason', async () => {
    const [stock] = await magento.sql<{ id: number }>('SELECT MAX(stock_id) id FROM inventory_stock');
    const links = [{ stock_id: stock?.id, source_code: SOURCE, priority: 9 }];
    const { status, body } = await magento.rest('POST', '/V1/inventory/stock-source-links', { links });
    expect(status).toBe(400);
    expect(words(body)).toMatch(/Source "amazon_vendor" cannot be linked/);
    expect(await magento.sql('SELECT * FROM inventory_source_stock_link WHERE source_code = ?', [SOURCE])).toEqual([]);
  });

  test('switched off it shows nothing, switched on again it shows what is held', async () => {
    await hold(number(3), [{ sku: LID, requested: 5 }]);
    const before = await shown(LID);
    await magento.cli('config:set', 'amazon_vendor/stock/mirror_in_source', '0');
    expect(await magento.sql('SELECT * FROM inventory_source_item WHERE source_code = ?', [SOURCE])).toEqual([]);
    await hold(number(4), [{ sku: LID, requested: 2 }]);
    expect(await shown(LID)).toBeUndefined();
    await magento.cli('config:set', 'amazon_vendor/stock/mirror_in_source', '1');
    expect(await shown(LID)).toBe((before ?? 0) + 2);
  });

  test('what direct SQL changed is found and repaired', async () => {
    await magento.sql(`UPDATE inventory_source_item SET quantity = 1 WHERE source_code = ? AND sku = ?`, [SOURCE, LID]);
    await magento.sql(`INSERT INTO inventory_source_item (source_code, sku, quantity, status) VALUES (?, ?, 9, 1)`, [
      SOURCE,
      BOWL,
    ]);
    const held = await open(LID);
    const compare = `$objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Source\\CompareMirror::class)->execute(true)`;
    expect(await magento.php(`return ${compare};`)).toEqual([
      { sku: BOWL, open: 0, shown: 9 },
      { sku: LID, open: held, shown: 1 },
    ]);
    await magento.php(
      `$objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Source\\RepairMirror::class)->execute(true); return null;`,
    );
    expect(await magento.php(`return ${compare};`)).toEqual([]);
    expect([await shown(LID), await shown(BOWL)]).toEqual([held, undefined]);
  });
});

/** Quantity in a source; undefined without a row. */
async function shown(sku: string, source = SOURCE): Promise<number | undefined> {
  const [row] = await magento.sql<{ quantity: number }>(
    'SELECT quantity FROM inventory_source_item WHERE source_code = ? AND sku = ?',
    [source, sku],
  );
  return row === undefined ? undefined : Number(row.quantity);
}

/** What the ledger has open. */
async function open(sku: string): Promise<number> {
  const [row] = await magento.sql<{ open: number }>(
    'SELECT COALESCE(SUM(open_quantity), 0) open FROM amazon_vendor_po_line WHERE sku = ?',
    [sku],
  );
  return Number(row?.open);
}

async function salable(sku: string): Promise<number> {
  const [stock] = await magento.sql<{ id: number }>('SELECT MAX(stock_id) id FROM inventory_stock');
  const answer = await magento.rest('GET', `/V1/inventory/get-product-salable-quantity/${sku}/${stock?.id}`);
  return Number(answer.body);
}

async function hold(purchaseOrder: string, lines: { sku: string; requested: number }[]): Promise<void> {
  await must('POST', '/V1/amazon-vendor/reservations', {
    reservation: {
      idempotency_key: key(),
      purchase_order_number: purchaseOrder,
      mode: 'partial',
      lines: lines.map((line, at) => {
        return { ...line, line_id: `${purchaseOrder}-${at + 1}`, line_number: String(at + 1), case_pack: 1 };
      }),
    },
  });
}

async function release(purchaseOrder: string, lines?: { line_id: string; quantity: number }[]): Promise<void> {
  await must('POST', `/V1/amazon-vendor/reservations/${purchaseOrder}/release`, {
    release: { idempotency_key: key(), reason: 'amazon_cancelled', ...(lines ? { lines } : {}) },
  });
}

async function enable(codes: string[], enabled: boolean): Promise<void> {
  for (const code of codes) {
    const { body } = await magento.rest('GET', `/V1/inventory/sources/${code}`);
    await must('PUT', `/V1/inventory/sources/${code}`, { source: { ...(body as object), enabled } });
  }
}

async function isSingleSourceMode(): Promise<unknown> {
  return magento.php(
    'return $objectManager->get(\\Magento\\InventoryCatalogApi\\Model\\IsSingleSourceModeInterface::class)->execute();',
  );
}

/** Checks and imports a stock file as the admin does; `noticed` counts the notices shown. */
async function importStock(behaviour: string, rows: string[][]): Promise<unknown> {
  const csv = [['source_code', 'sku', 'status', 'quantity'], ...rows].map((row) => row.join(',')).join('\n');
  return magento.php(
    `
    $import = $objectManager->create(\\Magento\\ImportExport\\Model\\Import::class);
    $import->setData(['entity' => 'stock_sources', 'behavior' => '${behaviour}',
      'validation_strategy' => 'validation-stop-on-errors', 'allowed_error_count' => 0,
      '_import_field_separator' => ',', '_import_multiple_value_separator' => ',']);
    $directory = $objectManager->get(\\Magento\\Framework\\Filesystem::class)->getDirectoryWrite('var');
    $directory->writeFile('importexport/source-test.csv', ${phpText(csv)});
    $source = $objectManager->create(\\Magento\\ImportExport\\Model\\Import\\Source\\Csv::class,
      ['file' => 'importexport/source-test.csv', 'directory' => $directory]);
    $valid = $import->validateSource($source);
    $errors = array_map(fn ($error) => $error->getErrorMessage(), $import->getErrorAggregator()->getAllErrors());
    if ($valid) {
      $bunch = $objectManager->get(\\Magento\\ImportExport\\Model\\ResourceModel\\Import\\Data::class);
      $connection = $bunch->getConnection();
      $import->setData('import_ids', $connection->fetchCol('SELECT id FROM importexport_importdata WHERE is_processed = 0'));
      $import->importSource();
    }
    return ['valid' => $valid, 'errors' => $errors, 'noticed' => $objectManager
      ->get(\\Magento\\Framework\\Message\\ManagerInterface::class)->getMessages()->getCountByType('notice')];`,
    'adminhtml',
  );
}

async function must(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await magento.rest(method, path, body);
  if (answer.status !== 200) {
    throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** The message and the errors of a refusal with their placeholders filled. */
function words(body: unknown): string {
  const { message, parameters, errors } = body as {
    message: string;
    parameters?: string[];
    errors?: { message: string; parameters?: string[] }[];
  };
  return [{ message, parameters }, ...(errors ?? [])]
    .map((one) => one.message.replace(/%(\d)/g, (_, place: string) => one.parameters?.[Number(place) - 1] ?? ''))
    .join(' ');
}

function number(of: number): string {
  return `VBS${RUN}N${of}`;
}

function key(): string {
  calls += 1;
  return `source-test-${process.pid}-${calls}`;
}
