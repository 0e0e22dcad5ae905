import type { Books } from './books.ts';
import type { Channel, Finding } from './documents.ts';
import type { AmazonParty } from './order.ts';
import type { QuirkName } from './quirks.ts';

/** Who trades with whom, as ISA and the documents name them. */
export interface AmazonParties {
  /** ISA05/06 and GS02 of what Amazon sends. */
  amazonQualifier: string;
  amazonId: string;
  vendorQualifier: string;
  vendorId: string;
  /** ISA15. What comes in with the other one is answered but not booked. */
  usage: 'P' | 'T';
  /** Whom the vendor bills; its code must come back on every invoice. */
  billTo: AmazonParty;
  /** N1 PE of a remittance. */
  vendorName: string;
}

/** What the parts of this Amazon share. */
export interface World {
  readonly books: Books;
  readonly quirks: Set<QuirkName>;
  readonly vendorCode: string;
  readonly currency: string;
  readonly parties: AmazonParties;
  now(): Date;
  /** Next value of a named counter, from 1: nothing here is random. */
  next(counter: string): number;
  note(channel: Channel | 'lwa', document: string, reference: string, findings: readonly Finding[]): void;
}

export function timestamp(world: World): string {
  return world.now().toISOString();
}

const DAY_MS = 86_400_000;

export function daysBetween(earlier: string | Date, later: string | Date): number {
  return (new Date(later).getTime() - new Date(earlier).getTime()) / DAY_MS;
}
