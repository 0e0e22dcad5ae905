/*
 * Orders changed by 860 and loads that Amazon fetches, over the files of a mailbox, before an Amazon that judges what
 * we say and answers it.
 */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAmazon } from '../../../sidecar/adapters/amazon/connect.ts';
import { AmazonConnections } from '../../../sidecar/adapters/amazon/connections.ts';
import { amazonPartner } from '../../../sidecar/adapters/amazon/partner.ts';
import { RoutingRequest } from '../../../sidecar/domain/routing.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import { sweepMailbox } from '../../../sidecar/entrypoints/pollers/mailbox.ts';
import { saidCarriage } from '../../../sidecar/workflow/carriage.ts';
import { engine } from '../../../sidecar/workflow/engine.ts';
import { requestRouting, routingFor } from '../../../sidecar/workflow/routing.ts';
import { SAGAS } from '../../../sidecar/workflow/sagas.ts';
import { watchSent } from '../../../sidecar/workflow/watch-sent.ts';
import type { World } from '../../../sidecar/workflow/world.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { type AmazonStandIn, startAmazon } from '../../stand-ins/amazon/amazon.ts';
import type { AmazonOrder } from '../../stand-ins/amazon/order.ts';
import { northgate } from './samples.ts';

let root: string;
let amazon: AmazonStandIn;
let world: World;
let work: () => Promise<void>;
let anHourPasses: () => void;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'amazon-changes-'));
  for (const folder of ['upload', 'download']) await mkdir(join(root, folder));
  const account = TradingPartner.parse({ ...northgate('edi'), policies: { changeAnswer: '865' } });
  const calm = fakeWorld(undefined, account);
  amazon = await startAmazon({ clock: calm.now, mailboxFolder: root });
  const { channels, mailboxes } = connectAmazon(
    AmazonConnections.parse({ mailbox: { inbox: join(root, 'download'), outbox: join(root, 'upload') } }),
    { sequences: calm.stores.sequences, clock: calm.now, warn: () => {} },
  );
  const mailbox = mailboxes[0]?.mailbox;
  if (!mailbox) throw new Error('there is no mailbox');
  const { stores, partners, now: clock, events } = calm;
  world = { ...calm, partner: amazonPartner({ stores, partners, channels, clock, events }) };
  anHourPasses = () => calm.clock.advance(3_600_000);
  const running = engine(world, SAGAS, 'test');
  work = async () => {
    // To and fro until neither side has anything to say.
    for (let round = 0; round < 3; round++) {
      await sweepMailbox(mailbox, { settleAfterMs: 0 }, world);
      await running.runDue();
      await amazon.sweepMailbox();
    }
    await watchSent(world);
  };
});

afterEach(async () => {
  await amazon.close();
  await rm(root, { recursive: true, force: true });
});

const ORDER: AmazonOrder = {
  number: '4KQ7TZ1M',
  shipTo: { id: 'PHX7' },
  shipWindow: { from: '2026-08-10', to: '2026-08-14' },
  methodOfPayment: 'CC',
  lines: [
    { ids: [{ qualifier: 'UP', value: '614141001019' }], quantity: 24, unit: 'EA', unitCost: '11.75' },
    { ids: [{ qualifier: 'VN', value: 'NK-0103' }], quantity: 4, unit: 'EA', unitCost: '4.2' },
  ],
};

function promises(): string[] {
  return (amazon.books.orders['4KQ7TZ1M']?.lines ?? []).map(
    ({ number, ordered, effective: said }) =>
      `${number}: ${ordered} ordered, ${said?.accepted}/${said?.backordered}/${said?.rejected}`,
  );
}

async function sentFiles(): Promise<string[]> {
  const names = await readdir(join(root, 'archive'));
  return names.map((name) => name.replace(/^\d+-NGK7U_/, '')).filter((name) => !name.startsWith('997'));
}

describe('an order changed by 860', () => {
  test('is answered by 865, which Amazon takes as its new answer and closes by 997', async () => {
    await amazon.sendPurchaseOrder(ORDER, { via: 'edi' });
    await work();
    const change = {
      lines: [
        { number: '1', quantity: 10 },
        { number: '2', quantity: 0 },
      ],
    };
    await amazon.changePurchaseOrder('4KQ7TZ1M', change, { as: '860' });
    await work();
    expect(amazon.books.problems).toEqual([]);
    expect(promises()).toEqual(['1: 10 ordered, 10/0/0', '2: 0 ordered, 0/0/0']);
    expect((await sentFiles()).map((name) => name.slice(0, 12))).toEqual(['855_4KQ7TZ1M', '865_4KQ7TZ1M']);
    const [answer] = await world.stores.outbound.list({ purchaseOrderNumber: '4KQ7TZ1M', kind: 'acknowledgement' });
    expect(answer).toMatchObject({ functionalId: 'CA', acknowledged: 'accepted' });
    expect(answer?.raw).toMatch(
      /BCA\*00\*AC\*4KQ7TZ1M\*\*\*20260803\*\*\*\*\d{8}~POC\*1\*QD\*10\*14\*EA\*11\.75\*PE\*UP\*614141001019~ACK\*IA\*10\*EA/,
    );
    expect(await world.journal.list({})).toEqual([
      expect.objectContaining({ saga: 'purchase-order', status: 'done' }),
      expect.objectContaining({ saga: 'order-change', status: 'done' }),
    ]);
    // A resend changes nothing: the next answer would be another file.
    await amazon.changePurchaseOrder('4KQ7TZ1M', change, { as: '860' });
    await work();
    expect(await sentFiles()).toHaveLength(2);
  });

  test('taken back whole: the cancellation is confirmed line by line, and taken up again it is answered anew', async () => {
    await amazon.sendPurchaseOrder(ORDER, { via: 'edi' });
    await work();
    const all = (one: number, two: number) => ({
      lines: [
        { number: '1', quantity: one },
        { number: '2', quantity: two },
      ],
    });
    await amazon.changePurchaseOrder('4KQ7TZ1M', all(0, 0), { as: '860' });
    await work();
    expect(promises()).toEqual(['1: 0 ordered, 0/0/0', '2: 0 ordered, 0/0/0']);
    expect((await world.stores.purchaseOrders.find('4KQ7TZ1M'))?.progress).toBe('closed');
    await amazon.changePurchaseOrder('4KQ7TZ1M', all(24, 4), { as: '860' });
    await work();
    expect([amazon.books.problems, promises()]).toEqual([[], ['1: 24 ordered, 24/0/0', '2: 4 ordered, 4/0/0']]);
    expect((await world.stores.outbound.list({ acknowledged: 'awaited' })).map(({ key }) => key)).toEqual([]);
  });
});

describe('a load that Amazon fetches', () => {
  const request = RoutingRequest.parse({
    number: 'NGKRR1',
    requestedOn: '2026-08-07',
    shipFrom: northgate('edi').shipFrom,
    loads: [
      {
        shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
        billOfLading: 'NGK7U00260811',
        pickUpOn: '2026-08-11',
        orders: [{ purchaseOrderNumber: '4KQ7TZ1M', packaging: 'CTN', packages: 5 }],
      },
    ],
  });

  test('is asked for by 753, routed by 754, and the ship notice has its carrier and its ARN', async () => {
    await amazon.sendPurchaseOrder(ORDER, { via: 'edi' });
    await work();
    const id = await requestRouting(request, 'NGK7U', world);
    expect(await requestRouting(request, 'NGK7U', world)).toBe(id);
    await work();
    await work();
    expect([amazon.books.problems, amazon.books.routingRequestsByEdi.map(({ number }) => number)]).toEqual([
      [],
      ['NGKRR1'],
    ]);
    expect((await world.stores.outbound.find(id))?.acknowledged).toBe('accepted');
    const routed = await routingFor('4KQ7TZ1M', 'PHX7', world);
    expect(routed?.load).toMatchObject({ carrierScac: 'ODFL', pickUpOn: '2026-08-11', requestNumber: 'NGKRR1' });
    expect(routed?.load.amazonReferenceNumber).toMatch(/^\d+$/);
    expect(await routingFor('4KQ7TZ1M', 'ONT8', world)).toBeUndefined();
    const { carriage } = await saidCarriage({ id: '7', purchaseOrderNumber: '4KQ7TZ1M' }, world);
    expect(carriage).toEqual({
      scac: 'ODFL',
      amazonReferenceNumber: routed?.load.amazonReferenceNumber,
      billOfLading: 'NGK7U00260811',
    });
  });

  test('what a person says of the dispatch counts before it; two loads of one order are nobody’s guess', async () => {
    await amazon.sendPurchaseOrder(ORDER, { via: 'edi' });
    await work();
    await requestRouting(request, 'NGK7U', world);
    await work();
    await world.stores.carriages.keep({
      subject: { kind: 'order', id: '4KQ7TZ1M' },
      carriage: { scac: 'SAIA' },
      saidBy: 'maria',
      saidAt: '2026-08-09T08:00:00.000Z' as never,
    });
    await work();
    const said = async () => (await saidCarriage({ id: '7', purchaseOrderNumber: '4KQ7TZ1M' }, world)).carriage;
    expect(await said()).toMatchObject({ scac: 'SAIA', billOfLading: 'NGK7U00260811' });
    anHourPasses();
    const [load] = request.loads;
    const two = RoutingRequest.parse({ ...request, number: 'NGKRR2', loads: [load, load] });
    await requestRouting(two, 'NGK7U', world);
    await work();
    await work();
    expect(await world.stores.routings.list('4KQ7TZ1M')).toHaveLength(3);
    expect(await said()).toEqual({ scac: 'SAIA' });
  });

  test('a file of the request names what is fetched where and when', async () => {
    await amazon.sendPurchaseOrder(ORDER, { via: 'edi' });
    await work();
    await requestRouting(request, 'NGK7U', world);
    const [name = ''] = await readdir(join(root, 'upload'));
    expect(name).toBe('NGK7U_753_NGKRR1_000000003.edi');
    const text = await readFile(join(root, 'upload', name), 'utf8');
    expect(text).toContain('LX*1~N1*ST**92*PHX7~L11*NGK7U00260811*BM~G62*10*20260811~OID**4KQ7TZ1M**CTN*5');
  });
});
