import { type Html, html } from '../html.ts';
import { codeWord, segmentWords } from '../segment-words.ts';
import { MOST_SEGMENTS, type ShownSegment } from '../segments.ts';

/** What is wrong at a place of the message. */
export interface Finding {
  offset: number | undefined;
  code: string;
  message: string;
  hint?: string;
}

/** A message, segment by segment: as it was written, and what that means. */
export function segmentList(segments: readonly ShownSegment[], findings: readonly Finding[]): Html {
  return html`<ol class="segments">${segments.map((segment, index) => {
    const wrong = findings.filter(
      ({ offset }) => offset !== undefined && offset >= segment.offset && offset <= segment.end,
    );
    const { name, elements } = segmentWords(segment.tag);
    return html`<li id="s-${index + 1}" class="${wrong.length > 0 ? 'wrong' : ''}"><span class="at">${index + 1}</span><div><b>${name}</b><code>${segment.text}</code>
<span class="elements">${segment.elements.map((value, at) => element(segment.tag, at + 1, value, elements[at] ?? ''))}</span>
${wrong.map(({ message, hint }) => html`<p class="waits"><b>${message}</b> ${hint}</p>`)}</div></li>`;
  })}</ol>
${segments.length >= MOST_SEGMENTS && html`<p class="muted">The first ${MOST_SEGMENTS} segments; the download has all of them.</p>`}`;
}

function element(tag: string, number: number, value: string, name: string): Html {
  if (value.trim() === '') return html``;
  const word = codeWord(`${tag}${String(number).padStart(2, '0')}`, value.trim());
  return html`<span>${name || `${tag}${String(number).padStart(2, '0')}`} <b>${value.trim()}</b>${word && html` (${word})`}</span> `;
}
