import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { dockerfiles, ownImages, ROOT, read, services } from './house.ts';

/** Instructions in order, continued lines as one, comments left out. */
function instructionsOf(path: string): { word: string; rest: string }[] {
  const lines = read(path)
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n');
  return lines
    .map((line) => /^([A-Z]+)\s+(.+)$/.exec(line.trim()))
    .flatMap((match) => (match ? [{ word: match[1] ?? '', rest: (match[2] ?? '').replaceAll(/\s+/g, ' ') }] : []));
}

/** The instructions of each image, its last stage or the one that is named. */
function stagesOf(path: string): { name: string; base: string; lines: { word: string; rest: string }[] }[] {
  const stages: { name: string; base: string; lines: { word: string; rest: string }[] }[] = [];
  for (const instruction of instructionsOf(path)) {
    const from = instruction.word === 'FROM' ? /^(\S+)(?: AS (\S+))?$/.exec(instruction.rest) : undefined;
    if (from) stages.push({ base: from[1] ?? '', name: from[2] ?? '', lines: [] });
    else stages.at(-1)?.lines.push(instruction);
  }
  return stages;
}

describe.each(dockerfiles)('%s', (path) => {
  const stages = stagesOf(path);
  const targets = ownImages.filter(([, { build }]) => build?.dockerfile === path);
  const finals = new Set(
    targets.map(
      ([, { build }]) =>
        stages.find(({ name }) => (build?.target === undefined ? false : name === build.target)) ?? stages.at(-1),
    ),
  );

  test('has nothing that the linter would say', () => {
    expect(validate(read(path))).toEqual([]);
  });

  test('is built in several stages, on bases of a version that stays', () => {
    const own = stages.map(({ name }) => name);
    expect(stages.length).toBeGreaterThan(1);
    for (const { base } of stages) if (!own.includes(base)) expect(base).toMatch(/:v?\d+\.\d+/);
  });

  test('is an image of the house in which nobody is root', () => {
    expect(targets.length).toBeGreaterThan(0);
    for (const stage of finals) {
      const users = stage?.lines.filter(({ word }) => word === 'USER').map(({ rest }) => rest) ?? [];
      expect(users.at(-1), stage?.name).toMatch(/^(?!root|0$)\w+/);
    }
  });

  test('says what it runs', () => {
    for (const stage of finals) {
      const commands = stage?.lines.filter(({ word }) => word === 'CMD' || word === 'ENTRYPOINT') ?? [];
      expect(commands.length).toBeGreaterThan(0);
      // As a list: a shell in between would keep signals for itself.
      for (const { rest } of commands) expect(rest).toMatch(/^\[/);
    }
  });

  test('copies only what there is and what .dockerignore lets through', () => {
    const let_ = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    for (const { lines } of stages) {
      for (const { word, rest } of lines) {
        if (word !== 'COPY' || rest.includes('--from=')) continue;
        for (const source of rest.split(' ').slice(0, -1)) {
          expect(existsSync(join(ROOT, source)), source).toBe(true);
          expect(
            let_.some((allowed) => source === allowed || source.startsWith(`${allowed}/`)),
            source,
          ).toBe(true);
        }
      }
    }
  });

  test('keeps no key: what it must know comes as a secret of the build', () => {
    expect(read(path)).not.toMatch(/(ARG|ENV) \w*(KEY|TOKEN|PASSWORD|SECRET)/);
    const secrets = [...read(path).matchAll(/type=secret,id=(\w+)/g)].map(([, id]) => id);
    const compose = read('docker-compose.yml');
    for (const id of secrets) expect(compose).toMatch(new RegExp(`\\n {4}secrets: \\[${id}\\]|\\n {2}${id}: `));
  });
});

describe('what the images run', () => {
  test('the sidecar, its health check, and each command of docker-compose.yml', () => {
    const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> };
    const dockerfile = read('deploy/sidecar/Dockerfile');
    expect(dockerfile).toContain(`ENTRYPOINT ["node", "${bin['vendor-bridge']}"]`);
    expect(dockerfile).toContain('COPY deploy/sidecar/health.mjs deploy/sidecar/health.mjs');
    const cli = read('sidecar/entrypoints/cli/cli.ts');
    const ours = services.filter(([, { image }]) => image.startsWith('vendor-bridge/sidecar'));
    expect(ours.length).toBe(4);
    for (const [, { command = [] }] of ours) {
      for (const word of [command].flat().filter((part) => /^[a-z]+$/.test(part))) expect(cli).toContain(`'${word}`);
      for (const option of [command].flat().filter((part) => part.startsWith('--')))
        expect(cli).toContain(`${option} <`);
    }
  });

  test('what the sidecar reads beside its sources is in its image', () => {
    const files = readdirSync(join(ROOT, 'sidecar'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(ROOT, 'sidecar', name), 'utf8'));
    const outside = files
      .flatMap((text) => [...text.matchAll(/new URL\('(?:\.\.\/)+([^']+)', import\.meta\.url\)/g)])
      .map(([, path = '']) => path.replace(/\/$/, ''));
    const copied = instructionsOf('deploy/sidecar/Dockerfile').flatMap(({ word, rest }) =>
      word === 'COPY' ? [rest.split(' ')[0] ?? ''] : [],
    );
    expect(outside.length).toBeGreaterThan(1);
    expect(outside.filter((path) => !copied.some((one) => path === one || path.startsWith(`${one}/`)))).toEqual([]);
  });

  test('the scripts of the shop are copied, can be run, and are in order', () => {
    for (const name of ['install.sh', 'cron.sh', 'publish.sh']) {
      const path = `deploy/magento/${name}`;
      expect(read('deploy/magento/Dockerfile')).toContain(path);
      expect(statSync(join(ROOT, path)).mode & 0o111).toBe(0o111);
      execFileSync('sh', ['-n', join(ROOT, path)]);
    }
  });

  test('the shop’s scripts call commands that the module has', () => {
    const scripts = read('deploy/magento/install.sh') + read('deploy/magento/publish.sh');
    const called = [...scripts.matchAll(/amazon-vendor:[\w:]+/g)].map(([name]) => name);
    const consoles = readdirSync(join(ROOT, 'magento-module/Console'))
      .map((name) => read(`magento-module/Console/${name}`))
      .join('\n');
    expect(new Set(called)).toEqual(new Set(['amazon-vendor:integration:setup', 'amazon-vendor:outbox:publish']));
    for (const name of called) expect(consoles).toContain(`setName('${name}')`);
    const settings = read('magento-module/etc/config.xml');
    for (const [, field = ''] of scripts.matchAll(/amazon_vendor\/kafka\/(\w+)/g))
      expect(settings).toContain(`<${field}`);
  });
});
