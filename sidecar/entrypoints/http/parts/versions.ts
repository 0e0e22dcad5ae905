import type { PurchaseOrderChange } from '../../../domain/purchase-order.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Html, html } from '../html.ts';
import { table } from './bits.ts';
import { moment } from './cells.ts';

type Versions = Awaited<ReturnType<ConsoleDeps['stores']['purchaseOrders']['versions']>>;

/** What Amazon changed, newest first. */
export function versionsTable(versions: Versions): Html {
  return html`${[...versions]
    .reverse()
    .filter(({ changes }) => changes.length > 0)
    .map(
      ({
        version,
        receivedAt,
        changes,
      }) => html`<h3>Version ${version} <span class="muted">${moment(receivedAt)}</span></h3>
${table<PurchaseOrderChange>(
  `Changes of version ${version}`,
  [
    { head: 'What', names: true, cell: ({ field }) => fieldText(field) },
    { head: 'Before', cell: ({ before }) => html`<del>${valueText(before)}</del>` },
    { head: 'Now', cell: ({ after }) => html`<ins>${valueText(after)}</ins>` },
  ],
  changes,
)}`,
    )}`;
}

/** `lines[2].ordered.amount` → `line 3, ordered amount`; positions count from 1 as people do. */
export function fieldText(field: string): string {
  return field
    .replace(/^lines\[(\d+)\]\.?/, (_whole, index: string) => `line ${Number(index) + 1}, `)
    .replace(/\[(\d+)\]/g, (_whole, index: string) => ` ${Number(index) + 1}`)
    .replaceAll('.', ' ')
    .replace(/([a-z])([A-Z])/g, (_whole, end: string, begin: string) => `${end} ${begin.toLowerCase()}`)
    .replace(/, $/, '');
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
