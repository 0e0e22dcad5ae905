import { ordersIn, type ShadowDifference, shadowDifferences } from '../domain/shadow.ts';
import type { TradingDocument } from '../domain/trading-document.ts';
import type { OutboundDocument, ShadowComparison } from '../ports/stores.ts';
import { wakeSender } from './partner-answers.ts';
import { keepComparison } from './watch-shadow.ts';
import type { World } from './world.ts';

/** Holds a document that somebody else sent against the shadow of it. Undefined where there is none. */
export async function compareWithShadow(heard: TradingDocument, world: World): Promise<ShadowComparison | undefined> {
  const ofOrders = await Promise.all(
    ordersIn(heard).map((purchaseOrderNumber) => world.stores.outbound.list({ purchaseOrderNumber, kind: heard.kind })),
  );
  const shadows = ofOrders.flat().filter(({ mode, delivered }) => mode === 'shadow' && delivered === 'held-back');
  // The newest answer counts; of several shipments of an order the one that is nearest is meant.
  const candidates = heard.kind === 'acknowledgement' ? shadows.slice(0, 1) : shadows;
  let best: { document: OutboundDocument; differences: ShadowDifference[] } | undefined;
  for (const document of candidates) {
    const differences = shadowDifferences(document.content, heard);
    if (differences && (!best || differences.length < best.differences.length)) best = { document, differences };
  }
  if (!best) return undefined;
  const comparison = await keepComparison(best.document, 'import', best.differences, world);
  await wakeSender(best.document, world);
  return comparison;
}
