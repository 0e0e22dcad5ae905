import { expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { beginReport } from '../../sidecar/workflow/watch-inventory.ts';
import { fakeWorld } from '../fakes/world.ts';
import { openConsole } from '../system/open-console.ts';

test('the page of a report tells each figure’s reason, and the stock page what Amazon was told last', async () => {
  const world = fakeWorld();
  const { stores, journal } = world;
  await stores.itemReferences.learn('NGK7U', { kind: 'asin', value: 'B0NK000101' }, 'NK-0101');
  await stores.itemReferences.learn('NGK7U', { kind: 'asin', value: 'B0NK000999' }, 'NK-0999');
  await beginReport('NGK7U', instant(world.now()), world);
  await engine(world, SAGAS, 'test').runDue();
  const [document] = await stores.outbound.list({ kind: 'inventory-report' });
  const opened = await openConsole({ stores, journal });
  try {
    const read = async (path: string) => (await fetch(`${opened.url}${path}`)).text();
    const page = await read(`/documents/out/${document?.id}`);
    expect(page).toContain('How the figures came about');
    expect(page).toContain('100 to promise');
    expect(page).toContain('Not told: asin B0NK000999 (the shop knows no SKU NK-0999).');
    const stock = await read('/stock');
    expect(stock).toContain('NGK7U told Amazon last:');
    expect(stock).toContain(`/documents/out/${document?.id}`);
    expect(await read('/documents')).toContain('Inventory report (846)');
  } finally {
    await opened.close();
  }
});
