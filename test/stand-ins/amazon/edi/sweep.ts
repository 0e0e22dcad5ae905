import type { Finding } from '../documents.ts';
import { refused } from '../documents.ts';
import { takeAcknowledgement } from '../judge/acknowledgement.ts';
import { takeInventory } from '../judge/inventory.ts';
import { takeInvoice } from '../judge/invoice.ts';
import { takeShipment } from '../judge/shipment.ts';
import { timestamp, type World } from '../world.ts';
import { type RoutingRequestDocument, readRoutingRequest, routingInstructionsBody } from './753-routing-request.ts';
import { readInvoice } from './810-invoice.ts';
import { readInventory } from './846-inventory.ts';
import { readAcknowledgement } from './855-acknowledgement.ts';
import { readShipNotice } from './856-ship-notice.ts';
import { readChangeAcknowledgement } from './865-change-acknowledgement.ts';
import {
  functionalAcknowledgement,
  groupCodes,
  type Outcome,
  readFunctionalAcknowledgement,
  resultOf,
  transactionCodes,
} from './997-functional.ts';
import type { Mailbox, Upload } from './mailbox.ts';
import { isKnownSet, type SegmentFault, segmentFaults } from './rules.ts';
import type { Sender } from './sender.ts';
import { type Group, type Interchange, split, type Transaction } from './x12.ts';

export interface SweepOptions {
  /** Amazon reads but never answers: no 997 goes out. */
  silent?: boolean;
  /** Sets whose next transactions are refused by 997 although nothing is wrong with them. */
  refuse?: string[];
}

export interface SweepReport {
  /** Names of the uploads that were read. */
  read: string[];
  /** Uploads whose last segment is not IEA yet; they are looked at again next time. */
  waiting: string[];
  /** One per transaction, in the order read. */
  transactions: {
    file: string;
    set: string;
    control: string;
    result: string;
    reference: string;
    findings: Finding[];
  }[];
}

/** GS01 for each set. */
const FUNCTIONAL_ID: Record<string, string> = {
  '855': 'PR',
  '856': 'SH',
  '810': 'IN',
  '846': 'IB',
  '865': 'CA',
  '753': 'RF',
  '997': 'FA',
};
/** Amazon's list has the 856 in 5010 and the rest in 4010; an 856 of 4010 is still taken. */
const VERSIONS: Record<string, readonly string[]> = { '856': ['005010', '004010'], '753': ['005010'] };

/** Reads every upload once: judge, book, answer, put away. */
export function sweeper(world: World, mailbox: Mailbox, sender: Sender) {
  const namesSeen = new Set<string>();
  const lastSize = new Map<string, number>();
  const interchangesSeen = new Map<string, string>();
  /** Loads that were asked for and are not routed yet. */
  const routed: RoutingRequestDocument[] = [];

  let last: Promise<unknown> = Promise.resolve();
  // One sweep at a time: two that overlap would read, and put away, the same file.
  return (options: SweepOptions = {}): Promise<SweepReport> => {
    const report = last.then(() => sweep(options));
    last = report.catch(() => undefined);
    return report;
  };

  async function sweep(options: SweepOptions): Promise<SweepReport> {
    const report: SweepReport = { read: [], waiting: [], transactions: [] };
    for (const { name, text } of inTradeOrder(await mailbox.uploads())) {
      const interchanges = split(text);
      const complete = interchanges.length > 0 && interchanges.every(({ trailer }) => trailer);
      // A file without its end may still be growing; one that has not grown since the last look is broken.
      if (!complete && lastSize.get(name) !== text.length) {
        lastSize.set(name, text.length);
        report.waiting.push(name);
        continue;
      }
      if (namesSeen.has(name))
        world.note('edi', 'interchange', name, [refused('FILE_NAME_REUSED', `'${name}' was uploaded before.`, name)]);
      namesSeen.add(name);
      if (interchanges.length === 0)
        world.note('edi', 'interchange', name, [refused('NOT_X12', 'There is no ISA.', name)]);
      for (const interchange of interchanges) await readInterchange(name, text, interchange, options, report);
      await mailbox.putAway(name);
      report.read.push(name);
      for (const request of options.silent ? [] : routed.splice(0)) {
        await sender.send('754', 'RG', routingInstructionsBody(world, request), request.number);
      }
    }
    return report;
  }

  async function readInterchange(
    file: string,
    text: string,
    interchange: Interchange,
    options: SweepOptions,
    report: SweepReport,
  ) {
    const faults = [...interchange.faults, ...addressFaults(interchange)];
    if (faults.length > 0) {
      world.note(
        'edi',
        'interchange',
        file,
        faults.map((fault) => refused('INVALID_INTERCHANGE', fault, `ISA ${interchange.control}`)),
      );
      return;
    }
    const before = interchangesSeen.get(interchange.control);
    const repeated = before !== undefined && before === text;
    const clashes = before !== undefined && before !== text;
    if (clashes) {
      world.note('edi', 'interchange', file, [
        refused('CONTROL_NUMBER_REUSED', `ISA13 ${interchange.control} came before with another content.`, file),
      ]);
    }
    interchangesSeen.set(interchange.control, before ?? text);
    for (const group of interchange.groups) {
      const codes = groupCodes(group);
      const outcomes = group.transactions.map((transaction) => {
        const codesOfSet = [...codesFor(transaction, group, options), ...(clashes ? ['23'] : [])];
        const { outcome, reference, findings } = readTransaction(
          transaction,
          codesOfSet,
          codes.length === 0 && !repeated && interchange.usage === world.parties.usage,
        );
        world.books.receivedTransactions.push({
          file,
          set: outcome.set,
          reference,
          groupControlNumber: group.control,
          controlNumber: outcome.control,
          at: timestamp(world),
        });
        report.transactions.push({
          file,
          set: outcome.set,
          control: outcome.control,
          result: resultOf(outcome),
          reference,
          findings,
        });
        return outcome;
      });
      // A 997 is never answered by a 997: the two sides would never stop.
      if (group.transactions.every(({ set }) => set === '997') || options.silent) continue;
      await sender.answer(group, functionalAcknowledgement(group, outcomes, codes));
    }
  }

  function addressFaults({ senderId, senderQualifier, receiverId, receiverQualifier, usage }: Interchange): string[] {
    const { vendorId, vendorQualifier, amazonId, amazonQualifier, usage: expected } = world.parties;
    const faults = [];
    if (senderId !== vendorId || senderQualifier !== vendorQualifier)
      faults.push(`Sender ${senderQualifier} ${senderId} is not known.`);
    if (receiverId !== amazonId || receiverQualifier !== amazonQualifier)
      faults.push(`Receiver ${receiverQualifier} ${receiverId} is not us.`);
    if (usage !== 'P' && usage !== 'T') faults.push(`ISA15 is '${usage}'.`);
    if (faults.length === 0 && usage !== expected) {
      world.note('edi', 'interchange', senderId, [
        refused('OTHER_USAGE', `ISA15 is ${usage}: read and answered, not booked.`, 'ISA15'),
      ]);
    }
    return faults;
  }

  function readTransaction(transaction: Transaction, codes: string[], mayBook: boolean) {
    const { set, control } = transaction;
    const { faults, reference, book } = understand(transaction);
    const outcome: Outcome = {
      set,
      control,
      codes,
      faults: codes.includes('1') ? [] : [...segmentFaults(transaction), ...faults],
    };
    let findings: Finding[] = [];
    if (resultOf(outcome) === 'A') findings = mayBook ? book() : [];
    else
      findings = [
        ...codes.map((code) => refused('TRANSACTION_REFUSED', `AK5 code ${code}.`, `ST ${control}`)),
        ...outcome.faults.flatMap(asFindings),
      ];
    world.note('edi', set, reference, findings);
    return { outcome, reference, findings };
  }

  function understand(transaction: Transaction): { faults: SegmentFault[]; reference: string; book: () => Finding[] } {
    switch (transaction.set) {
      case '855': {
        const { document, faults } = readAcknowledgement(transaction);
        return { faults, reference: document.purchaseOrder, book: () => takeAcknowledgement(world, document, 'edi') };
      }
      case '865': {
        const { document, faults } = readChangeAcknowledgement(transaction);
        return { faults, reference: document.purchaseOrder, book: () => takeAcknowledgement(world, document, 'edi') };
      }
      case '753': {
        const { document, faults } = readRoutingRequest(transaction);
        const book = () => {
          world.books.routingRequestsByEdi.push({ ...document, at: timestamp(world) });
          routed.push(document);
          return [];
        };
        return { faults, reference: document.number, book };
      }
      case '856': {
        const { document, faults } = readShipNotice(transaction);
        return { faults, reference: document.id, book: () => takeShipment(world, document, 'edi') };
      }
      case '810': {
        const { document, faults } = readInvoice(transaction);
        return { faults, reference: document.number, book: () => takeInvoice(world, document, 'edi') };
      }
      case '846': {
        const { document, faults } = readInventory(transaction);
        return { faults, reference: document.reference, book: () => takeInventory(world, document, 'edi') };
      }
      case '997': {
        const heard = readFunctionalAcknowledgement(transaction);
        return { faults: [], reference: heard.groupControlNumber, book: () => sender.hear(heard) };
      }
      default:
        return { faults: [], reference: '', book: () => [] };
    }
  }
}

const TRADE_ORDER = ['997', '855', '865', '753', '856', '810', '846'];

/**
 * An invoice that lies in the folder beside its ship notice is not ahead of it: what a promise needs
 * is read first. Then by arrival; file times are coarse, so the sender's own numbering decides a tie.
 */
function inTradeOrder(uploads: Upload[]): Upload[] {
  const ranked = uploads.map((upload) => {
    const [first] = split(upload.text);
    const rank = TRADE_ORDER.indexOf(first?.groups[0]?.transactions[0]?.set ?? '');
    return { upload, rank, control: Number(first?.control ?? 0) };
  });
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.upload.arrivedAt - b.upload.arrivedAt ||
      a.control - b.control ||
      (a.upload.name < b.upload.name ? -1 : 1),
  );
  return ranked.map(({ upload }) => upload);
}

function codesFor(transaction: Transaction, group: Group, options: SweepOptions): string[] {
  const { set } = transaction;
  if (set !== '997' && !isKnownSet(set)) return ['1'];
  const codes = transactionCodes(transaction);
  const version = (VERSIONS[set] ?? ['004010']).includes(group.version.slice(0, 6));
  if (group.functionalId !== FUNCTIONAL_ID[set] || !version) codes.push('1');
  if (options.refuse?.includes(set)) codes.push('5');
  return codes;
}

function asFindings({ tag, position, code, elements }: SegmentFault): Finding[] {
  const place = `${tag} at ${position}`;
  if (elements.length === 0) return [refused('SEGMENT_REFUSED', `AK3 code ${code}.`, place)];
  return elements.map((fault) =>
    refused(
      'ELEMENT_REFUSED',
      `${tag}${String(fault.position).padStart(2, '0')} '${fault.value}': AK4 code ${fault.code}.`,
      place,
    ),
  );
}
