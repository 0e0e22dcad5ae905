import { purchaseOrderKey } from '../../domain/identifiers.ts';
import type { Journal, JournalEntry, SagaRun } from '../../ports/journal.ts';
import type { StoredPurchaseOrder } from '../../ports/stores.ts';
import { dispatchSaga } from '../../workflow/dispatch.ts';
import { lateRuns } from '../../workflow/late-answer.ts';
import { ORDER_CHANGE, orderChangeKey } from '../../workflow/order-change-key.ts';
import { purchaseOrderSaga } from '../../workflow/purchase-order.ts';

/** A saga's run with its own account of what happened. */
export interface Told {
  run: SagaRun;
  entries: JournalEntry[];
}

/** The walk of an order, of each later version and of each of its dispatches, as the journal tells them. */
export async function sagasOf(
  journal: Journal,
  { document: { number }, version: newest }: Pick<StoredPurchaseOrder, 'document' | 'version'>,
  dispatchIds: readonly string[],
): Promise<Told[]> {
  const laterVersions = Array.from({ length: newest - 1 }, (_, index) => index + 2);
  const places = [
    [purchaseOrderSaga.name, purchaseOrderKey(number)],
    ...laterVersions.map((version) => [ORDER_CHANGE, orderChangeKey(number, version)] as const),
    ...(await lateRuns(number, newest, { journal })).map(({ saga, key }) => [saga, key] as const),
    ...dispatchIds.map((id) => [dispatchSaga.name, id] as const),
  ] as const;
  const told = await Promise.all(
    places.map(async ([saga, key]) => {
      const run = await journal.find(saga, key);
      return run && { run, entries: await journal.entries(saga, key) };
    }),
  );
  return told.filter((one) => one !== undefined);
}
