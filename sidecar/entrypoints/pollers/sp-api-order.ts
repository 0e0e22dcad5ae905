import { CodecError } from '../../codec/problem.ts';
import { parseOrderState, parsePurchaseOrder } from '../../codec/sp-api/purchase-order.ts';
import { instant } from '../../domain/calendar.ts';
import type { PurchaseOrder } from '../../domain/purchase-order.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import type { OrderFeed } from '../../ports/partner.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import { raise } from '../../workflow/discrepancies.ts';
import { receiveOrder } from '../../workflow/intake.ts';
import type { World } from '../../workflow/world.ts';
import { processInbound } from './inbound.ts';
import { Notes, orderNotes } from './notes.ts';
import { type FileVerdict, partOf, raiseRefusal } from './refusal.ts';

/** Amazon's filters by time are not exact to the hour, so windows overlap by this; what comes twice is known. */
const OVERLAP_MS = 2 * 3_600_000;
/** How far a long look goes back; Amazon keeps six months, an order older than this is not acknowledged any more. */
const LONG_LOOK_MS = 7 * 86_400_000;
const LONG_LOOK_EVERY_MS = 86_400_000;

/**
 * Fetches orders created or changed since the last look. The checkpoint is our own clock and never the date of an
 * order, as neither Amazon's sequence nor its filters can be trusted; it moves only when the whole window was
 * read: told to stop, we leave the rest to whoever looks next. Once a day the look goes back a week: an order
 * that was listed days late, or that a filter kept from us, is found all the same.
 */
export async function pollOrders(feed: OrderFeed, world: World, stopping?: AbortSignal): Promise<number> {
  const source = `sp-api-orders:${feed.vendorCode}`;
  const checkpoint = await world.stores.inbox.cursor(source);
  const now = world.now();
  const lastLong = await world.stores.inbox.cursor(`${source}:long`);
  const isLong = lastLong === '' || now.getTime() - new Date(lastLong).getTime() >= LONG_LOOK_EVERY_MS;
  // Back from the last look, not from now: a house that was shut for a month looks as far behind that month.
  const newest = checkpoint ? new Date(checkpoint).getTime() : now.getTime();
  const since = newest - (isLong ? LONG_LOOK_MS : OVERLAP_MS);
  let seen = 0;
  for await (const listed of feed.changedBetween(new Date(since), now)) {
    await takeListed(listed, world);
    seen++;
    if (stopping?.aborted) return seen;
  }
  await world.stores.inbox.setCursor(source, now.toISOString());
  if (isLong) await world.stores.inbox.setCursor(`${source}:long`, now.toISOString());
  return seen;
}

/** Keeps an order of the list as it came, and understands it where it is new. */
export async function takeListed(
  { name, raw }: { name: string; raw: Uint8Array },
  world: World,
): Promise<Pick<InboundDocument, 'state' | 'detail'>> {
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
  return document.state === 'received' ? processInbound(document.id, world) : document;
}

export async function processSpApiOrder(document: InboundDocument, world: World): Promise<FileVerdict> {
  const notes = new Notes();
  try {
    const json = await jsonOf(document, world);
    const order = parsePurchaseOrder(json, (code, message, place) => notes.add({ code, message, place }));
    const partner = accountOf(order, notes, world);
    if (!partner) {
      await raise(world, {
        key: `unknown-sender:${document.id}`,
        kind: 'unknown-sender',
        subject: { inboundId: document.id },
        summary: `order ${order.number} is for vendor code '${order.vendorCode ?? ''}', which is not configured`,
        detail: { vendorCode: order.vendorCode },
      });
      const detail = `vendor code ${order.vendorCode ?? 'missing'} is not configured`;
      return { state: 'quarantined', detail: [detail, ...notes.inWords()].join('; ') };
    }
    refuseSandbox(order, partner);
    if (!(await world.stores.purchaseOrders.find(order.number))) {
      const state = parseOrderState(json);
      // Amazon's filter on the state lets everything through at times, so that the state is looked at here.
      if (state === 'Closed') {
        return { state: 'ignored', detail: `order ${order.number} is closed at Amazon and was never ours to answer` };
      }
      if (state === 'Acknowledged') throw answeredElsewhere(order);
    }
    notes.addAll(orderNotes(order, partner, world.now()));
    const sighting = { channel: 'sp-api' as const, inboundId: document.id, at: document.receivedAt };
    const outcome = `order ${order.number} ${await receiveOrder(order, partner, sighting, world)}`;
    return { state: 'processed', detail: [outcome, ...notes.inWords()].join('; ') };
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    await raiseRefusal(error, { what: `order ${document.name}`, part: partOf(error) }, document, world);
    return { state: 'quarantined', detail: [error.message, ...notes.inWords()].join('; ') };
  }
}

async function jsonOf({ id }: InboundDocument, world: World): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of world.stores.inbound.read(id)) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CodecError('json-unreadable', cause.message, {}, 'Fetch the order again.', { cause });
  }
}

/** An order that names no vendor code is the only account's, where there is only one. */
function accountOf({ number, vendorCode }: PurchaseOrder, notes: Notes, world: World): TradingPartner | undefined {
  if (vendorCode !== undefined) return world.partners.find(vendorCode);
  const [only, ...others] = world.partners.all();
  if (!only || others.length > 0) return undefined;
  const message = `Order ${number} names no vendor code; it was taken for ${only.vendorCode}, the only account.`;
  notes.add({ code: 'vendor-code-missing', message, place: { transaction: number } });
  return only;
}

/** Answered by hand, or by a program before us: a second answer of ours would change the first. */
function answeredElsewhere({ number }: PurchaseOrder): CodecError {
  return new CodecError(
    'order-answered-elsewhere',
    `Order ${number} is new to us, and Amazon shows it as acknowledged already`,
    { transaction: number },
    'If this house shall go on with it, take it in with `vendor-bridge po import` from the export of Vendor Central; else close this.',
  );
}

/** The orders that Amazon's sandbox hands out; booked on a production account they would hold real stock. */
function refuseSandbox({ number }: PurchaseOrder, { interchange, vendorCode }: TradingPartner): void {
  if (interchange.usage !== 'production' || !/^(TestPO\d*|TestOrder\d*|mock-.*)$/i.test(number)) return;
  throw new CodecError(
    'sandbox-order',
    `Order ${number} comes from a sandbox, and ${vendorCode} is a production account`,
    { transaction: number },
    'Point the SP-API endpoint of this connection at production, or set the usage of this account to test.',
  );
}
