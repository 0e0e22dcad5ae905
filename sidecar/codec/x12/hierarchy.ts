import { CodecError } from '../problem.ts';
import type { ParseContext } from './context.ts';
import { bad, find, loopsOf, optionalCount } from './elements.ts';
import { element, mandatory, placeOf, type Segment } from './segment.ts';

/** HL03: shipment, order, tare (pallet), pack (carton), item. */
export type HierarchyLevel = 'S' | 'O' | 'T' | 'P' | 'I';

/** One HL segment, what stands behind it, and what it holds. */
export interface HierarchyNode {
  id: string;
  level: HierarchyLevel;
  /** From HL to the next HL. */
  segments: readonly Segment[];
  children: HierarchyNode[];
}

/** What may hold what: shipment > order > (pallet) > carton > item. Other structures of BSN05 are refused. */
const HOLDERS: Readonly<Record<HierarchyLevel, readonly HierarchyLevel[]>> = {
  S: [],
  O: ['S'],
  T: ['O'],
  P: ['T', 'O'],
  I: ['P'],
};

/**
 * The tree of an 856. HL01 and HL02 are believed where they make a tree. Vendors exist who number
 * every carton `HL*4*3*P`, so where ids repeat or parents make no sense the tree is rebuilt from what
 * such messages still get right, order and level, and that is said.
 */
export function hierarchyOf(
  transaction: readonly Segment[],
  context: ParseContext,
): { shipment: HierarchyNode; header: readonly Segment[] } {
  const first = transaction.findIndex(({ tag }) => tag === 'HL');
  const body = transaction.filter(({ tag }) => tag !== 'CTT' && tag !== 'SE');
  const loops = loopsOf(body, 'HL');
  const nodes = loops.map(([hl, ...rest]) => nodeOf(hl, rest));
  const [shipment] = nodes;
  if (shipment?.level !== 'S' || nodes.filter(({ level }) => level === 'S').length !== 1) {
    throw new CodecError(
      'shipment-level-missing',
      'The first HL, and only the first, has to be the shipment (HL03 S)',
      { segment: 'HL' },
      'Ask the sender to send one shipment in one notice.',
    );
  }
  const byId = parentsById(nodes);
  if (byId === undefined) {
    context.warn(
      'hierarchy-rebuilt',
      'HL ids repeat or name no fitting parent: the tree was rebuilt from the order of the HL segments',
      { segment: 'HL' },
    );
  }
  const parents = byId ?? parentsByOrder(nodes);
  for (const node of nodes.slice(1)) {
    const parent = parents.get(node);
    if (parent === undefined) throw unsupported(node);
    parent.children.push(node);
  }
  refuseEmpty(nodes);
  checkCount(transaction, nodes.length, context);
  return { shipment, header: transaction.slice(0, first) };
}

function nodeOf(hl: Segment, rest: readonly Segment[]): HierarchyNode {
  const level = mandatory(hl, 3).toUpperCase();
  if (!isLevel(level)) throw bad(hl, 3, 'unknown-hierarchy-level', `is '${level}': S, O, T, P or I is expected`);
  return { id: element(hl, 1).trim(), level, segments: [hl, ...rest], children: [] };
}

function isLevel(text: string): text is HierarchyLevel {
  return Object.hasOwn(HOLDERS, text);
}

/** Undefined unless every node names one earlier node that may hold it. */
function parentsById(nodes: readonly HierarchyNode[]): Map<HierarchyNode, HierarchyNode> | undefined {
  const seen = new Map<string, HierarchyNode>();
  const parents = new Map<HierarchyNode, HierarchyNode>();
  for (const node of nodes) {
    const [hl] = node.segments;
    const parent = hl && seen.get(element(hl, 2).trim());
    if (node.level !== 'S') {
      if (parent === undefined || !HOLDERS[node.level].includes(parent.level)) return undefined;
      parents.set(node, parent);
    }
    if (seen.has(node.id)) return undefined;
    seen.set(node.id, node);
  }
  return parents;
}

/** The last one that may hold it: a carton belongs to the last pallet of its order, where there is one. */
function parentsByOrder(nodes: readonly HierarchyNode[]): Map<HierarchyNode, HierarchyNode> {
  const parents = new Map<HierarchyNode, HierarchyNode>();
  const open = new Map<HierarchyLevel, HierarchyNode>();
  for (const node of nodes) {
    const holder = HOLDERS[node.level].find((level) => open.has(level));
    const parent = holder && open.get(holder);
    if (parent) parents.set(node, parent);
    for (const level of closedBy(node.level)) open.delete(level);
    open.set(node.level, node);
  }
  return parents;
}

/** A new order ends the pallet and the carton before it. */
function closedBy(level: HierarchyLevel): readonly HierarchyLevel[] {
  const outermostFirst: readonly HierarchyLevel[] = ['S', 'O', 'T', 'P', 'I'];
  return outermostFirst.slice(outermostFirst.indexOf(level) + 1);
}

function refuseEmpty(nodes: readonly HierarchyNode[]): void {
  const empty = nodes.find(({ level, children }) => level !== 'I' && children.length === 0);
  const [hl] = empty?.segments ?? [];
  if (empty === undefined || hl === undefined) return;
  throw new CodecError(
    'package-empty',
    `HL ${empty.id} (${empty.level}) holds nothing`,
    placeOf(hl),
    'Ask the sender to put the contents into each carton, or to leave the carton out.',
  );
}

function unsupported(node: HierarchyNode): CodecError {
  const [hl] = node.segments;
  return new CodecError(
    'ship-notice-structure-unsupported',
    `HL ${node.id} (${node.level}) stands outside of shipment > order > pallet > carton > item`,
    hl ? placeOf(hl) : {},
    'Ask the sender for structure 0001 (BSN05), every item inside a carton.',
  );
}

/** CTT01 counts HL segments. Vendors count lines instead and nothing is lost by it, as the tree shows gaps itself. */
function checkCount(transaction: readonly Segment[], levels: number, context: ParseContext): void {
  const ctt = find(transaction, 'CTT');
  const stated = ctt && optionalCount(ctt, 1);
  if (ctt && stated !== undefined && stated !== levels) {
    context.warn('hierarchy-count-differs', `CTT01 says ${stated} HL segments, there are ${levels}`, placeOf(ctt, 1));
  }
}
