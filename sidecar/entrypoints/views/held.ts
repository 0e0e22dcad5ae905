import type { Instant } from '../../domain/calendar.ts';
import type { HeldLine } from '../../domain/decision.ts';
import { OrderState } from '../../workflow/order-state.ts';
import { purchaseOrderSaga } from '../../workflow/purchase-order.ts';
import type { Told } from './sagas.ts';

/** A line that the shop holds already, while others of its order still wait. */
export interface HeldSoFar extends HeldLine {
  at: Instant;
}

/** What an order's journal tells of holds. Nothing where they are being given back. */
export function heldSoFar(sagas: readonly Told[]): HeldSoFar[] {
  const told = sagas.find(({ run }) => run.saga === purchaseOrderSaga.name);
  if (!told || told.run.status === 'undoing' || told.run.status === 'undone') return [];
  const state = OrderState.safeParse(told.run.state).data;
  const since = (step: string) =>
    told.entries.findLast((entry) => entry.step === step && entry.event === 'done')?.at ?? told.run.changedAt;
  return [
    ...(state?.held ?? []).map((line) => ({ ...line, at: since('hold') })),
    ...(state?.heldLater ?? []).map((line) => ({ ...line, at: since('hold-settled') })),
  ];
}
