import type { ReceivedFunctionalAcknowledgement } from '../books.ts';
import type { SegmentFault } from './rules.ts';
import { at, type Group, type Transaction } from './x12.ts';

/** How one transaction fared. */
export interface Outcome {
  set: string;
  control: string;
  faults: SegmentFault[];
  /** Element 718: 1 set not supported, 2 trailer missing, 3 control mismatch, 4 count mismatch, 5 segments in error, 23 not unique. */
  codes: string[];
}

/** A, or R for anything at fault. E is not for us: what Amazon cannot read to the letter it does not take. */
export function resultOf({ faults, codes }: Outcome): 'A' | 'R' {
  return faults.length + codes.length > 0 ? 'R' : 'A';
}

/** The body of a 997 for one group: AK1, the transactions, AK9. */
export function functionalAcknowledgement(
  group: Group,
  outcomes: readonly Outcome[],
  groupCodes: readonly string[],
): { body: string[][]; result: string } {
  const accepted = outcomes.filter((outcome) => resultOf(outcome) === 'A').length;
  const result = groupCodes.length > 0 ? 'R' : accepted === outcomes.length ? 'A' : accepted === 0 ? 'R' : 'P';
  const body = [
    ['AK1', group.functionalId, group.control],
    ...outcomes.flatMap(transactionPart),
    [
      'AK9',
      result,
      at(group.trailer, 1) || String(outcomes.length),
      String(outcomes.length),
      String(result === 'R' ? 0 : accepted),
      ...groupCodes,
    ],
  ];
  return { body, result };
}

function transactionPart(outcome: Outcome): string[][] {
  const { set, control, faults, codes } = outcome;
  const all = faults.length > 0 ? [...codes, '5'] : codes;
  return [
    ['AK2', set, control],
    ...faults.flatMap(({ tag, position, code, elements }) => [
      ['AK3', tag, String(position), '', code],
      ...elements.map((fault) => ['AK4', String(fault.position), fault.element, fault.code, fault.value]),
    ]),
    ['AK5', resultOf(outcome), ...all.slice(0, 5)],
  ];
}

/** GE against the group: 3 trailer missing, 4 control mismatch, 5 count mismatch (element 716). */
export function groupCodes({ trailer, control, transactions }: Group): string[] {
  if (!trailer) return ['3'];
  return [
    ...(at(trailer, 2) === control ? [] : ['4']),
    ...(Number(at(trailer, 1)) === transactions.length ? [] : ['5']),
  ];
}

/** SE against the transaction. */
export function transactionCodes({ segments, control }: Transaction): string[] {
  const trailer = segments.at(-1);
  if (trailer?.tag !== 'SE') return ['2'];
  return [...(at(trailer, 2) === control ? [] : ['3']), ...(Number(at(trailer, 1)) === segments.length ? [] : ['4'])];
}

export function readFunctionalAcknowledgement({
  segments,
}: Transaction): Omit<ReceivedFunctionalAcknowledgement, 'at' | 'known'> {
  const ak1 = segments.find(({ tag }) => tag === 'AK1');
  const transactions: ReceivedFunctionalAcknowledgement['transactions'] = [];
  for (const segment of segments) {
    if (segment.tag === 'AK2')
      transactions.push({ set: at(segment, 1), control: at(segment, 2), result: '', codes: [] });
    const last = transactions.at(-1);
    if (segment.tag === 'AK5' && last) {
      Object.assign(last, { result: at(segment, 1), codes: segment.elements.slice(1).filter((code) => code !== '') });
    }
  }
  return {
    functionalId: at(ak1, 1),
    groupControlNumber: at(ak1, 2),
    result: at(
      segments.find(({ tag }) => tag === 'AK9'),
      1,
    ),
    transactions,
  };
}
