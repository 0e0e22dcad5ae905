import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const ROOT = join(import.meta.dirname, '../..');
export const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
export const parseYaml = (path: string): unknown => parse(read(path), { merge: true });

/** As far as the tests ask; the whole form is the schema's affair. */
const Service = z.object({
  image: z.string(),
  build: z.object({ dockerfile: z.string(), target: z.string().optional() }).optional(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  container_name: z.string().optional(),
  user: z.string().optional(),
  restart: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.union([z.string(), z.object({ source: z.string() })])).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
});
export type Service = z.infer<typeof Service>;

const Compose = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) }).nullable()),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

export const rawCompose = parseYaml('docker-compose.yml');
export const compose = Compose.parse(rawCompose);
export const services = Object.entries(compose.services);
/** Ours, as opposed to those that others publish. */
export const ownImages = services.filter(([, { build }]) => build !== undefined);
/** Run to their end; others wait for that. */
export const oneShots = new Set(
  services.flatMap(([, { depends_on }]) =>
    Object.entries(depends_on)
      .filter(([, { condition }]) => condition === 'service_completed_successfully')
      .map(([name]) => name),
  ),
);

export const dockerfiles = readdirSync(join(ROOT, 'deploy'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('Dockerfile'))
  .map((name) => join('deploy', name));

/** `${NAME:-default}` becomes the default. */
export function withDefaults(text: string): string {
  return text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
}

/** The variables that a text asks for, each with its default. */
export function variablesOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(/\$\{(\w+):-([^}]*)\}/g)].map(([, name = '', value = '']) => [name, value]));
}
