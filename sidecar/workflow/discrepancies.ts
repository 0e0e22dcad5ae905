import { instant } from '../domain/calendar.ts';
import type { Discrepancy, DiscrepancyKind, NewDiscrepancy, Resolution } from '../domain/discrepancy.ts';
import type { World } from './world.ts';

/** Who settles what no person had to. */
export const BY_ITSELF = 'vendor-bridge';

/** Raises and reports in one breath. */
export async function raise(world: World, discrepancy: NewDiscrepancy): Promise<Discrepancy> {
  const row = await world.stores.discrepancies.raise(discrepancy, instant(world.now()));
  const { kind, key, summary, subject } = row;
  world.events.discrepancyRaised({ kind, key, summary, purchaseOrderNumber: subject.purchaseOrderNumber });
  return row;
}

/** Settles and reports in one breath. False where somebody had settled it already: that was reported then. */
export async function settleDiscrepancy(
  { id, kind }: Pick<Discrepancy, 'id' | 'kind'>,
  resolution: Resolution,
  by: string,
  world: World,
): Promise<boolean> {
  const isFirst = await world.stores.discrepancies.settle(id, resolution, by, instant(world.now()));
  if (isFirst) world.events.discrepancySettled({ id, kind, action: resolution.action, by });
  return isFirst;
}

/** Settles the open questions of one kind about a document of ours. */
export async function settleAbout(
  documentId: string,
  kind: DiscrepancyKind,
  resolution: Resolution,
  by: string,
  world: World,
): Promise<void> {
  const open = await world.stores.discrepancies.list({ state: 'open', kind });
  const about = open.filter(({ subject }) => subject.outboundId === documentId);
  for (const discrepancy of about) await settleDiscrepancy(discrepancy, resolution, by, world);
}
