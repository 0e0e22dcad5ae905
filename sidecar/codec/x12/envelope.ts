/** Who sent what to whom, as ISA and GS say it. Values trimmed. */
export interface Envelope {
  senderQualifier: string;
  /** ISA06. */
  senderId: string;
  receiverQualifier: string;
  /** ISA08. */
  receiverId: string;
  /** ISA13, as received, 9 digits. */
  interchangeControlNumber: string;
  /** ISA15: P production, T test. */
  usage: 'production' | 'test';
  /** GS01; empty where the sender left it so. */
  functionalId: string;
  /** GS06. */
  groupControlNumber: string;
  /** GS08, `004010`. */
  version: string;
}

/** What a writer needs and a codec may not invent: the numbers come from the database, the time from the clock. */
export interface OutboundHeader {
  senderQualifier: string;
  senderId: string;
  receiverQualifier: string;
  receiverId: string;
  /** Up to 9 digits; also GS06, without leading zeros. */
  controlNumber: number;
  /** Written as ISA09/10, GS04/05 in UTC, and where a document wants its own date of issue. */
  issuedAt: Date;
  usage: 'production' | 'test';
  delimiters?: { element: string; component: string; segment: string };
  /** Put after each segment terminator for people; none by default. */
  lineEnd?: '' | '\n' | '\r\n';
}
