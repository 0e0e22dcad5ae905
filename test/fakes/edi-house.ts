import { join } from 'node:path';
import { Config } from '../../sidecar/config.ts';
import { EDI_ACCOUNT, settings } from '../../sidecar/entrypoints/demo/cast.ts';

/** Settings of a house with the demo's EDI account alone: its database and mailbox lie in the folder. */
export function ediHouse(
  folder: string,
  shop: { url: string; integration: { token: string } },
  every: Partial<Config['pollers']> = {},
): Config {
  const raw = settings({
    databaseFile: join(folder, 'vendor-bridge.sqlite'),
    mailboxFolder: folder,
    port: 0,
    amazonUrl: 'http://127.0.0.1:1',
    tokenUrl: 'http://127.0.0.1:1',
    credentials: { clientId: 'unused', clientSecret: 'unused', refreshToken: 'unused' },
    magentoUrl: shop.url,
    magentoToken: shop.integration.token,
  });
  const { partners, amazon, ...rest } = Config.parse(raw);
  const ours = partners.filter(({ vendorCode }) => vendorCode === EDI_ACCOUNT);
  // Nobody waits half a minute for the first look.
  const pollers = { ...rest.pollers, mailboxEverySeconds: 0.2, ...every };
  return { ...rest, pollers, partners: ours, amazon: { ...amazon, spApi: [] } };
}
