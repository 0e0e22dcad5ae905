import { CodecError, type Warning } from '../problem.ts';

export interface Delimiters {
  element: string;
  /** Undefined where ISA16 is missing or collides with another delimiter: then nothing is split into components. */
  component: string | undefined;
  /** One character. `\n` also where the file has `\r\n`. */
  segment: string;
}

export interface InterchangeHeader {
  /** ISA01 to ISA16, trimmed. */
  elements: readonly string[];
  delimiters: Delimiters;
  /** Where `ISA` stands in the file, in characters after decoding. */
  offset: number;
  warnings: readonly Warning[];
}

export type HeaderReading =
  /** The text ends before the header can be told from its surroundings. */
  | { kind: 'more' }
  | { kind: 'unreadable'; error: CodecError }
  /** `length` counts from `ISA` to behind the terminator. */
  | { kind: 'header'; header: InterchangeHeader; length: number };

/** An ISA is 106 characters; one that is still unfinished after this many was never one. */
const LONGEST_HEADER = 400;

/** What follows the ISA tells a missing ISA16 from a line end as terminator. */
const LOOK_AHEAD = 300;

/**
 * Reads the ISA by its sixteen separators and not by its places: blanks get collapsed, turned into
 * non-breaking ones or broken over two lines on the way, and the order behind them is sound all the same.
 * `text` begins with `ISA`.
 */
export function readInterchangeHeader(text: string, offset: number, isEndOfInput: boolean): HeaderReading {
  const element = text.charAt(3);
  const elements: string[] = [];
  let from = 4;
  while (elements.length < 15) {
    const next = text.indexOf(element, from);
    if (next < 0 || next > LONGEST_HEADER) {
      if (next < 0 && text.length <= LONGEST_HEADER && !isEndOfInput) return { kind: 'more' };
      return unreadable(offset, `The ISA has ${elements.length + 1} elements, the standard says 16`);
    }
    elements.push(text.slice(from, next));
    from = next + 1;
  }
  // A broken ISA borrows the separators of what follows. ISA12 is a number in every version.
  if (!/^\s*\d{3,6}\s*$/.test(elements[11] ?? '')) {
    return unreadable(offset, `ISA12 is '${(elements[11] ?? '').slice(0, 20)}', no version of X12`);
  }
  if (text.length < from + LOOK_AHEAD && !isEndOfInput) return { kind: 'more' };

  const ending = readEnding(text.slice(from, from + LOOK_AHEAD), element);
  if (ending === undefined || /[\p{L}\p{N}]/u.test(ending.terminator) || ending.terminator === element) {
    return unreadable(offset, 'The ISA does not end in a component separator and a segment terminator');
  }
  const isComponentUsable =
    ending.component !== '' && ending.component !== element && ending.component !== ending.terminator;
  const warnings: Warning[] = [];
  const warn = (code: string, message: string) => warnings.push({ code, message, place: { segment: 'ISA', offset } });
  if (elements.some((value) => /[\r\n]/.test(value))) {
    warn('isa-broken', 'The ISA is broken by a line end; the parts were joined.');
  } else if (from !== 104) {
    warn('isa-not-fixed-width', 'The ISA is not 106 characters long; it was read by its separators.');
  }
  if (elements.some((value) => value.includes('\u00a0'))) {
    warn('isa-odd-blanks', 'The ISA is padded with non-breaking blanks.');
  }
  if (!isComponentUsable) {
    warn(
      'component-separator-unusable',
      'ISA16 names no component separator of its own; nothing is split into components.',
    );
  }
  return {
    kind: 'header',
    length: from + ending.length,
    header: {
      elements: [...elements.map((value) => value.replace(/[\r\n]/g, '').trim()), ending.component],
      delimiters: {
        element,
        component: isComponentUsable ? ending.component : undefined,
        segment: ending.terminator,
      },
      offset,
      warnings,
    },
  };
}

/** What stands behind the last separator: ISA16, the terminator, and how long both are. */
function readEnding(
  rest: string,
  element: string,
): { component: string; terminator: string; length: number } | undefined {
  const group = `GS${escaped(element)}`;
  const at = (pattern: string) => new RegExp(`^${pattern}`, 'isu').exec(rest);

  const lineEnded = at(`([^\\r\\n])(\\r\\n|\\n|\\r)(?=${group})`);
  if (lineEnded) {
    const [all, first = '', lineEnd = ''] = lineEnded;
    // `~` and a line end before GS: if the GS ends in `~` too, that is the terminator and ISA16 is missing;
    // if not, the line end is the terminator and `~` the component separator. Both are seen in the field.
    const nextLine = /^[^\r\n]*/.exec(rest.slice(all.length))?.[0].trimEnd() ?? '';
    if (nextLine.endsWith(first)) return { component: '', terminator: first, length: first.length };
    return { component: first, terminator: lineEnd.slice(-1), length: all.length };
  }
  const onlyLineEnd = at(`(\\r\\n|\\n|\\r)(?=${group})`);
  if (onlyLineEnd) return { component: '', terminator: onlyLineEnd[0].slice(-1), length: onlyLineEnd[0].length };
  const onlyTerminator = at(`(\\S)(?=${group})`);
  if (onlyTerminator) return { component: '', terminator: onlyTerminator[0], length: onlyTerminator[0].length };

  const usual = at('(?:\\r|\\n)*(\\S)(\\r\\n|\\n|\\r| *\\S)');
  if (!usual) return undefined;
  const [all, component = '', second = ''] = usual;
  // A hard wrap may fall between ISA16 and its terminator.
  const wrapped = /[\r\n]/.test(second)
    ? new RegExp(`^([^\\p{L}\\p{N}\\s])\\s*${group}`, 'isu').exec(rest.slice(all.length))
    : null;
  if (wrapped?.[1] !== undefined) return { component, terminator: wrapped[1], length: all.length + wrapped[1].length };
  return { component, terminator: second.trim() === '' ? second.slice(-1) : second.trim(), length: all.length };
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}

function unreadable(offset: number, message: string): HeaderReading {
  const hint = 'Ask the sender to send the interchange again; nothing of it was read.';
  return {
    kind: 'unreadable',
    error: new CodecError('interchange-header-unreadable', message, { segment: 'ISA', offset }, hint),
  };
}
