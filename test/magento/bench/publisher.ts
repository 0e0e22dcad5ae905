import { Kafka, logLevel } from 'kafkajs';
import { privateKafka } from '../../setup/kafka/broker.ts';
import type { Magento } from '../harness/use.ts';

const STOCK = 'magento.stock.v1';
const KEYS = 500;

export interface PublisherTimes {
  /** Events in each round. */
  count: number;
  /** Milliseconds for the same events, round by round. */
  rounds: PublisherRound[];
  /** Milliseconds for finding, reading and marking alone. */
  database: number;
}

export interface PublisherRound {
  /** librdkafka called from PHP, and nothing else; null where the extension stands before it. */
  library: number | null;
  /** The same through the module's producer. */
  bare: number;
  publisher: number;
}

/**
 * The same texts three ways in one PHP process: librdkafka alone, from memory and unmarked, bare and through our
 * producer, and the publisher, which reads and marks them too. Turn by turn, so that other work on the machine meets
 * all. The settings of librdkafka are the same. Publishing must be configured.
 */
export async function timePublisher(
  magento: Magento,
  { count = 20_000, rounds = 5 }: { count?: number; rounds?: number } = {},
): Promise<PublisherTimes> {
  return (await magento.php(script(count, rounds))) as PublisherTimes;
}

/** How fast the publisher is, measured by librdkafka alone: the middle one of the rounds. */
export function ratioOf({ rounds }: PublisherTimes, by: 'library' | 'bare' = 'bare'): number {
  const ratios = rounds.map((round) => (round[by] ?? Number.NaN) / round.publisher).sort((a, b) => a - b);
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
    JOIN amazon_vendor_outbox_batch USING (batch_id) WHERE published_at IS NULL ORDER BY outbox_id', [], \\Zend_Db::FETCH_NUM);
$loop = static function (array $messages) use ($producer): void {
    foreach ($messages as $id => [$key, $payload]) { $producer->produce($id, '${STOCK}', $key, $payload); }
    while ($producer->underWay() > 0) {
        foreach ($producer->outcomes(1000) as $failure) {
            if ($failure) { throw new \\RuntimeException($failure->words); }
        }
    }
};
$library = extension_loaded('rdkafka') ? null : \\VendorBridge\\AmazonVendor\\Model\\Kafka\\Library::load();
if ($library) {
    $words = $library->new('char[512]');
    $configuration = $library->rd_kafka_conf_new();
    $settings = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Kafka\\SettingsInterface::class);
    foreach ($settings->properties() as $name => $value) {
        $library->rd_kafka_conf_set($configuration, $name, $value, $words, 512);
    }
    $library->rd_kafka_conf_set_events($configuration, 1);
    $client = $library->rd_kafka_new(0, $configuration, $words, 512);
    $queue = $library->rd_kafka_queue_get_main($client);
    $topic = $library->rd_kafka_topic_new($client, '${STOCK}', null);
}
$calls = static function (array $messages) use ($library, &$queue, &$topic): void {
    foreach ($messages as $id => [$key, $payload]) {
        $library->rd_kafka_produce($topic, -1, 2, $payload, strlen($payload), $key, strlen($key), $id);
    }
    for ($left = count($messages); $left > 0;) {
        $event = $library->rd_kafka_queue_poll($queue, 1000);
        while ($event !== null && ($message = $library->rd_kafka_event_message_next($event)) !== null) {
            if ($message->err !== 0) { throw new \\RuntimeException($library->rd_kafka_err2str($message->err)); }
            $left--;
        }
        if ($event !== null) { $library->rd_kafka_event_destroy($event); }
    }
};
// All know the brokers and the topics.
$write(1);
$loop($all());
if ($library) { $calls($all()); }
$publish->execute();

$rounds = [];
for ($round = 0; $round < ${rounds}; $round++) {
    $write(${count / KEYS});
    $messages = $all();
    $rounds[] = [
        'library' => $library ? $time(static fn () => $calls($messages)) : null,
        'bare' => $time(static fn () => $loop($messages)),
        'publisher' => $time(static fn () => $publish->execute()),
    ];
}
$write(${count / KEYS});
$database = $time(static function () use ($rows, $connection): void {
    $connection->beginTransaction();
    while (($lanes = $rows->lanes()) !== []) {
        $batches = $rows->batches($lanes, 20_000);
        foreach ($rows->read($batches) as [$id]) {}
        $rows->published($batches);
    }
    $connection->commit();
});
$publish->close();
$producer->close();
if ($library) {
    $library->rd_kafka_topic_destroy($topic);
    $library->rd_kafka_queue_destroy($queue);
    $library->rd_kafka_destroy($client);
}
return ['count' => count($messages), 'rounds' => $rounds, 'database' => $database];`;
}
