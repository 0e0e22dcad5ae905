/** How much of what cannot be read is shown. */
export const SAMPLE = 400;

/** What stands between two interchanges, gathered until its end is known. */
export class Gap {
  /** Of the first character that is no blank. */
  offset = 0;
  /** From there on, as much as is shown. */
  text = '';
  hasBlanks = false;
  /** It was refused already; a warning would say it twice. */
  isKnown = false;

  add(text: string, start: number): void {
    if (text === '' || this.text.length >= SAMPLE) return;
    const visible = this.text === '' ? text.trimStart() : text;
    if (visible.length < text.length) this.hasBlanks = true;
    if (this.text === '') this.offset = start + text.length - visible.length;
    this.text = (this.text + visible).slice(0, SAMPLE);
  }

  clear(): void {
    this.text = '';
    this.hasBlanks = false;
    this.isKnown = false;
  }
}

/** The pieces of text that may still be asked for, so that what was received can be kept with what was read. */
export class History {
  #pieces: { start: number; text: string }[] = [];
  end = 0;

  append(text: string): void {
    if (text === '') return;
    this.#pieces.push({ start: this.end, text });
    this.end += text.length;
  }

  slice(from: number, to: number): string {
    let result = '';
    for (const { start, text } of this.#pieces) {
      if (start + text.length <= from) continue;
      if (start >= to) break;
      const part = text.slice(Math.max(0, from - start), to - start);
      result = result === '' ? part : result + part;
    }
    return result;
  }

  forget(before: number): void {
    let count = 0;
    for (const { start, text } of this.#pieces) {
      if (start + text.length > before) break;
      count += 1;
    }
    if (count > 0) this.#pieces.splice(0, count);
  }
}
