import { urgency } from '../../../domain/deadline.ts';
import { type Discrepancy, isLineDoubt } from '../../../domain/discrepancy.ts';
import { kindWord } from '../../words/words.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Html, html } from '../html.ts';
import { chip } from './bits.ts';
import { countdown } from './cells.ts';
import { claimFacts } from './claim.ts';
import { blockingFindings } from './findings.ts';
import { settleForms } from './settle.ts';

/** An open discrepancy with its figures and its ways out. */
export async function discrepancyCard(
  discrepancy: Discrepancy,
  deps: ConsoleDeps,
  token: string,
  back: string,
): Promise<Html> {
  return html`<article class="card" id="d-${discrepancy.id}">
<header><h3>${chip('bad', kindWord(discrepancy.kind))} <a class="what-is" href="/help/${discrepancy.kind}">What is this?</a></h3>${dueCell(discrepancy, deps.now())}</header>
<p><a href="/discrepancies/${encodeURIComponent(discrepancy.id)}">${discrepancy.summary}</a></p>
${blockingFindings(discrepancy)}
${await claimFacts(discrepancy, deps)}
${await formsFor(discrepancy, deps, token, back)}
</article>`;
}

export function dueCell({ dueBy }: Discrepancy, now: Date): Html {
  if (dueBy === undefined) return html`<span class="muted">no clock runs</span>`;
  return html`<span class="left small ${urgency(dueBy, now)}">${countdown(dueBy, now)}</span>`;
}

/** Looks up what stands around a discrepancy and writes its forms. */
export async function formsFor(
  discrepancy: Discrepancy,
  deps: ConsoleDeps,
  token: string,
  back: string,
): Promise<Html> {
  const number = discrepancy.subject.purchaseOrderNumber;
  const order = number === undefined ? undefined : await deps.stores.purchaseOrders.find(number);
  const siblings =
    number === undefined
      ? []
      : await deps.stores.discrepancies.list({ state: 'open', purchaseOrderNumber: number, limit: 200 });
  return settleForms(discrepancy, {
    order,
    partner: order && deps.partners.find(order.vendorCode),
    otherDoubts: siblings.filter((other) => other.id !== discrepancy.id && isLineDoubt(other)).length,
    token,
    back,
  });
}
