/*
 * Brings the jars of a server to this machine, once per version: from Maven Central into
 * ~/.cache/vendor-bridge. Plain JavaScript: the install script uses it before any package is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the jars of that name are, or would be. */
export function cachedJars(name) {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'vendor-bridge', name);
}

/** Fetches all that the pom lists, with what it needs to run. Answers an error in words, or nothing. */
export function fetchJars(pom, wanted) {
  if (existsSync(wanted)) return undefined;
  mkdirSync(dirname(wanted), { recursive: true });
  // Filled aside and renamed, so that a download that broke off is never taken for a whole one.
  const aside = mkdtempSync(`${wanted}-`);
  const goal = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${aside}`];
  const { status } = spawnSync('mvn', [...goal, '-DincludeScope=runtime'], { stdio: ['ignore', 2, 2] });
  if (status === 0 && !existsSync(wanted)) renameSync(aside, wanted);
  else rmSync(aside, { recursive: true, force: true });
  return status === 0 ? undefined : `'mvn ${goal.join(' ')}' failed with ${status}`;
}
