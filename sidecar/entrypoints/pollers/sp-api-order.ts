import { CodecError } from '../../codec/problem.ts';
import { parsePurchaseOrder } from '../../codec/sp-api/purchase-order.ts';
import { instant } from '../../domain/calendar.ts';
import type { OrderFeed } from '../../ports/partner.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import { receiveOrder } from '../../workflow/intake.ts';
import { raise } from '../../workflow/lookups.ts';
import type { World } from '../../workflow/world.ts';
import { type FileVerdict, placeInWords } from './edi-file.ts';
import { processInbound } from './inbound.ts';

/** Amazon's filters by time are not exact to the hour, so windows overlap by this; what comes twice is known. */
const OVERLAP_MS = 2 * 3_600_000;
/** How far the first look goes back; Amazon keeps six months, an order older than this is not acknowledged any more. */
const FIRST_LOOK_MS = 7 * 86_400_000;

/** Fetches orders created or changed since the last look. The checkpoint moves only when the whole window was read. */
export async function pollOrders(feed: OrderFeed, world: World): Promise<number> {
  const source = `sp-api-orders:${feed.vendorCode}`;
  const checkpoint = await world.stores.inbox.cursor(source);
  const now = world.now();
  const since = checkpoint ? new Date(checkpoint).getTime() - OVERLAP_MS : now.getTime() - FIRST_LOOK_MS;
  let seen = 0;
  for await (const { name, raw } of feed.changedBetween(new Date(since), now)) {
    const bytes = (async function* () {
      yield raw;
    })();
    const { document, outcome } = await world.stores.inbound.keep(
      { channel: 'sp-api', name, bytes },
      instant(world.now()),
    );
    if (outcome === 'new') {
      world.events.inboundKept({ inboundId: document.id, channel: 'sp-api', name, size: document.size, outcome });
    }
    if (document.state === 'received') await processInbound(document.id, world);
    seen++;
  }
  await world.stores.inbox.setCursor(source, now.toISOString());
  return seen;
}

export async function processSpApiOrder(document: InboundDocument, world: World): Promise<FileVerdict> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of world.stores.inbound.read(document.id)) chunks.push(chunk);
  try {
    const order = parsePurchaseOrder(JSON.parse(Buffer.concat(chunks).toString('utf8')), () => {});
    const partner = order.vendorCode === undefined ? undefined : world.partners.find(order.vendorCode);
    if (!partner) {
      await raise(world, {
        key: `unknown-sender:${document.id}`,
        kind: 'unknown-sender',
        subject: { inboundId: document.id },
        summary: `order ${order.number} is for vendor code '${order.vendorCode ?? ''}', which is not configured`,
        detail: { vendorCode: order.vendorCode },
      });
      return { state: 'quarantined', detail: `vendor code ${order.vendorCode ?? 'missing'} is not configured` };
    }
    const sighting = { channel: 'sp-api' as const, inboundId: document.id, at: document.receivedAt };
    return {
      state: 'processed',
      detail: `order ${order.number} ${await receiveOrder(order, partner, sighting, world)}`,
    };
  } catch (error) {
    if (!(error instanceof CodecError) && !(error instanceof SyntaxError)) throw error;
    const refusal =
      error instanceof CodecError
        ? error
        : new CodecError('json-unreadable', error.message, {}, 'Fetch the order again.');
    await raise(world, {
      key: `inbound-refused:${document.id}`,
      kind: 'inbound-refused',
      subject: { inboundId: document.id },
      summary: `order ${document.name} cannot be read: ${refusal.message}`,
      detail: { code: refusal.code, place: refusal.place, hint: refusal.hint },
    });
    world.events.inboundRefused({
      inboundId: document.id,
      code: refusal.code,
      message: refusal.message,
      place: placeInWords(refusal),
    });
    return { state: 'quarantined', detail: refusal.message };
  }
}
