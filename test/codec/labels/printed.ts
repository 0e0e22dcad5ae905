import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What reads a label back: poppler prints the page, zbar scans it. `npm test` installs both where it may. */
const LABEL_TOOLS = ['pdftoppm', 'pdftotext', 'zbarimg'];

export function hasLabelTools(): boolean {
  return LABEL_TOOLS.every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0);
}

/** A page as a printer of so many dots to the inch lays it down; 0 is black. */
export interface PrintedPage {
  width: number;
  height: number;
  dots: Uint8Array;
}

export interface Scanned {
  text: string;
  /** The scanner saw FNC1 in the first place, which it would report as ]C1: the symbol is GS1-128. */
  isGs1: boolean;
}

/** Each page of a PDF, printed. */
export function print(pdf: Uint8Array, dotsPerInch: number): { page: PrintedPage; scanned: Scanned[] }[] {
  return inFolder(pdf, (folder, file) => {
    run('pdftoppm', '-r', String(dotsPerInch), '-gray', file, join(folder, 'page'));
    const pages = readdirSync(folder).filter((name) => name.endsWith('.pgm'));
    return pages.sort().map((name) => ({
      page: readPgm(readFileSync(join(folder, name))),
      scanned: scan(join(folder, name)),
    }));
  });
}

export interface PrintedWord {
  page: number;
  text: string;
  /** In points, from the left and from the top. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Every word with its place on the page. */
export function wordsOf(pdf: Uint8Array): PrintedWord[] {
  return inFolder(pdf, (_folder, file) => {
    const pages = run('pdftotext', '-bbox', file, '-').split('<page ').slice(1);
    return pages.flatMap((text, index) =>
      [...text.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g)].map(
        ([, left, top, right, bottom, word = '']) => ({
          page: index + 1,
          text: word.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
          left: Number(left),
          right: Number(right),
          top: Number(top),
          bottom: Number(bottom),
        }),
      ),
    );
  });
}

function scan(file: string): Scanned[] {
  // Exit 4 says that nothing was found, which is an answer.
  const { stdout } = spawnSync('zbarimg', ['--quiet', '--xml', file], { encoding: 'utf8' });
  return [...stdout.matchAll(/<symbol ([^>]*)><data><!\[CDATA\[(.*?)\]\]>/g)].map(([, facts = '', text = '']) => ({
    text,
    isGs1: facts.includes("type='CODE-128'") && /modifiers='[^']*GS1/.test(facts),
  }));
}

function readPgm(bytes: Buffer): PrintedPage {
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 60).toString('latin1')) ?? [];
  return { width: Number(width), height: Number(height), dots: bytes.subarray(head.length) };
}

function inFolder<T>(pdf: Uint8Array, work: (folder: string, file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'vendor-bridge-labels-'));
  try {
    const file = join(folder, 'labels.pdf');
    writeFileSync(file, pdf);
    return work(folder, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}
