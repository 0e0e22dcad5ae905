import { join } from 'node:path';
import { isToEnter } from '../../domain/sending.ts';
import type { OutboundDocument } from '../../ports/stores.ts';
import type { FileWord } from '../../workflow/enter-file.ts';
import type { House } from '../house.ts';
import { withoutContent } from '../views/order-file.ts';
import type { View } from '../views/view.ts';
import { fileRefusal } from '../words/file.ts';
import { instantText } from '../words/times.ts';
import { DOCUMENT } from '../words/words.ts';
import { BadInput } from './failure.ts';
import { writtenFile } from './file-target.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

/** What waits to be entered in Vendor Central, the oldest first. */
export async function fileList({ json }: { json: boolean }, { stores }: View, terminal: Terminal): Promise<void> {
  const files = (await stores.outbound.list({ delivered: 'handed-over' })).filter(isToEnter).reverse();
  if (json) {
    for (const file of files) await printJson(terminal, withoutContent(file));
    return;
  }
  if (files.length === 0) return print(terminal, 'Nothing waits to be entered in Vendor Central.');
  await print(
    terminal,
    textTable<OutboundDocument>(
      [
        { head: 'Id', cell: ({ id }) => id },
        { head: 'Document', cell: ({ kind }) => DOCUMENT[kind] },
        { head: 'Order', cell: ({ purchaseOrderNumber }) => purchaseOrderNumber ?? '–' },
        { head: 'Account', cell: ({ vendorCode }) => vendorCode },
        { head: 'Ready since', cell: ({ deliveredAt, preparedAt }) => instantText(deliveredAt ?? preparedAt) },
        { head: 'File', cell: ({ fileName }) => fileName },
      ],
      files,
    ),
  );
}

/** Writes the file, as often as wanted. */
export async function fileSave(
  id: string,
  { out }: { out?: string },
  { stores }: View,
  terminal: Terminal,
): Promise<void> {
  const file = await stores.outbound.find(id);
  if (file?.channel !== 'file') {
    throw new BadInput('not-found', `there is no file ${id}`, id, '`file list` shows what waits to be entered.');
  }
  const path = out ?? join('.', file.fileName);
  await writtenFile(path, Buffer.from(file.raw));
  await print(terminal, `${DOCUMENT[file.kind]} is in ${path}.`);
}

/** A person's word on a file. */
export async function fileSaid(
  id: string,
  word: FileWord,
  house: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const said = await house.desk.sayOfFile(id, word, by);
  const refusal = fileRefusal(said);
  if (refusal) throw new BadInput('file-not-to-enter', refusal.message, id, refusal.hint);
  if (said.kind !== 'noted') return;
  const name = DOCUMENT[said.document.kind];
  await print(
    terminal,
    word.said === 'entered'
      ? `${name}: entered in Vendor Central, accepted.`
      : `${name}: refused by Vendor Central. The discrepancy outbound-rejected says what to do.`,
  );
}
