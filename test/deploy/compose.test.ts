import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../sidecar/config.ts';
import { compose, oneShots, ownImages, ROOT, rawCompose, read, services, variablesOf, withDefaults } from './house.ts';

const text = read('docker-compose.yml');
const names = services.map(([name]) => name);
const longRunning = names.filter((name) => !oneShots.has(name));
const service = (name: string) => {
  const found = compose.services[name];
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
};

const secrets = mkdtempSync(join(tmpdir(), 'vendor-bridge-secrets-'));
afterAll(() => rmSync(secrets, { recursive: true, force: true }));

describe('docker-compose.yml', () => {
  test('keeps to the Compose specification', () => {
    // Here and there it names its parts as an older draft did; nothing refers to these names.
    const schema = JSON.parse(read('node_modules/dclint/schemas/compose.schema.json'), (key, value: unknown) =>
      key === 'id' && typeof value === 'string' ? undefined : value,
    ) as object;
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    validate(rawCompose);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { sidecar: { imagee: 'misspelt:1.0' } } })).toBe(false);
  });

  test('brings the whole house', () => {
    for (const name of ['sidecar', 'sidecar-database', 'kafka', 'magento', 'magento-database', 'magento-search'])
      expect(names).toContain(name);
    for (const name of ['prometheus', 'grafana']) expect(names).toContain(name);
    expect(service('simulator').profiles).toEqual(['simulator']);
    expect(service('openas2').profiles).toEqual(['openas2']);
    expect([...oneShots].sort()).toEqual(['kafka-topics', 'magento-install', 'sidecar-migrate']);
  });

  test.each(services)('%s is of a version that stays', (_name, { image }) => {
    expect(image).toMatch(/:v?\d+\.\d+/);
  });

  test.each(longRunning)('%s runs on, and says whether it is well', (name) => {
    const { healthcheck, restart } = service(name);
    expect(healthcheck?.test[0]).toMatch(/^CMD/);
    expect(restart).toMatch(/^(always|unless-stopped)$/);
  });

  test.each(ownImages)('%s cannot be written to and has no rights to lose', (_name, one) => {
    expect(one.read_only).toBe(true);
    expect(one.cap_drop).toEqual(['ALL']);
    expect(one.security_opt).toContain('no-new-privileges:true');
  });

  test('waits only for services that there are, and for health only where it is told', () => {
    for (const [, { depends_on }] of services) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(names).toContain(name);
        if (condition === 'service_healthy') expect(service(name).healthcheck, name).toBeDefined();
      }
    }
  });

  test('can run several sidecars: no name and no port of the machine belongs to one of them', () => {
    expect(service('sidecar').ports).toEqual([]);
    for (const [, { container_name }] of services) expect(container_name).toBeUndefined();
  });

  test('opens ports to this machine only, each once', () => {
    const ports = services.flatMap(([, one]) => one.ports.map(withDefaults));
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    const outside = ports.map((port) => port.split(':')[1]);
    expect(new Set(outside).size).toBe(outside.length);
  });

  test('keeps databases, search and Kafka on a network that leads nowhere', () => {
    for (const name of ['sidecar-database', 'magento-database', 'magento-search', 'kafka']) {
      const { networks, ports } = service(name);
      expect(networks.map((network) => compose.networks[network]?.internal)).toEqual([true]);
      expect(ports).toEqual([]);
    }
  });

  test('mounts only files that there are and volumes that are named', () => {
    for (const [name, { volumes }] of services) {
      for (const [source = '', target] of volumes.map((volume) => withDefaults(volume).split(':'))) {
        if (source.startsWith('.')) expect(existsSync(join(ROOT, source)), `${name}: ${source}`).toBe(true);
        else expect(Object.keys(compose.volumes)).toContain(source);
        expect(target).toMatch(/^\//);
      }
    }
    const used = services.flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(Object.keys(compose.volumes).filter((name) => !used.includes(name))).toEqual([]);
  });
});

describe('secrets', () => {
  test('are files of one folder that nobody commits', () => {
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/deploy\/secrets\/\w+/);
    expect(read('deploy/secrets/.gitignore')).toBe('*\n!.gitignore\n');
    expect(read('.dockerignore').split('\n')).toContain('deploy/secrets');
  });

  test('reach a service as a file or not at all', () => {
    for (const [name, { environment }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (!/PASSWORD|SECRET|TOKEN|KEY|DATABASE_URL/.test(variable)) continue;
        expect(variable, name).toMatch(/_FILE$/);
        expect(value, `${name} ${variable}`).toMatch(/^\/(run\/secrets|credentials)\/\w+$/);
      }
      const commands = JSON.stringify([service(name).command ?? '', service(name).healthcheck?.test ?? '']);
      expect(commands).not.toMatch(/passw|secret|token/i);
    }
  });

  test('are given to a service that reads them, and made for it', () => {
    for (const [name, { environment, secrets: given }] of services) {
      const granted = given.map((one) => (typeof one === 'string' ? one : one.source));
      for (const secret of granted) expect(Object.keys(compose.secrets), name).toContain(secret);
      const asked = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(\w+)$/.exec(value)?.[1] ?? []);
      expect(
        asked.filter((secret) => !granted.includes(secret)),
        name,
      ).toEqual([]);
    }
  });

  test('have no default: no file of the house holds one, and the script makes others each time', () => {
    const made = [secrets, `${secrets}-again`].map((folder) => {
      execFileSync('sh', [join(ROOT, 'deploy/make-secrets.sh'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    });
    rmSync(`${secrets}-again`, { recursive: true });
    const [first = {}, second = {}] = made;
    for (const [name, value] of Object.entries(first)) {
      expect(value.length, name).toBeGreaterThan(40);
      expect(value, name).not.toBe(second[name]);
    }
    expect(read('.env.example')).not.toMatch(/^\w*(PASSWORD|SECRET|TOKEN|KEY)\w*=/m);
  });

  test('are made for every place of docker-compose.yml but two, which others give', () => {
    const wanted = Object.values(compose.secrets).map(({ file }) => file.replace('./deploy/secrets/', ''));
    const there = readdirSync(secrets);
    expect(wanted.filter((name) => !there.includes(name)).sort()).toEqual([
      'composer_auth.json',
      'openas2_keystore.p12',
    ]);
    expect(readFileSync(join(secrets, 'sidecar_database_url'), 'utf8')).toBe(
      `mysql://vendor_bridge:${readFileSync(join(secrets, 'sidecar_database_password'), 'utf8')}@sidecar-database:3306/vendor_bridge`,
    );
  });

  test('stay as they are when the script runs again, behind a door for their owner only', () => {
    const before = readFileSync(join(secrets, 'magento_admin_password'), 'utf8');
    const said = execFileSync('sh', [join(ROOT, 'deploy/make-secrets.sh'), secrets], { encoding: 'utf8' });
    expect(said).not.toContain('made');
    expect(readFileSync(join(secrets, 'magento_admin_password'), 'utf8')).toBe(before);
    expect(statSync(secrets).mode & 0o777).toBe(0o700);
  });
});

describe('settings', () => {
  test('of the sidecar have names that it knows', () => {
    const known = [...read('sidecar/config.ts').matchAll(/^ {2}(VENDOR_BRIDGE_\w+): \[/gm)].map(([, name]) => name);
    known.push('VENDOR_BRIDGE_CONFIG');
    for (const [, { environment }] of services) {
      const ours = Object.keys(environment).filter((name) => name.startsWith('VENDOR_BRIDGE_'));
      expect(ours.filter((name) => !known.includes(name.replace(/_FILE$/, '')))).toEqual([]);
    }
  });

  test('of the sidecar are such that it starts', () => {
    const { environment } = service('sidecar');
    const values = Object.entries(environment).map(([name, value]) => {
      if (name.endsWith('_FILE')) return [name.replace(/_FILE$/, ''), 'mysql://user:x@host:3306/name'];
      return [
        name,
        name === 'VENDOR_BRIDGE_CONFIG' ? join(ROOT, 'deploy/sidecar/vendor-bridge.json') : withDefaults(value),
      ];
    });
    const config = readConfig({ ...Object.fromEntries(values), VENDOR_BRIDGE_LOG_LEVEL: 'info' });
    expect(config.partners.map(({ vendorCode }) => vendorCode)).toEqual(['NGK7U']);
    expect(config.kafka?.brokers).toEqual(['kafka:9092']);
    expect(config.magento?.credentials.kind).toBe('oauth');
  });

  test('in .env.example are those that docker-compose.yml asks for, with its defaults', () => {
    const example = new Map(
      [...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    expect([...example].sort()).toEqual([...variablesOf(text)].sort());
  });

  test('of the keys that the shop gives are files that its installation writes', () => {
    const given = read('magento-module/Model/Integration/Credentials.php').matchAll(
      /'VENDOR_BRIDGE_MAGENTO_(\w+)' =>/g,
    );
    const files = [...given].map(([, name = '']) => `/credentials/${name.toLowerCase()}`);
    const asked = Object.values(service('sidecar').environment).filter((value) => value.startsWith('/credentials/'));
    expect(asked.filter((file) => !files.includes(file))).toEqual([]);
    expect(asked).toHaveLength(4);
  });

  test('of Kafka reach it under one name', () => {
    const { environment } = service('kafka');
    const address = environment.KAFKA_ADVERTISED_LISTENERS?.replace('PLAINTEXT://', '');
    expect(service('sidecar').environment.VENDOR_BRIDGE_KAFKA_BROKERS).toBe(address);
    expect(service('magento-install').environment.MAGENTO_KAFKA_BROKERS).toBe(address);
  });
});
