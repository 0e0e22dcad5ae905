import { createHash } from 'node:crypto';
import { z } from 'zod';
import { purchaseOrderKey } from '../../domain/identifiers.ts';
import { round } from '../../domain/money.ts';
import { Refused } from '../../ports/failures.ts';
import type { PrimaryWorkflow } from '../../ports/stock-master.ts';
import type { MagentoClient } from './client.ts';
import { MagentoRefusal } from './failures.ts';
import { lineId, orderPath } from './line-id.ts';
import { MOST_LINES } from './pages.ts';

const OrderAnswer = z.object({ order_increment_id: z.string().min(1) });

/** Turns what Magento holds into a Magento order. The eaches change hands in one transaction: no shopper gets in between. */
export function magentoPrimaryWorkflow(call: MagentoClient): PrimaryWorkflow {
  return {
    async enterOrder(purchaseOrderNumber, lines) {
      const doing = `make a Magento order of ${purchaseOrderNumber}`;
      if (lines.length > MOST_LINES) {
        throw new Refused('magento-order-too-large', doing, {
          hint: `Magento takes ${MOST_LINES} lines at once and the order has ${lines.length}: enter it by hand, or let the account enter no orders.`,
        });
      }
      const wanted = lines
        .filter(({ eaches }) => eaches > 0)
        .map(({ position, eaches, unitCost }) => ({
          line_id: lineId(purchaseOrderNumber, position),
          quantity: eaches,
          // Magento keeps four places.
          unit_cost: round(unitCost, 4),
        }));
      try {
        const answer = await call({
          doing,
          path: `${orderPath(purchaseOrderNumber)}/order`,
          body: { order: { idempotency_key: keyOf(purchaseOrderNumber, wanted), lines: wanted } },
          answer: OrderAnswer,
        });
        return answer.order_increment_id;
      } catch (error) {
        if (error instanceof MagentoRefusal && error.reason === 'orders_not_wanted') return undefined;
        throw error;
      }
    },
  };
}

/**
 * The lines are part of the key: Magento answers another key with the order that exists, which is
 * what the port promises, and refuses the same key with other lines, which it does not.
 */
function keyOf(purchaseOrderNumber: string, lines: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(lines)).digest('hex').slice(0, 16);
  return `order:${purchaseOrderKey(purchaseOrderNumber)}:${digest}`;
}
