import type { Tone } from '../../words/words.ts';
import type { Html, HtmlValue } from '../html.ts';
import { html, trusted } from '../html.ts';

/** A state: colour, shape and word together, as some readers see only one of them. */
export function chip(tone: Tone, word: string): Html {
  return html`<span class="chip ${tone}"><span class="shape" aria-hidden="true"></span>${word}</span>`;
}

export interface Column<Row> {
  head: string;
  cell: (row: Row) => HtmlValue;
  /** Right-aligned, in figures of one width. */
  figures?: true;
  /** Names the row for a screen reader and heads its card on a phone. */
  names?: true;
  /** Left off in the cards of a phone where it has nothing to say. */
  wide?: true;
}

/** A table that turns into cards on a narrow screen: each cell knows its column's name. */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  /** Said below a row, over its whole width, where there is something to say. */
  below?: (row: Row) => Html | undefined,
): Html {
  const kind = (column: Column<Row>) =>
    [column.figures && 'figures', column.names && 'names', column.wide && 'wide'].filter(Boolean).join(' ');
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="cards">
<caption class="hidden">${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${kind(column)}">${column.head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr>${columns.map((column) => {
    const tag = trusted(column.names ? 'th scope="row"' : 'td');
    const end = trusted(column.names ? 'th' : 'td');
    return html`<${tag} class="${kind(column)}" data-label="${column.head}"><span>${column.cell(row)}</span></${end}>`;
  })}</tr>${belowRow(below?.(row), columns.length)}
`,
)}
</tbody></table></div>`;
}

function belowRow(said: Html | undefined, columns: number): Html | undefined {
  return said && html`<tr class="below"><td colspan="${columns}">${said}</td></tr>`;
}

/** Names and values of one thing. */
export function facts(pairs: readonly (readonly [string, HtmlValue] | false | undefined)[]): Html {
  return html`<dl class="facts">${pairs.map((pair) => pair && html`<div><dt>${pair[0]}</dt><dd>${pair[1]}</dd></div>`)}</dl>`;
}

/** Nothing here yet: says why, and what to do so that there will be. */
export function empty(title: string, ...next: HtmlValue[]): Html {
  return html`<div class="empty"><h2>${title}</h2>${next.map((step) => html`<p>${step}</p>`)}</div>`;
}

export function link(href: string, text: HtmlValue): Html {
  return html`<a href="${href}">${text}</a>`;
}

export function orderLink(number: string | undefined): HtmlValue {
  return number === undefined ? '–' : link(`/orders/${encodeURIComponent(number)}`, number);
}
