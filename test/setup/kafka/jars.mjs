/* The jars of a Kafka broker. Plain JavaScript: the install script uses it before any package is there. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedJars, fetchJars } from '../maven.mjs';

const pom = join(dirname(fileURLToPath(import.meta.url)), 'pom.xml');

export const KAFKA_VERSION = /<kafka\.version>(.+?)</.exec(readFileSync(pom, 'utf8'))?.[1] ?? '';

/** Where the jars are, or would be. */
export function kafkaJars() {
  return cachedJars(`kafka-${KAFKA_VERSION}`);
}

/** Answers an error in words, or nothing. */
export function fetchKafkaJars() {
  return fetchJars(pom, kafkaJars());
}
