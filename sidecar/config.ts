import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { AmazonConnections } from './adapters/amazon/connections.ts';
import { KafkaConnection } from './adapters/kafka/connection.ts';
import { MagentoConnection } from './adapters/magento/connection.ts';
import { readPartner } from './codec/partner-file.ts';
import { CarrierRule } from './domain/carrier.ts';
import { ProductId } from './domain/identifiers.ts';
import { DecimalSchema } from './domain/money.ts';
import { TradingPartner } from './domain/trading-partner.ts';
import { Refused } from './ports/failures.ts';

/** What runs the house. Every knob has its unit in its name. */
export const Config = z.object({
  /** `sqlite:./data/vendor-bridge.sqlite` or `mysql://user:password@host/database`. */
  databaseUrl: z.string().default('sqlite:./data/vendor-bridge.sqlite'),
  http: z
    .object({
      /** Nobody logs in yet, so only this machine is let in unless somebody says otherwise. */
      host: z.string().default('127.0.0.1'),
      /** 0 takes any free one. */
      port: z.number().int().min(0).max(65535).default(8080),
      allowedHosts: z.array(z.string()).default([]),
    })
    .prefault({}),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  partners: z.array(TradingPartner).default([]),
  amazon: AmazonConnections.prefault({}),
  magento: MagentoConnection.optional(),
  /** Where the shop writes its events; without it they are read from its outbox over REST. */
  kafka: KafkaConnection.optional(),
  /** A sidecar that says nothing of an order for so long has died over it: another takes it up. Longer than any step. */
  leaseSeconds: z.number().int().min(5).default(60),
  /** Which of our SKUs a partner's product id is, and what was agreed to be paid for one each. */
  items: z
    .array(
      z.object({ vendorCode: z.string(), productId: ProductId, sku: z.string(), agreedCost: DecimalSchema.optional() }),
    )
    .default([]),
  /** Which carrier of the shop Amazon knows by which code: put into the carrier map at every start. */
  carriers: z.array(CarrierRule).default([]),
  /** IANA zone by fulfilment centre code: a window ends at midnight there. */
  fulfilmentCentreZones: z.record(z.string(), z.string()).default({}),
  pollers: z
    .object({
      mailboxEverySeconds: z.number().positive().default(30),
      /** A younger file may still be growing. 0 where the sender renames into place. */
      mailboxSettleSeconds: z.number().nonnegative().default(5),
      ordersEverySeconds: z.number().positive().default(600),
      masterEventsEverySeconds: z.number().positive().default(5),
      deadlinesEverySeconds: z.number().positive().default(60),
      /** An account that was changed by another process is seen this soon; what leaves asks at once. */
      partnersEverySeconds: z.number().positive().default(5),
    })
    .prefault({}),
});
export type Config = z.infer<typeof Config>;

type Environment = Record<string, string | undefined>;

/** Where each variable goes. A `…_FILE` twin names a file that holds the value: how containers hand over secrets. */
const VARIABLES: Record<string, readonly string[]> = {
  VENDOR_BRIDGE_DATABASE_URL: ['databaseUrl'],
  VENDOR_BRIDGE_HTTP_HOST: ['http', 'host'],
  VENDOR_BRIDGE_HTTP_PORT: ['http', 'port'],
  VENDOR_BRIDGE_LOG_LEVEL: ['logLevel'],
  VENDOR_BRIDGE_MAILBOX_INBOX: ['amazon', 'mailbox', 'inbox'],
  VENDOR_BRIDGE_MAILBOX_OUTBOX: ['amazon', 'mailbox', 'outbox'],
  VENDOR_BRIDGE_MAILBOX_KIND: ['amazon', 'mailbox', 'kind'],
  VENDOR_BRIDGE_AS2_RECEIPTS: ['amazon', 'mailbox', 'receipts'],
  VENDOR_BRIDGE_AS2_FAILED: ['amazon', 'mailbox', 'failed'],
  VENDOR_BRIDGE_AS2_ID: ['amazon', 'mailbox', 'as2Id'],
  VENDOR_BRIDGE_SFTP_HOST: ['amazon', 'mailbox', 'host'],
  VENDOR_BRIDGE_SFTP_PORT: ['amazon', 'mailbox', 'port'],
  VENDOR_BRIDGE_SFTP_HOST_KEYS: ['amazon', 'mailbox', 'hostKeys'],
  VENDOR_BRIDGE_SFTP_DOWNLOAD_USERNAME: ['amazon', 'mailbox', 'download', 'username'],
  VENDOR_BRIDGE_SFTP_DOWNLOAD_PRIVATE_KEY: ['amazon', 'mailbox', 'download', 'privateKey'],
  VENDOR_BRIDGE_SFTP_DOWNLOAD_PASSPHRASE: ['amazon', 'mailbox', 'download', 'passphrase'],
  VENDOR_BRIDGE_SFTP_UPLOAD_USERNAME: ['amazon', 'mailbox', 'upload', 'username'],
  VENDOR_BRIDGE_SFTP_UPLOAD_PRIVATE_KEY: ['amazon', 'mailbox', 'upload', 'privateKey'],
  VENDOR_BRIDGE_SFTP_UPLOAD_PASSPHRASE: ['amazon', 'mailbox', 'upload', 'passphrase'],
  VENDOR_BRIDGE_MAGENTO_URL: ['magento', 'baseUrl'],
  VENDOR_BRIDGE_MAGENTO_CONSUMER_KEY: ['magento', 'credentials', 'consumerKey'],
  VENDOR_BRIDGE_MAGENTO_CONSUMER_SECRET: ['magento', 'credentials', 'consumerSecret'],
  VENDOR_BRIDGE_MAGENTO_TOKEN: ['magento', 'credentials', 'token'],
  VENDOR_BRIDGE_MAGENTO_TOKEN_SECRET: ['magento', 'credentials', 'tokenSecret'],
  VENDOR_BRIDGE_KAFKA_BROKERS: ['kafka', 'brokers'],
  VENDOR_BRIDGE_KAFKA_GROUP_ID: ['kafka', 'groupId'],
  VENDOR_BRIDGE_KAFKA_TOPIC_PREFIX: ['kafka', 'topicPrefix'],
  VENDOR_BRIDGE_KAFKA_SECURITY_PROTOCOL: ['kafka', 'securityProtocol'],
  VENDOR_BRIDGE_KAFKA_SASL_MECHANISM: ['kafka', 'sasl', 'mechanism'],
  VENDOR_BRIDGE_KAFKA_SASL_USERNAME: ['kafka', 'sasl', 'username'],
  VENDOR_BRIDGE_KAFKA_SASL_PASSWORD: ['kafka', 'sasl', 'password'],
  VENDOR_BRIDGE_KAFKA_TLS_CA: ['kafka', 'tls', 'ca'],
  VENDOR_BRIDGE_KAFKA_TLS_CERT: ['kafka', 'tls', 'cert'],
  VENDOR_BRIDGE_KAFKA_TLS_KEY: ['kafka', 'tls', 'key'],
  VENDOR_BRIDGE_SP_API_CLIENT_ID: ['amazon', 'spApi', '0', 'clientId'],
  VENDOR_BRIDGE_SP_API_CLIENT_SECRET: ['amazon', 'spApi', '0', 'clientSecret'],
  VENDOR_BRIDGE_SP_API_REFRESH_TOKEN: ['amazon', 'spApi', '0', 'refreshToken'],
};

/** The file that VENDOR_BRIDGE_CONFIG names (else vendor-bridge.json, if there is one), overruled by the environment. */
export function readConfig(environment: Environment): Config {
  const path = environment.VENDOR_BRIDGE_CONFIG ?? 'vendor-bridge.json';
  const raw: Record<string, unknown> =
    environment.VENDOR_BRIDGE_CONFIG !== undefined || existsSync(path) ? readJson(path) : {};
  for (const [name, place] of Object.entries(VARIABLES)) {
    const value = settingOf(name, environment);
    if (value !== undefined) put(raw, place, place.at(-1) === 'port' ? Number(value) : value);
  }
  const magento = raw.magento as { credentials?: { kind?: string; consumerKey?: string } } | undefined;
  if (magento?.credentials && magento.credentials.kind === undefined) {
    magento.credentials.kind = magento.credentials.consumerKey === undefined ? 'bearer' : 'oauth';
  }
  const config = Config.safeParse(raw);
  const problems = config.success ? partnerProblems(raw.partners) : z.prettifyError(config.error);
  if (config.success && problems === '') return config.data;
  throw new Refused('configuration-invalid', `read the settings of ${path}`, {
    cause: new Error(problems),
    hint: 'Correct the named settings; docs/configuration.md lists them all.',
  });
}

/** A misspelt name elsewhere is ignored; in an account it may be the one that keeps a document here. */
function partnerProblems(partners: unknown): string {
  return (Array.isArray(partners) ? partners : [])
    .flatMap((raw, index) => {
      const read = readPartner(raw);
      return 'problems' in read ? read.problems.map((problem) => ({ ...problem, index })) : [];
    })
    .map(({ index, place, message }) => `partners[${index}].${place}: ${message}`)
    .join('\n');
}

function settingOf(name: string, environment: Environment): string | undefined {
  const file = environment[`${name}_FILE`];
  if (environment[name] !== undefined || file === undefined) return environment[name];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Refused('configuration-invalid', `read ${name} from ${file}`, {
      cause,
      hint: `Point ${name}_FILE at a readable file.`,
    });
  }
}

function readJson(path: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Refused('configuration-invalid', `read the settings of ${path}`, {
      cause,
      hint: 'It must be one JSON object; VENDOR_BRIDGE_CONFIG names another file.',
    });
  }
}

/** Sets a value at a path of names and list places, making what is missing on the way. */
function put(target: Record<string, unknown>, place: readonly string[], value: unknown): void {
  const [name = '', ...rest] = place;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const isList = /^\d+$/.test(rest[0] ?? '');
  target[name] ??= isList ? [] : {};
  put(target[name] as Record<string, unknown>, rest, value);
}
