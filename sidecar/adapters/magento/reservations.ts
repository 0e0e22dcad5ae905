import { z } from 'zod';
import type { HeldLine } from '../../domain/decision.ts';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { Refused, WorldFailure } from '../../ports/failures.ts';
import type { HoldRequest, Reservations } from '../../ports/stock-master.ts';
import type { MagentoClient } from './client.ts';
import type { MagentoConnection } from './connection.ts';
import { MagentoRefusal } from './failures.ts';
import { lineId, orderPath, positionOf } from './line-id.ts';
import { inChunks, MOST_LINES, part } from './pages.ts';

const Eaches = z.number().int().nonnegative();
const StockSeen = z.object({ salable_quantity: z.number(), pool_quantity: z.number(), buffer: Eaches });
const AnsweredLine = z.object({
  line_id: z.string(),
  sku: z.string(),
  requested: Eaches,
  reason: z.string().optional(),
  stock_seen: StockSeen.optional(),
});
const HoldAnswer = z.object({ lines: z.array(AnsweredLine.extend({ granted: Eaches })) });
const AdjustAnswer = z.object({ lines: z.array(AnsweredLine.extend({ open: Eaches })) });
const ReleaseAnswer = z.object({ lines: z.array(z.unknown()) });
const Reservation = z.object({
  lines: z.array(z.object({ line_id: z.string(), sku: z.string(), requested: Eaches, shipped: Eaches, open: Eaches })),
});

const MODES = { partial: 'partial', 'whole-line': 'whole_line', 'whole-order': 'whole_order' } as const;

/** Words of the module's ledger for why eaches went back; all else is kept as its note. */
const RELEASE_REASONS = ['amazon_cancelled', 'rejected', 'short_shipped', 'expired', 'undone', 'corrected'];

/** The module holds under the same row lock as the shop's checkout, and remembers each key: a repeat holds nothing more. */
export function magentoReservations(
  call: MagentoClient,
  { stockId }: Pick<MagentoConnection, 'stockId'>,
): Reservations {
  return {
    async place(request) {
      const { purchaseOrderNumber, key, mode, lines } = request;
      const doing = `hold ${purchaseOrderNumber} in Magento`;
      assertFits(doing, request);
      const held: HeldLine[] = [];
      for (const [index, some, count] of inChunks(lines, MOST_LINES)) {
        const answer = await call({
          doing,
          path: '/reservations',
          body: {
            reservation: {
              idempotency_key: part(key, index, count),
              purchase_order_number: purchaseOrderKey(purchaseOrderNumber),
              ...(stockId === undefined ? {} : { stock_id: stockId }),
              mode: MODES[mode],
              lines: some.map((line) => ({
                line_id: lineId(purchaseOrderNumber, line.position),
                line_number: line.lineNumber.slice(0, 20),
                sku: line.sku,
                requested: line.wanted,
                case_pack: line.casePack,
              })),
            },
          },
          answer: HoldAnswer,
        }).catch((failure) => {
          // An order of the shop takes no more lines: nothing is held of these, and the answer says so.
          if (!(failure instanceof MagentoRefusal) || failure.reason !== 'order_exists') throw failure;
          const none = some.map(({ position, sku, wanted }) => ({
            line_id: lineId(purchaseOrderNumber, position),
            sku,
            requested: wanted,
            granted: 0,
            reason: failure.reason,
          }));
          return { lines: none };
        });
        const granted = answer.lines.map((line) => heldLine(doing, purchaseOrderNumber, line, line.granted));
        held.push(...inOrderOf(doing, some, granted));
      }
      return held;
    },

    async adjust(purchaseOrderNumber, key, lines) {
      const doing = `change what is held for ${purchaseOrderNumber} in Magento`;
      const held: HeldLine[] = [];
      for (const [index, some, count] of inChunks(lines, MOST_LINES)) {
        const ask = (idempotencyKey: string, wanted: { line_id: string; requested: number }[]) =>
          call({
            doing,
            path: `${orderPath(purchaseOrderNumber)}/adjust`,
            body: { adjustment: { idempotency_key: idempotencyKey, mode: MODES.partial, lines: wanted } },
            answer: AdjustAnswer,
          });
        const wanted = some.map(({ position, eaches }) => ({
          line_id: lineId(purchaseOrderNumber, position),
          requested: eaches,
        }));
        const chunkKey = part(key, index, count);
        const answer = await ask(chunkKey, wanted).catch(async (failure) => {
          const reason = failure instanceof MagentoRefusal ? failure.reason : '';
          if (reason !== 'order_exists' && reason !== 'below_shipped') throw failure;
          const { lines: rows } = await call({ doing, path: orderPath(purchaseOrderNumber), answer: Reservation });
          const ledger = new Map(rows.map((row) => [row.line_id, row]));
          // What the warehouse has shipped since we planned is gone: the line keeps that much.
          if (reason === 'below_shipped') {
            const floor = ({ line_id, requested }: (typeof wanted)[number]) =>
              Math.max(requested, ledger.get(line_id)?.shipped ?? 0);
            return ask(
              `${chunkKey}:left`,
              wanted.map((line) => ({ ...line, requested: floor(line) })),
            );
          }
          // An order of the shop takes no more: the line stays as it is, and the answer says so.
          const asked = wanted.flatMap(({ line_id, requested }) => {
            const row = ledger.get(line_id);
            return row ? [{ ...row, requested, reason }] : [];
          });
          return { lines: asked };
        });
        const open = answer.lines.map((line) => heldLine(doing, purchaseOrderNumber, line, line.open));
        held.push(...inOrderOf(doing, some, open));
      }
      return held;
    },

    async release(purchaseOrderNumber, key, reason, voids = []) {
      const known = RELEASE_REASONS.find((word) => word === reason.replaceAll('-', '_'));
      // A call voids one key; the first of them gives back all that is open.
      const calls = voids.length === 0 ? [undefined] : voids;
      for (const [index, voidsKey] of calls.entries()) {
        const release = {
          idempotency_key: part(key, index, calls.length),
          reason: known ?? 'undone',
          ...(known === undefined ? { note: reason.slice(0, 255) } : {}),
          ...(voidsKey === undefined ? {} : { voids_key: voidsKey }),
        };
        const path = `${orderPath(purchaseOrderNumber)}/release`;
        const doing = `give back what is held for ${purchaseOrderNumber} in Magento`;
        await call({ doing, path, body: { release }, answer: ReleaseAnswer }).catch(ifUnknownOrder(undefined));
      }
    },

    async held(purchaseOrderNumber) {
      const doing = `read what is held for ${purchaseOrderNumber} in Magento`;
      const reservation = await call({ doing, path: orderPath(purchaseOrderNumber), answer: Reservation }).catch(
        ifUnknownOrder({ lines: [] }),
      );
      return reservation.lines.map((line) => ({
        ...heldLine(doing, purchaseOrderNumber, line, line.open),
        shipped: line.shipped,
      }));
    },
  };
}

/** All or nothing cannot be asked for in parts. */
function assertFits(doing: string, { mode, lines }: HoldRequest): void {
  if (mode !== 'whole-order' || lines.length <= MOST_LINES) return;
  throw new Refused('magento-order-too-large', doing, {
    hint: `Magento takes ${MOST_LINES} lines at once, and the order of ${lines.length} lines is to be held wholly or not at all: choose another hold mode for the account.`,
  });
}

function heldLine(
  doing: string,
  purchaseOrderNumber: string,
  line: Omit<z.infer<typeof AnsweredLine>, 'reason' | 'stock_seen'> & Partial<z.infer<typeof AnsweredLine>>,
  held: number,
): HeldLine {
  const position = positionOf(line.line_id, purchaseOrderNumber);
  if (position === undefined) throw foreign(doing, `line ${line.line_id} is not one that we named`);
  const { sku, requested, reason, stock_seen: seen } = line;
  return {
    position,
    sku,
    requested,
    held,
    reason,
    salable: seen?.salable_quantity,
    buffer: seen?.buffer,
    inPoolSources: seen?.pool_quantity,
  };
}

/** Every line asked about has to be answered: a missing one may be held and nobody would know. */
function inOrderOf(doing: string, asked: readonly { position: number }[], answered: readonly HeldLine[]): HeldLine[] {
  const byPosition = new Map(answered.map((line) => [line.position, line]));
  return asked.map(({ position }) => {
    const line = byPosition.get(position);
    if (line) return line;
    throw foreign(doing, `line ${position} is missing from the answer`);
  });
}

function foreign(doing: string, why: string): WorldFailure {
  return new WorldFailure('magento-answer-unreadable', doing, true, { cause: new Error(why) });
}

function ifUnknownOrder<T>(instead: T): (failure: unknown) => T {
  return (failure) => {
    if (failure instanceof MagentoRefusal && failure.reason === 'no_such_purchase_order') return instead;
    throw failure;
  };
}
