import { CodecError, type Place, type Warning } from '../problem.ts';
import { defaultCodeTables } from './codes.ts';
import type { ParseContext } from './context.ts';
import { readers } from './documents.ts';
import type { Envelope } from './envelope.ts';
import type { InterchangeHeader } from './interchange-header.ts';
import { envelopeOf, isa, releaseOf } from './isa-envelope.ts';
import type { ReadEvent, ReadOptions, ReceivedGroup } from './received.ts';
import { placed, truncated, unknownSet } from './refusals.ts';
import { element, placeOf, type Segment } from './segment.ts';
import { interchangeAcknowledgementOf, parseInterchangeAcknowledgement } from './ta1-interchange-acknowledgement.ts';
import { type TokenHandler, Tokeniser } from './tokenise.ts';
import { functionalIdOf } from './write.ts';

interface OpenTransaction {
  st: Segment;
  segments: Segment[];
  /** Offset behind the last segment read. */
  end: number;
  warnings: Warning[];
}

interface OpenInterchange {
  header: InterchangeHeader;
  number: number;
  /** Of the open group; of the last one behind its GE. */
  envelope: Envelope;
  warnings: Warning[];
  groups: ReceivedGroup[];
  transactions: number;
  hasTrailer: boolean;
}

/** 718: why a transaction is accepted with errors or rejected. */
const SET_ERROR = { unsupported: '1', trailerMissing: '2', controlNumber: '3', count: '4', segments: '5' } as const;

const NO_CODES: readonly string[] = [];

/**
 * Puts segments together to transactions, groups and interchanges, checks what the envelope says of itself and
 * hands each transaction to its parser. Envelope faults are warnings; they go back to the sender in the 997.
 */
export class InterchangeReader implements TokenHandler {
  readonly tokeniser = new Tokeniser(this);
  readonly #codesFor: (envelope: Envelope) => ParseContext['codes'];
  #events: ReadEvent[] = [];
  #interchange: OpenInterchange | undefined;
  /** Ended, but not yet told: what stands behind an IEA is a warning of the interchange before it. */
  #ended: OpenInterchange | undefined;
  #count = 0;
  readonly #strays = new Set<string>();
  #group: ReceivedGroup | undefined;
  #transaction: OpenTransaction | undefined;
  /** Found before the first ISA. */
  #early: Warning[] = [];

  constructor(options: ReadOptions) {
    const { codes = defaultCodeTables } = options;
    this.#codesFor = typeof codes === 'function' ? codes : () => codes;
  }

  take(): ReadEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  finish(): void {
    this.#tellEnded();
  }

  interchangeStart(header: InterchangeHeader): void {
    this.#tellEnded();
    this.#count += 1;
    this.#strays.clear();
    this.#interchange = {
      header,
      number: this.#count,
      envelope: envelopeOf(header),
      warnings: [...this.#early, ...header.warnings],
      groups: [],
      transactions: 0,
      hasTrailer: false,
    };
    this.#early = [];
    this.#warnOfHeader(header);
  }

  segment(segment: Segment, end: number, isTerminated: boolean): void {
    switch (segment.tag) {
      case 'GS':
        this.#openGroup(segment);
        break;
      case 'ST':
        this.#openTransaction(segment, end, isTerminated);
        break;
      case 'SE':
        this.#closeTransaction(segment, end, isTerminated);
        break;
      case 'GE':
        this.#closeGroup(segment);
        break;
      case 'IEA':
        this.#checkTrailer(segment);
        break;
      default:
        this.#collect(segment, end, isTerminated);
    }
  }

  interchangeEnd(reason: Parameters<TokenHandler['interchangeEnd']>[0]): void {
    const open = this.#transaction;
    if (open) {
      // With GE or IEA behind it the SE was forgotten. At the end of the file nobody can tell a forgotten
      // SE from a lost half, unless the summary that ends the body is there.
      if (open.segments.some(({ tag }) => tag === 'CTT' || tag === 'AK9')) this.#finishWithoutTrailer(open);
      else this.#refuse(open, truncated(open), [SET_ERROR.trailerMissing]);
    }
    if (this.#group) this.#leaveGroup(undefined);
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    if (!interchange.hasTrailer && reason !== 'unreadable') {
      this.warn('interchange-trailer-missing', 'The interchange ends without an IEA.', {});
    }
    this.#interchange = undefined;
    this.#ended = interchange;
  }

  warn(code: string, message: string, place: Place): void {
    const interchange = this.#interchange ?? this.#ended;
    if (interchange === undefined) this.#early.push({ code, message, place });
    else interchange.warnings.push(this.#warning(interchange, code, message, place));
  }

  refuse(error: CodecError, raw: string): void {
    this.#tellEnded();
    const envelope = this.#interchange?.envelope;
    this.#events.push({
      kind: 'refused',
      type: '',
      ...(envelope ? { envelope } : {}),
      error: placed(error, { interchange: envelope?.interchangeControlNumber }),
      warnings: this.#early,
      raw,
    });
    this.#early = [];
  }

  #openGroup(gs: Segment): void {
    if (this.#transaction) this.#finishWithoutTrailer(this.#transaction);
    if (this.#group) this.#leaveGroup(undefined);
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    const version = element(gs, 8).trim();
    // `004010VICS` is 004010 with an industry's guide behind it.
    const release = /^\d{6}/.exec(version)?.[0] ?? releaseOf(interchange.header);
    interchange.envelope = {
      ...interchange.envelope,
      functionalId: element(gs, 1).trim(),
      groupControlNumber: element(gs, 6).trim(),
      version: release,
    };
    const { functionalId, groupControlNumber } = interchange.envelope;
    if (groupControlNumber === '') {
      this.warn('group-control-number-missing', 'GS06 is empty; a 997 cannot name the group.', placeOf(gs, 6));
    }
    if (release !== version.slice(0, 6)) {
      this.warn('version-missing', `GS08 is '${version}'; the ISA says ${release}.`, placeOf(gs, 8));
    }
    this.#group = { functionalId, groupControlNumber, version: release, announced: 0, received: 0, transactions: [] };
    interchange.groups.push(this.#group);
  }

  #openTransaction(st: Segment, end: number, isTerminated: boolean): void {
    if (this.#transaction) this.#finishWithoutTrailer(this.#transaction);
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    if (this.#group === undefined) {
      this.warn('group-header-missing', 'ST stands outside of a group; the type was taken from ST01.', placeOf(st));
      const { functionalId, groupControlNumber, version } = interchange.envelope;
      this.#group = { functionalId, groupControlNumber, version, announced: 0, received: 0, transactions: [] };
      interchange.groups.push(this.#group);
    }
    interchange.transactions += 1;
    this.#group.received += 1;
    const open: OpenTransaction = { st, segments: [st], end, warnings: [] };
    this.#transaction = open;
    const expected = functionalIdOf(element(st, 1).trim());
    const { functionalId } = interchange.envelope;
    if (expected !== undefined && expected !== functionalId) {
      const message = `GS01 is '${functionalId}', a ${element(st, 1).trim()} belongs to ${expected}; the type was taken from ST01.`;
      this.#warnOf(open, 'functional-id-unexpected', message, { segment: 'GS', element: 1 });
    }
    if (!isTerminated) this.#refuse(open, truncated(open), [SET_ERROR.trailerMissing]);
  }

  #collect(segment: Segment, end: number, isTerminated: boolean): void {
    const open = this.#transaction;
    if (open === undefined) {
      const { tag } = segment;
      if (tag === 'TA1') this.#takeAcknowledgement(segment, end, isTerminated);
      // ISB and ISE are the security of the interchange, and no document.
      else if (tag !== 'ISB' && tag !== 'ISE' && !this.#strays.has(tag)) {
        // Once a tag: a file that has lost its ST has thousands of them.
        this.#strays.add(tag);
        this.warn(
          'segment-outside-transaction',
          `${segment.tag} outside of a transaction was skipped.`,
          placeOf(segment),
        );
      }
      return;
    }
    open.segments.push(segment);
    open.end = end;
    if (!isTerminated) this.#refuse(open, truncated(open), [SET_ERROR.trailerMissing]);
  }

  /** A TA1 answers an interchange of ours; it stands beside the groups, and no 997 answers it. */
  #takeAcknowledgement(ta1: Segment, end: number, isTerminated: boolean): void {
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    const { envelope } = interchange;
    const found = {
      type: 'TA1',
      envelope,
      controlNumber: '',
      warnings: [],
      raw: this.tokeniser.text(ta1.offset, end),
      position: { interchange: interchange.number, transaction: 0 },
    };
    try {
      // Without its last element nobody can tell whether the one before it is whole.
      if (!isTerminated && element(ta1, 5).length < 3) throw truncated({ st: ta1, segments: [ta1] });
      const document = parseInterchangeAcknowledgement(ta1);
      this.#events.push({ kind: 'document', content: { kind: 'interchange-acknowledgement', document }, ...found });
    } catch (failure) {
      if (!(failure instanceof CodecError)) throw failure;
      const error = placed(failure, { interchange: envelope.interchangeControlNumber });
      this.#events.push({ kind: 'refused', error, ...found });
    }
  }

  #closeTransaction(se: Segment, end: number, isTerminated: boolean): void {
    const open = this.#transaction;
    if (open === undefined) {
      this.warn('segment-outside-transaction', 'SE without an ST was skipped.', placeOf(se));
      return;
    }
    open.segments.push(se);
    open.end = end;
    const codes: string[] = [];
    const stated = element(se, 1).trim();
    if (Number(stated) !== se.position || stated === '') {
      const message = `SE01 says '${stated}' segments, ${se.position} were received.`;
      this.#warnOf(open, 'segment-count-mismatch', message, placeOf(se, 1));
      codes.push(SET_ERROR.count);
    }
    const controlNumber = element(open.st, 2).trim();
    if (element(se, 2).trim() !== controlNumber) {
      const message = `SE02 is '${element(se, 2).trim()}', ST02 is '${controlNumber}'.`;
      this.#warnOf(open, 'control-number-mismatch', message, placeOf(se, 2));
      codes.push(SET_ERROR.controlNumber);
    }
    // A file often ends without its last terminator. An SE that agrees with what came before is whole.
    if (!isTerminated && codes.length > 0) {
      this.#refuse(open, truncated(open), [SET_ERROR.trailerMissing]);
      return;
    }
    this.#parse(open, codes.length === 0 ? NO_CODES : codes);
  }

  #finishWithoutTrailer(open: OpenTransaction): void {
    this.#warnOf(open, 'transaction-trailer-missing', 'The transaction ends without an SE.', placeOf(open.st));
    this.#parse(open, [SET_ERROR.trailerMissing]);
  }

  #parse(open: OpenTransaction, codes: readonly string[]): void {
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    const type = element(open.st, 1).trim();
    const controlNumber = element(open.st, 2).trim();
    const { envelope } = interchange;
    const read = readers.get(type);
    if (read === undefined) {
      this.#refuse(open, unknownSet(open.st, type, readers.keys()), [SET_ERROR.unsupported]);
      return;
    }
    let content: ReturnType<typeof read>;
    try {
      content = read(open.segments, {
        codes: this.#codesFor(envelope),
        warn: (code, message, place) => this.#warnOf(open, code, message, place),
        envelope,
      });
    } catch (failure) {
      // Anything else is our mistake and must stop the process before it costs an order.
      if (!(failure instanceof CodecError)) throw failure;
      this.#refuse(open, failure, [...codes, SET_ERROR.segments]);
      return;
    }
    this.#transaction = undefined;
    this.#group?.transactions.push({
      documentType: type,
      controlNumber,
      result: codes.length === 0 ? 'accepted' : 'accepted-with-errors',
      codes,
    });
    this.#events.push({
      kind: 'document',
      type,
      content,
      envelope,
      controlNumber,
      warnings: open.warnings,
      raw: this.tokeniser.text(open.st.offset, open.end),
      position: { interchange: interchange.number, transaction: interchange.transactions },
    });
  }

  #refuse(open: OpenTransaction, failure: CodecError, codes: readonly string[]): void {
    this.#transaction = undefined;
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    const { envelope } = interchange;
    const documentType = element(open.st, 1).trim();
    const controlNumber = element(open.st, 2).trim();
    const error = placed(failure, { transaction: controlNumber, interchange: envelope.interchangeControlNumber });
    this.#group?.transactions.push({ documentType, controlNumber, result: 'rejected', codes, error });
    this.#events.push({
      kind: 'refused',
      type: documentType,
      envelope,
      controlNumber,
      error,
      warnings: open.warnings,
      raw: this.tokeniser.text(open.st.offset, open.end),
      position: { interchange: interchange.number, transaction: interchange.transactions },
    });
  }

  #closeGroup(ge: Segment): void {
    if (this.#transaction) this.#finishWithoutTrailer(this.#transaction);
    const group = this.#group;
    if (group === undefined) this.warn('segment-outside-transaction', 'GE without a GS was skipped.', placeOf(ge));
    else this.#leaveGroup(ge);
  }

  #leaveGroup(ge: Segment | undefined): void {
    const group = this.#group;
    if (group === undefined) return;
    this.#group = undefined;
    group.announced = group.received;
    if (ge === undefined) {
      if (group.groupControlNumber !== '') {
        this.warn('group-trailer-missing', `Group ${group.groupControlNumber} ends without a GE.`, { segment: 'GE' });
      }
      return;
    }
    const stated = element(ge, 1).trim();
    if (/^\d{1,9}$/.test(stated)) group.announced = Number(stated);
    if (stated === '' || Number(stated) !== group.received) {
      const message = `GE01 says '${stated}' transactions, ${group.received} were received.`;
      this.warn('transaction-count-mismatch', message, placeOf(ge, 1));
    }
    if (element(ge, 2).trim() !== group.groupControlNumber) {
      const message = `GE02 is '${element(ge, 2).trim()}', GS06 is '${group.groupControlNumber}'.`;
      this.warn('group-control-number-mismatch', message, placeOf(ge, 2));
    }
  }

  #checkTrailer(iea: Segment): void {
    if (this.#transaction) this.#finishWithoutTrailer(this.#transaction);
    if (this.#group) this.#leaveGroup(undefined);
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    interchange.hasTrailer = true;
    const stated = element(iea, 1).trim();
    if (stated === '' || Number(stated) !== interchange.groups.length) {
      const message = `IEA01 says '${stated}' groups, ${interchange.groups.length} were received.`;
      this.warn('group-count-mismatch', message, placeOf(iea, 1));
    }
    const number = interchange.envelope.interchangeControlNumber;
    if (element(iea, 2).trim() !== number) {
      const message = `IEA02 is '${element(iea, 2).trim()}', ISA13 is '${number}'.`;
      this.warn('interchange-control-number-mismatch', message, placeOf(iea, 2));
    }
  }

  #warnOfHeader(header: InterchangeHeader): void {
    const number = isa(header, 13);
    if (!/^\d{9}$/.test(number)) {
      const place = { segment: 'ISA', element: 13, offset: header.offset };
      this.warn('interchange-control-number-unusual', `ISA13 is '${number}', the standard says nine digits.`, place);
    }
    const usage = isa(header, 15);
    if (usage !== 'P' && usage !== 'T') {
      const place = { segment: 'ISA', element: 15, offset: header.offset };
      this.warn('usage-unknown', `ISA15 is '${usage}', neither P (production) nor T (test).`, place);
    }
  }

  #warnOf(open: OpenTransaction, code: string, message: string, place: Place): void {
    const interchange = this.#interchange;
    if (interchange === undefined) return;
    const transaction = element(open.st, 2).trim();
    open.warnings.push(this.#warning(interchange, code, message, { ...place, transaction }));
  }

  #warning({ envelope }: OpenInterchange, code: string, message: string, place: Place): Warning {
    const interchange = envelope.interchangeControlNumber;
    return { code, message, place: { ...place, ...(interchange === '' ? {} : { interchange }) } };
  }

  #tellEnded(): void {
    const ended = this.#ended;
    if (ended === undefined) return;
    this.#ended = undefined;
    const { header, envelope, warnings, groups } = ended;
    const acknowledgement = interchangeAcknowledgementOf(header, groups, warnings);
    const answer = acknowledgement === undefined ? {} : { acknowledgement };
    this.#events.push({ kind: 'interchange', envelope, warnings, groups, ...answer });
  }
}
