import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { magento } from './harness/suite.ts';
import { DISPATCH, type DispatchData, eventsOf, hold, must, product, STOCK, tellStock } from './outbox.ts';
import { configure, liveTarget, reindexStock, setUpWorld } from './world.ts';

const run = Date.now().toString(36).toUpperCase();
const sku = (name: string) => `EV-${run}-${name}`;

let stockId = 0;
let database: Pool;
beforeAll(async () => {
  ({ stockId } = await setUpWorld());
  const { socket, user, password, name } = magento.database;
  database = createPool({ socketPath: socket, user, password, database: name, connectionLimit: 4 });
});
afterAll(() => database?.end());

describe('every change of stock is told', () => {
  test('a delivery is told once, with sources, figures and the case pack', async () => {
    const bowl = sku('BOWL');
    await product(bowl, { 'vb-east': 30, 'vb-shop': 4 }, { amazon_vendor_case_pack: 6 });
    await tellStock();
    await tellStock();
    const events = await eventsOf(STOCK, bowl);
    expect(events.map(({ data }) => data)).toEqual([
      {
        sku: bowl,
        stock_id: stockId,
        sources: [
          { source_code: 'vb-east', quantity: 30, in_stock: true, in_pool: true },
          { source_code: 'vb-shop', quantity: 4, in_stock: true, in_pool: false },
        ],
        salable_quantity: 34,
        pool_quantity: 30,
        amazon_reserved: 0,
        buffer: 0,
        available_to_promise: 30,
        case_pack: 6,
      },
    ]);
  });

  test('stock changed by SQL, past every service of Magento, is told', async () => {
    const tray = sku('SQL');
    await product(tray, { 'vb-east': 10 });
    await tellStock();
    await magento.sql("UPDATE inventory_source_item SET quantity = 7 WHERE sku = ? AND source_code = 'vb-east'", [
      tray,
    ]);
    await magento.sql(
      `INSERT INTO inventory_reservation (stock_id, sku, quantity, metadata)
        VALUES (?, ?, -2, '{"event_type":"by_hand","object_type":"test","object_id":"ev-${run}"}')`,
      [stockId, tray],
    );
    await tellStock();
    await magento.sql('DELETE FROM inventory_reservation WHERE sku = ?', [tray]);
    await tellStock();
    expect((await eventsOf(STOCK, tray)).map(({ data }) => data.salable_quantity)).toEqual([10, 5, 7]);
  });

  test('a hundred changes between two readings are one event, and a change that is taken back is none', async () => {
    const cup = sku('CUP');
    await product(cup, { 'vb-east': 10 });
    await tellStock();
    for (let quantity = 11; quantity <= 60; quantity += 1) {
      await magento.sql('UPDATE inventory_source_item SET quantity = ? WHERE sku = ?', [quantity, cup]);
    }
    await tellStock();
    expect((await eventsOf(STOCK, cup)).map(({ data }) => data.salable_quantity)).toEqual([10, 60]);

    await magento.sql('UPDATE inventory_source_item SET quantity = 61 WHERE sku = ?', [cup]);
    await magento.sql('UPDATE inventory_source_item SET quantity = 60 WHERE sku = ?', [cup]);
    await tellStock();
    expect(await eventsOf(STOCK, cup)).toHaveLength(2);
  });

  test('a shopper orders and Amazon holds: both are told', async () => {
    const plate = sku('PLATE');
    await product(plate, { 'vb-east': 20 });
    await reindexStock();
    await tellStock();
    await hold(`EV${run}H`, [{ sku: plate, requested: 6 }]);
    await tellStock();
    await liveTarget().placeRetailOrder(plate, 2);
    await tellStock();
    await must('POST', `/V1/amazon-vendor/reservations/EV${run}H/release`, {
      release: { idempotency_key: `EV${run}H-r`, reason: 'amazon_cancelled' },
    });
    await tellStock();
    const events = await eventsOf(STOCK, plate);
    expect(events.map(({ data }) => [data.salable_quantity, data.amazon_reserved])).toEqual([
      [20, 0],
      [14, 6],
      [12, 6],
      [18, 0],
    ]);
  });

  test('a change that is rolled back is not told; one that commits late is not passed over', async () => {
    const [late, early] = [sku('LATE'), sku('EARLY')];
    await product(late, { 'vb-east': 10 });
    await product(early, { 'vb-east': 10 });
    await tellStock();
    const slow = await database.getConnection();
    const lost = await database.getConnection();
    try {
      // Its row in the changelog is older than the other's, and is committed after the other was read.
      await slow.beginTransaction();
      await slow.query('UPDATE inventory_source_item SET quantity = 3 WHERE sku = ? AND source_code = "vb-east"', [
        late,
      ]);
      await lost.beginTransaction();
      await lost.query('UPDATE inventory_source_item SET quantity = 99 WHERE sku = ? AND source_code = "vb-east"', [
        early,
      ]);
      await lost.rollback();
      await magento.sql('UPDATE inventory_source_item SET quantity = 4 WHERE sku = ? AND source_code = "vb-east"', [
        early,
      ]);
      await tellStock();
      expect((await eventsOf(STOCK, early)).map(({ data }) => data.salable_quantity)).toEqual([10, 4]);
      expect(await eventsOf(STOCK, late)).toHaveLength(1);
      await slow.commit();
    } finally {
      // Also from the middle: an open transaction would hold up every test behind it.
      slow.destroy();
      lost.destroy();
    }
    await tellStock();
    expect((await eventsOf(STOCK, late)).map(({ data }) => data.salable_quantity)).toEqual([10, 3]);
  });

  test('a buffer of the product is told when the product is saved', async () => {
    const jug = sku('JUG');
    await product(jug, { 'vb-east': 10 });
    await tellStock();
    await must('PUT', `/V1/products/${jug}`, {
      product: { sku: jug, custom_attributes: [{ attribute_code: 'amazon_vendor_buffer', value: 4 }] },
    });
    await tellStock();
    expect((await eventsOf(STOCK, jug)).map(({ data }) => data.available_to_promise)).toEqual([10, 6]);
  });

  test('a product that is deleted has nothing left to promise', async () => {
    const gone = sku('GONE');
    await product(gone, { 'vb-east': 10 });
    await tellStock();
    await must('DELETE', `/V1/products/${gone}`);
    await tellStock();
    const events = await eventsOf(STOCK, gone);
    expect(events.map(({ data }) => data.available_to_promise)).toEqual([10, 0]);
    expect(events[1]?.data.sources).toEqual([]);
  });

  test('what no trigger sees is found by the nightly comparison, and told once', async () => {
    const pan = sku('PAN');
    await product(pan, { 'vb-east': 10, 'vb-west': 5 });
    await tellStock();
    await must('PUT', '/V1/inventory/sources/vb-west', {
      source: { source_code: 'vb-west', name: 'vb-west', enabled: false, country_id: 'US', postcode: '85001' },
    });
    try {
      await tellStock();
      expect(await eventsOf(STOCK, pan)).toHaveLength(1);
      await tellStock('--all');
      await tellStock('--all');
      await configure({ 'amazon_vendor/stock/buffer_quantity': '3' });
      await tellStock('--all');
    } finally {
      await configure({ 'amazon_vendor/stock/buffer_quantity': '0' });
      await must('PUT', '/V1/inventory/sources/vb-west', {
        source: { source_code: 'vb-west', name: 'vb-west', enabled: true, country_id: 'US', postcode: '85001' },
      });
    }
    expect((await eventsOf(STOCK, pan)).map(({ data }) => data.available_to_promise)).toEqual([15, 10, 7]);
  });

  test('setup:upgrade, twice, leaves the subscription as it is', async () => {
    const pot = sku('POT');
    await product(pot, { 'vb-east': 1 });
    await magento.cli('setup:upgrade', '--keep-generated');
    await magento.cli('setup:upgrade', '--keep-generated');
    await magento.sql('UPDATE inventory_source_item SET quantity = 2 WHERE sku = ?', [pot]);
    await tellStock();
    expect((await eventsOf(STOCK, pot)).map(({ data }) => data.salable_quantity)).toEqual([2]);
  });

  test('two readers at once tell each change once', async () => {
    const lots = Array.from({ length: 30 }, (_, at) => sku(`LOT-${at}`));
    for (const one of lots) await product(one, { 'vb-east': 5 });
    await Promise.all([tellStock(), tellStock(), tellStock()]);
    await tellStock();
    for (const one of lots) {
      expect((await eventsOf(STOCK, one)).map(({ data }) => data.salable_quantity)).toEqual([5]);
    }
  });
});

describe('goods that leave for Amazon are told, once they have a number', () => {
  test('a shipment with two parcels is one event with its lines, source and tracks', async () => {
    const { order, number, wok } = await purchaseOrderAsOrder('A', 10);
    const shipment = await ship(order, wok, 6, ['1Z999AA10123456784', '1Z999AA10123456793']);
    const events = await eventsOf<DispatchData>(DISPATCH, number);
    expect(events.map(({ data }) => data)).toEqual([
      {
        dispatch_id: `shipment-${shipment}`,
        purchase_order_number: number,
        source_code: 'vb-east',
        dispatched_at: expect.any(String),
        revision: 1,
        lines: [{ line_id: `${number}-1`, sku: wok, quantity: 6 }],
        tracks: [
          { carrier_code: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456784' },
          { carrier_code: 'ups', title: 'United Parcel Service', number: '1Z999AA10123456793' },
        ],
        order_increment_id: order.incrementId,
        shipment_increment_id: expect.any(String),
      },
    ]);
    const reservation = (await must('GET', `/V1/amazon-vendor/reservations/${number}`)) as {
      lines: { shipped: number; open: number }[];
    };
    expect(reservation.lines).toMatchObject([{ shipped: 6, open: 4 }]);
  });

  test('a shipment without a number waits; the late number makes one dispatch, and one only', async () => {
    const { order, number, wok } = await purchaseOrderAsOrder('B', 10);
    const shipment = await ship(order, wok, 10, []);
    expect(await eventsOf(DISPATCH, number)).toEqual([]);
    await liveTarget().addTrack(shipment, { carrier_code: 'custom', title: 'Saia LTL', number: '61304455667' });
    const events = await eventsOf<DispatchData>(DISPATCH, number);
    expect(events.map(({ data }) => [data.revision, data.tracks])).toEqual([
      [1, [{ carrier_code: 'custom', title: 'Saia LTL', number: '61304455667' }]],
    ]);
    const { status } = (await must('GET', `/V1/amazon-vendor/reservations/${number}`)) as { status: string };
    expect(status).toBe('closed');
  });

  test('a number that is added, corrected and taken back is a revision each time; the lines stay', async () => {
    const { order, number, wok } = await purchaseOrderAsOrder('C', 10);
    const shipment = await ship(order, wok, 10, ['FIRST']);
    await liveTarget().addTrack(shipment, { carrier_code: 'ups', title: 'UPS', number: 'SECOND' });
    const [, second] = await magento.sql<{ entity_id: number }>(
      'SELECT entity_id FROM sales_shipment_track WHERE parent_id = ? ORDER BY entity_id',
      [shipment],
    );
    await changeTrack(second?.entity_id ?? 0, 'CORRECTED');
    for (const { entity_id } of await tracksOf(shipment)) await must('DELETE', `/V1/shipment/track/${entity_id}`);

    const events = await eventsOf<DispatchData>(DISPATCH, number);
    expect(events.map(({ data }) => [data.revision, data.tracks.map((track) => track.number)])).toEqual([
      [1, ['FIRST']],
      [2, ['FIRST', 'SECOND']],
      [3, ['FIRST', 'CORRECTED']],
      [4, ['CORRECTED']],
      [5, []],
    ]);
    expect(new Set(events.map(({ data }) => JSON.stringify(data.lines))).size).toBe(1);
  });

  test('the same ship call twice is two shipments for Magento: two dispatches, each told once', async () => {
    const { order, number, wok } = await purchaseOrderAsOrder('D', 10);
    const ids = [await ship(order, wok, 4, ['SAME']), await ship(order, wok, 4, ['SAME'])];
    const events = await eventsOf<DispatchData>(DISPATCH, number);
    expect(events.map(({ data }) => data.dispatch_id)).toEqual(ids.map((id) => `shipment-${id}`));
    expect(events.map(({ data }) => data.revision)).toEqual([1, 1]);
  });

  test('a shipment that is rolled back was never told', async () => {
    const { order, number, wok } = await purchaseOrderAsOrder('E', 10);
    const told = await magento.php(`
      $connection = $objectManager->get(\\Magento\\Framework\\App\\ResourceConnection::class)->getConnection();
      $connection->beginTransaction();
      $item = $objectManager->create(\\Magento\\Sales\\Model\\Order\\Shipment\\ItemCreation::class)
          ->setOrderItemId(${order.itemOf(wok)})->setQty(3);
      $track = $objectManager->create(\\Magento\\Sales\\Model\\Order\\Shipment\\TrackCreation::class)
          ->setCarrierCode('ups')->setTitle('UPS')->setTrackNumber('ROLLED-BACK');
      $arguments = $objectManager->create(\\Magento\\Sales\\Model\\Order\\Shipment\\CreationArguments::class);
      $arguments->setExtensionAttributes($objectManager->create(
          \\Magento\\Sales\\Api\\Data\\ShipmentCreationArgumentsExtensionInterfaceFactory::class
      )->create()->setSourceCode('vb-east'));
      $objectManager->get(\\Magento\\Sales\\Api\\ShipOrderInterface::class)
          ->execute(${order.id}, [$item], false, false, null, [$track], [], $arguments);
      $told = $connection->fetchOne('SELECT COUNT(*) FROM amazon_vendor_outbox WHERE message_key = ?', ['${number}']);
      $connection->rollBack();
      return (int) $told;`);
    expect(told).toBe(1);
    expect(await eventsOf(DISPATCH, number)).toEqual([]);
    const reservation = (await must('GET', `/V1/amazon-vendor/reservations/${number}`)) as {
      lines: { shipped: number }[];
    };
    expect(reservation.lines).toMatchObject([{ shipped: 0 }]);
  });

  test("a shopper's parcel is no business of Amazon's", async () => {
    const [before] = await magento.sql('SELECT COUNT(*) n FROM amazon_vendor_outbox WHERE topic = ?', [DISPATCH]);
    const lid = sku('LID');
    await product(lid, { 'vb-east': 5 });
    await reindexStock();
    const order = await retailOrder(lid, 2);
    await ship(order, lid, 2, ['RETAIL']);
    const [after] = await magento.sql('SELECT COUNT(*) n FROM amazon_vendor_outbox WHERE topic = ?', [DISPATCH]);
    expect(after).toEqual(before);
  });
});

describe('what was told long ago goes', () => {
  test('published and acknowledged events go after their time, those that nobody took stay', async () => {
    const keys = ['OLD-PUBLISHED', 'OLD-ACKNOWLEDGED', 'OLD-WAITING', 'NEW-PUBLISHED'].map((key) => `${key}-${run}`);
    const old = '2020-01-01 00:00:00';
    const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
    const times = [
      [old, null],
      [null, old],
      [null, null],
      [now, null],
    ];
    const batches: unknown[] = [];
    for (const [at, key] of keys.entries()) {
      const [published, acknowledged] = times[at] ?? [];
      const [batch] = await magento.sql(
        'INSERT INTO amazon_vendor_outbox_batch (lane, events, published_at) VALUES (0, 1, ?)',
        [published],
      );
      batches.push(batch?.insertId);
      await magento.sql(
        `INSERT INTO amazon_vendor_outbox
          (batch_id, topic, message_key, sequence, event_id, payload, created_at, acknowledged_at)
          VALUES (?, ?, ?, 1, UUID(), '{}', ?, ?)`,
        [batch?.insertId, STOCK, key, old, acknowledged],
      );
    }
    await magento.php(
      'return $objectManager->get(\\VendorBridge\\AmazonVendor\\Cron\\CleanUpOutbox::class)->execute();',
    );
    const left = await magento.sql<{ message_key: string }>(
      'SELECT message_key FROM amazon_vendor_outbox WHERE message_key IN (?) ORDER BY message_key',
      [keys],
    );
    expect(left.map(({ message_key }) => message_key)).toEqual([`NEW-PUBLISHED-${run}`, `OLD-WAITING-${run}`]);
    expect(
      await magento.sql('SELECT batch_id FROM amazon_vendor_outbox_batch WHERE batch_id IN (?) ORDER BY batch_id', [
        batches,
      ]),
    ).toEqual([{ batch_id: batches[2] }, { batch_id: batches[3] }]);
    await magento.sql('DELETE FROM amazon_vendor_outbox WHERE message_key IN (?)', [keys]);
  });
});

test('what an event costs the one who writes it is measured', async () => {
  const { alone, inside, many, trigger } = (await magento.php(MEASURE)) as Record<string, number>;
  console.log(
    `an event in a transaction of its own ${alone} ms, in an open one ${inside} ms, of a thousand at once ${many} ms; ` +
      `a stock row with its changelog row ${trigger} ms`,
  );
  expect(inside).toBeLessThan(5);
});

const MEASURE = `
$outbox = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Outbox\\OutboxInterface::class);
$connection = $objectManager->get(\\Magento\\Framework\\App\\ResourceConnection::class)->getConnection();
$data = ['sku' => 'X', 'stock_id' => 1, 'sources' => [], 'salable_quantity' => 1, 'pool_quantity' => 1,
    'amazon_reserved' => 0, 'buffer' => 0, 'available_to_promise' => 1];
$time = static function (int $times, callable $work): float {
    $start = hrtime(true);
    for ($i = 0; $i < $times; $i++) { $work($i); }
    return round((hrtime(true) - $start) / 1e6 / $times, 3);
};
$append = static fn (int $i) => $outbox->append('magento.stock.v1', "MEASURE-$i", $data);
$append(0);
$alone = $time(200, $append);
$connection->beginTransaction();
$inside = $time(200, $append);
$thousand = [];
for ($i = 0; $i < 1000; $i++) { $thousand["MEASURE-$i"] = $data; }
$many = $time(5, static fn () => $outbox->appendAll('magento.stock.v1', $thousand)) / 1000;
$trigger = $time(200, static fn (int $i) => $connection->insert('inventory_reservation',
    ['stock_id' => 1, 'sku' => "MEASURE-$i", 'quantity' => 1, 'metadata' => '{}']));
$connection->rollBack();
$connection->delete('amazon_vendor_outbox', "message_key LIKE 'MEASURE-%'");
$connection->delete('amazon_vendor_outbox_sequence', "message_key LIKE 'MEASURE-%'");
return compact('alone', 'inside', 'many', 'trigger');`;

interface Order {
  id: number;
  incrementId: string;
  itemOf(sku: string): number;
}

/**
 * A purchase order that is a Magento order. How it becomes one is another test's matter: here a shopper's order is
 * entered as the one that holds the eaches.
 */
async function purchaseOrderAsOrder(name: string, quantity: number) {
  const wok = sku(`WOK-${name}`);
  const number = `EV${run}${name}`;
  await product(wok, { 'vb-east': quantity * 2 });
  await reindexStock();
  await hold(number, [{ sku: wok, requested: quantity }]);
  const order = await retailOrder(wok, quantity);
  await magento.php(`
    $connection = $objectManager->get(\\Magento\\Framework\\App\\ResourceConnection::class)->getConnection();
    $connection->update('amazon_vendor_po', ['order_id' => ${order.id}, 'order_increment_id' => '${order.incrementId}',
        'status' => 'ordered'], ['purchase_order_number = ?' => '${number}']);
    $poId = (int) $connection->fetchOne('SELECT po_id FROM amazon_vendor_po WHERE purchase_order_number = ?', ['${number}']);
    $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Order\\LineMap::class)
        ->keep($poId, [${order.itemOf(wok)} => '${number}-1']);
    return null;`);
  return { order, number, wok };
}

async function retailOrder(item: string, quantity: number): Promise<Order> {
  await liveTarget().placeRetailOrder(item, quantity);
  const [row] = await magento.sql<{ entity_id: number; increment_id: string }>(
    `SELECT o.entity_id, o.increment_id FROM sales_order o JOIN sales_order_item i ON i.order_id = o.entity_id
      WHERE i.sku = ? ORDER BY o.entity_id DESC LIMIT 1`,
    [item],
  );
  if (!row) throw new Error(`nobody ordered ${item}`);
  const items = await magento.sql<{ item_id: number; sku: string }>(
    'SELECT item_id, sku FROM sales_order_item WHERE order_id = ?',
    [row.entity_id],
  );
  return {
    id: row.entity_id,
    incrementId: row.increment_id,
    itemOf: (wanted) => items.find((one) => one.sku === wanted)?.item_id ?? 0,
  };
}

function ship(order: Order, item: string, quantity: number, numbers: string[]): Promise<number> {
  return liveTarget().shipOrder(order.incrementId, {
    source_code: 'vb-east',
    lines: [{ sku: item, quantity }],
    tracks: numbers.map((number) => ({ carrier_code: 'ups', title: 'United Parcel Service', number })),
  });
}

function tracksOf(shipment: number) {
  return magento.sql<{ entity_id: number; order_id: number }>(
    'SELECT entity_id, order_id FROM sales_shipment_track WHERE parent_id = ? ORDER BY entity_id',
    [shipment],
  );
}

/** As Magento's REST route corrects a track: by its id. */
async function changeTrack(id: number, number: string): Promise<void> {
  const [track] = await magento.sql<Record<string, unknown>>(
    'SELECT entity_id, parent_id, order_id, carrier_code, title FROM sales_shipment_track WHERE entity_id = ?',
    [id],
  );
  await must('POST', '/V1/shipment/track', {
    entity: { ...track, track_number: number, qty: 1, weight: 1, description: '' },
  });
}
