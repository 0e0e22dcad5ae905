import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { IntegrationCredentials, MagentoPlace } from './place.ts';
import { type Ran, run, tryRun } from './processes.ts';
import { restartPhp } from './web-server.ts';

export type Row = Record<string, unknown>;

export interface RestAnswer {
  status: number;
  /** Parsed where it is JSON, else the text as it came. */
  body: unknown;
}

/** A Magento in use: what tests and the shared development instance ask of one. */
export interface Magento extends MagentoPlace {
  /** bin/magento; what it printed. Throws with its last words when it fails. */
  cli(...args: string[]): Promise<string>;
  tryCli(...args: string[]): Promise<Ran>;
  sql<R extends Row = Row>(query: string, params?: readonly unknown[]): Promise<R[]>;
  /** `path` from /V1 on; bearer of the all-powerful integration unless another token is given. */
  rest(method: string, path: string, body?: unknown, token?: string): Promise<RestAnswer>;
  /** The bearer token of a new integration with these ACL resources, or with all when none is named. */
  token(...acl: string[]): Promise<string>;
  newIntegration(...acl: string[]): Promise<IntegrationCredentials>;
  /** Runs PHP in Magento, with `$objectManager` at hand; what it returns comes back through JSON. */
  php(script: string, area?: string): Promise<unknown>;
  /** New php-fpm workers with an empty opcache: needed after `setup:di:compile`. */
  restartPhp(): Promise<void>;
  /** Ends the connections of this user, not the instance. */
  disconnect(): Promise<void>;
}

export function useMagento(place: MagentoPlace): Magento {
  const { root, folder, database } = place;
  const env = { ...process.env, ...place.environment };
  const pool = mysql.createPool({
    socketPath: database.socket,
    user: database.user,
    password: database.password,
    database: database.name,
    decimalNumbers: true,
    connectionLimit: 8,
  });
  let scripts = 0;

  const magento: Magento = {
    ...place,
    cli: (...args) => run('php', [join(root, 'bin', 'magento'), '--no-ansi', ...args], { cwd: root, env }),
    tryCli: (...args) => tryRun('php', [join(root, 'bin', 'magento'), '--no-ansi', ...args], { cwd: root, env }),
    async sql<R extends Row>(query: string, params: readonly unknown[] = []) {
      const [rows] = await pool.query(query, [...params]);
      return (Array.isArray(rows) ? rows : [rows]) as R[];
    },
    async rest(method, path, body, token = place.integration.token) {
      const response = await fetch(`${place.url}/rest${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: parsedOrText(text) };
    },
    async token(...acl) {
      return (await magento.newIntegration(...acl)).token;
    },
    async newIntegration(...acl) {
      const resources = JSON.stringify(acl);
      return (await magento.php(newIntegration(resources))) as IntegrationCredentials;
    },
    async php(script, area = 'global') {
      scripts += 1;
      const file = join(folder, `script-${process.pid}-${scripts}.php`);
      writeFileSync(file, wrapped(script, root, area), { mode: 0o600 });
      try {
        const printed = await run('php', [file], { cwd: root, env });
        const [, answer] = printed.split(MARK);
        if (answer === undefined) throw new Error(`the script ended early:\n${printed}`);
        return JSON.parse(answer) as unknown;
      } finally {
        rmSync(file, { force: true });
      }
    },
    restartPhp: () => restartPhp(folder),
    disconnect: () => pool.end(),
  };
  return magento;
}

/** What a script prints on its own comes before this. */
const MARK = '\u001e';

function wrapped(script: string, root: string, area: string): string {
  return `<?php
declare(strict_types=1);
require '${root}/app/bootstrap.php';
$objectManager = \\Magento\\Framework\\App\\Bootstrap::create(BP, $_SERVER)->getObjectManager();
$objectManager->get(\\Magento\\Framework\\App\\State::class)->setAreaCode('${area}');
$objectManager->configure(
    $objectManager->get(\\Magento\\Framework\\ObjectManager\\ConfigLoaderInterface::class)->load('${area}')
);
$answer = (static function ($objectManager) {
${script}
})($objectManager);
echo "\\u{1e}" . json_encode($answer, JSON_THROW_ON_ERROR);
`;
}

function newIntegration(resources: string): string {
  return `
$resources = json_decode('${resources}', true);
$integration = $objectManager->get(\\Magento\\Integration\\Api\\IntegrationServiceInterface::class)->create([
    'name' => 'test ' . bin2hex(random_bytes(6)), 'status' => 1, 'all_resources' => $resources === [], 'resource' => $resources,
]);
$rights = $objectManager->get(\\Magento\\Integration\\Api\\AuthorizationServiceInterface::class);
$resources === []
    ? $rights->grantAllPermissions((int) $integration->getId())
    : $rights->grantPermissions((int) $integration->getId(), $resources);
$oauth = $objectManager->get(\\Magento\\Integration\\Api\\OauthServiceInterface::class);
$oauth->createAccessToken($integration->getConsumerId(), true);
$consumer = $oauth->loadConsumer($integration->getConsumerId());
$token = $oauth->getAccessToken($integration->getConsumerId());
return ['consumerKey' => $consumer->getKey(), 'consumerSecret' => $consumer->getSecret(),
    'token' => $token->getToken(), 'tokenSecret' => $token->getSecret()];`;
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
