import type { Place } from '../../codec/problem.ts';
import { type ReadEvent, readInterchanges } from '../../codec/x12/read.ts';
import {
  acknowledgementInconsistencies,
  type Finding,
  remittanceInconsistencies,
} from '../../domain/document-consistency.ts';
import { checkInvoice } from '../../domain/invoice-check.ts';
import type { Party } from '../../domain/party.ts';
import { checkShipNotice } from '../../domain/ship-notice-check.ts';
import type { TradingDocument } from '../../domain/trading-document.ts';
import type { Region } from '../../domain/trading-partner.ts';
import type { AccountInForce, AccountsFrom } from './accounts-in-force.ts';
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
  /** What Amazon would answer with, and what that costs. */
  prevents?: string;
}

export interface CheckWishes {
  json: boolean;
  /** Whose word counts for an account; absent: the database's where it can be read, else the settings file's. */
  accounts?: AccountsFrom;
  /** Whose rules count; absent: those of the account that the file names, else North America's. */
  region?: Region;
}

/**
 * Says all that is wrong or odd in a file, and what to do about it, without booking or sending anything. `accounts`
 * is asked for only where a document has rules of a region and nobody said which, and which it took is said.
 */
export async function ediCheck(
  path: string,
  options: CheckWishes,
  terminal: Terminal,
  accounts: () => Promise<readonly AccountInForce[]> = async () => [],
): Promise<number> {
  const { bytes, size } = await openFile(path, terminal);
  const watched = progress(terminal, size);
  const found: Found[] = [];
  const known = once(accounts);
  const taken = new Map<string, AccountInForce | undefined>();
  let documents = 0;
  try {
    for await (const event of readInterchanges(watched.watch(bytes))) {
      if (event.kind !== 'interchange') documents += 1;
      watched.documents(documents);
      found.push(...(await findingsOf(event, options.region, known, taken)));
    }
  } finally {
    watched.clear();
  }
  if (documents === 0 && found.length === 0) {
    throw new BadInput('file-empty', `there is no document in ${path}`, path, 'Check that it is the whole file.');
  }
  if (options.json) for (const finding of found) await printJson(terminal, finding);
  else await print(terminal, report(found, documents));
  for (const account of taken.values()) await sayAccount(account, options, terminal);
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
      { head: 'What', cell: ({ message, prevents }) => (prevents ? `${message}. Prevents: ${prevents}` : message) },
      { head: 'What to do', cell: ({ fix }) => fix },
      { head: 'Code', cell: ({ code }) => code },
    ],
    found,
  );
  return `${table}\n\n${read}: ${count('refused')} refused, ${count('blocks')} not fit to send, ${count('odd')} odd`;
}

async function findingsOf(
  event: ReadEvent,
  region: Region | undefined,
  accounts: () => Promise<readonly AccountInForce[]>,
  taken: Map<string, AccountInForce | undefined>,
): Promise<Found[]> {
  const transaction = event.kind === 'interchange' ? undefined : event.controlNumber;
  const here: Place = {
    ...(event.envelope ? { interchange: event.envelope.interchangeControlNumber } : {}),
    ...(transaction === undefined ? {} : { transaction }),
  };
  const odd = event.warnings.map(({ code, message, place }) => ({
    verdict: 'odd' as const,
    code,
    place: placeText({ ...here, ...place }),
    message,
    fix: 'Nothing: it was read all the same. Tell the sender if it stays.',
  }));
  if (event.kind === 'refused') {
    const { code, message, place, hint } = event.error;
    return [...odd, { verdict: 'refused', code, place: placeText({ ...here, ...place }), message, fix: hint }];
  }
  if (event.kind === 'interchange') return odd;
  const name = `${event.type} ${documentWords(event.content).number}`;
  const { content } = event;
  const isRegional = content.kind === 'ship-notice' || content.kind === 'invoice';
  const inForce = isRegional && region === undefined ? accountOf(event, await accounts()) : undefined;
  const account = inForce?.partner;
  if (isRegional && region === undefined) taken.set(account?.vendorCode ?? '', inForce);
  const around = { region: region ?? account?.region ?? 'na', ...(account ? { billTo: account.billTo } : {}) };
  return [...odd, ...inconsistencies(content, around).map((finding) => foundIn(name, finding))];
}

/** By the vendor code in the document, else by the two sides of the interchange, whichever way it went. */
function accountOf(
  { content, envelope }: Extract<ReadEvent, { kind: 'document' }>,
  accounts: readonly AccountInForce[],
): AccountInForce | undefined {
  const named = 'vendorCode' in content.document ? content.document.vendorCode : undefined;
  const sides = [envelope?.senderId, envelope?.receiverId];
  return (
    accounts.find(({ partner }) => partner.vendorCode === named) ??
    accounts.find(
      ({ partner: { interchange } }) => sides.includes(interchange.ourId) && sides.includes(interchange.partnerId),
    )
  );
}

/** Beside the findings and not among them: whoever reads JSON counts one finding a line. */
async function sayAccount(
  inForce: AccountInForce | undefined,
  { json }: CheckWishes,
  terminal: Terminal,
): Promise<void> {
  const account = inForce?.partner.vendorCode;
  const region = inForce?.partner.region ?? 'na';
  const found = inForce?.found ?? 'as no account that is known is meant by it';
  const whose = account === undefined ? `Rules of ${region}` : `Rules of account ${account} (${region})`;
  if (!json) return print(terminal, `${whose}, ${found}`);
  const { source, version } = inForce ?? {};
  terminal.stderr.write(`${JSON.stringify({ account, region, source, version, found })}\n`);
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

function foundIn(name: string, { severity, code, field, message, fix, prevents }: Finding): Found {
  return {
    verdict: severity === 'block' ? 'blocks' : 'odd',
    code,
    place: `${name}, ${field}`,
    message,
    ...(prevents === undefined ? {} : { prevents }),
    fix,
  };
}

/** What a document says against itself and against the rules of its region; whether it fits its order only the house knows. */
function inconsistencies(content: TradingDocument, around: { region: Region; billTo?: Party }): Finding[] {
  switch (content.kind) {
    case 'acknowledgement':
      return acknowledgementInconsistencies(content.document);
    case 'ship-notice':
      return checkShipNotice(content.document, undefined, { region: around.region });
    case 'invoice':
      return checkInvoice(content.document, around);
    case 'remittance':
      return remittanceInconsistencies(content.document);
    default:
      return [];
  }
}
