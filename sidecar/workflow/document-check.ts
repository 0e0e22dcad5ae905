import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Instant, instant } from '../domain/calendar.ts';
import type { Discrepancy, DiscrepancySubject, NewDiscrepancy } from '../domain/discrepancy.ts';
import { Finding } from '../domain/document-consistency.ts';
import { BY_ITSELF, settleDiscrepancy } from './discrepancies.ts';
import { NeedsPerson } from './saga.ts';
import type { World } from './world.ts';

/** What is about to leave, and whose matter it is. */
export interface Leaving {
  /** OutboundDocument.key. */
  key: string;
  /** `the ship notice of dispatch 12 of order 4KQ7TZ1M`. */
  name: string;
  purchaseOrderNumber: string;
  dispatchId?: string;
  /** The run that waits for the answer. */
  saga: string;
  sagaKey: string;
  /** From when a document that stays here costs something. */
  dueBy?: Instant;
}

/**
 * Keeps what was found on a document, and stops it where something blocks that no person took upon himself. What a
 * person did is bound to the very findings that he saw: another one asks again.
 */
export async function mayLeave(
  leaving: Leaving,
  findings: readonly Finding[],
  world: World,
): Promise<NeedsPerson | undefined> {
  const asked = await askedBefore(leaving, world);
  const answers = asked.filter(({ resolution }) => resolution?.action === 'send-anyway');
  const answeredBy = (finding: Finding) =>
    answers.find((answer) => findingsOf(answer).some((other) => isSame(other, finding)))?.settledBy;
  const blocking = findings.filter((finding) => finding.severity === 'block' && answeredBy(finding) === undefined);
  const question = blocking.length === 0 ? undefined : blocked(leaving, blocking);
  await closeOvertaken(asked, question?.key, world);
  if (question) return new NeedsPerson(question);
  const kept = findings.map((finding) => {
    const by = finding.severity === 'block' ? answeredBy(finding) : undefined;
    return by === undefined ? finding : { ...finding, sentAnywayBy: by };
  });
  const check = { key: leaving.key, findings: kept, checkedAt: instant(world.now()) };
  await world.stores.checks.keep(check, leaving.purchaseOrderNumber);
  return undefined;
}

function blocked(leaving: Leaving, findings: readonly Finding[]): NewDiscrepancy {
  const { key, name, purchaseOrderNumber, dispatchId, saga, sagaKey, dueBy } = leaving;
  const [first] = findings;
  const others = findings.length - 1;
  const more = others === 0 ? '' : ` (and ${others} more)`;
  const subject: DiscrepancySubject = { purchaseOrderNumber, ...(dispatchId === undefined ? {} : { dispatchId }) };
  return {
    key: `document-blocked:${key}:${digest(findings)}`,
    kind: 'document-blocked',
    subject,
    summary: `${name} was stopped before Amazon heard it: ${first?.message}${more}`,
    detail: { document: key, findings, saga, key: sagaKey },
    ...(dueBy === undefined ? {} : { dueBy }),
  };
}

/** All that was ever asked about this run, settled or not. */
async function askedBefore({ saga, sagaKey, purchaseOrderNumber }: Leaving, world: World): Promise<Discrepancy[]> {
  const asked = await world.stores.discrepancies.list({ kind: 'document-blocked', purchaseOrderNumber });
  return asked.filter(({ detail }) => detail.saga === saga && detail.key === sagaKey);
}

/** Questions about what was made before: it was made anew, and nobody needs their answer any more. */
async function closeOvertaken(asked: readonly Discrepancy[], present: string | undefined, world: World): Promise<void> {
  for (const question of asked) {
    const { key, state } = question;
    // Asked once more, a question gets a number behind its key.
    const isPresent = present !== undefined && (key === present || key.startsWith(`${present}:`));
    if (state === 'settled' || isPresent) continue;
    await settleDiscrepancy(question, { action: 'close', note: 'the document was made anew' }, BY_ITSELF, world);
  }
}

const KeptFindings = z.array(Finding);

function findingsOf({ detail }: Discrepancy): Finding[] {
  return KeptFindings.safeParse(detail.findings).data ?? [];
}

function isSame(one: Finding, other: Finding): boolean {
  return isDeepStrictEqual(identity(one), identity(other));
}

/** Advice may be worded otherwise in a later release; what is wrong, and where, is what a person answered for. */
function identity({ code, field, message }: Finding): string[] {
  return [code, field, message];
}

function digest(findings: readonly Finding[]): string {
  return createHash('sha256')
    .update(JSON.stringify(findings.map(identity)))
    .digest('hex')
    .slice(0, 16);
}
