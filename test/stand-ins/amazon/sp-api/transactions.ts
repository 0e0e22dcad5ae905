import type { Transaction } from '../books.ts';
import { type Finding, refused } from '../documents.ts';
import { timestamp, type World } from '../world.ts';
import { badRequest, ok, type Reply } from './reply.ts';

/** What lands now and is decided later, by the clock. */
export interface Transactions {
  /** Answers 202 at once; `decide` runs when the transaction is due. */
  land(operation: string, decide: () => Finding[]): Reply;
  show(id: string): Reply;
  /** Decides whatever has come due, oldest first. */
  settle(): void;
  /** The next ones that come due fail, whatever is in them, and nothing of them is booked. */
  failNext(order: FailOrder): void;
}

/** Which transactions are to fail, and how. */
export interface FailOrder {
  /** Any where absent. */
  operation?: string;
  code: string;
  message: string;
  /** Once where absent. */
  times?: number;
}

export function transactions(world: World, processingMs: number): Transactions {
  let pending: { transaction: Transaction; decide: () => Finding[] }[] = [];
  let ordered: (FailOrder & { times: number })[] = [];

  function orderedFailure({ operation }: Transaction): Finding | undefined {
    const order = ordered.find((one) => one.operation === undefined || one.operation === operation);
    if (!order) return undefined;
    order.times -= 1;
    ordered = ordered.filter(({ times }) => times > 0);
    return refused(order.code, order.message, operation);
  }

  function settle(): void {
    const due = pending.filter(({ transaction }) => transaction.dueAt <= timestamp(world));
    pending = pending.filter((one) => !due.includes(one));
    for (const { transaction, decide } of due) {
      const failure = orderedFailure(transaction);
      const refusals = failure ? [failure] : decide().filter(({ severity }) => severity === 'refused');
      transaction.status = refusals.length > 0 ? 'Failure' : 'Success';
      transaction.errors = refusals.map(({ code, message, place }) => ({ code, message, details: place }));
    }
  }

  return {
    settle,
    failNext: (order) => ordered.push({ times: 1, ...order }),
    land(operation, decide) {
      const landedAt = timestamp(world);
      const dueAt = new Date(world.now().getTime() + processingMs).toISOString();
      const serial = String(world.next('transaction')).padStart(12, '0');
      const id = `${landedAt.replace(/\D/g, '').slice(0, 14)}-00000000-0000-4000-8000-${serial}`;
      const transaction: Transaction = {
        id,
        operation,
        channel: 'sp-api',
        landedAt,
        dueAt,
        status: 'Processing',
        errors: [],
      };
      world.books.transactions.push(transaction);
      pending.push({ transaction, decide });
      settle();
      return { status: 202, body: { payload: { transactionId: id } } };
    },
    show(id) {
      const transaction = world.books.transactions.find((one) => one.id === id);
      if (!transaction) return badRequest('Invalid transmission ID.', 'transactionId');
      return ok({ transactionStatus: outward(world, transaction) });
    },
  };
}

/** What the vendor gets to see of it, which may be less than Amazon knows. */
function outward(world: World, { id, status, errors, operation }: Transaction) {
  const { quirks } = world;
  if (quirks.has('Q22') || (quirks.has('Q23') && operation === 'submitInvoices'))
    return { transactionId: id, status: 'Processing' };
  if (status !== 'Failure') return { transactionId: id, status };
  const shown = quirks.has('Q25') ? [{ code: 'NotAvailable', message: 'Error details are not available.' }] : errors;
  return { transactionId: id, status, errors: shown };
}
