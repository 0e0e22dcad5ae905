/* The jars of OpenAS2. Plain JavaScript: the install script uses it before any package is there. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedJars, fetchJars } from '../maven.mjs';

const pom = join(dirname(fileURLToPath(import.meta.url)), 'pom.xml');

const version = /<openas2\.version>(.+?)</.exec(readFileSync(pom, 'utf8'))?.[1] ?? '';

/** Where the jars are, or would be. */
export function openAs2Jars() {
  return cachedJars(`openas2-${version}`);
}

/** Answers an error in words, or nothing. */
export function fetchOpenAs2Jars() {
  return fetchJars(pom, openAs2Jars());
}
