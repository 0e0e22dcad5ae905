import { type Ledger, type Line, open } from './ledger.ts';
import { refuse } from './refusal.ts';
import { availableToPromise, type Shop, stockKey } from './shop.ts';
import type {
  AdjustAnswerLine,
  AdjustRequest,
  HoldAnswer,
  HoldAnswerLine,
  HoldRequest,
  Mode,
  ReleaseAnswer,
  ReleaseRequest,
  ShortReason,
  StockSeen,
} from './wire.ts';

/** Holds the lines of one purchase order. Decides all of them first, so that a refusal leaves nothing behind. */
export function hold(shop: Shop, ledger: Ledger, request: HoldRequest): HoldAnswer {
  const known = ledger.find(request.purchase_order_number);
  const stockId = shop.stock(request.stock_id ?? known?.stock_id ?? shop.stockId).stock_id;
  if (known && known.stock_id !== stockId)
    throw invalid('reservation.stock_id', 'the purchase order is held in another stock');
  if (known?.order) throw orderExists(request.purchase_order_number, known.order.increment_id);
  assertEachOnce(request.lines, 'reservation.lines');
  for (const { line_id } of request.lines) if (ledger.hasLine(line_id)) throw refuse('line_exists', { line_id });

  const desk = allotment(shop, stockId);
  const answers = request.lines.map((line): HoldAnswerLine => {
    const problem = shop.problemOf(line.sku);
    if (problem !== undefined) {
      const canonical = problem === 'sku_case_differs' ? shop.product(line.sku)?.sku : undefined;
      return { ...line, granted: 0, reason: problem, ...(canonical === undefined ? {} : { canonical_sku: canonical }) };
    }
    return { ...line, ...desk.allot(line.sku, line.requested, 0, line.case_pack, request.mode) };
  });
  if (request.mode === 'whole_order' && answers.some(({ granted, requested }) => granted < requested)) {
    for (const answer of answers) {
      if (answer.granted === answer.requested) answer.reason = 'whole_order';
      answer.granted = 0;
    }
  }

  const entering = answers.filter(({ stock_seen }) => stock_seen !== undefined);
  if (entering.length > 0) {
    const lines = entering.map(({ line_id, line_number, sku, case_pack, requested }) => {
      return { line_id, line_number, sku, case_pack, requested, reserved: 0, shipped: 0, released: 0 };
    });
    const entry = ledger.add(request, stockId, lines);
    for (const { line_id, granted } of entering) {
      if (granted > 0) ledger.hold(entry, ledger.line(entry, line_id), granted);
    }
  }
  return {
    purchase_order_number: request.purchase_order_number,
    stock_id: stockId,
    mode: request.mode,
    lines: answers,
  };
}

/** Sets what lines want in all. Falling lines give first, so that a rising one may have it. */
export function adjust(shop: Shop, ledger: Ledger, number: string, request: AdjustRequest) {
  const entry = ledger.get(number);
  assertEachOnce(request.lines, 'adjustment.lines');
  const wishes = request.lines.map(({ line_id, requested }) => {
    const line = ledger.line(entry, line_id);
    if (requested < line.shipped) throw refuse('below_shipped', { line_id, shipped: line.shipped, requested });
    return { line, requested, change: requested - (line.reserved - line.released) };
  });
  if (entry.order && wishes.some(({ change }) => change > 0)) throw orderExists(number, entry.order.increment_id);

  const desk = allotment(shop, entry.stock_id);
  for (const { line, change } of wishes) if (change < 0) desk.giveBack(line.sku, -change);
  const plans = wishes.map(({ line, requested, change }) => {
    const net = line.reserved - line.released;
    const rise = change > 0 ? desk.allot(line.sku, change, net, line.case_pack, request.mode) : undefined;
    return { line, requested, change, rise };
  });
  const stays =
    request.mode === 'whole_order' && plans.some(({ rise, change }) => rise !== undefined && rise.granted < change);

  const lines = plans.map(({ line, requested, change, rise }): AdjustAnswerLine => {
    const granted = stays ? 0 : (rise?.granted ?? 0);
    const released = stays ? 0 : Math.max(0, -change);
    if (!stays) line.requested = requested;
    if (granted > 0) ledger.hold(entry, line, granted);
    if (released > 0) ledger.release(entry, line, released, 'amazon_po_adjusted');
    const reason = rise?.reason ?? (stays && change !== 0 ? ('whole_order' as const) : undefined);
    return {
      line_id: line.line_id,
      sku: line.sku,
      requested,
      granted,
      released,
      open: open(line),
      ...(reason === undefined ? {} : { reason }),
      ...(rise ? { stock_seen: rise.stock_seen } : {}),
    };
  });
  return { purchase_order_number: number, lines };
}

/** Gives back what is open, all of it or as told. */
export function release(ledger: Ledger, number: string, request: ReleaseRequest): ReleaseAnswer {
  const entry = ledger.find(number);
  if (!entry && request.voids_key !== undefined) return { purchase_order_number: number, lines: [] };
  const { lines } = ledger.get(number);
  if (request.lines) assertEachOnce(request.lines, 'release.lines');
  const wishes: { line: Line; quantity: number }[] = request.lines
    ? request.lines.map(({ line_id, quantity }) => {
        const line = ledger.line(ledger.get(number), line_id);
        if ((quantity ?? 0) > open(line)) throw refuse('more_than_open', { line_id, open: open(line), quantity });
        return { line, quantity: quantity ?? open(line) };
      })
    : lines.filter((line) => open(line) > 0).map((line) => ({ line, quantity: open(line) }));
  return {
    purchase_order_number: number,
    lines: wishes.map(({ line, quantity }) => {
      if (quantity > 0) ledger.release(ledger.get(number), line, quantity, 'amazon_po_released');
      return { line_id: line.line_id, sku: line.sku, released: quantity, open: open(line) };
    }),
  };
}

interface Allotted {
  granted: number;
  reason?: ShortReason;
  stock_seen: StockSeen;
}

/** What each line of one call sees: the stock, less what the lines before it took in the same call. */
function allotment(shop: Shop, stockId: number) {
  const taken = new Map<string, number>();
  const take = (sku: string, quantity: number) => {
    taken.set(stockKey(stockId, sku), (taken.get(stockKey(stockId, sku)) ?? 0) + quantity);
  };
  return {
    giveBack: (sku: string, quantity: number) => take(sku, -quantity),
    /** `wanted` more on top of `already`; the total is cut to whole cases. */
    allot(sku: string, wanted: number, already: number, casePack: number, mode: Mode): Allotted {
      const seen = seenBy(shop, stockId, sku, taken.get(stockKey(stockId, sku)) ?? 0);
      const total = already + Math.min(wanted, seen.available_to_promise);
      const whole = Math.max(0, total - (total % casePack) - already);
      if (whole === wanted) {
        take(sku, whole);
        return { granted: whole, stock_seen: seen };
      }
      const granted = mode === 'partial' ? whole : 0;
      take(sku, granted);
      return { granted, reason: limitOf(seen, wanted), stock_seen: seen };
    },
  };
}

function seenBy(shop: Shop, stockId: number, sku: string, taken: number): StockSeen {
  const figures = shop.figures(stockId, sku);
  const buffer = shop.options.purchaseOrdersMayUseBuffer ? 0 : figures.buffer;
  const salable = figures.salable_quantity - taken;
  const reserved = figures.amazon_reserved + taken;
  return {
    salable_quantity: salable,
    pool_quantity: figures.pool_quantity,
    amazon_reserved: reserved,
    buffer,
    available_to_promise: availableToPromise(salable, figures.pool_quantity - reserved, buffer),
  };
}

function limitOf(seen: StockSeen, wanted: number): ShortReason {
  if (seen.available_to_promise >= wanted) return 'case_pack';
  const poolLeft = seen.pool_quantity - seen.amazon_reserved;
  if (availableToPromise(seen.salable_quantity, poolLeft, 0) >= wanted) return 'buffer_kept';
  return seen.salable_quantity <= poolLeft ? 'insufficient_stock' : 'pool_limit';
}

export function assertEachOnce(lines: readonly { line_id: string }[], field: string): void {
  const seen = new Set<string>();
  for (const { line_id } of lines) {
    if (seen.has(line_id)) throw invalid(field, `line ${line_id} stands twice`);
    seen.add(line_id);
  }
}

export function invalid(field: string, why: string) {
  return refuse('invalid_request', { field, why });
}

export function orderExists(number: string, incrementId: string) {
  return refuse('order_exists', { purchase_order_number: number, order_increment_id: incrementId });
}
