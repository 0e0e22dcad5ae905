import { codeTablesOf } from '../../codec/x12/partner-codes.ts';
import { readInterchanges } from '../../codec/x12/read.ts';
import { compareWithShadow } from '../../workflow/compare-shadow.ts';
import type { House } from '../house.ts';
import { withoutContent } from '../views/order-file.ts';
import { type ShadowRow, shadowReport } from '../views/shadow.ts';
import type { View } from '../views/view.ts';
import { differenceText, SHADOW } from '../words/shadow.ts';
import { DOCUMENT } from '../words/words.ts';
import { documentWords } from './document-words.ts';
import { BAD_INPUT, complain, complaintOf } from './failure.ts';
import { openFile } from './file-source.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

/** What would have been sent beside what was really said. */
export async function shadowReportCommand(options: { json: boolean }, view: View, terminal: Terminal): Promise<void> {
  const { rows, totals } = await shadowReport(view);
  if (options.json) {
    for (const { document, outcome, comparison } of rows) {
      const { heardFrom, differences = [], comparedAt } = comparison ?? {};
      await printJson(terminal, { ...withoutContent(document), outcome, heardFrom, differences, comparedAt });
    }
    return;
  }
  if (rows.length === 0) {
    return print(terminal, 'No account is in shadow yet: set `mode` to shadow, beside what you do by hand.');
  }
  await print(
    terminal,
    textTable<ShadowRow>(
      [
        { head: 'Document', cell: ({ document }) => DOCUMENT[document.kind] },
        { head: 'Order', cell: ({ document }) => document.purchaseOrderNumber ?? '–' },
        { head: 'Account', cell: ({ document }) => document.vendorCode },
        { head: 'Came out', cell: ({ outcome }) => SHADOW[outcome].word },
        {
          head: 'Differences',
          cell: ({ comparison }) => comparison?.differences.map(differenceText).join('; ') || '–',
        },
      ],
      rows,
    ),
  );
  for (const { kind, documents, equal, differs, unheard } of totals) {
    await print(
      terminal,
      `\n${DOCUMENT[kind]}: ${documents} made, ${equal} the same, ${differs} other, ${unheard} not heard of`,
    );
  }
}

/** Holds the documents of a file, as somebody else sent them to Amazon, against the shadow. */
export async function shadowCompare(
  path: string,
  options: { json: boolean },
  house: House,
  terminal: Terminal,
): Promise<number> {
  const { world } = house;
  const { bytes } = await openFile(path, terminal);
  // What we would send has the two sides of what Amazon sends exchanged.
  const codes = ({ senderId, receiverId }: { senderId: string; receiverId: string }) =>
    codeTablesOf(world.partners.findByInterchange(receiverId, senderId)?.x12Codes ?? {});
  let exit = 0;
  for await (const event of readInterchanges(bytes, { codes })) {
    if (event.kind === 'refused') {
      complain(terminal, complaintOf(event.error));
      exit = BAD_INPUT;
    }
    if (event.kind !== 'document') continue;
    const comparison = await compareWithShadow(event.content, world);
    const name = `${event.type} ${documentWords(event.content).number}`;
    if (options.json) {
      await printJson(terminal, { document: name, ...(comparison ?? { heardFrom: undefined }) });
    } else if (!comparison) {
      await print(terminal, `${name}: no shadow was made of it`);
    } else {
      const { differences } = comparison;
      const said = differences.length === 0 ? 'the same' : differences.map(differenceText).join('; ');
      await print(terminal, `${name}: ${said}`);
    }
  }
  return exit;
}
