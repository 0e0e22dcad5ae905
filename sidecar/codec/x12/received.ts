import type { InterchangeAcknowledgement } from '../../domain/interchange-acknowledgement.ts';
import type { TradingDocument } from '../../domain/trading-document.ts';
import type { CodecError, Warning } from '../problem.ts';
import type { X12CodeTables } from './codes.ts';
import type { Envelope } from './envelope.ts';

export interface ReadOptions {
  /**
   * The partner's code lists; the defaults are what Amazon is known to write. A file may hold interchanges
   * of several accounts, so that they may be asked for by envelope; a CodecError refuses the transaction.
   */
  codes?: X12CodeTables | ((envelope: Envelope) => X12CodeTables);
}

/** One thing found in a file, in the order of the file. */
export type ReadEvent =
  | {
      kind: 'document';
      /** ST01, `850`; `TA1` for the segment that stands in no transaction. */
      type: string;
      content: TradingDocument;
      envelope: Envelope;
      /** ST02; empty for a TA1. */
      controlNumber: string;
      warnings: Warning[];
      /** From ST to SE as received, line ends included. */
      raw: string;
      position: TransactionPosition;
    }
  | {
      /** Something that could not be understood; what stands before and behind it was read. */
      kind: 'refused';
      /** ST01; empty where not even that could be told. */
      type: string;
      envelope?: Envelope;
      controlNumber?: string;
      error: CodecError;
      warnings: Warning[];
      raw: string;
      position?: TransactionPosition;
    }
  | {
      /** The end of an interchange, with or without IEA: what a 997 is written from. */
      kind: 'interchange';
      /** Of the last group, where there are several. */
      envelope: Envelope;
      warnings: Warning[];
      groups: ReceivedGroup[];
      /** What we answer to the envelope; present where the sender asks for it (ISA14) and it holds documents. */
      acknowledgement?: InterchangeAcknowledgement;
    };

/** Both 1-based: the interchange in the file, the transaction in the interchange, which is 0 for a TA1. */
export interface TransactionPosition {
  interchange: number;
  transaction: number;
}

export interface ReceivedGroup {
  /** GS01 as received. */
  functionalId: string;
  /** GS06. */
  groupControlNumber: string;
  version: string;
  /** GE01; the number received where the GE is missing or unreadable. */
  announced: number;
  received: number;
  transactions: ReceivedTransaction[];
}

export interface ReceivedTransaction {
  documentType: string;
  controlNumber: string;
  result: 'accepted' | 'accepted-with-errors' | 'rejected';
  /** Element 718, for AK502 and on. */
  codes: readonly string[];
  error?: CodecError;
}
