import { beforeAll, describe, expect, test } from 'vitest';
import { magento } from './harness/suite.ts';
import { readyCart } from './shopper.ts';
import { configure, consumeSalability, liveTarget, phpText, setUpWorld } from './world.ts';

const RUN = process.pid.toString(36).toUpperCase();
const sku = (name: string) => `VB-RSV-${name}-${RUN}`;
const QUANTITIES = {
  LAST: 1,
  STALE: 1,
  GRAPH: 1,
  CLEAN: 20,
  OTHER: 20,
  LONG: 5,
  DECREASE: 5,
  SHOWN: 2,
  KEY: 50,
  FIX: 9,
};

let stockId = 0;

beforeAll(async () => {
  ({ stockId } = await setUpWorld());
  const seeds = Object.entries(QUANTITIES).map(([name, quantity]) => {
    return { sku: sku(name), quantities: { 'vb-east': quantity } };
  });
  await liveTarget().seedProducts(seeds);
});

interface Line {
  line_id: string;
  granted: number;
  reason?: string;
}

async function hold(number: string, lines: [string, number][], lineId = (at: number) => `${number}-${at}`) {
  const { status, body } = await magento.rest('POST', '/V1/amazon-vendor/reservations', {
    reservation: {
      idempotency_key: `${number}-hold`,
      purchase_order_number: number,
      mode: 'partial',
      lines: lines.map(([name, requested], at) => {
        return { line_id: lineId(at + 1), line_number: `${at + 1}`, sku: sku(name), requested, case_pack: 1 };
      }),
    },
  });
  return { status, lines: (body as { lines?: Line[] }).lines ?? [], body };
}

async function release(number: string, key: string, lines?: { line_id: string; quantity: number }[]) {
  const { status } = await magento.rest('POST', `/V1/amazon-vendor/reservations/${number}/release`, {
    release: { idempotency_key: `${number}-${key}`, reason: 'corrected', ...(lines ? { lines } : {}) },
  });
  expect(status).toBe(200);
}

async function reservedOf(name: string): Promise<number> {
  const [row] = await magento.sql<{ total: number | null }>(
    'SELECT SUM(quantity) total FROM inventory_reservation WHERE sku = ? AND stock_id = ?',
    [sku(name), stockId],
  );
  return row?.total ?? 0;
}

describe('the last unit', () => {
  test('two shoppers and Amazon reach for it at once: one gets it', async () => {
    const carts = [await readyCart(sku('LAST'), 1), await readyCart(sku('LAST'), 1)];
    const [amazon, ...shoppers] = await Promise.all([
      hold(`LAST${RUN}`, [['LAST', 1]]).then(({ lines }) => lines[0]?.granted === 1),
      ...carts.map((cart) => cart.placeOrder()),
    ]);
    expect([amazon, ...shoppers].filter(Boolean)).toHaveLength(1);
    expect(await reservedOf('LAST')).toBe(-1);
  });

  test('a hold inside an older transaction sees what was sold since that began', async () => {
    const granted = await magento.php(
      `$connection = $objectManager->get(\\Magento\\Framework\\App\\ResourceConnection::class)->getConnection();
       $connection->beginTransaction();
       $connection->fetchOne('SELECT COUNT(*) FROM inventory_reservation');
       ${elsewhere(`INSERT INTO inventory_reservation (stock_id, sku, quantity, metadata) VALUES (${stockId}, '${sku('STALE')}', -1, '{}')`)}
       $granted = ${holdInPhp(`STALE${RUN}`, sku('STALE'))};
       $connection->commit();
       return $granted;`,
      'webapi_rest',
    );
    expect(granted).toBe(0);
    await magento.sql("DELETE FROM inventory_reservation WHERE sku = ? AND metadata = '{}'", [sku('STALE')]);
  });

  test('a GraphQL checkout forgets, behind the lock, what was reserved when its cart was drawn', async () => {
    const refused = await magento.php(
      `$quantity = $objectManager->get(\\Magento\\InventoryReservationsApi\\Model\\GetReservationsQuantityInterface::class);
       $quantity->execute(${phpText(sku('GRAPH'))}, ${stockId});
       ${elsewhere(`INSERT INTO inventory_reservation (stock_id, sku, quantity, metadata) VALUES (${stockId}, '${sku('GRAPH')}', -1, '{}')`)}
       $order = $objectManager->get(\\Magento\\Sales\\Api\\Data\\OrderInterfaceFactory::class)->create();
       $order->setIncrementId('GRAPH${RUN}');
       $item = $objectManager->get(\\Magento\\InventorySalesApi\\Api\\Data\\ItemToSellInterfaceFactory::class)
           ->create(['sku' => ${phpText(sku('GRAPH'))}, 'qty' => -1.0]);
       try {
           $objectManager->get(\\Magento\\InventorySales\\Model\\AppendReservations::class)
               ->reserve(1, [${phpText(sku('GRAPH'))} => 1.0], $order, [$item]);
       } catch (\\Magento\\Framework\\Exception\\LocalizedException $refused) {
           return $refused->getMessage();
       }
       return 'sold';`,
      'graphql',
    );
    expect(refused).toBe('The requested qty is not available');
    await magento.sql("DELETE FROM inventory_reservation WHERE sku = ? AND metadata = '{}'", [sku('GRAPH')]);
  });

  test('Magento still reserves where we wait for it', async () => {
    const found = await magento.php(
      `$method = new \\ReflectionMethod(\\Magento\\InventorySales\\Model\\AppendReservations::class, 'reserve');
       $calls = file_get_contents((new \\ReflectionClass(\\Magento\\InventorySales\\Plugin\\Sales\\OrderManagement\\AppendReservationsAfterOrderPlacementPlugin::class))->getFileName());
       return [
           'parameters' => array_map(fn ($one) => $one->getName(), $method->getParameters()),
           'placed' => str_contains($calls, 'appendReservations->reserve('),
           'plugin' => $objectManager->get(\\Magento\\Framework\\Interception\\PluginListInterface::class)
               ->getNext(\\Magento\\InventorySales\\Model\\AppendReservations::class, 'reserve'),
       ];`,
      'webapi_rest',
    );
    expect(found).toMatchObject({ parameters: ['websiteId', 'itemsBySku', 'order', 'itemsToSell'], placed: true });
    expect(JSON.stringify(found)).toContain('amazon_vendor_serialise_checkout');
  });
});

describe('the nightly clean-up of reservations', () => {
  test('an order with the number of a line takes nothing of it away, and a closed line leaves nothing behind', async () => {
    const number = `CLEAN${RUN}`;
    const numeric = String(process.pid);
    await hold(
      number,
      [
        ['CLEAN', 1],
        ['OTHER', 4],
        ['OTHER', 3],
      ],
      (at) => (at === 1 ? numeric : `${number}-${at}`),
    );
    await magento.sql('INSERT INTO inventory_reservation (stock_id, sku, quantity, metadata) VALUES (?, ?, 1, ?)', [
      stockId,
      sku('OTHER'),
      JSON.stringify({ event_type: 'shipment_created', object_type: 'order', object_id: numeric }),
    ]);
    await release(number, 'part', [{ line_id: `${number}-2`, quantity: 1 }]);
    await release(number, 'all', [{ line_id: `${number}-3`, quantity: 3 }]);
    await magento.php(
      'return $objectManager->get(\\Magento\\InventoryReservationsApi\\Model\\CleanupReservationsInterface::class)->execute();',
    );

    expect(await reservedOf('CLEAN')).toBe(-1);
    expect(await reservedOf('OTHER')).toBe(-3 + 1);
    const left = await magento.sql(
      `SELECT JSON_UNQUOTE(JSON_EXTRACT(metadata, '$.object_id')) id, SUM(quantity) quantity
         FROM inventory_reservation WHERE sku IN (?) GROUP BY 1 ORDER BY 1`,
      [[sku('CLEAN'), sku('OTHER')]],
    );
    expect(left).toEqual([
      { id: numeric, quantity: 1 },
      { id: `amzpo:${numeric}`, quantity: -1 },
      { id: `amzpo:${number}-2`, quantity: -3 },
    ]);
  });
});

describe('what cannot be held', () => {
  test('a purchase order number that Magento would cut is refused; the longest one is kept whole', async () => {
    const longest = `${RUN}${'X'.repeat(32)}`.slice(0, 32);
    expect(await hold(`${longest}X`, [['LONG', 1]])).toMatchObject({
      status: 400,
      body: { parameters: { reason: 'invalid_request', field: 'reservation.purchase_order_number' } },
    });
    const { status } = await hold(longest, [['LONG', 1]], (at) => `${longest}${'y'.repeat(15)}${at}`);
    expect(status).toBe(200);
    const [row] = await magento.sql<{ valid: number; length: number }>(
      'SELECT JSON_VALID(metadata) valid, LENGTH(metadata) length FROM inventory_reservation WHERE sku = ?',
      [sku('LONG')],
    );
    expect(row?.valid).toBe(1);
    expect(row?.length).toBeLessThanOrEqual(255);
    // Magento's own check stumbles over broken metadata, and compares what is of an order only.
    const { stdout, stderr } = await magento.tryCli('inventory:reservation:list-inconsistencies', '-r');
    expect(`${stdout}${stderr}`).not.toMatch(/amzpo|serialize|Exception/);
  });

  test('a shop that does not decrease stock holds nothing, and says so', async () => {
    await configure({ 'cataloginventory/options/can_subtract': '0' });
    const { lines } = await hold(`DEC${RUN}`, [['DECREASE', 2]]);
    const { body } = await magento.rest('GET', '/V1/amazon-vendor/status');
    await configure({ 'cataloginventory/options/can_subtract': '1' });

    expect(lines[0]).toMatchObject({ granted: 0, reason: 'not_managed' });
    expect(await reservedOf('DECREASE')).toBe(0);
    expect(body).toMatchObject({ healthy: false });
  });
});

describe('the shop window', () => {
  test('goes out of stock with the last unit held, and back in stock with its release', async () => {
    const number = `SHOWN${RUN}`;
    const page = async () => /<span>(In stock|Out of stock)<\/span>/.exec(await productPage(sku('SHOWN')))?.[1];
    expect(await page()).toBe('In stock');
    await hold(number, [['SHOWN', 2]]);
    await consumeSalability();
    expect(await page()).toBe('Out of stock');
    await release(number, 'all');
    await consumeSalability();
    expect(await page()).toBe('In stock');
  });
});

describe('the same call again', () => {
  test('ten at once hold once and have the same answer; another body is refused', async () => {
    const number = `KEY${RUN}`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => hold(number, [['KEY', 3]])));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await reservedOf('KEY')).toBe(-3);
    const [row] = await magento.sql<{ count: number }>(
      'SELECT COUNT(*) count FROM amazon_vendor_po WHERE purchase_order_number = ?',
      [number],
    );
    expect(row?.count).toBe(1);
    expect(await hold(number, [['KEY', 4]])).toMatchObject({
      status: 409,
      body: { parameters: { reason: 'key_reused' } },
    });
  });
});

describe('a key of last quarter', () => {
  test('is forgotten once its purchase order is closed, and not before', async () => {
    const [open, closed] = [`AGE${RUN}A`, `AGE${RUN}B`];
    await hold(open, [['KEY', 1]]);
    await hold(closed, [['KEY', 1]]);
    await release(closed, 'all');
    const keys = [open, closed].map((number) => `${number}-hold`);
    await magento.sql(
      'UPDATE amazon_vendor_idempotency SET created_at = NOW() - INTERVAL 91 DAY WHERE idempotency_key IN (?)',
      [keys],
    );
    await magento.php('$objectManager->get(\\VendorBridge\\AmazonVendor\\Cron\\ForgetOldKeys::class)->execute();');
    expect(
      await magento.sql('SELECT idempotency_key kept FROM amazon_vendor_idempotency WHERE idempotency_key IN (?)', [
        keys,
      ]),
    ).toEqual([{ kept: keys[0] }]);
    await release(open, 'all');
  });
});

describe('reconcile', () => {
  test('finds what the ledger, the reservations and the source do not agree on, and puts it right', async () => {
    await magento.cli('amazon-vendor:reservations:reconcile', '--repair');
    await hold(`FIX${RUN}`, [
      ['FIX', 4],
      ['FIX', 2],
    ]);
    expect(await magento.cli('amazon-vendor:reservations:reconcile')).toContain('agree');

    await magento.sql('DELETE FROM inventory_reservation WHERE sku = ? AND quantity = -4', [sku('FIX')]);
    await magento.sql('INSERT INTO inventory_reservation (stock_id, sku, quantity, metadata) VALUES (?, ?, -1, ?)', [
      stockId,
      sku('FIX'),
      JSON.stringify({ event_type: 'x', object_type: 'amazon_purchase_order', object_id: `amzpo:GHOST${RUN}` }),
    ]);
    await magento.sql(
      "UPDATE inventory_source_item SET quantity = 40 WHERE source_code = 'amazon_vendor' AND sku = ?",
      [sku('FIX')],
    );
    await magento.sql("UPDATE amazon_vendor_po SET status = 'closed' WHERE purchase_order_number = ?", [`FIX${RUN}`]);

    const { status, stdout } = await magento.tryCli('amazon-vendor:reservations:reconcile', '--json');
    expect(status).toBe(1);
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(found.map(({ kind, expected, found: is }) => `${kind} ${expected} ${is}`).sort()).toEqual([
      'mirror 6 40',
      'reservation -4 0',
      'status open closed',
      'stray_reservation 0 -1',
    ]);
    expect(await magento.cli('amazon-vendor:reservations:reconcile', '--repair')).toContain('4 repaired, 0 left.');
    expect(await reservedOf('FIX')).toBe(-6);
  });
});

/** Runs a statement over a connection of its own, committed at once. */
function elsewhere(sql: string): string {
  return `$objectManager->create(\\Magento\\Framework\\App\\ResourceConnection\\ConnectionFactory::class)
    ->create($objectManager->get(\\Magento\\Framework\\App\\DeploymentConfig::class)->get('db/connection/default'))
    ->query(${phpText(sql)});`;
}

function holdInPhp(number: string, ofSku: string): string {
  return `(function () use ($objectManager) {
    $line = $objectManager->create(\\VendorBridge\\AmazonVendor\\Api\\Data\\HoldRequestLineInterface::class);
    $line->setLineId('${number}-1');
    $line->setLineNumber('1');
    $line->setSku(${phpText(ofSku)});
    $line->setRequested(1.0);
    $line->setCasePack(1.0);
    $request = $objectManager->create(\\VendorBridge\\AmazonVendor\\Api\\Data\\HoldRequestInterface::class);
    $request->setIdempotencyKey('${number}');
    $request->setPurchaseOrderNumber('${number}');
    $request->setMode('partial');
    $request->setLines([$line]);
    return $objectManager->get(\\VendorBridge\\AmazonVendor\\Api\\HoldStockInterface::class)
        ->execute($request)->getLines()[0]->getGranted();
  })()`;
}

async function productPage(ofSku: string): Promise<string> {
  const { body } = await magento.rest('GET', `/V1/products/${ofSku}`);
  const { id } = body as { id: number };
  const response = await fetch(`${magento.url}/catalog/product/view/id/${id}`);
  return response.text();
}
