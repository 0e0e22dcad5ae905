import type { OutboundDocument, ShadowComparison } from '../../ports/stores.ts';
import type { View } from './view.ts';

/** A document of a shadow, and what a comparison with the manual process came to. */
export interface ShadowRow {
  document: OutboundDocument;
  outcome: 'equal' | 'differs' | 'not-heard' | 'waiting';
  comparison: ShadowComparison | undefined;
}

export interface ShadowReport {
  /** Newest document first. */
  rows: ShadowRow[];
  /** By kind of document, in the order in which they are made. */
  totals: { kind: OutboundDocument['kind']; documents: number; equal: number; differs: number; unheard: number }[];
}

/** What would have been sent beside what was really said. */
export async function shadowReport({ stores }: Pick<View, 'stores'>): Promise<ShadowReport> {
  const [heldBack, comparisons] = await Promise.all([
    stores.outbound.list({ delivered: 'held-back' }),
    stores.shadow.list({}),
  ]);
  const byKey = new Map(comparisons.map((comparison) => [comparison.documentKey, comparison]));
  const rows = heldBack
    .filter(({ mode, kind }) => mode === 'shadow' && COMPARED.some((compared) => compared === kind))
    .map((document): ShadowRow => {
      const comparison = byKey.get(document.key);
      return { document, outcome: outcomeOf(comparison), comparison };
    });
  const totals = COMPARED.flatMap((kind) => {
    const ofKind = rows.filter(({ document }) => document.kind === kind);
    const count = (...outcomes: ShadowRow['outcome'][]) =>
      ofKind.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const [equal, differs, unheard] = [count('equal'), count('differs'), count('not-heard', 'waiting')];
    return ofKind.length === 0 ? [] : [{ kind, documents: ofKind.length, equal, differs, unheard }];
  });
  return { rows, totals };
}

const COMPARED = ['acknowledgement', 'ship-notice', 'invoice'] as const;

function outcomeOf(comparison: ShadowComparison | undefined): ShadowRow['outcome'] {
  if (!comparison) return 'waiting';
  if (comparison.heardFrom === 'nobody') return 'not-heard';
  return comparison.differences.length === 0 ? 'equal' : 'differs';
}
