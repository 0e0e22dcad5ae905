import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { EntitySchema, LessThan } from 'typeorm';
import { addHours, dayOf, type Instant } from '../../domain/calendar.ts';
import { Unreachable } from '../../ports/failures.ts';
import type { InboundDocument, InboundDocuments } from '../../ports/stores.ts';
import { CHUNK_BYTES, inChunks } from './chunks.ts';
import { newId } from './ids.ts';
import { blob, insert, insertUnlessTaken, keyText, keyWhole, limited, mustHaveChanged, text, whole } from './rows.ts';
import type { Session } from './session.ts';

const DocumentSchema = new EntitySchema<InboundDocument>({
  name: 'inbound_document',
  columns: {
    id: keyText('id'),
    channel: text('channel'),
    name: text('name'),
    hash: text('hash'),
    size: whole('size'),
    receivedAt: text('received_at'),
    state: text('state'),
    detail: text('detail'),
    sightings: whole('sightings'),
  },
});

interface ChunkRow {
  documentId: string;
  position: number;
  bytes: Buffer;
}

const ChunkSchema = new EntitySchema<ChunkRow>({
  name: 'inbound_chunk',
  columns: { documentId: keyText('document_id'), position: keyWhole('position'), bytes: blob('bytes') },
});

interface UploadRow {
  id: string;
  startedAt: Instant;
}

const UploadSchema = new EntitySchema<UploadRow>({
  name: 'inbound_upload',
  columns: { id: keyText('id'), startedAt: text('started_at') },
});

interface InterchangeRow {
  senderId: string;
  receiverId: string;
  controlNumber: string;
  hash: string;
  inboundId: string;
  seenAt: Instant;
}

const InterchangeSchema = new EntitySchema<InterchangeRow>({
  name: 'interchange',
  columns: {
    senderId: keyText('sender_id'),
    receiverId: keyText('receiver_id'),
    controlNumber: keyText('control_number'),
    hash: text('hash'),
    inboundId: text('inbound_id'),
    seenAt: text('seen_at'),
  },
});

export const inboundSchemas = [DocumentSchema, ChunkSchema, UploadSchema, InterchangeSchema];

/** Longer than any file takes to arrive. */
const ABANDONED_AFTER_HOURS = 24;

/*
 * How bytes of unknown length become one document:
 *
 *   upload noted ─▶ chunks written, hash counted ─▶ one transaction: document row, last chunk, note gone
 *                                                └▶ channel and hash are taken: chunks gone, one sighting more
 *
 * A crash anywhere before that transaction leaves a note and chunks that no document points to:
 * harmless, and swept a day later. What fits one chunk is written in that transaction alone.
 */
export function databaseInboundDocuments(session: Session): InboundDocuments {
  let sweptOn = '';

  return {
    async keep({ channel, name, bytes }, at) {
      if (sweptOn !== dayOf(at)) {
        sweptOn = dayOf(at);
        await sweepAbandonedUploads(session, addHours(at, -ABANDONED_AFTER_HOURS));
      }
      const upload = await receive(session, bytes, at);
      const row: InboundDocument = {
        id: upload.id,
        channel,
        name,
        hash: upload.hash,
        size: upload.size,
        receivedAt: at,
        state: 'received',
        detail: '',
        sightings: 1,
      };
      if (await finish(session, row, upload)) return { document: row, outcome: 'new' };
      await discard(session, upload.id);
      return { document: await seeAgain(session, row), outcome: 'known' };
    },

    async *read(id) {
      const document = await session.run((rows) => rows.findOneBy(DocumentSchema, { id }));
      assert(document, `inbound document ${id} is not kept`);
      for (let position = 0, read = 0; read < document.size; position++) {
        const chunk = await session.run((rows) => rows.findOneBy(ChunkSchema, { documentId: id, position }));
        assert(chunk, `inbound document ${id} has lost its bytes from ${read} on`);
        read += chunk.bytes.length;
        yield chunk.bytes;
      }
    },

    async settle(id, state, detail) {
      mustHaveChanged(
        await session.run((rows) => rows.update(DocumentSchema, { id }, { state, detail })),
        `inbound document ${id}`,
      );
    },

    async find(id) {
      return (await session.run((rows) => rows.findOneBy(DocumentSchema, { id }))) ?? undefined;
    },

    async list({ state, limit }) {
      return session.run((rows) =>
        rows.find(DocumentSchema, {
          where: state === undefined ? {} : { state },
          order: { receivedAt: 'DESC', id: 'DESC' },
          ...limited(limit),
        }),
      );
    },

    async seeInterchange({ hash, ...key }, inboundId, at) {
      const row = { ...key, hash, inboundId, seenAt: at };
      if (await session.run((rows) => insertUnlessTaken(rows, InterchangeSchema, row))) return 'new';
      const seen = await session.run((rows) => rows.findOneByOrFail(InterchangeSchema, key));
      return seen.hash === hash ? 'known' : 'conflict';
    },
  };
}

/** Throws away bytes that arrived before `before` and never became a document: a process died over them. Answers how many. */
export async function sweepAbandonedUploads(session: Session, before: Instant): Promise<number> {
  const abandoned = await session.run((rows) => rows.findBy(UploadSchema, { startedAt: LessThan(before) }));
  for (const { id } of abandoned) await discard(session, id);
  return abandoned.length;
}

interface Upload {
  id: string;
  hash: string;
  size: number;
  /** Not yet written: it goes with the document's own row. */
  lastChunk: ChunkRow | undefined;
}

async function receive(session: Session, bytes: AsyncIterable<Uint8Array>, at: Instant): Promise<Upload> {
  const id = newId(at);
  const hash = createHash('sha256');
  let size = 0;
  let pending: ChunkRow | undefined;
  try {
    for await (const chunk of inChunks(bytes)) {
      const full = pending;
      if (full) {
        if (full.position === 0) await session.run((rows) => insert(rows, UploadSchema, [{ id, startedAt: at }]));
        await session.run((rows) => insert(rows, ChunkSchema, [full]));
      }
      pending = { documentId: id, position: full ? full.position + 1 : 0, bytes: chunk };
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    if (size > CHUNK_BYTES) await discard(session, id);
    throw error;
  }
  return { id, hash: hash.digest('hex'), size, lastChunk: pending };
}

/** False where the same bytes are kept already: the unique key of channel and hash decides. */
async function finish(session: Session, row: InboundDocument, { lastChunk }: Upload): Promise<boolean> {
  return session.transaction(async (rows) => {
    if (!(await insertUnlessTaken(rows, DocumentSchema, row))) return false;
    if (lastChunk) await insert(rows, ChunkSchema, [lastChunk]);
    if (lastChunk && lastChunk.position > 0) {
      const { affected } = await rows.delete(UploadSchema, { id: row.id });
      // Swept while it was still arriving: the next try keeps it whole.
      if (affected !== 1) throw new Unreachable(`keep ${row.name}: it took longer than a day to arrive`);
    }
    return true;
  });
}

async function seeAgain(session: Session, { channel, hash }: InboundDocument): Promise<InboundDocument> {
  return session.transaction(async (rows) => {
    await rows.increment(DocumentSchema, { channel, hash }, 'sightings', 1);
    return rows.findOneByOrFail(DocumentSchema, { channel, hash });
  });
}

async function discard(session: Session, id: string): Promise<void> {
  // Chunks first: the other way round, a crash in between would leave them for ever.
  await session.run((rows) => rows.delete(ChunkSchema, { documentId: id }));
  await session.run((rows) => rows.delete(UploadSchema, { id }));
}
