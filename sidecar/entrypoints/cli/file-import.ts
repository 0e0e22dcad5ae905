import type { Place } from '../../codec/problem.ts';
import type { DecimalMark } from '../../codec/table/amount.ts';
import type { DateOrder } from '../../codec/table/date.ts';
import { instant } from '../../domain/calendar.ts';
import type { House } from '../house.ts';
import type { ImportAnswers } from '../pollers/export-file.ts';
import { BAD_INPUT, BadInput, complain, placeText } from './failure.ts';
import { openFile } from './file-source.ts';
import { print, printJson, type Terminal } from './terminal.ts';

export interface ImportWishes {
  json: boolean;
  vendorCode?: string;
  dates?: string;
  decimals?: string;
}

/** Takes a remittance, by 820 or by the export of Vendor Central. What it pays for may have come since: read again. */
export function importRemittance(
  path: string,
  wishes: ImportWishes,
  house: House,
  by: string,
  terminal: Terminal,
): Promise<number> {
  return importFile(path, wishes, { what: 'the remittance', readsAgain: true }, house, by, terminal);
}

/** Takes purchase orders, by the export of Vendor Central or any other form. A file that was taken in tells nothing new. */
export function importOrders(
  path: string,
  wishes: ImportWishes,
  house: House,
  by: string,
  terminal: Terminal,
): Promise<number> {
  return importFile(path, wishes, { what: 'the orders', readsAgain: false }, house, by, terminal);
}

/**
 * Takes a file as if it had come by the mailbox: the bytes are kept before anybody looks at them. What cannot be
 * read is said with line, column and fix.
 */
async function importFile(
  path: string,
  wishes: ImportWishes,
  { what, readsAgain }: { what: string; readsAgain: boolean },
  house: House,
  by: string,
  terminal: Terminal,
): Promise<number> {
  const answers = answersOf(wishes);
  const { bytes } = await openFile(path, terminal);
  const name = path === '-' ? 'stdin' : path.replace(/^.*[/\\]/, '');
  const { inbound } = house.world.stores;
  const { document, outcome } = await inbound.keep({ channel: 'file', name, bytes }, instant(house.world.now()));
  if (document.size === 0) {
    await inbound.settle(document.id, 'ignored', 'no byte in it');
    throw new BadInput('file-empty', `${path} is empty`, path, `Export ${what} again.`);
  }
  const isKnown = outcome === 'known';
  // An older export that is handed in once more must not undo what a newer one has told since.
  const isTold = isKnown && !readsAgain && document.state === 'processed';
  const verdict = isTold
    ? `${document.state}: ${document.detail}`
    : await house.replayInbound(document.id, by, answers);
  if (wishes.json) await printJson(terminal, { inboundId: document.id, known: isKnown, verdict });
  else {
    const known = isKnown ? 'these very bytes were imported before; ' : '';
    await print(terminal, `${document.id}: ${known}${verdict}`);
  }
  const isRefused = (await inbound.find(document.id))?.state === 'quarantined';
  if (isRefused) await complainOfRefusals(document.id, house, terminal);
  return isRefused ? BAD_INPUT : 0;
}

async function complainOfRefusals(inboundId: string, { world }: House, terminal: Terminal): Promise<void> {
  const open = await world.stores.discrepancies.list({ state: 'open' });
  for (const { kind, subject, summary, detail } of open.filter((row) => row.subject.inboundId === inboundId)) {
    const { code, message, place, hint } = detail;
    complain(terminal, {
      code: typeof code === 'string' ? code : kind,
      message: typeof message === 'string' ? message : summary,
      place: typeof place === 'object' && place !== null ? placeText(place as Place) : (subject.paymentNumber ?? ''),
      hint: typeof hint === 'string' ? hint : 'The console shows it under Discrepancies.',
    });
  }
}

const DATES: Readonly<Record<string, DateOrder>> = { 'month-first': 'month-first', 'day-first': 'day-first' };
const DECIMALS: Readonly<Record<string, DecimalMark>> = { point: '.', comma: ',' };

function answersOf({ vendorCode, dates, decimals }: ImportWishes): ImportAnswers {
  return {
    vendorCode,
    dateOrder: dates === undefined ? undefined : oneOf('--dates', dates, DATES),
    decimalMark: decimals === undefined ? undefined : oneOf('--decimals', decimals, DECIMALS),
  };
}

function oneOf<Meaning extends string>(
  option: string,
  word: string,
  words: Readonly<Record<string, Meaning>>,
): Meaning {
  const meaning = Object.hasOwn(words, word) ? words[word] : undefined;
  if (meaning !== undefined) return meaning;
  throw new BadInput('usage', `${option} is '${word}'`, 'command line', `Write ${Object.keys(words).join(' or ')}.`);
}
