import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X12parser } from 'x12-parser';
import { readInterchanges } from '../../sidecar/codec/x12/read.ts';
import { median } from './median.ts';
import type { BenchResult } from './report.ts';
import { inChunks, interchanges, writeInterchanges } from './x12-file.ts';

export interface X12Wishes {
  rounds: number;
  fileBytes: number;
  /** Of the file whose reading must not take memory. */
  largeFileBytes: number;
}

const WHOLE: X12Wishes = { rounds: 7, fileBytes: 6_000_000, largeFileBytes: 200_000_000 };

interface NodeX12 {
  X12Parser: new (strict: boolean) => { parse(text: string): unknown };
}
const { X12Parser } = createRequire(import.meta.url)('node-x12') as NodeX12;

/**
 * Reading 850s: ours does all of it, from bytes to checked purchase orders with their raw text; the
 * baselines stop at segments. Rounds are interleaved, so that whatever else the machine does meets all three.
 */
export async function benchX12(wishes: X12Wishes = WHOLE): Promise<BenchResult[]> {
  const bytes = Buffer.concat([...interchanges(wishes.fileBytes)]);
  const contenders = {
    ours: () => readOrders(bytes),
    x12Parser: () => readSegments(bytes),
    nodeX12: async () => {
      new X12Parser(true).parse(bytes.toString('utf8'));
    },
  };
  const seconds: Record<keyof typeof contenders, number[]> = { ours: [], x12Parser: [], nodeX12: [] };
  for (let round = -1; round < wishes.rounds; round++) {
    for (const name of ['ours', 'x12Parser', 'nodeX12'] as const) {
      const start = performance.now();
      await contenders[name]();
      // The round before the first warms the compiler up.
      if (round >= 0) seconds[name].push((performance.now() - start) / 1000);
    }
  }
  const megabytesPerSecond = (name: keyof typeof contenders) => bytes.length / 1e6 / median(seconds[name]);
  const [ours, parser, nodeX12] = [
    megabytesPerSecond('ours'),
    megabytesPerSecond('x12Parser'),
    megabytesPerSecond('nodeX12'),
  ];
  return [
    { name: 'x12: 850s, bytes to purchase orders', value: ours, unit: 'MB/s' },
    { name: 'x12: x12-parser alone, bytes to segments', value: parser, unit: 'MB/s' },
    { name: 'x12: node-x12, text to segments', value: nodeX12, unit: 'MB/s' },
    { name: 'x12: ours / x12-parser', value: ours / parser, unit: 'x', goal: { atLeast: 0.8 } },
    { name: 'x12: ours / node-x12', value: ours / nodeX12, unit: 'x', goal: { atLeast: 2 } },
    await benchMemory(wishes.largeFileBytes),
  ];
}

/** A process of its own reads a file of 200 MB and says how large it ever was. */
async function benchMemory(bytes: number): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-x12-'));
  try {
    const path = join(folder, '850s.edi');
    await writeInterchanges(path, bytes);
    const size = Math.round(statSync(path).size / 1e6);
    const child = join(import.meta.dirname, 'x12-memory.ts');
    const reply = execFileSync(process.execPath, ['--import', 'tsx', child, path], { encoding: 'utf8' });
    const { peakMegabytes } = JSON.parse(reply) as { peakMegabytes: number };
    return { name: `x12: peak memory of reading ${size} MB`, value: peakMegabytes, unit: 'MB', goal: { below: 300 } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readOrders(bytes: Buffer): Promise<void> {
  let orders = 0;
  for await (const event of readInterchanges(inChunks(bytes))) {
    if (event.kind === 'refused' || (event.kind === 'document' && event.warnings.length > 0)) {
      throw new Error(`the bench file has a fault: ${JSON.stringify(event)}`);
    }
    if (event.kind === 'document') orders += 1;
  }
  if (orders === 0) throw new Error('the bench file has no orders');
}

function readSegments(bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let segments = 0;
    const parser = new X12parser();
    parser.on('data', () => {
      segments += 1;
    });
    parser.on('end', () => (segments > 0 ? resolve() : reject(new Error('the bench file has no segments'))));
    parser.on('error', reject);
    inChunks(bytes).pipe(parser);
  });
}
