import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { CHUNK_BYTES } from '../../../sidecar/adapters/database/chunks.ts';
import { sweepAbandonedUploads } from '../../../sidecar/adapters/database/inbound-documents.ts';
import { sessionOf } from '../../../sidecar/adapters/database/session.ts';
import type { InboundDocument } from '../../../sidecar/ports/stores.ts';
import { type DatabaseShelf, onEveryDatabase, onEveryImplementation } from './databases.ts';
import { at, atOnce, joined, pieces, tally } from './documents.ts';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('inbound documents', () => {
  onEveryImplementation((shelf) => {
    const inbound = () => shelf.stores.inbound;
    const keep = (content: string | Uint8Array, name = '850.edi', channel: InboundDocument['channel'] = 'edi') =>
      inbound().keep({ channel, name, bytes: pieces(content) }, at('9:00'));

    test('what comes in is kept byte for byte before anybody looks at it', async () => {
      const { document, outcome } = await keep('ISA*00*');
      expect(outcome).toBe('new');
      expect(document).toEqual({
        id: expect.any(String),
        channel: 'edi',
        name: '850.edi',
        hash: sha256('ISA*00*'),
        size: 7,
        receivedAt: at('9:00'),
        state: 'received',
        detail: '',
        sightings: 1,
      });
      expect(await inbound().find(document.id)).toEqual(document);
      expect(String(await joined(inbound().read(document.id)))).toBe('ISA*00*');
    });

    test('the same bytes on the same channel are the same document, seen once more', async () => {
      const first = await keep('ISA*00*');
      const second = await keep('ISA*00*', 'copy of 850.edi');
      expect(second).toEqual({ outcome: 'known', document: { ...first.document, sightings: 2 } });
      expect((await keep('ISA*00*', '850.edi', 'file')).outcome).toBe('new');
    });

    test('an empty file is a document of no bytes', async () => {
      const { document } = await keep('');
      expect(document.size).toBe(0);
      expect(await joined(inbound().read(document.id))).toHaveLength(0);
    });

    test('a document is settled in words', async () => {
      const { document } = await keep('ISA*00*');
      await inbound().settle(document.id, 'quarantined', 'segment 3 is not X12');
      expect(await inbound().find(document.id)).toMatchObject({ state: 'quarantined', detail: 'segment 3 is not X12' });
      await expect(inbound().settle('nobody', 'processed', '')).rejects.toThrow('nobody is not kept');
      expect(await inbound().find('nobody')).toBeUndefined();
    });

    test('lists show the newest first, and only the state that was asked for', async () => {
      const ids: string[] = [];
      for (const content of ['one', 'two', 'three']) ids.push((await keep(content)).document.id);
      await inbound().settle(ids[1] ?? '', 'processed', '1 order');
      const listed = async (filter: Parameters<ReturnType<typeof inbound>['list']>[0]) =>
        (await inbound().list(filter)).map(({ id }) => ids.indexOf(id));
      expect(await listed({})).toEqual([2, 1, 0]);
      expect(await listed({ limit: 1 })).toEqual([2]);
      expect(await listed({ state: 'received' })).toEqual([2, 0]);
    });

    test('an interchange is new once, known again, and in conflict when its number comes with other content', async () => {
      const interchange = { senderId: 'AMAZON', receiverId: 'NORTHGATEKW', controlNumber: '000000007', hash: 'a' };
      expect(await inbound().seeInterchange(interchange, 'in-1', at('9:00'))).toBe('new');
      expect(await inbound().seeInterchange(interchange, 'in-2', at('9:01'))).toBe('known');
      expect(await inbound().seeInterchange({ ...interchange, hash: 'b' }, 'in-3', at('9:02'))).toBe('conflict');
      expect(await inbound().seeInterchange({ ...interchange, senderId: 'OTHER' }, 'in-4', at('9:03'))).toBe('new');
    });

    test('ten channels bring the same large file at once: one document, ten sightings', async () => {
      const content = Buffer.alloc(CHUNK_BYTES * 2 + 5, 'x');
      const kept = await atOnce(10, () => keep(content));
      expect(tally(kept.map(({ outcome }) => outcome))).toEqual({ new: 1, known: 9 });
      const [document] = await inbound().list({});
      expect(document?.sightings).toBe(10);
      expect((await joined(inbound().read(document?.id ?? ''))).equals(content)).toBe(true);
    });
  });

  onEveryDatabase((shelf) => {
    const inbound = () => shelf.stores.inbound;
    const count = async (table: string) => {
      const [row]: { n: number }[] = await shelf.database.query(`SELECT COUNT(*) AS n FROM ${table}`);
      return Number(row?.n);
    };

    for (const size of [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 77]) {
      test(`${size} bytes in odd pieces come back as they were`, async () => {
        const content = Buffer.from(Array.from({ length: size }, (_, index) => (index * 31) % 251));
        const parts = Array.from({ length: Math.ceil(size / 70_001) }, (_, index) =>
          content.subarray(index * 70_001, (index + 1) * 70_001),
        );
        const { document } = await inbound().keep(
          { channel: 'file', name: 'odd', bytes: pieces(...parts) },
          at('9:00'),
        );
        expect(document).toMatchObject({ size, hash: sha256(content) });
        expect((await joined(inbound().read(document.id))).equals(content)).toBe(true);
        expect(await count('inbound_chunk')).toBe(Math.ceil(size / CHUNK_BYTES));
        expect(await count('inbound_upload')).toBe(0);
      });
    }

    test('a known file leaves nothing of its second copy behind', async () => {
      const content = Buffer.alloc(CHUNK_BYTES * 3, 'x');
      for (const _ of [1, 2]) {
        await inbound().keep({ channel: 'file', name: 'large', bytes: pieces(content) }, at('9:00'));
      }
      expect([await count('inbound_chunk'), await count('inbound_upload')]).toEqual([3, 0]);
    });

    test('a transfer that breaks off keeps nothing and can be repeated', async () => {
      async function* broken() {
        yield Buffer.alloc(CHUNK_BYTES * 3, 'x');
        throw new Error('connection lost');
      }
      await expect(inbound().keep({ channel: 'edi', name: 'large', bytes: broken() }, at('9:00'))).rejects.toThrow(
        'connection lost',
      );
      expect([await count('inbound_chunk'), await count('inbound_document')]).toEqual([0, 0]);
      const again = pieces(Buffer.alloc(CHUNK_BYTES * 3, 'x'));
      expect((await inbound().keep({ channel: 'edi', name: 'large', bytes: again }, at('9:00'))).outcome).toBe('new');
    });

    test('what a crash left of a transfer is swept the day after, and no document with it', async () => {
      const { document } = await inbound().keep(
        { channel: 'edi', name: 'whole', bytes: pieces(Buffer.alloc(CHUNK_BYTES * 2, 'y')) },
        at('9:00'),
      );
      await crashInTransfer(shelf);
      expect(await count('inbound_chunk')).toBe(3);
      const session = sessionOf(shelf.database);
      expect(await sweepAbandonedUploads(session, at('9:00'))).toBe(0);
      expect(await sweepAbandonedUploads(session, at('9:01'))).toBe(1);
      expect([await count('inbound_chunk'), await count('inbound_upload')]).toEqual([2, 0]);
      expect(await joined(inbound().read(document.id))).toHaveLength(CHUNK_BYTES * 2);
    });

    test('a file of 30 MB is kept and read in the memory of a few chunks', async () => {
      const piece = Buffer.alloc(64 * 1024, 'x');
      const memory = watchMemory();
      async function* large() {
        for (let index = 0; index < 480; index++) {
          memory.look();
          yield piece;
        }
      }
      const { document } = await inbound().keep({ channel: 'file', name: 'large', bytes: large() }, at('9:00'));
      let read = 0;
      for await (const chunk of inbound().read(document.id)) {
        read += chunk.length;
        memory.look();
      }
      expect([document.size, read]).toEqual([31_457_280, 31_457_280]);
      // MySQL's driver writes bytes as hexadecimal text and keeps packets: a chunk is there some times over.
      expect(memory.mostMegabytes()).toBeLessThan(shelf.url.startsWith('sqlite:') ? 8 : 20);
    });
  });
});

/** As a process leaves it that dies after its first chunk. */
async function crashInTransfer({ database }: DatabaseShelf): Promise<void> {
  await database.query(`INSERT INTO inbound_upload (id, started_at) VALUES ('crashed', '${at('9:00')}')`);
  await database.query(`INSERT INTO inbound_chunk (document_id, position, bytes) VALUES ('crashed', 0, 'half')`);
}

/** Growth of what JavaScript holds; garbage that waits for the collector does not count. */
function watchMemory() {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const held = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = held();
  let most = 0;
  let looks = 0;
  return {
    look() {
      if (looks++ % 20 === 0) most = Math.max(most, held() - before);
    },
    mostMegabytes: () => most / 1_048_576,
  };
}
