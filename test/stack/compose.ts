import { join } from 'node:path';
import { compose, ROOT, read } from '../deploy/house.ts';

/** Runs the sidecar's image as it stands in docker-compose.yml, without the container. */
export interface NativeCommand {
  program: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

/** What a service runs. `native` gives each of its variables the value that holds outside of containers. */
export function commandOf(service: string, native: Record<string, string>): NativeCommand {
  const { command = [] } = serviceOf(service);
  return { ...programOf([...entrypoint(), ...[command].flat()]), env: environmentOf(service, native) };
}

/** What asks whether it is well. */
export function healthCheckOf(service: string, native: Record<string, string>): NativeCommand {
  const [kind, ...words] = serviceOf(service).healthcheck?.test ?? [];
  if (kind !== 'CMD') throw new Error(`${service} has no health check that is a command`);
  return { ...programOf(words), env: environmentOf(service, native) };
}

/** As Compose sets them; a value that only holds among containers must have one that holds here. */
function environmentOf(service: string, native: Record<string, string>): Record<string, string> {
  const wanted = serviceOf(service).environment;
  const isOfContainers = (value: string) => /^\/|^0\.0\.0\.0$|\b(kafka|magento-web):/.test(value);
  const lost = Object.entries(wanted).filter(([name, value]) => native[name] === undefined && isOfContainers(value));
  if (lost.length > 0) throw new Error(`${service} wants ${lost.map(([name]) => name).join(', ')}`);
  const withDefaults = Object.entries(wanted).map(([name, value]) => [
    name,
    value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1'),
  ]);
  return { ...Object.fromEntries(withDefaults), ...native };
}

function programOf([program = '', ...args]: readonly string[]): Omit<NativeCommand, 'env'> {
  return { program: program === 'node' ? process.execPath : program, args, cwd: ROOT };
}

function entrypoint(): string[] {
  const [, list] = /^ENTRYPOINT (\[.+\])$/m.exec(read('deploy/sidecar/Dockerfile')) ?? [];
  if (list === undefined) throw new Error(`${join(ROOT, 'deploy/sidecar/Dockerfile')} has no entrypoint`);
  return JSON.parse(list) as string[];
}

function serviceOf(name: string) {
  const service = compose.services[name];
  if (service) return service;
  throw new Error(`docker-compose.yml has no service ${name}`);
}
