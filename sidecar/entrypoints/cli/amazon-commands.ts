import { join } from 'node:path';
import { z } from 'zod';
import { instant } from '../../domain/calendar.ts';
import { RoutingRequest } from '../../domain/routing.ts';
import { sendingMode } from '../../domain/sending.ts';
import type { AccessReport } from '../../ports/access.ts';
import type { CollectFreight } from '../../ports/collect.ts';
import type { House } from '../house.ts';
import { accountMeant } from './account-meant.ts';
import { BadInput, WORLD_FAILED } from './failure.ts';
import { wholeFile } from './file-source.ts';
import { madeFolder, writtenFile } from './file-target.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

export interface AccountWishes {
  /** Whose shipment it is; needed where there are several accounts. */
  vendorCode?: string;
  json: boolean;
}

/** Asks Amazon whether each connection still opens the door. Exit 1 where one does not. */
export async function checkAccess(options: { json: boolean }, house: House, terminal: Terminal): Promise<number> {
  const grants = house.grants ?? [];
  if (grants.length === 0) throw noConnection();
  const reports = await Promise.all(grants.map((grant) => grant.check()));
  if (options.json) for (const report of reports) await printJson(terminal, report);
  else for (const report of reports) await print(terminal, inWords(report));
  const isWell = reports.every(
    ({ secrets, accounts }) => secrets.some(({ works }) => works) && accounts.every(({ ok }) => ok),
  );
  return isWell ? 0 : WORLD_FAILED;
}

function inWords({ endpoint, secrets, lives, accounts }: AccessReport): string {
  const secretLines = secrets.map(({ name, works, problem }) => {
    const life = lives.find(({ secret }) => secret === name);
    const left = life ? `, expires on ${life.expiresOn} (${life.daysLeft} days)` : '';
    return `  ${name} secret: ${works ? 'works' : problem}${left}`;
  });
  const unknown = lives.length === 0 ? ['  `clientSecretIssuedOn` is not set: nobody is warned before it expires'] : [];
  const rows = textTable(
    [
      { head: '  Account', cell: ({ vendorCode }) => `  ${vendorCode}` },
      { head: 'Orders', cell: ({ ok, problem }) => (ok ? 'can be read' : problem) },
    ],
    accounts,
  );
  return [endpoint, ...secretLines, ...unknown, rows].join('\n');
}

/** Fetches the labels that Amazon made for a shipment and writes each into a file of its own. */
export async function transportLabels(
  shipmentId: string,
  { out = '.', ...wishes }: AccountWishes & { out?: string },
  house: House,
  terminal: Terminal,
): Promise<void> {
  const { collect, vendorCode } = roadOf(house, wishes);
  const { labels, raw } = await collect.labels(vendorCode, shipmentId);
  const { inbound } = house.world.stores;
  for (const [index, bytes] of raw.entries()) {
    const name = `getShipmentLabels ${shipmentId}${raw.length > 1 ? ` page ${index + 1}` : ''}`;
    const source = { channel: 'sp-api' as const, name, bytes: once(bytes) };
    const { document } = await inbound.keep(source, instant(house.world.now()));
    // Not an order: whoever looks through what was left over must not read it as one.
    await inbound.settle(document.id, 'processed', `transport labels of shipment ${shipmentId}`);
  }
  if (labels.length === 0) {
    throw new BadInput(
      'not-found',
      `Amazon has no label for shipment ${shipmentId}`,
      shipmentId,
      'It makes labels only for parcels that its carrier fetches, after the shipment was announced. Our own: vendor-bridge labels.',
    );
  }
  await madeFolder(out);
  for (const { sequence, trackingId, pdf } of labels) {
    const file = join(out, `${shipmentId}-${sequence}.pdf`.replace(/[^\w.-]+/g, '-'));
    await writtenFile(file, pdf);
    if (wishes.json) await printJson(terminal, { shipmentId, sequence, trackingId, file });
    else await print(terminal, `label ${sequence}, tracking ${trackingId || 'none'}, in ${file}`);
  }
}

const Announced = z.union([
  RoutingRequest,
  z.object({ type: z.literal('753'), document: RoutingRequest }).transform(({ document }) => document),
]);

/** Asks Amazon to fetch loads: the request as `edi read --json` prints a 753. */
export async function announceLoad(
  file: string,
  wishes: AccountWishes,
  house: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const { collect, vendorCode } = roadOf(house, wishes);
  const partner = house.world.partners.find(vendorCode);
  const mode = partner ? sendingMode(partner, 'routing-request') : 'live';
  if (mode !== 'live') {
    throw new BadInput(
      'cannot-send',
      `${vendorCode} is set to ${mode}: nothing is announced to Amazon`,
      vendorCode,
      'Enter the load in Vendor Central, or set routing requests of the account to live.',
    );
  }
  const request = requestIn((await wholeFile(file, terminal)).toString('utf8'), file);
  const { inbox, audit } = house.world.stores;
  const source = `loads-announced:${vendorCode}`;
  if (await inbox.has(source, request.number)) {
    throw new BadInput(
      'load-announced-before',
      `load ${request.number} was announced before`,
      request.number,
      'Give what changed a number of its own, or look at it with `amazon routing`.',
    );
  }
  const reference = await collect.announce(vendorCode, request);
  const at = instant(house.world.now());
  await inbox.first(source, request.number, at);
  await audit.append({ at, who: by, action: 'announce load', subject: request.number, detail: reference });
  if (wishes.json) await printJson(terminal, { number: request.number, reference });
  else await print(terminal, `load ${request.number} is announced, transaction ${reference}`);
}

/** What Amazon says of a load: its reference number, carrier and hour. */
export async function showRouting(
  load: string,
  wishes: AccountWishes,
  house: House,
  terminal: Terminal,
): Promise<void> {
  const { collect, vendorCode } = roadOf(house, wishes);
  const found = await collect.instructions(vendorCode, load);
  if (!found) {
    throw new BadInput(
      'not-found',
      `Amazon shows nothing of load ${load}`,
      load,
      'It shows only loads that came by the API, and not always those: look into Vendor Central, and enter the ARN by hand.',
    );
  }
  if (wishes.json) return printJson(terminal, found);
  for (const { amazonReferenceNumber, carrierScac, pickUpOn } of found.loads) {
    const said = [
      `ARN ${amazonReferenceNumber ?? 'not given yet'}`,
      `carrier ${carrierScac ?? 'not assigned yet'}`,
      `pick-up ${pickUpOn ?? 'not scheduled yet'}`,
    ];
    await print(terminal, `${load}: ${said.join(', ')}`);
  }
}

function roadOf(
  { collect, world }: House,
  { vendorCode }: Pick<AccountWishes, 'vendorCode'>,
): { collect: CollectFreight; vendorCode: string } {
  const meant = accountMeant(vendorCode, world.partners.all(), { question: 'whose shipment is it?', place: 'amazon' });
  if (!collect) throw noConnection();
  return { collect, vendorCode: meant.vendorCode };
}

function noConnection(): BadInput {
  const hint = 'Add `amazon.spApi` to the settings.';
  return new BadInput('usage', 'no connection to SP-API is configured', 'amazon', hint);
}

function requestIn(text: string, file: string): RoutingRequest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BadInput(
      'json-unreadable',
      `${file} holds no JSON`,
      file,
      'vendor-bridge edi read FILE --json prints it.',
      { cause },
    );
  }
  const request = Announced.safeParse(json);
  if (request.success) return request.data;
  throw new BadInput(
    'document-invalid',
    z.prettifyError(request.error),
    file,
    'Compare with what `edi read --json` prints of a 753.',
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
