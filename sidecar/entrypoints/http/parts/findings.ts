import { z } from 'zod';
import type { Discrepancy } from '../../../domain/discrepancy.ts';
import { KeptFinding } from '../../../domain/document-consistency.ts';
import { type Html, html } from '../html.ts';
import { chip } from './bits.ts';

/** What the checks before sending said: the place, what to do, and what it prevents. */
export function findingsList(findings: readonly KeptFinding[]): Html {
  return html`<ul class="findings">${findings.map(
    ({ severity, code, field, message, fix, prevents, sentAnywayBy }) =>
      html`<li>${
        severity === 'block' ? chip('bad', 'blocks') : chip('wait', 'odd')
      } <b>${message}</b> <span class="muted">in ${field}</span> ${fix}${prevents !== undefined && html` <span class="sub">Prevents: ${prevents}</span>`}${
        sentAnywayBy !== undefined && html` <span class="sub">Sent all the same by ${sentAnywayBy}</span>`
      } <code>${code}</code></li>`,
  )}</ul>`;
}

/** Of a document that was stopped before it left; nothing for any other discrepancy. */
export function blockingFindings({ kind, detail }: Discrepancy): Html | undefined {
  const findings = kind === 'document-blocked' ? z.array(KeptFinding).safeParse(detail.findings).data : undefined;
  return findings && findingsList(findings);
}
