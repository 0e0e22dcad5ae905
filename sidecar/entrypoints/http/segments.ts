import { readInterchangeHeader } from '../../codec/x12/interchange-header.ts';

/** One segment as a reader sees it: for showing only, so it bears what the codec would refuse. */
export interface ShownSegment {
  /** Offset in characters, as the codec's places count. */
  offset: number;
  end: number;
  tag: string;
  elements: string[];
  text: string;
}

/** Beyond this a page is no help; the download has all. */
export const MOST_SEGMENTS = 2000;

/** Undefined where the text is no X12. */
export function segmentsOf(text: string): ShownSegment[] | undefined {
  const start = text.search(/ISA[^A-Za-z0-9\s]/);
  if (start < 0) return undefined;
  const segments: ShownSegment[] = [];
  let at = start;
  let delimiters = { element: '*', segment: '~' };
  while (at < text.length && segments.length < MOST_SEGMENTS) {
    if (text.startsWith('ISA', at)) {
      const reading = readInterchangeHeader(text.slice(at, at + 1000), at, true);
      if (reading.kind !== 'header') return segments.length > 0 ? segments : undefined;
      delimiters = reading.header.delimiters;
      segments.push({
        offset: at,
        end: at + reading.length,
        tag: 'ISA',
        elements: [...reading.header.elements],
        text: text.slice(at, at + reading.length),
      });
      at = behindBlanks(text, at + reading.length);
      continue;
    }
    const end = text.indexOf(delimiters.segment, at);
    const whole = text.slice(at, end < 0 ? text.length : end);
    const [tag = '', ...elements] = whole.trim().split(delimiters.element);
    if (tag !== '')
      segments.push({ offset: at, end: at + whole.length, tag: tag.toUpperCase(), elements, text: whole.trim() });
    at = behindBlanks(text, at + whole.length + 1);
  }
  return segments;
}

function behindBlanks(text: string, at: number): number {
  let next = at;
  while (next < text.length && /\s/.test(text.charAt(next))) next++;
  return next;
}
