import assert from 'node:assert/strict';
import { assertEachOnce, orderExists } from './hold.ts';
import { type Ledger, metadataOf, open } from './ledger.ts';
import type { MagentoOrder, OrderItem, Orders } from './orders.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Shop } from './shop.ts';
import type { Dispatch, DispatchRequest, Track, Weight } from './wire.ts';

/** A track as `sales_shipment_track` has it: its number may still be missing. */
export interface ShipmentTrack extends Track {
  track_id: number;
}

/** A Magento shipment. */
export interface Shipment {
  entity_id: number;
  increment_id: string;
  order_increment_id: string;
  source_code: string;
  created_at: string;
  items: { order_item_id: number; sku: string; quantity: number; line_id?: string }[];
  tracks: ShipmentTrack[];
}

export interface ShipOptions {
  /** Where it leaves; the first source of the stock where absent. */
  sourceCode?: string;
  tracks?: { carrier_code?: string; title?: string; number: string }[];
  weight?: Weight;
  packageCount?: number;
}

export interface Warehouse {
  /** The Ship screen. Without `lines` all that is left. */
  shipOrder(
    incrementId: string,
    lines: { sku: string; quantity: number }[] | undefined,
    options: ShipOptions,
  ): Shipment;
  addTrack(shipmentId: number, track: { carrier_code?: string; title?: string; number: string }): ShipmentTrack;
  changeTrack(shipmentId: number, trackId: number, change: Partial<Track>): void;
  removeTrack(shipmentId: number, trackId: number): void;
  /** The route for shops that do not want Magento orders. */
  recordDispatch(request: DispatchRequest): Dispatch;
  setTracks(dispatchId: string, tracks: Track[]): Dispatch;
  shipments(): Shipment[];
  dispatches(): Dispatch[];
}

/** What belongs to `dispatch-recorded` beside the dispatch itself. */
interface KeptDispatch {
  dispatch: Dispatch;
  shipment?: Shipment;
  /** Tracks of the last event, as text. */
  published: string;
}

export function openWarehouse(shop: Shop, ledger: Ledger, orders: Orders): Warehouse {
  const shipments: Shipment[] = [];
  const kept: KeptDispatch[] = [];
  let trackIds = 0;
  let withoutOrder = 0;

  return {
    shipments: () => shipments,
    dispatches: () => kept.map(({ dispatch }) => dispatch),

    shipOrder(incrementId, lines, options) {
      const order = orders.get(incrementId);
      const sourceCode = options.sourceCode ?? shop.stock(order.stock_id).source_codes[0];
      assert(sourceCode, 'the stock has no source');
      shop.source(sourceCode);
      const items = itemsToShip(order, lines);
      shop.assertOnHand(
        sourceCode,
        items.map(({ item, quantity }) => ({ sku: item.sku, quantity })),
      );

      const shipment: Shipment = {
        entity_id: shipments.length + 1,
        increment_id: String(shipments.length + 1).padStart(9, '0'),
        order_increment_id: incrementId,
        source_code: sourceCode,
        created_at: shop.now(),
        items: items.map(({ item, quantity }) => ({
          order_item_id: item.item_id,
          sku: item.sku,
          quantity,
          ...(item.line_id === undefined ? {} : { line_id: item.line_id }),
        })),
        tracks: (options.tracks ?? []).map(asTrack),
      };
      shipments.push(shipment);
      const entry = ledger.entries().find((candidate) => candidate.order === order);
      for (const { item, quantity } of items) {
        item.qty_shipped += quantity;
        shop.deduct(sourceCode, item.sku, quantity);
        shop.reserve(order.stock_id, item.sku, quantity, {
          event_type: 'shipment_created',
          object_type: 'order',
          object_id: String(order.entity_id),
          object_increment_id: order.increment_id,
        });
        if (entry && item.line_id !== undefined) ledger.ship(entry, ledger.line(entry, item.line_id), quantity);
      }
      // A shopper's parcel is no business of Amazon's.
      if (entry) {
        const dispatch: Dispatch = {
          dispatch_id: `shipment-${shipment.entity_id}`,
          purchase_order_number: entry.purchase_order_number,
          source_code: sourceCode,
          dispatched_at: shipment.created_at,
          revision: 0,
          ...(options.weight ? { weight: options.weight } : {}),
          ...(options.packageCount === undefined ? {} : { package_count: options.packageCount }),
          lines: shipment.items.map(({ line_id, sku, quantity }) => ({ line_id: line_id ?? '', sku, quantity })),
          tracks: [],
        };
        keep({ dispatch, shipment, published: '[]' }, shipment.tracks);
      }
      return shipment;
    },

    addTrack(shipmentId, track) {
      const shipment = shipmentOf(shipmentId);
      const added = asTrack(track);
      shipment.tracks.push(added);
      tracksChanged(shipment);
      return added;
    },
    changeTrack(shipmentId, trackId, change) {
      const shipment = shipmentOf(shipmentId);
      Object.assign(trackOf(shipment, trackId), change);
      tracksChanged(shipment);
    },
    removeTrack(shipmentId, trackId) {
      const shipment = shipmentOf(shipmentId);
      shipment.tracks.splice(shipment.tracks.indexOf(trackOf(shipment, trackId)), 1);
      tracksChanged(shipment);
    },

    recordDispatch(request) {
      const number = request.purchase_order_number;
      const sourceCode = request.source_code;
      const entry = ledger.get(number);
      if (entry.order) throw orderExists(number, entry.order.increment_id);
      const source = shop.source(sourceCode);
      if (source.enabled === false || !shop.stock(entry.stock_id).source_codes.includes(sourceCode)) {
        throw refuse('source_not_shippable', { source_code: sourceCode, purchase_order_number: number });
      }
      assertEachOnce(request.lines, 'dispatch.lines');
      const goods = request.lines.map(({ line_id, quantity }) => {
        const line = ledger.line(entry, line_id);
        if (quantity > open(line)) throw refuse('more_than_open', { line_id, open: open(line), quantity });
        return { line, quantity };
      });
      shop.assertOnHand(
        sourceCode,
        goods.map(({ line, quantity }) => ({ sku: line.sku, quantity })),
      );

      for (const { line, quantity } of goods) {
        shop.deduct(sourceCode, line.sku, quantity);
        shop.reserve(entry.stock_id, line.sku, quantity, metadataOf(entry, line, 'amazon_po_shipped'));
        ledger.ship(entry, line, quantity);
      }
      const dispatch: Dispatch = {
        dispatch_id: `dispatch-${++withoutOrder}`,
        purchase_order_number: number,
        source_code: sourceCode,
        dispatched_at: request.dispatched_at ?? shop.now(),
        revision: 0,
        ...(request.weight ? { weight: request.weight } : {}),
        ...(request.package_count === undefined ? {} : { package_count: request.package_count }),
        lines: goods.map(({ line, quantity }) => ({ line_id: line.line_id, sku: line.sku, quantity })),
        tracks: [],
      };
      keep({ dispatch, published: '[]' }, request.tracks ?? []);
      return structuredClone(dispatch);
    },
    setTracks(dispatchId, tracks) {
      const found = kept.find(({ dispatch }) => dispatch.dispatch_id === dispatchId);
      if (!found) throw refuse('no_such_dispatch', { dispatch_id: dispatchId });
      if (found.shipment) throw refuse('tracks_belong_to_shipment', { dispatch_id: dispatchId });
      publish(found, tracks);
      return structuredClone(found.dispatch);
    },
  };

  function keep(dispatch: KeptDispatch, tracks: readonly Track[]): void {
    kept.push(dispatch);
    publish(dispatch, tracks);
  }

  function tracksChanged(shipment: Shipment): void {
    const found = kept.find((candidate) => candidate.shipment === shipment);
    if (found) publish(found, shipment.tracks);
  }

  /** Says a dispatch once it has a number, and again only when what it would say of its tracks differs. */
  function publish(found: KeptDispatch, tracks: readonly Track[]): void {
    const { dispatch, shipment } = found;
    dispatch.tracks = tracks
      .filter(({ number }) => number !== '')
      .map(({ carrier_code, title, number }) => ({ carrier_code, title, number }));
    const text = JSON.stringify(dispatch.tracks);
    if (text === found.published) return;
    found.published = text;
    dispatch.revision += 1;
    shop.outbox.append('magento.dispatch.v1', dispatch.purchase_order_number, {
      ...dispatch,
      ...(shipment
        ? { order_increment_id: shipment.order_increment_id, shipment_increment_id: shipment.increment_id }
        : {}),
    });
  }

  function asTrack(track: { carrier_code?: string; title?: string; number: string }): ShipmentTrack {
    const carrier = track.carrier_code ?? 'custom';
    return { track_id: ++trackIds, carrier_code: carrier, title: track.title ?? carrier, number: track.number };
  }

  function shipmentOf(shipmentId: number): Shipment {
    const shipment = shipments.find(({ entity_id }) => entity_id === shipmentId);
    assert(shipment, `the shop has no shipment ${shipmentId}`);
    return shipment;
  }
}

function trackOf(shipment: Shipment, trackId: number): ShipmentTrack {
  const track = shipment.tracks.find(({ track_id }) => track_id === trackId);
  assert(track, `shipment ${shipment.increment_id} has no track ${trackId}`);
  return track;
}

/** Spreads the eaches of a SKU over its order items, first item first. */
function itemsToShip(order: MagentoOrder, lines: { sku: string; quantity: number }[] | undefined) {
  const left = (item: OrderItem) => item.qty_ordered - item.qty_shipped - item.qty_canceled;
  if (!lines) {
    const items = order.items.filter((item) => left(item) > 0).map((item) => ({ item, quantity: left(item) }));
    if (items.length === 0) throw new Refusal(400, 'The order does not allow a shipment to be created.');
    return items;
  }
  return lines.flatMap(({ sku, quantity }) => {
    let rest = quantity;
    const parts = order.items
      .filter((item) => item.sku === sku)
      .map((item) => {
        const part = Math.min(rest, left(item));
        rest -= part;
        return { item, quantity: part };
      });
    if (rest > 0)
      throw new Refusal(
        400,
        'The quantity to ship must not be greater than the unshipped quantity for product SKU "%1".',
        [sku],
      );
    return parts.filter((part) => part.quantity > 0);
  });
}
