import type { House } from '../house.ts';
import { type WaitingTruck, waitingTrucks } from '../views/trucks.ts';
import type { View } from '../views/view.ts';
import { instantText } from '../words/times.ts';
import { tellRefusal } from '../words/trucks.ts';
import { BadInput } from './failure.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

/** Trucks whose ship notice waits for more dispatches. */
export async function truckList({ json }: { json: boolean }, view: View, terminal: Terminal): Promise<void> {
  const trucks = await waitingTrucks(view);
  if (json) {
    for (const truck of trucks) await printJson(terminal, truck);
    return;
  }
  if (trucks.length === 0) return print(terminal, 'No truck is waited for.');
  await print(
    terminal,
    textTable<WaitingTruck>(
      [
        { head: 'Tells', cell: ({ dispatchId }) => dispatchId },
        { head: 'To', cell: ({ shipTo }) => shipTo ?? '–' },
        { head: 'Carrier', cell: ({ carrierScac }) => carrierScac },
        { head: 'On it', cell: ({ on }) => on.map(({ dispatchId }) => dispatchId).join(', ') },
        {
          head: 'Orders',
          cell: ({ on }) => [...new Set(on.flatMap((one) => one.purchaseOrderNumbers))].join(', '),
        },
        { head: 'Amazon hears of it', cell: ({ closesAt }) => instantText(closesAt) },
      ],
      trucks,
    ),
  );
}

/** Waits for no other dispatch of a truck. What was typed is the word: nothing is asked back. */
export async function truckTell(dispatchId: string, house: House, by: string, terminal: Terminal): Promise<void> {
  const told = await house.desk.tellTruck(dispatchId, by);
  const refusal = tellRefusal(told, dispatchId);
  if (told.kind !== 'going') {
    const code = told.kind === 'not-found' ? 'not-found' : 'not-waiting';
    throw new BadInput(code, refusal?.message ?? '', dispatchId, refusal?.hint ?? '');
  }
  const on = told.load.parts.map((part) => part.dispatchId);
  await print(terminal, `The ship notice of ${on.join(', ')} leaves within moments.`);
}
