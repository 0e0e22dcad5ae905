import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startKafka } from './kafka/broker.ts';
import { startMariaDb } from './mariadb.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files ask for a service; see services.ts. */
    serviceDesk: string;
  }
}

/**
 * Starts Kafka and MariaDB when the first test file asks, once per run, and ends them with it. Test
 * files run in processes of their own, so they ask over HTTP; a run that needs neither pays nothing.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = new Map<string, Promise<{ url: string; remove(): Promise<void> }>>();
  const starts: Record<string, () => Promise<{ url: string; remove(): Promise<void> }>> = {
    '/kafka': async () => {
      const { address: url, remove } = await startKafka();
      return { url, remove };
    },
    '/mysql': startMariaDb,
  };
  const desk = createServer(async (request, response) => {
    const name = request.url ?? '';
    try {
      const service = started.get(name) ?? starts[name]?.();
      if (service === undefined) throw new Error(`nobody serves ${name}`);
      started.set(name, service);
      response.end((await service).url);
    } catch (error) {
      response.statusCode = 500;
      response.end(error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  desk.unref();
  project.provide('serviceDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);

  return async () => {
    desk.closeAllConnections();
    desk.close();
    const ended = [...started.values()].map(async (service) => (await service.catch(() => undefined))?.remove());
    await Promise.all(ended);
  };
}
