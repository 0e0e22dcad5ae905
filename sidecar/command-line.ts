/*
 * What `npx vendor-bridge` runs. Stands beside main.ts, above the rooms: hands the commands their
 * world, and loads it only for those that need one. `edi read` starts without a database driver.
 */
import { userInfo } from 'node:os';
import type { Config } from './config.ts';
import { type CliDeps, runCli } from './entrypoints/cli/cli.ts';

let config: Config | undefined;

const deps: CliDeps = {
  terminal: process,
  user: userInfo().username,
  async openHouse() {
    const { openHouse } = await import('./main.ts');
    // Figures go to stdout; a log line among them would break whoever reads them.
    return openHouse({ ...(await settings()), logLevel: 'silent' }, { console: false, rounds: false });
  },
  accounts: async () => (await settings()).partners,
  async keptAccounts() {
    const { readKeptAccounts } = await import('./main.ts');
    return readKeptAccounts(await settings());
  },
  fulfilmentCentreZones: () => config?.fulfilmentCentreZones ?? {},
  async serve({ host, port }) {
    const { openHouse } = await import('./main.ts');
    const { http, ...rest } = await settings();
    const wanted = { ...http, ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };
    const house = await openHouse({ ...rest, http: wanted }, { console: true, rounds: true });
    await toldToStop();
    await house.close();
  },
  async migrate() {
    const { migrateDatabase } = await import('./main.ts');
    return migrateDatabase(await settings());
  },
  async createTopics() {
    const { createShopTopics } = await import('./main.ts');
    return createShopTopics(await settings());
  },
  async simulator(wishes) {
    const { runSimulator } = await import('./entrypoints/demo/simulator.ts');
    await runSimulator({ ...wishes, terminal: process, stopped: toldToStop });
  },
  async demo({ once }) {
    const [{ playDemo }, { openHouse }, { Config }] = await Promise.all([
      import('./entrypoints/demo/demo.ts'),
      import('./main.ts'),
      import('./config.ts'),
    ]);
    const stopped = toldToStop();
    return playDemo({
      once,
      terminal: process,
      port: Number(process.env.VENDOR_BRIDGE_HTTP_PORT ?? 8080),
      openHouse: (raw, options, clock) => openHouse(Config.parse(raw), options, clock),
      stopped: () => stopped,
    });
  },
};

async function settings(): Promise<Config> {
  const { readConfig } = await import('./config.ts');
  config ??= readConfig(process.env);
  return config;
}

/** A second signal ends the process at once: whoever asks twice means it. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

// Written to a reader that has gone, as with `| head`: nothing is wrong and nobody listens.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Not process.exit(): what is still on its way into a pipe would be cut off.
process.exitCode = await runCli(process.argv.slice(2), deps);
