import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { container, dockerAnswers } from '../docker.ts';
import { freePort, type KeptServer, keepServer } from '../kept-server.ts';
import { fetchKafkaJars, KAFKA_VERSION, kafkaJars } from './jars.mjs';

export interface Broker {
  /** `127.0.0.1:9092`. */
  address: string;
  remove(): Promise<void>;
}

/** In a container where an engine answers, else from the jars. */
export async function startKafka(): Promise<Broker> {
  return dockerAnswers() ? kafkaInDocker() : privateKafka();
}

export interface PrivateBroker extends Broker {
  /** As after a power cut: nothing is said to anybody. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** With password and TLS, where a key store was given. */
  secureAddress: string;
}

/** What a second listener needs that asks for TLS and a password (SASL PLAIN). */
export interface Lock {
  keyStore: string;
  keyStorePassword: string;
  user: string;
  password: string;
}

/** One KRaft node from the jars of Maven Central, with a folder and ports of its own. */
export async function privateKafka(lock?: Lock): Promise<PrivateBroker> {
  const missing = fetchKafkaJars();
  if (missing) throw new Error(`The jars of Kafka could not be fetched: ${missing}`);
  const folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-kafka-'));
  const [port, controller, secure] = [await freePort(), await freePort(), await freePort()];
  const address = `127.0.0.1:${port}`;
  const secureAddress = `127.0.0.1:${secure}`;
  const settings = join(folder, 'server.properties');
  writeFileSync(
    settings,
    serverProperties(folder, address, controller, lock ? { ...lock, address: secureAddress } : undefined),
  );
  try {
    await format(settings);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }

  const start = () =>
    keepServer({
      command: ['java', ...SMALL_AND_QUICK, '-Xmx512m', '-cp', join(kafkaJars(), '*'), 'kafka.Kafka', settings],
      folder,
      ready: () => answers(address),
    });
  let server: KeptServer = await start();
  return {
    address,
    secureAddress,
    kill: () => server.stop(),
    async start() {
      server = await start();
    },
    remove: () => server.remove(),
  };
}

const SMALL_AND_QUICK = [
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

async function format(settings: string): Promise<void> {
  const cluster = randomBytes(16).toString('base64url');
  // With its name in one word: one in 64 begins with a hyphen.
  const tool = [
    '-cp',
    join(kafkaJars(), '*'),
    'kafka.tools.StorageTool',
    'format',
    `--cluster-id=${cluster}`,
    '-c',
    settings,
  ];
  await promisify(execFile)('java', [...SMALL_AND_QUICK, ...tool]);
}

function serverProperties(
  folder: string,
  address: string,
  controller: number,
  lock: (Lock & { address: string }) | undefined,
): string {
  const listeners = [`PLAINTEXT://${address}`, ...(lock ? [`SASL_SSL://${lock.address}`] : [])].join(',');
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL',
    listeners: `${listeners},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': listeners,
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    // One node, few partitions, nobody waited for.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    // A broker that was killed may come back at once instead of when its old self has timed out.
    'broker.session.timeout.ms': 1000,
    'broker.heartbeat.interval.ms': 200,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'num.network.threads': 2,
    'num.io.threads': 2,
    ...(lock
      ? {
          'ssl.keystore.location': lock.keyStore,
          'ssl.keystore.password': lock.keyStorePassword,
          'ssl.keystore.type': 'PKCS12',
          'sasl.enabled.mechanisms': 'PLAIN',
          'listener.name.sasl_ssl.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${lock.user}="${lock.password}";`,
        }
      : {}),
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

async function kafkaInDocker(): Promise<Broker> {
  const folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-kafka-'));
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const server = await keepServer({
    ...container(`apache/kafka:${KAFKA_VERSION}`, port, port, {
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${address}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
    }),
    folder,
    ready: () => answers(address),
    // The image may have to be fetched first.
    withinSeconds: 300,
  });
  return { address, remove: () => server.remove() };
}

async function answers(address: string): Promise<void> {
  const admin = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
  } finally {
    await admin.disconnect();
  }
}
