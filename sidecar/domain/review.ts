import type { LineDoubtKind, Resolution } from './discrepancy.ts';
import { compare, type DecimalText, decimal, multiply, subtract, toFixed, ZERO } from './money.ts';
import type { PurchaseOrder, PurchaseOrderLine } from './purchase-order.ts';
import { type Eaches, type Quantity, toEaches } from './quantity.ts';
import type { Policies } from './trading-partner.ts';

/** What the product master knows of a SKU that a line maps to. */
export interface ProductFacts {
  sku: string;
  name: string;
  /** False for composite products, and where stock is not managed: nothing could be held. */
  isStocked: boolean;
  /** Eaches per case, where the master has one. */
  casePack?: number | undefined;
  /** What Amazon agreed to pay for one each, where known. */
  agreedCost?: DecimalText | undefined;
}

/** A line that may be held, or why it waits. */
export type ReviewedLine = ClearLine | DoubtfulLine | RefusedLine | CancelledLine;

interface ReviewedBase {
  position: number;
  lineNumber: string;
  ordered: Quantity;
}
export interface ClearLine extends ReviewedBase {
  verdict: 'clear';
  sku: string;
  wanted: Eaches;
  /** 1 for a line ordered in eaches. */
  casePack: number;
  /** As the acknowledgement and the invoice will say it. */
  unitCost: DecimalText;
  /** What was looked at, for the decision record. */
  reasons: string[];
}
export interface DoubtfulLine extends ReviewedBase {
  verdict: 'doubtful';
  doubt: LineDoubtKind;
  sku?: string | undefined;
  detail: Record<string, unknown>;
  summary: string;
  /** In eaches, where they could be told although the line is in doubt. */
  wanted?: Eaches | undefined;
  /** Together with `wanted`; 1 for a line ordered in eaches. */
  casePack?: number | undefined;
}
/** A person refused or backordered the line. */
export interface RefusedLine extends ReviewedBase {
  verdict: 'refused';
  resolution: Extract<Resolution, { action: 'reject-line' | 'backorder-line' }>;
  sku?: string | undefined;
  /** As of a doubtful line. */
  wanted?: Eaches | undefined;
  casePack?: number | undefined;
}
/** Ordered quantity 0: Amazon took the line back. */
export interface CancelledLine extends ReviewedBase {
  verdict: 'cancelled';
}

/**
 * Looks at one line before any stock is asked for. `settled` are a person's answers to earlier
 * doubts about this line, in the order they were given; the later one holds.
 */
export function reviewLine(
  order: PurchaseOrder,
  line: PurchaseOrderLine,
  product: ProductFacts | undefined,
  policies: Policies,
  settled: readonly Resolution[] = [],
): ReviewedLine {
  const base = { position: line.position, lineNumber: line.lineNumber, ordered: line.ordered };
  // First of all: what Amazon took back wants no answer, not even a person's refusal of it.
  if (line.ordered.amount === 0) return { ...base, verdict: 'cancelled' };
  const ordered = asAnswered(line.ordered, settled);
  const inCases = ordered.unitOfMeasure === 'case';
  const casePack = settled.findLast((answer) => answer.action === 'set-case-pack')?.eachesPerCase ?? product?.casePack;
  const wanted = toEaches(ordered, casePack);
  const pack = inCases ? (ordered.eachesPerCase ?? casePack ?? 1) : 1;
  const told = typeof wanted === 'number' ? { wanted, casePack: pack } : {};
  const refusal = settled.findLast((answer) => answer.action === 'reject-line' || answer.action === 'backorder-line');
  if (refusal) return { ...base, ...told, verdict: 'refused', resolution: refusal, sku: product?.sku };

  const doubtful = (doubt: LineDoubtKind, summary: string, detail: Record<string, unknown>): DoubtfulLine => ({
    ...base,
    ...told,
    verdict: 'doubtful',
    doubt,
    sku: product?.sku,
    detail,
    summary: `${order.number} line ${line.lineNumber || line.position}: ${summary}`,
  });

  if (!product) {
    const ids = line.productIds.map(({ kind, value }) => `${kind} ${value}`).join(', ') || 'no product id at all';
    return doubtful('unknown-sku', `no product of ours is known as ${ids}`, { productIds: line.productIds });
  }
  if (!product.isStocked) {
    return doubtful('product-not-stocked', `${product.sku} is not a product that stock is kept of`, {
      sku: product.sku,
    });
  }

  if (typeof wanted !== 'number')
    return doubtful(wanted.kind, quantityDoubtInWords(wanted, product.sku), { ...wanted });

  const accepted = settled.findLast((answer) => answer.action === 'accept-cost');
  const unitCost = (accepted?.unitCost && decimal(accepted.unitCost)) || line.unitCost;
  if (unitCost === undefined || compare(unitCost, ZERO) <= 0) {
    return doubtful('price-missing', `${product.sku} came without a cost`, { agreedCost: product.agreedCost });
  }
  // We agree per each; Amazon may quote per case. A basis that it left out is read as the invoice will bill it.
  const perCase = inCases && line.priceBasis !== 'per-each';
  const agreed = product.agreedCost && (perCase ? multiply(product.agreedCost, pack) : product.agreedCost);
  const price = (cost: DecimalText) => priceInWords(cost, perCase, order.currency);
  if (!accepted && agreed !== undefined && compare(subtract(agreed, unitCost), policies.costTolerance) > 0) {
    return doubtful(
      'price-below-agreed',
      `Amazon pays ${price(unitCost)} for ${product.sku}, ${price(agreed)} is agreed`,
      {
        ordered: unitCost,
        agreed,
      },
    );
  }

  return {
    ...base,
    verdict: 'clear',
    sku: product.sku,
    wanted,
    casePack: pack,
    unitCost,
    reasons: [
      inCases ? `${ordered.amount} cases of ${pack} are ${wanted} eaches` : `${wanted} eaches`,
      agreed === undefined
        ? 'no agreed cost is kept, so the cost was not checked'
        : `cost ${price(unitCost)}, agreed ${price(agreed)}`,
      ...settled.map((answer) => `a person answered: ${answer.action}`),
    ],
  };
}

function asAnswered(ordered: Quantity, settled: readonly Resolution[]): Quantity {
  const unit = settled.findLast((answer) => answer.action === 'set-unit');
  const casePack = settled.findLast((answer) => answer.action === 'set-case-pack');
  return {
    ...ordered,
    ...(unit ? { unitOfMeasure: unit.unitOfMeasure } : {}),
    ...(casePack ? { eachesPerCase: casePack.eachesPerCase } : {}),
  };
}

function quantityDoubtInWords(doubt: Exclude<ReturnType<typeof toEaches>, Eaches>, sku: string): string {
  switch (doubt.kind) {
    case 'case-pack-unknown':
      return `ordered in cases, and nobody stated how many eaches of ${sku} a case holds`;
    case 'case-pack-differs':
      return `Amazon says ${doubt.stated} eaches a case, our product ${sku} says ${doubt.inMaster}`;
    case 'unit-unknown':
      return `unit '${doubt.unitCode}' is not said to be eaches or cases`;
    case 'quantity-out-of-bounds':
      return `${doubt.amount} is more than any line of a wholesale order`;
  }
}

/** `128.40 USD a case`; a finer cost keeps all its places. */
function priceInWords(cost: DecimalText, perCase: boolean, currency: string | undefined): string {
  const places = Math.max(2, cost.split('.')[1]?.length ?? 0);
  return [toFixed(cost, places), currency, perCase ? 'a case' : undefined].filter(Boolean).join(' ');
}
