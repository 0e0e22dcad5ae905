/** Text that may stand in a page as it is. Only `html` and `trusted` make it, so nothing unescaped slips in. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type HtmlValue = Html | string | number | undefined | null | false | readonly HtmlValue[];

/**
 * Builds a piece of a page. Every value is escaped unless it is Html already: an order's notes are
 * typed by strangers. Values may stand in text and in quoted attributes, nowhere else.
 */
export function html(literals: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let text = literals[0] ?? '';
  values.forEach((value, index) => {
    text += written(value) + (literals[index + 1] ?? '');
  });
  return new Html(text);
}

/** For text of our own that is HTML already. Never for anything that came from outside. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** An attribute without value where it holds, as `checked` or `selected`. */
export function when(holds: boolean, attribute: string): Html {
  return new Html(holds ? attribute : '');
}

function written(value: HtmlValue): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return escapeHtml(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
