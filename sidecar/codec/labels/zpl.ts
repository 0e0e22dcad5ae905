import type { CartonLabel } from '../../domain/carton-label.ts';
import type { Sscc } from '../../domain/identifiers.ts';
import { type Field, type LabelText, labelText, MOST_ADDRESS_LINES } from './label-text.ts';
import { cut, plainText } from './plain-text.ts';
import { SSCC_IDENTIFIER, SYMBOL_MODULES, ssccText } from './sscc-symbol.ts';

/*
 * The same label for printers that speak ZPL II, in dots: 4 by 6 inches at 203 to the inch. Only the
 * printer's own fonts of one width are used: how wide a text comes out is then known here, on every
 * printer, and nothing runs into its neighbour.
 */
const PAGE = { width: 812, height: 1218 };
const LEFT = 40;
const RIGHT = PAGE.width - LEFT;
const MIDDLE = 352;
const GAP = 20;
const LINES = { carriage: 236, order: 402, contents: 570, code: 804 };

/** Dots to a module: 0.5 mm, of which GS1 asks 0.495 to 1.016 on a carton. */
const MODULE = 4;
/** GS1 asks for 32 mm. */
const BAR_HEIGHT = 272;

/** A font of the printer, enlarged: `advance` is what a character takes, the blank behind it included. */
interface Font {
  name: 'D' | 'F';
  height: number;
  width: number;
  advance: number;
}

const SMALL: Font = { name: 'D', height: 18, width: 10, advance: 12 };
const MIDDLING: Font = { name: 'F', height: 26, width: 13, advance: 16 };
const LARGE: Font = { name: 'F', height: 52, width: 26, advance: 32 };
const HUGE: Font = { name: 'F', height: 104, width: 52, advance: 64 };

/** Labels for a label printer, one after the other; sent to it as they are. */
export function labelsZpl(labels: readonly CartonLabel[]): string {
  return labels.map(format).join('');
}

function format(label: CartonLabel): string {
  const text = labelText(label);
  const right = MIDDLE + GAP;
  const leftWidth = MIDDLE - LEFT - GAP;
  const rightWidth = RIGHT - right;
  return [
    '^XA',
    // What the last job left behind: character set, origin, direction. Media and darkness are the printer's own.
    '^CI0^LH0,0^LS0^FWN^PON',
    `^PW${PAGE.width}^LL${PAGE.height}`,
    ...Object.values(LINES).map((y) => `^FO${LEFT},${y}^GB${RIGHT - LEFT},0,2^FS`),
    `^FO${MIDDLE},34^GB0,${LINES.contents - 34},2^FS`,
    ...address('SHIP FROM', text.shipFrom, LEFT, leftWidth),
    ...address('SHIP TO', text.shipTo, right, rightWidth),
    write('FULFILMENT CENTRE', { x: LEFT, y: LINES.carriage + 16, width: leftWidth, fonts: [SMALL] }),
    write(text.fulfilmentCentre, {
      x: LEFT,
      y: LINES.carriage + 50,
      width: leftWidth,
      fonts: [HUGE, LARGE, MIDDLING, SMALL],
    }),
    ...fields(text.carriage, right, LINES.carriage + 20, rightWidth),
    write(text.cartonTitle, { x: LEFT, y: LINES.order + 16, width: leftWidth, fonts: [SMALL] }),
    write(text.carton, { x: LEFT, y: LINES.order + 56, width: leftWidth, fonts: [LARGE, MIDDLING, SMALL] }),
    write('PURCHASE ORDER', { x: right, y: LINES.order + 16, width: rightWidth, fonts: [SMALL] }),
    write(text.purchaseOrder, { x: right, y: LINES.order + 42, width: rightWidth, fonts: [LARGE, MIDDLING, SMALL] }),
    ...fields(text.references, right, LINES.order + 104, rightWidth, [SMALL], 28),
    ...contents(text.contents),
    ...code(label.sscc),
    '^PQ1',
    '^XZ',
    '',
  ].join('\n');
}

function address(title: string, lines: readonly string[], x: number, width: number): string[] {
  return [
    write(title, { x, y: 40, width, fonts: [SMALL] }),
    ...lines
      .slice(0, MOST_ADDRESS_LINES)
      .map((line, index) => write(line, { x, y: 74 + index * 30, width, fonts: [MIDDLING, SMALL] })),
  ];
}

function contents({ title, quantity, rows }: LabelText['contents']): string[] {
  const top = LINES.contents + 16;
  const width = 230;
  const x = LEFT + width + GAP;
  return [
    write(title, { x: LEFT, y: top, width, fonts: [SMALL] }),
    ...quantity.map((line, index) =>
      index === 0
        ? write(line, { x: LEFT, y: top + 40, width, fonts: [LARGE, MIDDLING, SMALL] })
        : write(line, { x: LEFT, y: top + 112, width, fonts: [MIDDLING, SMALL] }),
    ),
    ...rows.flatMap((row, index) => contentsRow(row, x, top + index * 34)),
  ];
}

/** What stands on the right may take three fifths; the name gets what that leaves. */
function contentsRow({ name, value }: Field, x: number, y: number): string[] {
  const room = RIGHT - x;
  const most = room - Math.min(widthOf(ascii(name), SMALL), Math.floor(room * 0.4)) - GAP;
  const shown = fitted(ascii(value), most, SMALL);
  const taken = widthOf(shown, SMALL);
  return [
    write(name, { x, y, width: room - taken - GAP, fonts: [SMALL] }),
    write(shown, { x: RIGHT - taken, y, width: taken, fonts: [SMALL] }),
  ];
}

/**
 * UCC case mode (U): the printer begins with FNC1, which makes the symbol GS1-128, takes 19 digits, and
 * works out the twentieth, the check digit, itself. It is the one that our code ends in.
 */
function code(sscc: Sscc): string[] {
  const x = Math.floor((PAGE.width - SYMBOL_MODULES * MODULE) / 2);
  const y = LINES.code + 24;
  const text = ssccText(sscc);
  const start = Math.floor((PAGE.width - widthOf(text, LARGE_CODE)) / 2);
  return [
    `^FO${x},${y}^BY${MODULE}^BCN,${BAR_HEIGHT},N,N,N,U^FD${SSCC_IDENTIFIER}${sscc.slice(0, -1)}^FS`,
    write(text, { x: start, y: y + BAR_HEIGHT + 22, width: RIGHT - start, fonts: [LARGE_CODE] }),
  ];
}

const LARGE_CODE: Font = { name: 'D', height: 36, width: 20, advance: 24 };

function fields(
  rows: readonly Field[],
  x: number,
  y: number,
  width: number,
  fonts: readonly Font[] = [MIDDLING, SMALL],
  step = 44,
): string[] {
  const names = 116;
  return rows.flatMap(({ name, value }, index) => [
    write(name, { x, y: y + index * step, width: names, fonts: [SMALL] }),
    write(value, { x: x + names, y: y + index * step, width: width - names, fonts }),
  ]);
}

interface Place {
  x: number;
  y: number;
  width: number;
  /** The first that has room; where none has, the text is cut in the last. */
  fonts: readonly Font[];
}

function write(raw: string, { x, y, width, fonts }: Place): string {
  const text = ascii(raw);
  const font = fonts.find((one) => widthOf(text, one) <= width) ?? fonts.at(-1) ?? SMALL;
  const data = escaped(fitted(text, width, font));
  return `^FO${x},${y}^A${font.name}N,${font.height},${font.width}^FH_^FD${data}^FS`;
}

function ascii(text: string): string {
  return plainText(text, 'ascii');
}

function fitted(text: string, width: number, font: Font): string {
  return cut(text, '...', (candidate) => widthOf(candidate, font) <= width);
}

function widthOf(text: string, { advance }: Font): number {
  return text.length * advance;
}

/** `^` and `~` begin a command wherever they stand: a name could else print, or reset the printer. `_` begins an escape. */
function escaped(text: string): string {
  return text.replace(/[\^~_]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
