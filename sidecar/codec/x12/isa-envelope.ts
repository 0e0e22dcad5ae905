import type { Envelope } from './envelope.ts';
import type { InterchangeHeader } from './interchange-header.ts';

/** The envelope as far as the ISA tells it; the GS adds the rest. */
export function envelopeOf(header: InterchangeHeader): Envelope {
  const usage = isa(header, 15);
  return {
    senderQualifier: isa(header, 5),
    senderId: isa(header, 6),
    receiverQualifier: isa(header, 7),
    receiverId: isa(header, 8),
    interchangeControlNumber: isa(header, 13),
    // I, 'information', is no more for booking than a test is. What is neither is taken for real, with a warning.
    usage: usage === 'T' || usage === 'I' ? 'test' : 'production',
    functionalId: '',
    groupControlNumber: '',
    version: releaseOf(header),
  };
}

/** ISA12 `00401` is what GS08 calls `004010`. */
export function releaseOf(header: InterchangeHeader): string {
  return isa(header, 12).padEnd(6, '0');
}

/** ISA element by the standard's number. */
export function isa(header: InterchangeHeader, number: number): string {
  return header.elements[number - 1] ?? '';
}
