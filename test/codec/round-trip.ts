import assert from 'node:assert/strict';
import type { OutboundHeader } from '../../sidecar/codec/x12/envelope.ts';
import { functionalIdOf, type SegmentText, serialiseInterchange } from '../../sidecar/codec/x12/write.ts';
import { readAll } from './golden.ts';
import { onTheWire, readBySecond } from './second-reader.ts';

export const issuedAt = new Date('2026-08-12T07:05:00Z');

const header: OutboundHeader = {
  senderQualifier: 'ZZ',
  senderId: 'NORTHGATEKW',
  receiverQualifier: 'ZZ',
  receiverId: 'AMAZON',
  controlNumber: 58,
  issuedAt,
  usage: 'production',
};

export function interchangeOf(documentType: string, segments: readonly SegmentText[], lineEnd: '' | '\n' = ''): string {
  const version = ['753', '754', '856'].includes(documentType) ? '005010' : '004010';
  return serialiseInterchange(functionalIdOf(documentType) ?? '', version, [{ documentType, segments }], {
    ...header,
    lineEnd,
  });
}

/** Through the whole text of an interchange, as it would cross the wire; nothing may be warned of but what is named. */
export async function throughTheWire(
  documentType: string,
  segments: readonly SegmentText[],
  expectedWarnings: readonly string[] = [],
): Promise<unknown> {
  const text = interchangeOf(documentType, segments);
  assert.deepEqual(readBySecond(text), onTheWire(segments), 'a second reader finds something else in it');
  const [event] = await readAll(new TextEncoder().encode(text));
  if (event?.kind === 'refused') throw event.error;
  if (event?.kind !== 'document') throw new Error('nothing was read');
  const unexpected = event.warnings.filter(({ code }) => !expectedWarnings.includes(code));
  if (unexpected.length > 0)
    throw new Error(`warned: ${unexpected.map(({ code, message }) => `${code}: ${message}`).join('; ')}`);
  return event.content.document;
}
