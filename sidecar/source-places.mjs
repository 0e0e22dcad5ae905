import { readFileSync, realpathSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Lets stack traces name the lines of the sources instead of those of the copy in `folder`. Node's own way
 * would read the map of every package at the start, which costs more than gathering the sources saves; here
 * a map is read when the first trace asks for it.
 */
export function tellSourcePlaces(folder) {
  // What is loaded through a link is named by where the link leads; the map counts from where it was made.
  const start = pathToFileURL(join(realpathSync(folder), '/')).href;
  const made = pathToFileURL(join(folder, '/')).href;
  const maps = new Map();

  const mapOf = (file) => {
    const known = maps.get(file) ?? new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(file)}.map`, 'utf8')));
    maps.set(file, known);
    return known;
  };
  const told = (frame) => {
    const file = frame.getFileName();
    if (!file?.startsWith(start)) return `${frame}`;
    const place = mapOf(file).findEntry(frame.getLineNumber() - 1, frame.getColumnNumber() - 1);
    if (place.originalSource === undefined) return `${frame}`;
    const source = new URL(place.originalSource, made).href;
    const where = `${source}:${place.originalLine + 1}:${place.originalColumn + 1}`;
    return `${frame}`.replace(`${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`, where);
  };

  Error.prepareStackTrace = (error, frames) => {
    try {
      return [`${error}`, ...frames.map((frame) => `    at ${told(frame)}`)].join('\n');
    } catch {
      return [`${error}`, ...frames.map((frame) => `    at ${frame}`)].join('\n');
    }
  };
}
