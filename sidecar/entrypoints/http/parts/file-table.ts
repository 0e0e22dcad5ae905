import { readTable } from '../../../codec/vendor-central-file/table.ts';
import { type Html, html } from '../html.ts';
import { type Column, facts, table } from './bits.ts';

type Row = readonly string[];

/**
 * A file for Vendor Central as a person reads it off: what is the same on every row stands once, the rest in a
 * table. Undefined for any other text.
 */
export function fileTable(raw: string): Html | undefined {
  const read = readTable(raw);
  if (!read) return undefined;
  const { heads, rows } = read;
  const [first = []] = rows;
  const used = heads.map((head, place) => ({ head, place })).filter(({ place }) => rows.some((row) => row[place]));
  const isOnce = ({ place }: { place: number }) => rows.every((row) => row[place] === first[place]);
  const each = used.filter((column) => !isOnce(column));
  const columns = each.map(({ head, place }, index): Column<Row> => {
    const cell = (row: Row) => row[place] || '–';
    return index === 0 ? { head, cell, names: true } : { head, cell };
  });
  return html`${facts(used.filter(isOnce).map(({ head, place }) => [head, first[place]] as const))}${
    columns.length > 0 && html`<div class="dense">${table('Row by row', columns, rows)}</div>`
  }`;
}
