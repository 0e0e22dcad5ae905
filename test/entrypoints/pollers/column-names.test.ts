import { describe, expect, test } from 'vitest';
import { readPartner } from '../../../sidecar/codec/partner-file.ts';
import { instant } from '../../../sidecar/domain/calendar.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import { processInbound } from '../../../sidecar/entrypoints/pollers/inbound.ts';
import type { TradingPartners } from '../../../sidecar/ports/partners.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, onePartner } from '../../fakes/world.ts';

/** Names that nobody has put down in the program. */
const DANISH = 'Indkøbsordre,Leverandør,Varenummer,Stregkode,Antal bestilt,Pris';
const ROWS = '4KQ7TZ1M,NGK7U,NK-0101,614141001019,24,11.75\n';
const NAMES = {
  purchaseOrderNumber: ['Indkøbsordre'],
  vendorCode: ['Leverandør'],
  modelNumber: ['Varenummer'],
  externalId: ['Stregkode'],
  quantityOrdered: ['Antal bestilt'],
  unitCost: ['Pris'],
};

function house(...accounts: Record<string, unknown>[]): FakeWorld {
  const [first = {}, ...more] = accounts;
  const partner = TradingPartner.parse({ ...NORTHGATE, ...first });
  const all = [partner, ...more.map((other) => TradingPartner.parse({ ...NORTHGATE, ...other }))];
  const partners: TradingPartners = { ...onePartner(partner), all: () => all };
  return { ...fakeWorld(undefined, partner), partners };
}

async function take(world: FakeWorld, text: string, channel: 'file' | 'edi' = 'file') {
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  const { document } = await world.stores.inbound.keep({ channel, name: 'ordrer.csv', bytes }, instant(world.now()));
  const { state } = await processInbound(document.id, world);
  const [raised] = await world.stores.discrepancies.list({ state: 'open', kind: 'inbound-refused' });
  return { state, id: document.id, refusal: raised?.detail as Record<'code' | 'message' | 'hint', string> | undefined };
}

describe('an export whose columns nobody knows', () => {
  test('is refused by the column that is missing first, with its own names and the setting for it', async () => {
    const { state, refusal } = await take(house(), `${DANISH}\n${ROWS}`);
    expect([state, refusal?.code]).toEqual(['quarantined', 'order-table-missing']);
    expect(refusal?.message).toContain('no column is the number of the order (PO)');
    expect(refusal?.message).toContain('its columns are Indkøbsordre, Leverandør, Varenummer');
    expect(refusal?.hint).toContain('partners[].exports.columns.purchaseOrderNumber');
  });

  test('and whose number of the order is known then, by the next ones', async () => {
    const world = house({ exports: { columns: { purchaseOrderNumber: NAMES.purchaseOrderNumber } } });
    const { refusal } = await take(world, `${DANISH}\n${ROWS}`);
    expect(refusal?.message).toContain('fewer than two columns are product and quantity');
    expect(refusal?.hint).toContain('partners[].exports.columns.quantityOrdered');
  });

  test('and whose quantity alone has another name, by that column', async () => {
    const { state, refusal } = await take(
      house(),
      'PO,Vendor,ASIN,Model Number,Antal bestilt\n1A,NGK7U,B0,NK-0101,24\n',
    );
    expect([state, refusal?.code]).toEqual(['quarantined', 'column-missing']);
    expect(refusal?.message).toContain('no column Quantity Ordered');
    expect(refusal?.hint).toContain('partners[].exports.columns.quantityOrdered');
  });

  test('is read once the settings name them, handed in or from the mailbox; what was refused is read again', async () => {
    for (const channel of ['file', 'edi'] as const) {
      const world = house({ exports: { columns: NAMES } });
      expect((await take(world, `${DANISH}\n${ROWS}`, channel)).state).toBe('processed');
      expect((await world.stores.purchaseOrders.find('4KQ7TZ1M'))?.document.lines).toMatchObject([
        { ordered: { amount: 24 }, unitCost: '11.75', productIds: [{ kind: 'upc' }, { kind: 'vendor-part' }] },
      ]);
    }
    const before = house();
    const { id } = await take(before, `${DANISH}\n${ROWS}`);
    const after = { ...before, partners: house({ exports: { columns: NAMES } }).partners };
    expect((await processInbound(id, after)).state).toBe('processed');
    expect(await before.stores.discrepancies.list({ state: 'open', kind: 'inbound-refused' })).toEqual([]);
  });

  test('a name of the settings comes before those that the program knows', async () => {
    const world = house({ exports: { columns: { quantityOrdered: ['Confirmed Quantity'] } } });
    await take(
      world,
      'PO,Vendor,ASIN,Model Number,Quantity Ordered,Confirmed Quantity\n4KQ7TZ1M,NGK7U,B0NORTH001,NK-0101,24,18\n',
    );
    expect((await world.stores.purchaseOrders.find('4KQ7TZ1M'))?.document.lines[0]?.ordered.amount).toBe(18);
  });

  test('two accounts that call different columns alike stop the file, and both are named', async () => {
    const world = house(
      { exports: { columns: NAMES } },
      { vendorCode: 'NGK8E', exports: { columns: { quantityConfirmed: ['antal-bestilt'] } } },
    );
    const { refusal } = await take(world, `${DANISH}\n${ROWS}`);
    expect(refusal?.code).toBe('column-names-conflict');
    expect(refusal?.message).toContain("'antal-bestilt' is quantityOrdered by the settings of NGK7U");
    expect(refusal?.message).toContain('NGK8E');
  });
});

describe('the names in an account', () => {
  const problems = (columns: unknown) => {
    const read = readPartner({ ...NORTHGATE, exports: { columns } });
    return 'problems' in read ? read.problems : [];
  };

  test('are sound as they stand', () => {
    expect(problems(NAMES)).toEqual([]);
  });

  test.each([
    ['of a column that there is not', { quantity: ['Antal'] }, 'quantity', 'known are purchaseOrderNumber'],
    ['that is two columns', { unitCost: ['Pris'], currency: ['PRIS'] }, 'currency', "'PRIS' is unitCost already"],
    ['of signs alone', { unitCost: ['--'] }, 'unitCost', 'neither letter nor digit'],
  ])('a name %s is a problem with its place', (_what, columns, place, words) => {
    expect(problems(columns)).toEqual([{ place: `exports.columns.${place}`, message: expect.stringContaining(words) }]);
  });
});
