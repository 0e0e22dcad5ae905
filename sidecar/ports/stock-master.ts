import type { HeldLine } from '../domain/decision.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import type { ProductId } from '../domain/identifiers.ts';
import type { DecimalText } from '../domain/money.ts';
import type { Eaches } from '../domain/quantity.ts';
import type { ProductFacts } from '../domain/review.ts';

/** What the product and stock master (Magento, or the ERP Prima) says of a SKU now. */
export interface StockView extends ProductFacts {
  /** Live salable quantity for the shop. */
  salable: number;
  inPoolSources: number;
  amazonReserved: number;
  buffer: number;
  /** What may still be promised to Amazon, in eaches. */
  availableToPromise: number;
  /** EAN, UPC, GTIN as the master keeps them, for matching. */
  barcodes: string[];
}

export interface HoldRequest {
  purchaseOrderNumber: string;
  /** Same key and lines: same answer. Same key, other lines: refused as `key-reused`. */
  key: string;
  mode: 'partial' | 'whole-line' | 'whole-order';
  lines: { position: number; lineNumber: string; sku: string; wanted: Eaches; casePack: number }[];
}

/** Holds eaches before Amazon hears of them. The master answers what it could hold. */
export interface Reservations {
  place(request: HoldRequest): Promise<HeldLine[]>;
  /**
   * Sets what each line wants in all, what left included, up or down; answers what it then holds. Up and down are
   * asked for apart: an order that is in work takes no more, and a call with both would then change nothing.
   */
  adjust(purchaseOrderNumber: string, key: string, lines: { position: number; eaches: Eaches }[]): Promise<HeldLine[]>;
  /**
   * Gives back all that is still held; harmless where nothing is. `voids` are keys of holds whose
   * answer never came: one that is still on its way must not take effect afterwards.
   */
  release(purchaseOrderNumber: string, key: string, reason: string, voids?: readonly string[]): Promise<void>;
  /** What it holds now, for the drift check. Empty where it knows nothing of the order. */
  held(purchaseOrderNumber: string): Promise<HeldLine[]>;
}

export interface Catalogue {
  /** SKUs the master does not know are missing from the answer. Any number: the adapter pages. */
  positions(skus: readonly string[]): Promise<Map<string, StockView>>;
  /** For each thing the SKU by its barcodes, where exactly one product carries one of them. Any number: the adapter pages. */
  findByProductIds(things: readonly (readonly ProductId[])[]): Promise<(string | undefined)[]>;
}

/** Lets the warehouse pick and ship a purchase order as any other order. */
export interface PrimaryWorkflow {
  /**
   * Idempotent by purchase order number; answers the master's order reference, or undefined where the master wants no
   * orders from us: its people make them by hand, or ship without.
   */
  enterOrder(
    purchaseOrderNumber: string,
    lines: { position: number; sku: string; eaches: Eaches; unitCost: DecimalText }[],
  ): Promise<string | undefined>;
}

/** What happened in the master, in order, at least once. */
export type MasterEvent =
  | { kind: 'dispatch-recorded'; eventId: string; occurredAt: string; dispatch: Dispatch }
  | {
      kind: 'stock-changed';
      eventId: string;
      occurredAt: string;
      /** Newest wins by this, never by arrival. */
      sequence: number;
      position: { sku: string; salable: number; inPoolSources: number; amazonReserved: number; buffer: number };
    }
  /** Broke the contract: kept, shown, and never a reason to stop. */
  | { kind: 'unreadable'; eventId: string; occurredAt: string; problem: string; raw: string };

export interface MasterEvents {
  /** Events after `cursor` (empty: from the beginning), oldest first, and the cursor behind the last. */
  pull(cursor: string, limit: number): Promise<{ events: MasterEvent[]; cursor: string }>;
  /** The master may forget everything up to here. */
  acknowledge(cursor: string): Promise<void>;
}

/**
 * The same events from a log that all sidecars of a house share, handed over as they happen: oldest
 * first per SKU and per order, at least once.
 */
export interface MasterEventStream {
  /** Goes on by itself until stop(). The log counts events as read only after `take` has kept their effects. */
  start(take: (events: readonly MasterEvent[]) => Promise<void>): void;
  /** Finishes what is under way. */
  stop(): Promise<void>;
  health(): { ok: boolean; detail: string };
  lag(): Promise<EventLag[]>;
}

/** How many events of one part of the log nobody of the house has taken yet. */
export interface EventLag {
  topic: string;
  partition: number;
  events: number;
}

/** An event that had no effect, laid aside so that those behind it could go on. */
export interface DeadLetter {
  /** Where it stood in the log: topic, partition, offset. */
  place: string;
  reason: string;
  key: string;
  /** As it came. */
  raw: string;
  at: string;
}

export interface DeadLetters {
  list(): Promise<DeadLetter[]>;
  /** Puts it into the log once more. False where no such letter lies there. */
  replay(place: string): Promise<boolean>;
}

export interface StockMaster {
  reservations: Reservations;
  catalogue: Catalogue;
  primaryWorkflow: PrimaryWorkflow;
}
