import type { ReadEvent } from '../../codec/x12/read.ts';
import { readInterchanges } from '../../codec/x12/read.ts';
import { DOCUMENT } from '../words/words.ts';
import { documentWords } from './document-words.ts';
import { BAD_INPUT, BadInput, complain, complaintOf, placeText } from './failure.ts';
import { openFile } from './file-source.ts';
import { progress } from './progress.ts';
import { oneLine, textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

type Read = Extract<ReadEvent, { kind: 'document' }>;

/**
 * Prints every document of a file. What cannot be read is said on stderr and changes the exit code;
 * the documents around it are printed all the same.
 */
export async function ediRead(path: string, options: { json: boolean }, terminal: Terminal): Promise<number> {
  const { bytes, size } = await openFile(path, terminal);
  const watched = progress(terminal, size);
  const rows: string[][] = [];
  const remarks: string[] = [];
  let documents = 0;
  let refused = 0;
  try {
    for await (const event of readInterchanges(watched.watch(bytes))) {
      if (event.kind === 'refused') {
        refused += 1;
        watched.clear();
        complain(terminal, complaintOf(event.error));
      } else if (event.kind === 'document') {
        documents += 1;
        watched.documents(documents);
        if (options.json) await printJson(terminal, forMachines(event));
        else rows.push(rowOf(event));
      }
      if (!options.json) remarks.push(...remarksOf(event));
    }
  } finally {
    watched.clear();
    if (rows.length > 0) await print(terminal, textTable(COLUMNS, rows));
    if (remarks.length > 0) await print(terminal, `\n${remarks.join('\n')}`);
  }
  if (documents + refused === 0) {
    throw new BadInput(
      'file-empty',
      `there is no document in ${path}`,
      path,
      'Check that it is the whole file; a mailbox shows some before they are complete.',
    );
  }
  return refused > 0 ? BAD_INPUT : 0;
}

function forMachines({ type, content, envelope, warnings }: Read) {
  return { type, document: content.document, envelope, warnings };
}

const COLUMNS = [
  { head: 'Type', cell: (row: string[]) => row[0] ?? '' },
  { head: 'Document', cell: (row: string[]) => row[1] ?? '' },
  { head: 'Number', cell: (row: string[]) => row[2] ?? '' },
  { head: 'Lines', figures: true as const, cell: (row: string[]) => row[3] ?? '' },
  { head: 'What', cell: (row: string[]) => row[4] ?? '' },
];

function rowOf({ type, content }: Read): string[] {
  const { number, lines, words } = documentWords(content);
  return [type, DOCUMENT[content.kind].replace(/ \(.*/, ''), number, String(lines), words];
}

function remarksOf({ warnings }: ReadEvent): string[] {
  return warnings.map(({ code, message, place }) => {
    const where = placeText(place);
    return oneLine(`odd: ${message} [${code}${where ? `, ${where}` : ''}]`);
  });
}
