import type { Place } from '../../codec/problem.ts';
import { type ReadEvent, readInterchanges } from '../../codec/x12/read.ts';
import {
  acknowledgementInconsistencies,
  type Finding,
  invoiceInconsistencies,
  remittanceInconsistencies,
  shipNoticeInconsistencies,
} from '../../domain/document-consistency.ts';
import type { TradingDocument } from '../../domain/trading-document.ts';
import { documentWords } from './document-words.ts';
import { BAD_INPUT, BadInput, placeText } from './failure.ts';
import { openFile } from './file-source.ts';
import { progress } from './progress.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

interface Found {
  /** refused: cannot be read; blocks: must not be sent; odd: read all the same. */
  verdict: 'refused' | 'blocks' | 'odd';
  code: string;
  place: string;
  message: string;
  fix: string;
}

/** Says all that is wrong or odd in a file, and what to do about it, without booking or sending anything. */
export async function ediCheck(path: string, options: { json: boolean }, terminal: Terminal): Promise<number> {
  const { bytes, size } = await openFile(path, terminal);
  const watched = progress(terminal, size);
  const found: Found[] = [];
  let documents = 0;
  try {
    for await (const event of readInterchanges(watched.watch(bytes))) {
      if (event.kind !== 'interchange') documents += 1;
      watched.documents(documents);
      found.push(...findingsOf(event));
    }
  } finally {
    watched.clear();
  }
  if (documents === 0 && found.length === 0) {
    throw new BadInput('file-empty', `there is no document in ${path}`, path, 'Check that it is the whole file.');
  }
  if (options.json) for (const finding of found) await printJson(terminal, finding);
  else await print(terminal, report(found, documents));
  return found.some(({ verdict }) => verdict !== 'odd') ? BAD_INPUT : 0;
}

function report(found: readonly Found[], documents: number): string {
  const read = `${documents} ${documents === 1 ? 'document' : 'documents'}`;
  if (found.length === 0) return `${read}, nothing to object`;
  const count = (verdict: Found['verdict']) => found.filter((one) => one.verdict === verdict).length;
  const table = textTable<Found>(
    [
      { head: 'Verdict', cell: ({ verdict }) => verdict },
      { head: 'Where', cell: ({ place }) => place },
      { head: 'What', cell: ({ message }) => message },
      { head: 'What to do', cell: ({ fix }) => fix },
      { head: 'Code', cell: ({ code }) => code },
    ],
    found,
  );
  return `${table}\n\n${read}: ${count('refused')} refused, ${count('blocks')} not fit to send, ${count('odd')} odd`;
}

function findingsOf(event: ReadEvent): Found[] {
  const transaction = event.kind === 'interchange' ? undefined : event.controlNumber;
  const around: Place = {
    ...(event.envelope ? { interchange: event.envelope.interchangeControlNumber } : {}),
    ...(transaction === undefined ? {} : { transaction }),
  };
  const odd = event.warnings.map(({ code, message, place }) => ({
    verdict: 'odd' as const,
    code,
    place: placeText({ ...around, ...place }),
    message,
    fix: 'Nothing: it was read all the same. Tell the sender if it stays.',
  }));
  if (event.kind === 'refused') {
    const { code, message, place, hint } = event.error;
    return [...odd, { verdict: 'refused', code, place: placeText({ ...around, ...place }), message, fix: hint }];
  }
  if (event.kind === 'interchange') return odd;
  const name = `${event.type} ${documentWords(event.content).number}`;
  return [...odd, ...inconsistencies(event.content).map((finding) => foundIn(name, finding))];
}

function foundIn(name: string, { severity, code, field, message, fix, prevents }: Finding): Found {
  return {
    verdict: severity === 'block' ? 'blocks' : 'odd',
    code,
    place: `${name}, ${field}`,
    message: prevents ? `${message}. ${prevents}` : message,
    fix,
  };
}

/** What a document says against itself; whether it fits its order only the house knows. */
function inconsistencies(content: TradingDocument): Finding[] {
  switch (content.kind) {
    case 'acknowledgement':
      return acknowledgementInconsistencies(content.document);
    case 'ship-notice':
      return shipNoticeInconsistencies(content.document);
    case 'invoice':
      return invoiceInconsistencies(content.document);
    case 'remittance':
      return remittanceInconsistencies(content.document);
    default:
      return [];
  }
}
