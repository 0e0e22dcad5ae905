import { type Instant, instant } from '../domain/calendar.ts';
import { earlier, later, settleDoubtsBy } from '../domain/deadline.ts';
import { isLineDoubt, type NewDiscrepancy, type Resolution } from '../domain/discrepancy.ts';
import { purchaseOrderKey } from '../domain/identifiers.ts';
import type { PurchaseOrder, PurchaseOrderLine } from '../domain/purchase-order.ts';
import { type DoubtfulLine, type ProductFacts, type ReviewedLine, reviewLine } from '../domain/review.ts';
import { BY_ITSELF, raise, settleDiscrepancy } from './discrepancies.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import type { OrderState } from './order-state.ts';
import { StartOver, type Step, Waiting } from './saga.ts';
import type { World } from './world.ts';

/** A woken wait that was lost in a crash is found again this soon. */
export const LOOK_AGAIN_MS = 10 * 60_000;

/** Looks every line over: product, quantity in eaches, cost. A doubt becomes a discrepancy; the other lines go on. */
export const review: Step<OrderState> = {
  name: 'review',
  async run(state, world) {
    const reviewed = await reviewOrder(state, world);
    if ((state.attempt ?? 1) === 1) return { reviewed };
    // Read before anything is held again: read later, it would show what this run has just placed.
    const known = await world.stockMaster.reservations.held(state.number);
    return { reviewed, heldBefore: known.map(({ position, sku }) => ({ position, sku })) };
  },
};

/**
 * Waits for a person where lines are in doubt, while the clear ones are held already. Short before
 * Amazon's limit it goes on without an answer: the whole order unanswered would cost more.
 */
export const settle: Step<OrderState> = {
  name: 'settle',
  async run(state, world) {
    if (!state.reviewed?.some(({ verdict }) => verdict === 'doubtful')) return {};
    const { version } = await storedOrder(state.number, world);
    if (version !== state.version) return new StartOver(changedMeanwhile(version));
    const reviewed = await reviewOrder(state, world);
    const doubtful = reviewed.filter(({ verdict }) => verdict === 'doubtful').length;
    if (doubtful === 0) return { reviewed };
    const partner = partnerOf(state.vendorCode, world);
    const until = settleDoubtsBy(state.acknowledgeBy, partner.policies);
    if (instant(world.now()) >= until) return { reviewed };
    await world.stores.purchaseOrders.mark(state.number, 'waiting-for-a-person', { openDoubts: doubtful });
    return new Waiting(personToSettle(doubtful), earlier(until, later(world.now(), LOOK_AGAIN_MS)));
  },
};

export function personToSettle(doubtful: number): string {
  return doubtful === 1 ? 'a person to settle 1 line' : `a person to settle ${doubtful} lines`;
}

export function changedMeanwhile(version: number): string {
  return `Amazon changed the order: version ${version} is not what was looked over`;
}

async function reviewOrder(state: OrderState, world: World): Promise<ReviewedLine[]> {
  const { document: order } = await storedOrder(state.number, world);
  const { policies } = partnerOf(state.vendorCode, world);
  const dueBy = settleDoubtsBy(state.acknowledgeBy, policies);
  const reviewed = await reviewLines({ ...state, dueBy }, order, order.lines, world);
  const doubtful = reviewed.filter(({ verdict }) => verdict === 'doubtful').length;
  await world.stores.purchaseOrders.mark(state.number, doubtful > 0 ? 'waiting-for-a-person' : 'received', {
    lines: order.lines.length,
    openDoubts: doubtful,
  });
  return reviewed;
}

interface Review extends Pick<OrderState, 'number' | 'vendorCode' | 'version'> {
  /** What an earlier look said. */
  reviewed?: readonly ReviewedLine[] | undefined;
  /** Until when a doubt may wait. */
  dueBy: Instant;
}

/** Looks over some lines of an order. Raises what is in doubt, and closes the questions that are none any more. */
export async function reviewLines(
  state: Review,
  order: PurchaseOrder,
  lines: readonly PurchaseOrderLine[],
  world: World,
): Promise<ReviewedLine[]> {
  const partner = partnerOf(state.vendorCode, world);
  const answers = await answersSoFar(state.number, lines, world);
  const skus = await skusOf(lines, state.vendorCode, answers, world);
  const known = await world.stockMaster.catalogue.positions([
    ...new Set(skus.flatMap((found) => (found ? [found.sku] : []))),
  ]);

  const reviewed = lines.map((line, index) => {
    // What was clear is held already, in that product and case size: a later look must not judge it anew.
    const before = state.reviewed?.find(({ position }) => position === line.position);
    if (before?.verdict === 'clear') return before;
    const found = skus[index];
    const view = found && known.get(found.sku);
    const product: ProductFacts | undefined = view && { ...view, agreedCost: found.agreedCost ?? view.agreedCost };
    return reviewLine(order, line, product, partner.policies, answers.get(line.position) ?? []);
  });
  const doubtful = reviewed.filter((line): line is DoubtfulLine => line.verdict === 'doubtful');
  const asking = doubtful.map((line) =>
    lineDoubt(order, state.version, line, answers.get(line.position)?.length ?? 0, state.dueBy),
  );
  for (const doubt of asking) await raise(world, doubt);
  await closeOvertaken(state, lines, new Set(asking.map(({ key }) => key)), world);
  return reviewed;
}

/** Questions about these lines in an earlier version of the order: nobody needs their answer any more. */
async function closeOvertaken(
  { number, version }: Review,
  lines: readonly PurchaseOrderLine[],
  asking: ReadonlySet<string>,
  world: World,
): Promise<void> {
  if (version === 1) return;
  const looked = new Set(lines.map(({ position }) => position));
  const open = await world.stores.discrepancies.list({ state: 'open', purchaseOrderNumber: number });
  for (const question of open) {
    const { key, detail, subject } = question;
    const isOlder = typeof detail.version === 'number' && detail.version < version && looked.has(subject.position ?? 0);
    if (!isLineDoubt(question) || asking.has(key) || !isOlder) continue;
    await settleDiscrepancy(
      question,
      { action: 'close', note: `Amazon changed the order: version ${version}` },
      BY_ITSELF,
      world,
    );
  }
}

/** What people answered to the doubts of each line, oldest first. */
async function answersSoFar(
  number: string,
  lines: readonly PurchaseOrderLine[],
  world: World,
): Promise<Map<number, Resolution[]>> {
  const settled = await world.stores.discrepancies.list({ state: 'settled', purchaseOrderNumber: number });
  const inOrder = settled.filter(isLineDoubt).sort((a, b) => ((a.settledAt ?? '') < (b.settledAt ?? '') ? -1 : 1));
  const answers = new Map<number, Resolution[]>();
  for (const { subject, resolution, detail } of inOrder) {
    if (subject.position === undefined || !resolution) continue;
    const line = lines.find(({ position }) => position === subject.position);
    // A cost is accepted as Amazon stated it then, and no other.
    const isOfAnotherCost = 'unitCost' in detail && detail.unitCost !== (line?.unitCost ?? null);
    if (resolution.action === 'accept-cost' && isOfAnotherCost) continue;
    answers.set(subject.position, [...(answers.get(subject.position) ?? []), resolution]);
  }
  return answers;
}

/** A person's word first, then what we learnt, then the master's own barcodes and SKUs. */
interface FoundSku {
  sku: string;
  agreedCost?: ProductFacts['agreedCost'];
}

/** What a person said, else what was learnt, else what the master finds: asked once for all lines, not for each. */
async function skusOf(
  lines: readonly PurchaseOrderLine[],
  vendorCode: string,
  answers: ReadonlyMap<number, readonly Resolution[]>,
  world: World,
): Promise<(FoundSku | undefined)[]> {
  const known = await Promise.all(
    lines.map(async ({ position, productIds }): Promise<FoundSku | undefined> => {
      const mapped = answers.get(position)?.findLast((answer) => answer.action === 'map-sku');
      const learnt = await world.stores.itemReferences.find(vendorCode, productIds);
      if (!mapped || learnt?.sku === mapped.sku) return learnt;
      return { sku: mapped.sku };
    }),
  );
  const asked = lines.filter((_, index) => known[index] === undefined);
  if (asked.length === 0) return known;
  const found = await world.stockMaster.catalogue.findByProductIds(asked.map(({ productIds }) => productIds));
  const byPosition = new Map(asked.map(({ position }, index) => [position, found[index]]));
  return known.map((one, index) => {
    const sku = byPosition.get(lines[index]?.position ?? Number.NaN);
    return one ?? (sku === undefined ? undefined : { sku });
  });
}

function lineDoubt(
  order: PurchaseOrder,
  version: number,
  line: DoubtfulLine,
  asked: number,
  dueBy: Instant,
): NewDiscrepancy {
  return {
    // With the number of answers so far: an answer that did not help is asked again, not taken as settled.
    key: `${line.doubt}:${purchaseOrderKey(order.number)}:${version}:${line.position}:${asked}`,
    kind: line.doubt,
    subject: { purchaseOrderNumber: order.number, position: line.position },
    summary: line.summary,
    detail: {
      ...line.detail,
      ordered: line.ordered,
      sku: line.sku,
      version,
      unitCost: order.lines.find(({ position }) => position === line.position)?.unitCost ?? null,
    },
    dueBy,
  };
}
