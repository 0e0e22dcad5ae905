import { once } from 'node:events';
import { type LabelFormat, labelsFile } from '../views/labels.ts';
import type { View } from '../views/view.ts';
import { BadInput } from './failure.ts';
import { writtenFile } from './file-target.ts';
import { print, type Terminal } from './terminal.ts';

export interface LabelWishes {
  format?: LabelFormat;
  /** A file; without, the labels go to stdout, so that they can be piped to a printer. */
  out?: string;
}

/** The labels for the cartons of a dispatch. */
export async function labels(dispatchId: string, { format, out }: LabelWishes, view: View, terminal: Terminal) {
  const wanted = format ?? (out?.toLowerCase().endsWith('.zpl') ? 'zpl' : 'pdf');
  if (out === undefined && wanted === 'pdf' && terminal.stdout.isTTY) {
    const hint = 'Write --out FILE, or pipe it to a printer: … | lp';
    throw new BadInput('usage', 'a PDF would only garble the terminal', 'command line', hint);
  }
  const made = await labelsFile(dispatchId, wanted, view);
  if (made.kind === 'none') throw new BadInput(made.code, made.message, dispatchId, made.hint);
  if (out === undefined) {
    if (!terminal.stdout.write(made.bytes)) await once(terminal.stdout, 'drain');
    return;
  }
  await writtenFile(out, made.bytes);
  await print(terminal, `${made.labels} ${made.labels === 1 ? 'label' : 'labels'} in ${out}`);
}
