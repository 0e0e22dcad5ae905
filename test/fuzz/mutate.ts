/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number for each case of each document type, so that one case can be repeated alone. */
export function seedOf(seed: number, name: string, index: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  for (let at = 0; at < name.length; at++) mixed = Math.imul(mixed ^ name.charCodeAt(at), 0x01000193);
  return mixed;
}

/** One to four things that happen to a file between two houses. Works on Latin-1, where a character is a byte. */
export function mutated(text: string, others: readonly string[], chance: Chance): string {
  let result = text;
  for (let times = 1 + below(4, chance); times > 0; times--) {
    const mutation = pick(MUTATIONS, chance);
    if (mutation !== undefined) result = mutation(result, chance, others);
  }
  return result;
}

/** A file of lines and cells, spoilt: by a person, by a spreadsheet, by the road. */
export function mutatedTable(text: string, others: readonly string[], chance: Chance): string {
  let result = text;
  for (let times = 1 + below(4, chance); times > 0; times--) {
    const mutation = pick(TABLE_MUTATIONS, chance);
    if (mutation !== undefined) result = mutation(result, chance, others);
  }
  return result;
}

type Mutation = (text: string, chance: Chance, others: readonly string[]) => string;

const MUTATIONS: readonly Mutation[] = [
  // A byte is flipped, overwritten, inserted, lost.
  (text, chance) => replaced(text, below(text.length, chance), 1, (was) => flipped(was, chance)),
  (text, chance) => replaced(text, below(text.length, chance), 1, () => anyCharacter(chance)),
  (text, chance) =>
    replaced(text, below(text.length + 1, chance), 0, () => anyCharacter(chance).repeat(1 + below(5, chance))),
  (text, chance) => replaced(text, below(text.length, chance), 1 + below(12, chance), () => ''),
  // The transfer breaks off, or starts late.
  (text, chance) => text.slice(0, below(text.length + 1, chance)),
  (text, chance) => text.slice(below(200, chance)),
  // A segment is lost, doubled, moved, or comes from another document.
  (text, chance) => segmentwise(text, chance, (segments, at) => segments.toSpliced(at, 1)),
  (text, chance) => segmentwise(text, chance, (segments, at) => segments.toSpliced(at, 0, segments[at] ?? '')),
  (text, chance) =>
    segmentwise(text, chance, (segments, at) =>
      segments.toSpliced(at, 1).toSpliced(below(segments.length, chance), 0, segments[at] ?? ''),
    ),
  (text, chance, others) => {
    const foreign = segmentsOf(pick(others, chance) ?? '');
    return segmentwise(text, chance, (segments, at) =>
      segments.toSpliced(at, below(2, chance), pick(foreign, chance) ?? ''),
    );
  },
  // Elements change places, are lost, or say something else.
  (text, chance) => elementwise(text, chance, (elements, at) => swapped(elements, at, below(elements.length, chance))),
  (text, chance) => elementwise(text, chance, (elements, at) => elements.toSpliced(at, 1)),
  (text, chance) => elementwise(text, chance, (elements, at) => elements.toSpliced(at, 1, pick(NASTY, chance) ?? '')),
  (text, chance) => elementwise(text, chance, (elements, at) => elements.toSpliced(at, 0, pick(NASTY, chance) ?? '')),
  // The separators are others, in all of the file or in the ISA alone.
  (text, chance) => text.replaceAll(text.charAt(3) || '*', anyCharacter(chance)),
  (text, chance) => text.replaceAll('~', pick(['\n', '\r\n', '\r', "'", '~\n', '', '~~', '*'], chance) ?? ''),
  (text, chance) => replaced(text, 103 + below(4, chance), 1, () => anyCharacter(chance)),
  // Two files in one, and one file twice.
  (text, chance, others) => text + (pick(others, chance) ?? ''),
  (text) => text + text,
];

const TABLE_MUTATIONS: readonly Mutation[] = [
  ...MUTATIONS.slice(0, 6),
  // A row is lost, doubled, moved, or comes from another file.
  (text, chance) => parted(text, '\n', chance, (lines, at) => lines.toSpliced(at, 1)),
  (text, chance) => parted(text, '\n', chance, (lines, at) => lines.toSpliced(at, 0, lines[at] ?? '')),
  (text, chance) =>
    parted(text, '\n', chance, (lines, at) => lines.toSpliced(below(lines.length, chance), 0, lines[at] ?? '')),
  (text, chance, others) =>
    parted(text, '\n', chance, (lines, at) =>
      lines.toSpliced(at, below(2, chance), pick((pick(others, chance) ?? '').split('\n'), chance) ?? ''),
    ),
  // A cell is lost, doubled, or says something else.
  (text, chance) => cellwise(text, chance, (cells, at) => cells.toSpliced(at, 1)),
  (text, chance) => cellwise(text, chance, (cells, at) => cells.toSpliced(at, 0, cells[at] ?? '')),
  (text, chance) => cellwise(text, chance, (cells, at) => cells.toSpliced(at, 1, pick(NASTY_CELLS, chance) ?? '')),
  (text, chance) => cellwise(text, chance, (cells, at) => cells.toSpliced(at, 0, pick(NASTY_CELLS, chance) ?? '')),
  // Saved again by something else.
  (text, chance) => text.replaceAll(separatorOf(text), pick([',', ';', '\t', '|'], chance) ?? ','),
  (text, chance) => text.replaceAll('"', pick(['', "'", '""'], chance) ?? ''),
  (text, chance) => text.replaceAll('\n', pick(['\r\n', '\r', '\n\n'], chance) ?? ''),
  (text) => `\xef\xbb\xbf${text}`,
  (text) => text + text,
];

/** One part of a text between separators and its place, changed. */
function parted(
  text: string,
  separator: string,
  chance: Chance,
  change: (parts: string[], at: number) => string[],
): string {
  const parts = text.split(separator);
  return change(parts, below(parts.length, chance)).join(separator);
}

function cellwise(text: string, chance: Chance, change: (cells: string[], at: number) => string[]): string {
  return parted(text, '\n', chance, (lines, at) =>
    lines.toSpliced(at, 1, parted(lines[at] ?? '', separatorOf(text), chance, change)),
  );
}

function separatorOf(text: string): string {
  const head = text.slice(0, 2_000);
  return [',', ';', '\t'].reduce((best, sign) => (head.split(sign).length > head.split(best).length ? sign : best));
}

export const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '1,234',
  '1e9',
  '1E400',
  '.',
  '-',
  '+',
  '99999999999999999999',
  '00000000',
  '20260230',
  '99991231',
  '2460',
  'constructor',
  '__proto__',
  'toString',
  'NaN',
  'Infinity',
  '\u00e4\u00f6',
  '\0',
  'ISA*',
  'IEA',
  'A'.repeat(300),
];

const NASTY_CELLS = [
  ...NASTY,
  ...['"', '""', ',', ';', '\t', '(12.00)', '12.00-', '-$12', '1.234', '1,2', '1.234,56', '6.14E+11', 'Total', '#REF!'],
  ...[
    '08/10/2026',
    '31/12/2026',
    '2026-08-10T00:00',
    '12-Aug-2026',
    'PO',
    'ASIN',
    'Payment Number',
    '=1+1',
    '\xe2\x82\xac',
    '\xd9\xa3',
  ],
];

/** Without the line ends that some fixtures have behind their terminators. */
function segmentsOf(text: string): string[] {
  return text.split('~');
}

function segmentwise(text: string, chance: Chance, change: (segments: string[], at: number) => string[]): string {
  const segments = segmentsOf(text);
  return change(segments, below(segments.length, chance)).join('~');
}

function elementwise(text: string, chance: Chance, change: (elements: string[], at: number) => string[]): string {
  return segmentwise(text, chance, (segments, at) => {
    const elements = (segments[at] ?? '').split('*');
    return segments.toSpliced(at, 1, change(elements, below(elements.length, chance)).join('*'));
  });
}

function swapped(elements: readonly string[], one: number, other: number): string[] {
  return elements.map((value, at) => (at === one ? elements[other] : at === other ? elements[one] : value) ?? '');
}

function replaced(text: string, at: number, length: number, by: (was: string) => string): string {
  return text.slice(0, at) + by(text.slice(at, at + length)) + text.slice(at + length);
}

function flipped(character: string, chance: Chance): string {
  return character === '' ? '' : String.fromCharCode(character.charCodeAt(0) ^ (1 << below(8, chance)));
}

function anyCharacter(chance: Chance): string {
  return String.fromCharCode(below(256, chance));
}

export function pick<Item>(items: readonly Item[], chance: Chance): Item | undefined {
  return items[below(items.length, chance)];
}

export function below(limit: number, chance: Chance): number {
  return Math.floor(chance() * limit);
}
