import { calendarDay } from '../../../domain/calendar.ts';
import { dayText } from '../../words/times.ts';
import { type Html, html } from '../html.ts';
import { codeWord, productIdWord, segmentWords } from '../segment-words.ts';
import { MOST_SEGMENTS, type ShownSegment } from '../segments.ts';

/** What is wrong at a place of the message. */
export interface Finding {
  offset: number | undefined;
  code: string;
  message: string;
  hint?: string;
}

/** A message, segment by segment: as it was written, and what that means. What a level holds is set in. */
export function segmentList(segments: readonly ShownSegment[], findings: readonly Finding[]): Html {
  const depths = depthsOf(segments);
  return html`<ol class="segments">${segments.map((segment, index) => {
    const wrong = findings.filter(
      ({ offset }) => offset !== undefined && offset >= segment.offset && offset <= segment.end,
    );
    const { elements } = segmentWords(segment.tag);
    const classes = [wrong.length > 0 && 'wrong', `in-${Math.min(depths[index] ?? 0, 4)}`].filter(Boolean).join(' ');
    return html`<li id="s-${index + 1}" class="${classes}"><span class="at">${index + 1}</span><b>${nameOf(segment)}</b><div><code>${segment.text}</code>
<span class="elements">${segment.elements.map((value, at) => element(segment.tag, at + 1, value, elements[at] ?? ''))}</span>
${wrong.map(({ message, hint }) => html`<p class="waits"><b>${message}</b> ${hint}</p>`)}</div></li>`;
  })}</ol>
${segments.length >= MOST_SEGMENTS && html`<p class="muted">The first ${MOST_SEGMENTS} segments; the download has all of them.</p>`}`;
}

/** A level is called by what it is: shipment, order, carton, item. */
function nameOf({ tag, elements }: ShownSegment): string {
  const level = tag === 'HL' ? codeWord('HL03', elements[2]?.trim() ?? '') : undefined;
  return level === undefined ? segmentWords(tag).name : level.charAt(0).toUpperCase() + level.slice(1);
}

/** X12 writes the tree of a ship notice as a list: HL02 names the level that a level stands in. */
function depthsOf(segments: readonly ShownSegment[]): number[] {
  const depthOf = new Map<string, number>();
  let depth = 0;
  return segments.map(({ tag, elements }) => {
    if (tag === 'CTT' || tag === 'SE') depth = 0;
    if (tag === 'HL') {
      const [own = '', parent = ''] = elements.map((text) => text.trim());
      const level = (depthOf.get(parent) ?? 0) + 1;
      depthOf.set(own, level);
      depth = level;
      return level - 1;
    }
    return depth;
  });
}

function element(tag: string, number: number, value: string, name: string): Html {
  const text = value.trim();
  if (text === '') return html``;
  const place = `${tag}${String(number).padStart(2, '0')}`;
  const word = name === 'id is a' ? productIdWord(text) : (codeWord(place, text) ?? dateWord(name, text));
  return html`<span>${name || place} <b>${text}</b>${word && html` (${word})`}</span> `;
}

/** CCYYMMDD; the six digits of ISA09 are left as they are. */
function dateWord(name: string, text: string): string | undefined {
  if (!/date|moves on/.test(name) || !/^\d{8}$/.test(text)) return undefined;
  const day = calendarDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  return day && dayText(day);
}
