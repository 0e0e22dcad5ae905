import { Kafka, logLevel } from 'kafkajs';
import { privateKafka } from '../../setup/kafka/broker.ts';
import type { Magento } from '../harness/use.ts';

const STOCK = 'magento.stock.v1';
const KEYS = 500;

export interface PublisherTimes {
  /** Events in each round. */
  count: number;
  /** Milliseconds for the same events, round by round: librdkafka alone, then the publisher. */
  rounds: { bare: number; publisher: number }[];
  /** Milliseconds for reading and marking alone. */
  database: number;
}

/**
 * The same texts two ways in one PHP process: librdkafka alone, from memory and unmarked, and the publisher, which reads
 * and marks them too. Turn by turn, so that other work on the machine meets both. Publishing must be configured.
 */
export async function timePublisher(
  magento: Magento,
  { count = 20_000, rounds = 5 }: { count?: number; rounds?: number } = {},
): Promise<PublisherTimes> {
  return (await magento.php(script(count, rounds))) as PublisherTimes;
}

/** How fast the publisher is, measured by librdkafka alone: the middle one of the rounds. */
export function ratioOf({ rounds }: PublisherTimes): number {
  const ratios = rounds.map(({ bare, publisher }) => bare / publisher).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? 0;
}

/** With a Kafka for the time of the measuring. */
export async function benchPublisher(magento: Magento): Promise<PublisherTimes> {
  // Waiting for the broker's end alone does not keep Node running.
  const awake = setInterval(() => {}, 1000);
  const broker = await privateKafka();
  try {
    const admin = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic: STOCK, numPartitions: 6, replicationFactor: 1 }],
      waitForLeaders: true,
    });
    await admin.disconnect();
    await magento.cli('config:set', 'amazon_vendor/kafka/brokers', broker.address);
    await magento.cli('config:set', 'amazon_vendor/kafka/enabled', '1');
    return await timePublisher(magento, { rounds: 9 });
  } finally {
    await magento.cli('config:set', 'amazon_vendor/kafka/enabled', '0');
    await broker.remove();
    clearInterval(awake);
  }
}

function script(count: number, rounds: number): string {
  return `
$connection = $objectManager->get(\\Magento\\Framework\\App\\ResourceConnection::class)->getConnection();
$outbox = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Outbox\\OutboxInterface::class);
$publish = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Publisher\\PublishOutbox::class);
$rows = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Publisher\\Rows::class);
$producer = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Kafka\\Producers::class)->open();
$write = static function (int $events) use ($connection, $outbox): void {
    $connection->beginTransaction();
    for ($event = 0; $event < $events; $event++) {
        $all = [];
        for ($key = 0; $key < ${KEYS}; $key++) {
            $all["BENCH-$key"] = ['sku' => "BENCH-$key", 'stock_id' => 1, 'salable_quantity' => $event,
                'sources' => [['source_code' => 'vb-east', 'quantity' => $event, 'in_stock' => true, 'in_pool' => true]],
                'pool_quantity' => $event, 'amazon_reserved' => 0, 'buffer' => 0, 'available_to_promise' => $event];
        }
        $outbox->appendAll('${STOCK}', $all);
    }
    $connection->commit();
};
$time = static function (callable $work): float {
    $start = hrtime(true);
    $work();
    return round((hrtime(true) - $start) / 1e6);
};
$all = static fn (): array => $connection->fetchAll('SELECT message_key, payload FROM amazon_vendor_outbox
    WHERE published_at IS NULL ORDER BY outbox_id', [], \\Zend_Db::FETCH_NUM);
$loop = static function (array $messages) use ($producer): void {
    foreach ($messages as $id => [$key, $payload]) { $producer->produce($id, '${STOCK}', $key, $payload); }
    while ($producer->underWay() > 0) {
        foreach ($producer->outcomes(1000) as $failure) {
            if ($failure) { throw new \\RuntimeException($failure->words); }
        }
    }
};
// Both producers know the brokers and the topics.
$write(1);
$loop($all());
$publish->execute();

$rounds = [];
for ($round = 0; $round < ${rounds}; $round++) {
    $write(${count / KEYS});
    $messages = $all();
    $bare = $time(static fn () => $loop($messages));
    $publisher = $time(static fn () => $publish->execute());
    $rounds[] = compact('bare', 'publisher');
}
$write(${count / KEYS});
$database = $time(static function () use ($rows, $connection): void {
    $connection->beginTransaction();
    for ($last = 0; $firsts = $rows->firsts(null, $last);) {
        $from = min($firsts);
        $last = $from + 3999;
        $ids = [];
        foreach ($rows->read(array_keys($firsts), $from, $last) as [$id]) { $ids[] = (int) $id; }
        $rows->published($ids);
    }
    $connection->commit();
});
$publish->close();
$producer->close();
return ['count' => count($messages), 'rounds' => $rounds, 'database' => $database];`;
}
