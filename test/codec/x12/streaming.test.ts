import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readInterchanges } from '../../../sidecar/codec/x12/read.ts';
import { chunksOf, inChunks, interchangeText, writeInterchanges } from '../../bench/x12-file.ts';
import { order, po1, segmentsOf } from './sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'x12-streaming-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('large files', () => {
  test('30 MB of orders are read in a heap that could not hold them', async () => {
    const path = join(folder, 'large.edi');
    await writeInterchanges(path, 30_000_000);
    const reader = join(import.meta.dirname, '../../bench/x12-memory.ts');
    // A heap of 64 MB: held as text and documents, the file would need several times that, and the process would die.
    const reply = execFileSync(process.execPath, ['--max-old-space-size=64', '--import', 'tsx', reader, path], {
      encoding: 'utf8',
    });
    expect((JSON.parse(reply) as { orders: number }).orders).toBeGreaterThan(30_000);
  }, 120_000);

  test('the first order is out before the file has ended', async () => {
    let sent = 0;
    async function* source() {
      for (const chunk of chunksOf(Buffer.from(interchangeText(1)), 8_192)) {
        sent += 1;
        yield chunk;
      }
    }
    for await (const event of readInterchanges(source())) {
      expect(event.kind).toBe('document');
      break;
    }
    expect(sent).toBe(1);
  });

  test('24: one order of 100,000 lines is one document', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => po1({ number: String(index + 1) }));
    const text = segmentsOf([order({ lines })]).join('~\n');
    const events = [];
    for await (const event of readInterchanges(inChunks(Buffer.from(text)))) events.push(event);
    const [first] = events;
    expect(
      first?.kind === 'document' && first.content.kind === 'purchase-order' && first.content.document.lines.length,
    ).toBe(100_000);
    expect(first?.warnings).toEqual([]);
  });
});
