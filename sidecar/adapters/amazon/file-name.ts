import { Refused } from '../../ports/failures.ts';

/** Names that a transfer program gives to files that it has not finished. */
const UNFINISHED = /^[.~]|\.(tmp|temp|part|partial|filepart|crdownload|swp)$|~$/i;

export function isUnfinished(name: string): boolean {
  return UNFINISHED.test(name);
}

/** A name is a name, never a way out of the folder. */
export function plainName(name: string, folder: string): string {
  if (name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)) return name;
  throw new Refused('file-name-invalid', `use the file name '${name}' in ${folder}`, {
    hint: 'Rename the file: letters, digits, dot, hyphen and underscore.',
  });
}

/** The name that lies there with other content is somebody else's file; Amazon takes each name once. */
export function nameTaken(name: string, doing: string): Refused {
  return new Refused('file-name-taken', doing, {
    hint: `${name} lies there with other content. Find out what wrote it; Amazon takes each name once.`,
  });
}
