import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateBroker, privateKafka } from '../setup/kafka/broker.ts';
import { selfSigned } from '../setup/kafka/self-signed.ts';
import { loadContract } from '../stand-ins/magento/contract.ts';
import { ratioOf, timePublisher } from './bench/publisher.ts';
import { magento } from './harness/suite.ts';
import { DISPATCH, must, PROBE, STOCK } from './outbox.ts';
import { configure } from './world.ts';

const run = Date.now().toString(36).toUpperCase();
const PUBLISH = 'amazon-vendor:outbox:publish';

const PASSWORD = 'only for this test';

let broker: PrivateBroker;
let keys: string;
let certificate: string;
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'vendor-bridge-keys-'));
  const keyStore = join(keys, 'broker.p12');
  certificate = (await selfSigned(keyStore, PASSWORD)).file;
  broker = await privateKafka({ keyStore, keyStorePassword: PASSWORD, user: 'shop', password: PASSWORD });
  await createTopics([STOCK, DISPATCH]);
  // Events of other tests are theirs.
  await magento.sql('UPDATE amazon_vendor_outbox_batch SET published_at = NOW() WHERE published_at IS NULL');
  await configure({ 'amazon_vendor/kafka/enabled': '1', 'amazon_vendor/kafka/brokers': broker.address });
});
afterAll(async () => {
  await configure({ 'amazon_vendor/kafka/enabled': '0', 'amazon_vendor/kafka/brokers': '' });
  await broker?.remove();
  await rm(keys, { recursive: true, force: true });
});

describe('the outbox comes into Kafka', () => {
  test('under the topic and the key that the contract says, with the very text of the outbox', async () => {
    const written = await write('ONE', { keys: 1, eventsPerKey: 1 });
    const dispatch = await write('PO', { keys: 1, eventsPerKey: 1, topic: DISPATCH });
    await magento.cli(PUBLISH);
    expect(await readBack('ONE')).toEqual([{ topic: STOCK, key: keyOf('ONE', 0), value: written[0] }]);
    expect(await readBack('PO')).toEqual([{ topic: DISPATCH, key: keyOf('PO', 0), value: dispatch[0] }]);
    expect(await waiting()).toBe(0);
  });

  test('two publishers at once: each event once, each key in its order', async () => {
    // More than one takes in a turn: between two turns the lanes are free for the other.
    const written = await write('TWO', { keys: 40, eventsPerKey: 600 });
    const said = await Promise.all([magento.cli(PUBLISH), magento.cli(PUBLISH)]);
    console.log(`two publishers: ${said.map((text) => text.trim()).join(' ')}`);
    await magento.cli(PUBLISH);
    const messages = await readBack('TWO');
    expect(messages.map(({ value }) => value).sort()).toEqual([...written].sort());
    expectOrder(messages);
    expect(await waiting()).toBe(0);
  });

  test('what another publisher has in hand is left to it', async () => {
    const written = await write('HAND', { keys: 60, eventsPerKey: 2 });
    const left = (await magento.php(`
      $publish = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Publisher\\PublishOutbox::class);
      $other = $objectManager->create(\\Magento\\Framework\\App\\ResourceConnection::class)->getConnection();
      $other->beginTransaction();
      foreach (['lane_0', 'lane_3'] as $lane) {
          $other->fetchOne('SELECT name FROM amazon_vendor_mark WHERE name = ? FOR UPDATE', [$lane]);
      }
      try {
          $publish->execute();
          return array_map('intval', $other->fetchCol(
              'SELECT DISTINCT lane FROM amazon_vendor_outbox_batch WHERE published_at IS NULL ORDER BY lane'
          ));
      } finally {
          $publish->close();
          $other->rollBack();
      }`)) as number[];
    expect(left).toEqual([0, 3]);
    await magento.cli(PUBLISH);
    expect((await readBack('HAND')).map(({ value }) => value).sort()).toEqual([...written].sort());
    expect(await waiting()).toBe(0);
  });

  test('the broker is away for a while: nothing is lost, and nothing goes out of order', {
    timeout: 240_000,
  }, async () => {
    await broker.kill();
    const written = await write('AWAY', { keys: 10, eventsPerKey: 20 });
    const daemon = startDaemon();
    try {
      // Its complaint says that it has tried.
      await until(() => daemon.said().length > 0, 90_000);
      expect(await waiting()).toBe(200);
      await broker.start();
      await until(async () => (await waiting()) === 0, 90_000);
    } finally {
      await daemon.stop('SIGTERM');
    }
    const messages = await readBack('AWAY');
    expect(new Set(messages.map(({ value }) => value))).toEqual(new Set(written));
    expectOrder(messages);
  });

  test('a publisher that is killed in mid-flight: every event arrives, the last word of each key last', async () => {
    const written = await write('KILL', { keys: 50, eventsPerKey: 400 });
    for (const when of [0.2, 0.5]) {
      const before = await offsets();
      const victim = startDaemon();
      await until(async () => (await offsets()) > before + written.length * when * 0.1, 60_000);
      await victim.stop('SIGKILL');
    }
    await until(async () => {
      await magento.cli(PUBLISH);
      return (await waiting()) === 0;
    }, 60_000);
    const messages = await readBack('KILL');
    expect(new Set(messages.map(({ value }) => value))).toEqual(new Set(written));
    const lastOfKey = new Map(messages.map(({ key, value }) => [key, sequenceOf(value)]));
    expect(new Set(lastOfKey.values())).toEqual(new Set([400]));
  });

  test('an event that Kafka will never take waits for a person; the others go on', async () => {
    const written = await write('GREAT', { keys: 40, eventsPerKey: 2 });
    const [id] = await enlargeFirst(keyOf('GREAT', 0));
    await magento.cli(PUBLISH);
    const said = (await readBack('GREAT')).map(({ value }) => value);
    expect(said.sort()).toEqual(written.filter((text) => !isFirstOf(text, keyOf('GREAT', 0))).sort());
    const [row] = await magento.sql(
      'SELECT batch_id, refused_at, problem FROM amazon_vendor_outbox WHERE outbox_id = ?',
      [id],
    );
    expect(row).toMatchObject({ batch_id: null, problem: expect.stringContaining('too large') });
    expect(row?.refused_at).not.toBeNull();
    expect(await waiting()).toBe(1);
    await magento.sql('DELETE FROM amazon_vendor_outbox WHERE outbox_id = ?', [id]);
  });

  test('Kafka takes one half of what was written together: that half is not sent again, the other in its order', async () => {
    await write('HALF', { keys: 40, eventsPerKey: 3 });
    const half = (await magento.php(halfTaken(`PB-${run}-HALF-`))) as Record<string, unknown>;
    expect(half).toMatchObject({
      failure: 'Kafka did not take every event.',
      // Of each second key the first event is lost on the way; the two after it do not count either.
      waiting: { keys: 20, events: 60, problems: ['Local: Message timed out (-192)'] },
      again: { keys: 20, events: 60, isInOrder: true },
    });
    expect(await waiting()).toBe(0);
  });

  test('a replay tells kept events once more, as they were', async () => {
    const written = await write('AGAIN', { keys: 1, eventsPerKey: 3 });
    await magento.cli(PUBLISH);
    expect(await magento.cli('amazon-vendor:outbox:replay', '--key', keyOf('AGAIN', 0))).toContain('3 events');
    await magento.cli(PUBLISH);
    expect((await readBack('AGAIN')).map(({ value }) => value)).toEqual([...written, ...written]);
  });

  test('a daemon publishes within a second what is written, and ends when it is asked to', async () => {
    const daemon = startDaemon();
    try {
      await write('WARM', { keys: 1, eventsPerKey: 1 });
      await until(async () => (await waiting()) === 0, 60_000);
      const started = Date.now();
      await write('SOON', { keys: 1, eventsPerKey: 1 });
      await until(async () => (await waiting()) === 0, 30_000);
      console.log(`a running daemon took ${Date.now() - started} ms for one event`);
    } finally {
      expect(await daemon.stop('SIGTERM')).toBe(0);
    }
  });

  test('publishing keeps up with a bare loop over librdkafka', { timeout: 300_000 }, async () => {
    const times = await timePublisher(magento);
    const ratio = ratioOf(times);
    console.log(`publisher / librdkafka alone = ${ratio.toFixed(2)}: ${JSON.stringify(times)}`);
    expect(times.count).toBe(20_000);
    expect(await waiting()).toBe(0);
    // The goal is 0.5 (see bench.ts), with the machine to itself; here others may work on it.
    expect(ratio).toBeGreaterThan(0.2);
  });
});

describe('a Kafka that asks for TLS and a password', () => {
  const secret = 'amazon_vendor/kafka/sasl_password';
  beforeAll(() =>
    configure({
      'amazon_vendor/kafka/brokers': broker.secureAddress,
      'amazon_vendor/kafka/security_protocol': 'sasl_ssl',
      'amazon_vendor/kafka/sasl_mechanism': 'PLAIN',
      'amazon_vendor/kafka/sasl_username': 'shop',
      'amazon_vendor/kafka/ssl_ca_location': certificate,
    }),
  );
  afterAll(async () => {
    await configure({
      'amazon_vendor/kafka/brokers': broker.address,
      'amazon_vendor/kafka/security_protocol': 'plaintext',
      'amazon_vendor/kafka/sasl_username': '',
      'amazon_vendor/kafka/ssl_ca_location': '',
    });
    await magento.sql('DELETE FROM core_config_data WHERE path = ?', [secret]);
    await magento.cli('cache:clean', 'config');
  });

  test('is published to, with the password that the database keeps encrypted', async () => {
    await magento.cli('config:set', secret, PASSWORD);
    const [kept] = await magento.sql<{ value: string }>('SELECT value FROM core_config_data WHERE path = ?', [secret]);
    expect(kept?.value).toMatch(/^\d+:\d+:./);
    expect(kept?.value).not.toContain(PASSWORD);
    const written = await write('SECURE', { keys: 2, eventsPerKey: 2 });
    await magento.cli(PUBLISH);
    expect((await readBack('SECURE')).map(({ value }) => value).sort()).toEqual([...written].sort());
    expect(await waiting()).toBe(0);
  });

  test('and that refuses the password: what is wrong is said, and the events wait', async () => {
    await magento.cli('config:set', secret, 'another one');
    await write('REFUSED', { keys: 1, eventsPerKey: 1 });
    const { status, stderr } = await magento.tryCli(PUBLISH);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/authentication fail/i)]);
    expect(await waiting()).toBe(1);
    await magento.cli('config:set', secret, PASSWORD);
    await magento.cli(PUBLISH);
    expect(await waiting()).toBe(0);
  });
});

describe('the self-test', () => {
  const probe = () =>
    magento.php(`
      $found = $objectManager->create(\\VendorBridge\\AmazonVendor\\Model\\SelfTest\\TopicProbeInterface::class)->execute();
      return ['ok' => $found->isOk, 'message' => (string) $found->message];`);

  test('finds the topics of the events, and without the probe topic sends nothing', async () => {
    expect(await probe()).toEqual({
      ok: true,
      message: `Every topic of the events is there. No message was sent: there is no topic ${PROBE}.`,
    });
  });

  test('sends a message as an event is sent, and reads it back', async () => {
    await createTopics([PROBE]);
    const before = await offsets(PROBE);
    expect(await probe()).toEqual({ ok: true, message: expect.stringMatching(/sent and read back in \d+ ms/) });
    expect(await offsets(PROBE)).toBe(before + 1);
    const [{ value }] = (await readBack(undefined, [PROBE])) as [Message];
    expect(loadContract().wrongEvent('probe.v1', JSON.parse(value))).toBeUndefined();
  });

  test('names a topic that is missing', async () => {
    await configure({ 'amazon_vendor/kafka/topic_prefix': 'elsewhere.' });
    try {
      expect(await probe()).toEqual({
        ok: false,
        message: `Kafka has no topic elsewhere.${STOCK}, elsewhere.${DISPATCH}.`,
      });
    } finally {
      await configure({ 'amazon_vendor/kafka/topic_prefix': '' });
    }
  });

  test('without a client library says what the publisher found', async () => {
    await magento.cli(PUBLISH);
    const told = await magento.php(`
      $none = new class extends \\VendorBridge\\AmazonVendor\\Model\\SelfTest\\RoundTrip {
          public function __construct() {}
          public function execute(): ?\\VendorBridge\\AmazonVendor\\Model\\Status\\Finding { return null; }
      };
      $probe = $objectManager->create(\\VendorBridge\\AmazonVendor\\Model\\SelfTest\\ProbeTopics::class, ['roundTrip' => $none]);
      return (string) $probe->execute()->message;`);
    expect(told).toMatch(/^The publisher, at .*Z: /);
  });
});

describe('a shop without Kafka', () => {
  // A hundred thousand events of the tests before would be read page by page.
  beforeAll(() =>
    magento.sql(`DELETE event FROM amazon_vendor_outbox event JOIN amazon_vendor_outbox_batch USING (batch_id)
      WHERE published_at IS NOT NULL`),
  );

  test('reads page after page, acknowledges, and never misses an event that was committed late', async () => {
    await acknowledgeAll();
    await write('PULL', { keys: 5, eventsPerKey: 3 });
    const first = await pull('limit=10');
    expect(first.items).toHaveLength(10);
    expect(first.has_more).toBe(true);
    const second = await pull(`after=${first.cursor}&limit=10`);
    expect(second).toMatchObject({ has_more: false });
    expect(second.items).toHaveLength(5);
    const again = await pull('limit=100');
    expect(again.items).toEqual([...first.items, ...second.items]);
    expect(await acknowledge(first.cursor)).toEqual({ cursor: first.cursor, acknowledged: 10 });
    expect((await pull('limit=100')).items).toEqual(second.items);
    expect((await pull(`after=0&limit=1000`)).items.length).toBeGreaterThanOrEqual(15);
    await acknowledge(second.cursor);
    expect(await pull('limit=100')).toEqual({ items: [], cursor: second.cursor, has_more: false });
  });

  test('a cursor that is none, or ahead, and a limit out of bounds are refused', async () => {
    for (const [query, reason] of [
      ['after=abc', 'invalid_request'],
      ['limit=0', 'invalid_request'],
      ['limit=1001', 'invalid_request'],
      ['limit=ten', 'invalid_request'],
    ]) {
      const { status, body } = await magento.rest('GET', `/V1/amazon-vendor/outbox?${query}`);
      expect([status, body]).toMatchObject([400, { parameters: { reason } }]);
    }
    const ahead = await magento.rest('POST', '/V1/amazon-vendor/outbox/acknowledge', {
      cursor: '99999999999999999999',
    });
    expect([ahead.status, ahead.body]).toMatchObject([400, { parameters: { reason: 'cursor_ahead' } }]);
  });

  test('readers at once are given the same order', async () => {
    await acknowledgeAll();
    await write('MANY', { keys: 10, eventsPerKey: 20 });
    const pages = await Promise.all(Array.from({ length: 6 }, () => pull('limit=1000')));
    for (const page of pages) expect(page.items).toEqual(pages[0]?.items);
    expect(pages[0]?.items).toHaveLength(200);
    await acknowledgeAll();
  });
});

interface Message {
  topic: string;
  key: string;
  value: string;
}

const keyOf = (name: string, at: number) => `PB-${run}-${name}-${at}`;

/** Events as our services write them, key by key in turn. Answers their texts. */
async function write(
  name: string,
  { keys, eventsPerKey, topic = STOCK }: { keys: number; eventsPerKey: number; topic?: string },
): Promise<string[]> {
  await magento.php(`
    $outbox = $objectManager->get(\\VendorBridge\\AmazonVendor\\Model\\Outbox\\OutboxInterface::class);
    $connection = $objectManager->get(\\Magento\\Framework\\App\\ResourceConnection::class)->getConnection();
    $connection->beginTransaction();
    for ($event = 0; $event < ${eventsPerKey}; $event++) {
        $all = [];
        for ($key = 0; $key < ${keys}; $key++) {
            $all["PB-${run}-${name}-$key"] = ['sku' => "PB-${run}-${name}-$key", 'stock_id' => 1, 'salable_quantity' => $event,
                'sources' => [['source_code' => 'vb-east', 'quantity' => $event, 'in_stock' => true, 'in_pool' => true]],
                'pool_quantity' => $event, 'amazon_reserved' => 0, 'buffer' => 0, 'available_to_promise' => $event];
        }
        $outbox->appendAll('${topic}', $all);
    }
    $connection->commit();
    return null;`);
  const rows = await magento.sql<{ payload: string }>(
    'SELECT payload FROM amazon_vendor_outbox WHERE message_key LIKE ? ORDER BY outbox_id',
    [`PB-${run}-${name}-%`],
  );
  return rows.map(({ payload }) => payload);
}

/** Makes the first event of a key one that Kafka refuses. */
async function enlargeFirst(key: string): Promise<number[]> {
  const [row] = await magento.sql<{ id: number }>(
    'SELECT MIN(outbox_id) id FROM amazon_vendor_outbox WHERE message_key = ?',
    [key],
  );
  const payload = JSON.stringify({ sequence: 1, filler: 'x'.repeat(1_200_000) });
  await magento.sql('UPDATE amazon_vendor_outbox SET payload = ? WHERE outbox_id = ?', [payload, row?.id]);
  return row ? [row.id] : [];
}

function isFirstOf(payload: string, of: string): boolean {
  const { key, sequence } = JSON.parse(payload) as { key: string; sequence: number };
  return key === of && sequence === 1;
}

/** Publishes twice to a Kafka that, at first, loses the first event of each second key that begins so. */
function halfTaken(prefix: string): string {
  return `
    $producer = new class('${prefix}') implements \\VendorBridge\\AmazonVendor\\Model\\Kafka\\ProducerInterface {
        public bool $isBroken = true;
        public array $sent = [];
        private array $outcomes = [];
        public function __construct(private string $prefix) {}
        public function produce(int $id, string $topic, string $key, string $value): void {
            $sequence = json_decode($value)->sequence;
            $this->sent[$key][] = $sequence;
            $isLost = $this->isBroken && $sequence === 1 && (int) substr($key, strlen($this->prefix)) % 2 === 0;
            $this->outcomes[$id] = $isLost
                ? new \\VendorBridge\\AmazonVendor\\Model\\Kafka\\Failure(-192, 'Local: Message timed out')
                : null;
        }
        public function outcomes(int $waitMs): array {
            [$outcomes, $this->outcomes] = [$this->outcomes, []];
            return array_reverse($outcomes, true);
        }
        public function underWay(): int { return count($this->outcomes); }
        public function complaint(): ?string { return null; }
        public function close(): void {}
    };
    $producers = new class($producer) extends \\VendorBridge\\AmazonVendor\\Model\\Kafka\\Producers {
        public function __construct(private $producer) {}
        public function open(): \\VendorBridge\\AmazonVendor\\Model\\Kafka\\ProducerInterface { return $this->producer; }
    };
    $publish = $objectManager->create(
        \\VendorBridge\\AmazonVendor\\Model\\Publisher\\PublishOutbox::class,
        ['producers' => $producers]
    );
    try {
        $publish->execute();
        return null;
    } catch (\\VendorBridge\\AmazonVendor\\Model\\Kafka\\KafkaUnavailable $unavailable) {
        $failure = $unavailable->getMessage();
    }
    $connection = $objectManager->get(\\Magento\\Framework\\App\\ResourceConnection::class)->getConnection();
    $rows = $connection->fetchAll('SELECT message_key, problem FROM amazon_vendor_outbox_batch batch
        JOIN (SELECT batch_id, message_key FROM amazon_vendor_outbox) event USING (batch_id) WHERE published_at IS NULL');
    $waiting = ['keys' => count(array_unique(array_column($rows, 'message_key'))), 'events' => count($rows),
        'problems' => array_values(array_unique(array_filter(array_column($rows, 'problem'))))];
    $producer->isBroken = false;
    $producer->sent = [];
    $publish->execute();
    $again = ['keys' => count($producer->sent), 'events' => array_sum(array_map('count', $producer->sent)),
        'isInOrder' => array_unique($producer->sent, SORT_REGULAR) === [array_key_first($producer->sent) => [1, 2, 3]]];
    return compact('failure', 'waiting', 'again');`;
}

async function waiting(): Promise<number> {
  const [row] = await magento.sql(
    `SELECT COUNT(*) n FROM amazon_vendor_outbox LEFT JOIN amazon_vendor_outbox_batch USING (batch_id)
      WHERE published_at IS NULL`,
  );
  return Number(row?.n);
}

/** All that Kafka has of a test, each partition in its order, by a client of another make. */
async function readBack(name?: string, topics = [STOCK, DISPATCH]): Promise<Message[]> {
  const kafka = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map<string, number>();
  for (const topic of topics) {
    for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > 0) ends.set(`${topic} ${partition}`, Number(high));
    }
  }
  await admin.disconnect();
  const messages: Message[] = [];
  const consumer = kafka.consumer({ groupId: `read-back-${crypto.randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    if (ends.size === 0) resolve();
    consumer
      .run({
        eachMessage: async ({ topic, partition, message }) => {
          messages.push({ topic, key: String(message.key), value: String(message.value) });
          const place = `${topic} ${partition}`;
          if (Number(message.offset) + 1 >= (ends.get(place) ?? 0)) ends.delete(place);
          if (ends.size === 0) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return name === undefined ? messages : messages.filter(({ key }) => key.startsWith(`PB-${run}-${name}-`));
}

async function createTopics(topics: readonly string[]): Promise<void> {
  const admin = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({
    topics: topics.map((topic) => ({ topic, numPartitions: topic === PROBE ? 1 : 6, replicationFactor: 1 })),
    waitForLeaders: true,
  });
  await admin.disconnect();
}

async function offsets(topic = STOCK): Promise<number> {
  const admin = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const partitions = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return partitions.reduce((sum, { high }) => sum + Number(high), 0);
}

const sequenceOf = (payload: string) => (JSON.parse(payload) as { sequence: number }).sequence;

/** An event may come twice, but never after a later one of its key, unless that one comes again as well. */
function expectOrder(messages: readonly Message[]): void {
  const last = new Map<string, number>();
  for (const { key, value } of messages) {
    const sequence = sequenceOf(value);
    expect(sequence, key).toBe((last.get(key) ?? 0) + 1);
    last.set(key, sequence);
  }
}

function startDaemon() {
  const args = [join(magento.root, 'bin/magento'), '--no-ansi', PUBLISH, '--daemon', '--lifetime=300'];
  const child = spawn('php', args, {
    cwd: magento.root,
    env: { ...process.env, ...magento.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    said += text;
  });
  const over = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    said: () => said,
    async stop(signal: 'SIGTERM' | 'SIGKILL') {
      child.kill(signal);
      return over;
    },
  };
}

async function until(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not come about');
    await pause(20);
  }
}

interface Page {
  items: { cursor: string; topic: string; key: string; payload: string }[];
  cursor: string;
  has_more: boolean;
}

const pull = async (query: string) => (await must('GET', `/V1/amazon-vendor/outbox?${query}`)) as Page;
const acknowledge = (cursor: string) => must('POST', '/V1/amazon-vendor/outbox/acknowledge', { cursor });

async function acknowledgeAll(): Promise<void> {
  for (;;) {
    const { items, cursor } = await pull('limit=1000');
    if (items.length === 0) return;
    await acknowledge(cursor);
  }
}
