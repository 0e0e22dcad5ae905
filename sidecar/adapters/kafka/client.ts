import {
  Kafka,
  type KafkaConfig,
  type LogEntry,
  logLevel,
  Partitioners,
  type Producer,
  type SASLOptions,
} from 'kafkajs';
import type { KafkaConnection } from './connection.ts';

/** Told of what is odd and goes on; `code` stands in docs/errors.md. */
export type Warn = (code: string, message: string) => void;

export function kafkaClient(connection: KafkaConnection, warn: Warn): Kafka {
  const { brokers, clientId, securityProtocol, sasl, tls } = connection;
  const config: KafkaConfig = {
    brokers,
    clientId,
    connectionTimeout: 5_000,
    // Few: who uses the client tries again itself, and says so meanwhile.
    retry: { initialRetryTime: 200, retries: 3, maxRetryTime: 1_000 },
    logLevel: logLevel.WARN,
    logCreator: () => {
      const say = nowAndThen((text) => warn('kafka-client', text));
      return ({ log, namespace }: LogEntry) => say(inWords(log, namespace));
    },
    ...(securityProtocol.endsWith('ssl') ? { ssl: present(tls) } : {}),
    ...(sasl ? { sasl: login(sasl) } : {}),
  };
  return new Kafka(config);
}

/** Waits for all replicas: what we say is written is not lost with one broker. */
export function kafkaProducer(kafka: Kafka): Producer {
  // The partitioner of Kafka's own clients, so that a key that we write goes where others put it.
  return kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false });
}

/** The error that began it: kafkajs wraps what it tried again in what it says at last. */
export function rootOf(error: unknown): Error & { type?: unknown } {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

const SILENCE_MS = 60_000;

/** kafkajs says the same at every try; once a minute is enough to know that it goes on. */
function nowAndThen(say: (text: string) => void): (text: string) => void {
  const said = new Map<string, number>();
  return (text) => {
    const now = Date.now();
    for (const [old, at] of said) if (now - at > SILENCE_MS) said.delete(old);
    if (said.has(text)) return;
    said.set(text, now);
    say(text);
  };
}

function inWords({ message, error }: LogEntry['log'], namespace: string): string {
  const cause = typeof error === 'string' ? `: ${error}` : '';
  return `${namespace ? `${namespace}: ` : ''}${message}${cause}`;
}

function login({ mechanism, username, password }: NonNullable<KafkaConnection['sasl']>): SASLOptions {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}

function present(tls: KafkaConnection['tls']): { ca?: string; cert?: string; key?: string } {
  return {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };
}
