import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Secret = z.string().min(1);
const Pem = z.string().includes('-----BEGIN ', { message: 'is not in PEM form' });
const Broker = z.string().regex(/^[^\s:,/]+:\d{1,5}$/, { message: 'is not host:port' });

/** How to reach the Kafka cluster that the shop writes its events to, from configuration. */
export const KafkaConnection = z
  .object({
    /** Any brokers of the cluster; one text with commas between them is understood too. */
    brokers: z.preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
      z.array(Broker).min(1),
    ),
    /** What the brokers' own logs and quotas know us by. */
    clientId: z.string().min(1).default('vendor-bridge'),
    /** All sidecars of one house share it, and with it the work. A new name reads everything from the beginning. */
    groupId: z.string().min(1).default('vendor-bridge'),
    /** Before every topic name, where several shops or stages share a cluster: `staging.`. */
    topicPrefix: z.string().default(''),
    /** Makes missing topics at start, as contracts/topics.json says. For clusters where nobody else does. */
    createTopics: z.boolean().default(false),
    /** Where events go that cannot be read, with the reason in the headers. The prefix goes before it, too. */
    deadLetterTopic: z.string().min(1).default('vendor-bridge.dead-letter.v1'),
    /** Kafka's `security.protocol`. */
    securityProtocol: z.enum(['plaintext', 'ssl', 'sasl_plaintext', 'sasl_ssl']).default('plaintext'),
    sasl: z
      .object({
        mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).default('scram-sha-512'),
        username: Secret,
        password: Secret,
      })
      .optional(),
    /** PEM texts, for `ssl` and `sasl_ssl`; without them the authorities that Node.js trusts count. */
    tls: z.object({ ca: Pem.optional(), cert: Pem.optional(), key: Pem.optional() }).prefault({}),
    /** A sidecar that says nothing for so long has died: the others take its share. */
    sessionTimeoutMs: z.number().int().min(1_000).default(30_000),
  })
  .refine(({ securityProtocol, sasl }) => securityProtocol.startsWith('sasl_') === (sasl !== undefined), {
    message: 'goes with `securityProtocol` sasl_plaintext or sasl_ssl, and with these only',
    path: ['sasl'],
  });
export type KafkaConnection = z.infer<typeof KafkaConnection>;

/** One row of contracts/topics.json, as far as a broker asks. */
const Topic = z.object({
  name: z.string(),
  partitions: z.number().int().positive(),
  replication_factor: z.number().int().positive(),
  cleanup_policy: z.enum(['compact', 'delete']),
  retention_hours: z.number().nullable(),
  readers: z.array(z.string()),
});
export type Topic = z.infer<typeof Topic>;

const CONTRACT = new URL('../../../contracts/topics.json', import.meta.url);

/** The topics that the shop writes; contracts/ is the one place that names them. */
export function contractTopics(): Topic[] {
  return z.object({ topics: z.array(Topic) }).parse(JSON.parse(readFileSync(CONTRACT, 'utf8'))).topics;
}
