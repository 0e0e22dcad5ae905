import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { MagentoConnection } from '../../../sidecar/adapters/magento/connection.ts';
import { magentoStockMaster } from '../../../sidecar/adapters/magento/stock-master.ts';
import { eaches } from '../../../sidecar/domain/quantity.ts';
import { WorldFailure } from '../../../sidecar/ports/failures.ts';
import type { HoldRequest } from '../../../sidecar/ports/stock-master.ts';
import { type MagentoOptions, type RunningMagento, startMagento } from '../../stand-ins/magento/magento.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A shop with a pan (case of 12, agreed cost, barcode), a lid, and things that no stock is kept of. */
export async function shop(options: MagentoOptions = {}): Promise<RunningMagento> {
  const magento = await startMagento({
    products: [
      {
        sku: 'PAN-24',
        name: 'Pan 24 cm',
        case_pack: 12,
        agreed_cost: '11.75',
        barcodes: ['614141001019'],
        quantities: { default: 100 },
      },
      { sku: 'LID-24', barcodes: ['0614141001026'], quantities: { default: 10 } },
      { sku: 'SET-2', type_id: 'bundle' },
      { sku: 'GIFT', manage_stock: false },
    ],
    ...options,
  });
  closing.push(magento.close);
  return magento;
}

export function connection(
  magento: Pick<RunningMagento, 'url' | 'integration'>,
  changes: Record<string, unknown> = {},
) {
  return MagentoConnection.parse({
    baseUrl: magento.url,
    credentials: { kind: 'bearer', token: magento.integration.token },
    ...changes,
  });
}

export function master(magento: RunningMagento, changes: Record<string, unknown> = {}) {
  return magentoStockMaster(connection(magento, changes));
}

/** A server that answers whatever a test wants, where the stand-in is too well-behaved. */
export async function server(listener: RequestListener, changes: Record<string, unknown> = {}) {
  const http = createServer(listener);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    http.closeAllConnections();
    return new Promise((resolve) => http.close(resolve));
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const credentials = { kind: 'bearer', token: 'token' };
  return magentoStockMaster(MagentoConnection.parse({ baseUrl: url, credentials, ...changes }));
}

type Line = [sku: string, wanted: number, casePack?: number];

export function request(lines: readonly Line[], changes: Partial<HoldRequest> = {}): HoldRequest {
  return {
    purchaseOrderNumber: '4KQ7TZ1M',
    key: '4KQ7TZ1M:1:first',
    mode: 'partial',
    lines: lines.map(([sku, wanted, casePack = 1], index) => ({
      position: index + 1,
      lineNumber: String(index + 1),
      sku,
      wanted: eaches(wanted),
      casePack,
    })),
    ...changes,
  };
}

/** What a call failed with; fails the test where it did not fail. */
export async function failure(call: Promise<unknown>): Promise<WorldFailure> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (outcome instanceof WorldFailure) return outcome;
  throw new Error(`expected a WorldFailure, got ${outcome instanceof Error ? outcome.stack : JSON.stringify(outcome)}`);
}
