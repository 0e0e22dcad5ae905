export interface Column<Row> {
  head: string;
  cell: (row: Row) => string;
  /** Right-aligned. */
  figures?: true;
}

/** A table for a terminal: two blanks between columns, figures to the right, nothing cut off. */
export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => oneLine(cell(row))))];
  const widths = columns.map((_column, index) => Math.max(...cells.map((line) => width(line[index] ?? ''))));
  return cells
    .map((line) =>
      line
        .map((text, index) => {
          const fill = ' '.repeat(Math.max(0, (widths[index] ?? 0) - width(text)));
          return columns[index]?.figures ? fill + text : text + fill;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Text of strangers may hold control characters that would move the cursor or repaint the screen. */
export function oneLine(text: string): string {
  let clean = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    clean += code < 0x20 || (code >= 0x7f && code <= 0x9f) ? ' ' : character;
  }
  return clean;
}

function width(text: string): number {
  return [...text].length;
}
