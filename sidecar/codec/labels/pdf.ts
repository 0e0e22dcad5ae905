import PDFDocument from 'pdfkit';
import type { CartonLabel } from '../../domain/carton-label.ts';
import { type Field, type LabelText, labelText, MOST_ADDRESS_LINES } from './label-text.ts';
import { cut, plainText } from './plain-text.ts';
import { SYMBOL_MODULES, ssccBars, ssccText } from './sscc-symbol.ts';

/*
 * One label a page of 4 by 6 inches, in points (1/72 inch), from the top:
 *
 *   ship from | ship to
 *   centre    | carrier
 *   order     | carton
 *   contents
 *   SSCC
 */
const PAGE = { width: 288, height: 432 };
const LEFT = 14;
const RIGHT = PAGE.width - LEFT;
const MIDDLE = 126;
const GAP = 8;
const LINES = { carriage: 88, order: 146, contents: 204, code: 286 };

/**
 * A module of 0.02 inch, 0.508 mm: GS1 asks for 0.495 to 1.016 on a carton. It is six dots of a printer
 * with 300 to the inch, so that no bar comes out a dot wider than its neighbour.
 */
const MODULE = 1.44;
/** GS1 asks for 32 mm. */
const BAR_HEIGHT = 96;

type Document = InstanceType<typeof PDFDocument>;

/** Labels for any printer, one a page. `madeAt` is kept in the file: the same labels at the same time are the same bytes. */
export function labelsPdf(labels: readonly CartonLabel[], madeAt: Date): Promise<Uint8Array> {
  const [first] = labels;
  const page = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    info: { CreationDate: madeAt, Title: `Labels ${first?.shipmentId ?? ''}`.trim() },
  });
  const chunks: Uint8Array[] = [];
  const made = new Promise<Uint8Array>((resolve, reject) => {
    page.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    page.on('end', () => resolve(Buffer.concat(chunks)));
    page.on('error', reject);
  });
  for (const label of labels) {
    page.addPage();
    draw(page, label);
  }
  page.end();
  return made;
}

function draw(page: Document, label: CartonLabel): void {
  const text = labelText(label);
  for (const y of Object.values(LINES)) rule(page, [LEFT, y], [RIGHT, y]);
  rule(page, [MIDDLE, 12], [MIDDLE, LINES.contents]);
  const right = MIDDLE + GAP;
  const leftWidth = MIDDLE - LEFT - GAP;
  const rightWidth = RIGHT - right;

  address(page, 'SHIP FROM', text.shipFrom, { x: LEFT, width: leftWidth, size: 7.5 });
  address(page, 'SHIP TO', text.shipTo, { x: right, width: rightWidth, size: 9 });

  caption(page, 'FULFILMENT CENTRE', LEFT, LINES.carriage + 5);
  write(page, text.fulfilmentCentre, { x: LEFT, y: LINES.carriage + 16, width: leftWidth, sizes: [34, 24, 16, 9] });
  fields(page, text.carriage, { x: right, y: LINES.carriage + 6, width: rightWidth });

  caption(page, text.cartonTitle, LEFT, LINES.order + 5);
  write(page, text.carton, { x: LEFT, y: LINES.order + 17, width: leftWidth, sizes: [24, 18, 13, 9] });
  caption(page, 'PURCHASE ORDER', right, LINES.order + 5);
  write(page, text.purchaseOrder, { x: right, y: LINES.order + 13, width: rightWidth, sizes: [20, 15, 11, 8] });
  fields(page, text.references, { x: right, y: LINES.order + 34, width: rightWidth, size: 8 });

  contents(page, text.contents);
  code(page, label);
}

function address(
  page: Document,
  title: string,
  lines: readonly string[],
  { x, width, size }: { x: number; width: number; size: number },
): void {
  caption(page, title, x, 14);
  lines.slice(0, MOST_ADDRESS_LINES).forEach((line, index) => {
    const font = index === 0 ? BOLD : REGULAR;
    write(page, line, { x, y: 25 + index * (size + 3), width, sizes: [size, size - 1], font });
  });
}

function contents(page: Document, { title, quantity, rows }: LabelText['contents']): void {
  const top = LINES.contents + 5;
  const width = 84;
  caption(page, title, LEFT, top);
  quantity.forEach((line, index) => {
    const place =
      index === 0 ? { y: top + 12, sizes: [22, 16, 11, 8] } : { y: top + 38, sizes: [10, 8], font: REGULAR };
    write(page, line, { x: LEFT, width, ...place });
  });
  const x = LEFT + width + GAP;
  rows.forEach(({ name, value }, index) => {
    const y = top + 1 + index * 12.5;
    const room = RIGHT - x;
    const least = Math.min(widthOf(page, plainText(name, 'latin'), 8.5, REGULAR), room * 0.4);
    const taken = write(page, value, { x, y, width: room - least - GAP, sizes: [8.5], align: room });
    write(page, name, { x, y, width: room - taken - GAP, sizes: [8.5, 7.5, 6.5], font: REGULAR });
  });
}

function code(page: Document, { sscc }: CartonLabel): void {
  const top = LINES.code + 8;
  const x = (PAGE.width - SYMBOL_MODULES * MODULE) / 2;
  for (const { from, width } of ssccBars(sscc)) page.rect(x + from * MODULE, top, width * MODULE, BAR_HEIGHT);
  page.fill('black');
  const text = ssccText(sscc);
  const size = 15;
  const start = (PAGE.width - widthOf(page, text, size, BOLD)) / 2;
  write(page, text, { x: start, y: top + BAR_HEIGHT + 7, width: RIGHT - start, sizes: [size] });
}

function fields(
  page: Document,
  rows: readonly Field[],
  { x, y, width, size = 9.5 }: { x: number; y: number; width: number; size?: number },
): void {
  const names = 52;
  rows.forEach(({ name, value }, index) => {
    const line = y + index * (size + 3.5);
    caption(page, name, x, line + size - 7.5);
    write(page, value, { x: x + names, y: line, width: width - names, sizes: [size, size - 2] });
  });
}

const REGULAR = 'Helvetica';
const BOLD = 'Helvetica-Bold';

function caption(page: Document, text: string, x: number, y: number): void {
  page.font(REGULAR).fontSize(6.5).fillColor('black').text(text, x, y, { lineBreak: false });
}

interface Place {
  x: number;
  y: number;
  width: number;
  /** The first that has room; where none has, the text is cut in the last. */
  sizes: readonly number[];
  font?: string;
  /** Ends where a room of this width ends, instead of beginning at `x`. */
  align?: number;
}

/** Never wraps and never runs over its width. Answers the width that it took. */
function write(page: Document, raw: string, { x, y, width, sizes, font = BOLD, align }: Place): number {
  const text = plainText(raw, 'latin');
  const size = sizes.find((one) => widthOf(page, text, one, font) <= width) ?? sizes.at(-1) ?? 8;
  const shown = cut(text, '…', (candidate) => widthOf(page, candidate, size, font) <= width);
  const taken = widthOf(page, shown, size, font);
  const start = align === undefined ? x : x + align - taken;
  if (shown !== '') page.font(font).fontSize(size).fillColor('black').text(shown, start, y, { lineBreak: false });
  return taken;
}

function widthOf(page: Document, text: string, size: number, font: string): number {
  return page.font(font).fontSize(size).widthOfString(text);
}

function rule(page: Document, from: readonly [number, number], to: readonly [number, number]): void {
  page
    .moveTo(...from)
    .lineTo(...to)
    .lineWidth(0.75)
    .stroke('black');
}
