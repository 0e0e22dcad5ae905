import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ConsoleDeps, createConsole } from '../../sidecar/entrypoints/http/console.ts';
import { desk } from '../../sidecar/workflow/desk.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { inMemoryJournal } from '../fakes/journal.ts';
import { fakePartner } from '../fakes/partner.ts';
import { inMemoryStores } from '../fakes/stores.ts';
import { NORTHGATE, onePartner, silentEvents } from '../fakes/world.ts';
import { NOW } from './filled-house.ts';

export interface OpenConsole {
  url: string;
  deps: ConsoleDeps;
  close(): Promise<void>;
}

/** A console on a free port over a house in memory, with the real desk behind it. */
export async function openConsole(more: Partial<ConsoleDeps> = {}): Promise<OpenConsole> {
  const stores = more.stores ?? inMemoryStores();
  const journal = more.journal ?? inMemoryJournal();
  const now = () => NOW;
  const partners = onePartner(NORTHGATE);
  const unused = new Proxy(
    {},
    { get: (_target, name) => () => Promise.reject(new Error(`the console called ${String(name)}`)) },
  );
  const world: World = {
    stores,
    journal,
    partners,
    events: silentEvents(),
    now,
    stockMaster: unused as World['stockMaster'],
    partner: fakePartner(stores, now),
  };
  const deps: ConsoleDeps = {
    stores,
    journal,
    partners,
    now,
    desk: desk(world),
    metrics: async () => 'vendor_bridge_up 1\n',
    ready: async () => ({ ok: true, checks: [{ name: 'database', ok: true, detail: 'answers' }] }),
    fulfilmentCentreZones: { PHX7: 'America/Phoenix' },
    currentUser: () => 'operator',
    replayInbound: async () => 'read again',
    ...more,
  };
  const server = await new Promise<Server>((resolve) => {
    const listening = createConsole(deps).listen(0, '127.0.0.1', () => resolve(listening));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deps,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
