import { Carriage, type CarriageSubject } from '../../domain/carriage.ts';
import type { KeptCarriage } from '../../ports/stores.ts';
import type { CarriageSaid } from '../../workflow/say-carriage.ts';
import type { House } from '../house.ts';
import type { View } from '../views/view.ts';
import { instantText } from '../words/times.ts';
import { BadInput } from './failure.ts';
import { badRow, listFile } from './list-file.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

/** Enters the number of a pick-up for an order, or for one of its dispatches. */
export async function arnSet(
  id: string,
  arn: string,
  { dispatch }: { dispatch: boolean },
  house: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const subject: CarriageSubject = { kind: dispatch ? 'dispatch' : 'order', id };
  const read = numberOf(arn);
  if (read === undefined) throw new BadInput('usage', `'${arn}' is no ARN`, 'command line', HINT);
  const said = await say(subject, read, house, by);
  if (said.kind === 'not-found') throw new BadInput('not-found', `${subject.kind} ${id} is not kept here`, id, KNOWN);
  await print(terminal, `${subject.kind} ${id}: ARN ${read}${followsFrom(said)}`);
}

/** What is entered, newest first: of ARNs, bills of lading and the rest. */
export async function arnList(options: { json: boolean }, { stores }: View, terminal: Terminal): Promise<void> {
  const rows = await stores.carriages.list();
  if (options.json) {
    for (const row of rows) await printJson(terminal, row);
    return;
  }
  if (rows.length === 0) return print(terminal, 'Nothing is entered yet.');
  await print(
    terminal,
    textTable<KeptCarriage>(
      [
        { head: 'For', cell: ({ subject }) => `${subject.kind} ${subject.id}` },
        { head: 'ARN', cell: ({ carriage }) => carriage.amazonReferenceNumber ?? '–' },
        { head: 'Bill of lading', cell: ({ carriage }) => carriage.billOfLading ?? '–' },
        { head: 'PRO', cell: ({ carriage }) => carriage.carrierReference ?? '–' },
        { head: 'Trailer', cell: ({ carriage }) => carriage.trailerNumber ?? '–' },
        { head: 'SCAC', cell: ({ carriage }) => carriage.scac ?? '–' },
        { head: 'Entered', cell: ({ saidAt, saidBy }) => `${instantText(saidAt)} by ${saidBy}` },
      ],
      rows,
    ),
  );
}

/** A list of ARNs from the routing portal. Every line is looked at before the first one is entered. */
export async function arnImport(path: string, house: House, by: string, terminal: Terminal): Promise<void> {
  const rows = await listFile(path, ['order', 'arn', 'dispatch'], terminal);
  const entries: { subject: CarriageSubject; arn: string }[] = [];
  for (const { line, cells } of rows) {
    const arn = numberOf(cells.arn);
    if (arn === undefined) throw badRow(path, line, `'${cells.arn}' is no ARN`, HINT);
    const dispatch = cells.dispatch.trim();
    const subject: CarriageSubject =
      dispatch === '' ? { kind: 'order', id: cells.order.trim() } : { kind: 'dispatch', id: dispatch };
    if (!(await isKept(subject, house)))
      throw badRow(path, line, `${subject.kind} ${subject.id} is not kept here`, KNOWN);
    entries.push({ subject, arn });
  }
  for (const { subject, arn } of entries) await say(subject, arn, house, by);
  await print(terminal, `${entries.length} ${entries.length === 1 ? 'ARN' : 'ARNs'} from ${path}`);
}

const HINT = 'An ARN is 4 to 20 digits. A list has a line for each: order,arn,dispatch; the dispatch may be left out.';
const KNOWN = '`vendor-bridge po list --all` lists the orders, `po show NUMBER --json` their dispatches.';

function numberOf(text: string): string | undefined {
  return Carriage.safeParse({ amazonReferenceNumber: text.trim() }).data?.amazonReferenceNumber;
}

async function isKept({ kind, id }: CarriageSubject, { world }: House): Promise<boolean> {
  const { dispatches, purchaseOrders } = world.stores;
  return (kind === 'dispatch' ? await dispatches.find(id) : await purchaseOrders.find(id)) !== undefined;
}

/** Whatever else was said of it stays. */
async function say(subject: CarriageSubject, arn: string, { world, desk }: House, by: string): Promise<CarriageSaid> {
  const known = await world.stores.carriages.find(subject);
  return desk.sayCarriage(subject, { ...known?.carriage, amazonReferenceNumber: arn }, by);
}

/** What comes of it, as the end of a sentence. */
export function followsFrom({ waiting, told }: Extract<CarriageSaid, { kind: 'said' }>): string {
  const parts = [
    ...(waiting.length > 0 ? [`the ship notice of ${waiting.join(', ')} will say it`] : []),
    ...(told.length > 0 ? [`Amazon has heard of ${told.join(', ')} without it: a correction is looked at`] : []),
  ];
  return parts.length > 0 ? `; ${parts.join('; ')}` : '';
}
