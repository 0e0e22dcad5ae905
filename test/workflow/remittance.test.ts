import { describe, expect, test } from 'vitest';
import { instant } from '../../sidecar/domain/calendar.ts';
import { Invoice } from '../../sidecar/domain/invoice.ts';
import { Remittance } from '../../sidecar/domain/remittance.ts';
import { engine } from '../../sidecar/workflow/engine.ts';
import { receiveRemittance } from '../../sidecar/workflow/intake.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';
import { type FakeWorld, fakeWorld } from '../fakes/world.ts';
import { withFault } from './faults.ts';

/** Northgate grants 2 % for payment within 30 days. */
async function billed(world: FakeWorld, number: string, total: string) {
  const invoice = Invoice.parse({
    number,
    kind: 'invoice',
    invoicedOn: '2026-08-12',
    purchaseOrderNumber: '4KQ7TZ1M',
    vendorCode: 'NGK7U',
    currency: 'USD',
    billTo: { name: 'AMAZON' },
    remitTo: { name: 'NORTHGATE KITCHENWARE' },
    terms: { discountPercent: '2', discountDays: 30, netDays: 60 },
    lines: [
      {
        position: 1,
        purchaseOrderNumber: '4KQ7TZ1M',
        productId: { kind: 'upc', value: '614141001019' },
        invoiced: { amount: 1, unitOfMeasure: 'each' },
        unitCost: total,
      },
    ],
    adjustments: [],
    total,
  });
  await world.stores.invoices.keep(invoice, `S-${number}`, instant(world.now()));
}

async function arrives(world: FakeWorld, paymentNumber: string, ...lines: [reference: string, amountPaid: string][]) {
  world.clock.advance(1000);
  const cents = lines.reduce((total, [, amount]) => total + Math.round(Number(amount) * 100), 0);
  const remittance = Remittance.parse({
    paymentNumber,
    total: (cents / 100).toFixed(2),
    lines: lines.map(([reference, amountPaid], index) => ({
      position: index + 1,
      reference,
      amountPaid,
      adjustments: [],
    })),
  });
  await receiveRemittance(remittance, 'NGK7U', `in-${paymentNumber}`, world);
}

async function pays(world: FakeWorld, paymentNumber: string, ...lines: [reference: string, amountPaid: string][]) {
  await arrives(world, paymentNumber, ...lines);
  await engine(world, SAGAS, 'test').runDue();
}

async function state(world: FakeWorld, number = 'INV-1') {
  const invoice = await world.stores.invoices.find(number);
  const open = await world.stores.discrepancies.list({ state: 'open' });
  return `${invoice?.state} ${invoice?.paid}; ${open.map(({ key }) => key).join(' ') || 'nothing open'}`;
}

describe('an invoice', () => {
  test('that is paid twice is overpaid by the whole second payment', async () => {
    const world = fakeWorld();
    await billed(world, 'INV-1', '100');
    await pays(world, 'P-1', ['INV-1', '98']);
    expect(await state(world)).toBe('paid 98; nothing open');
    await pays(world, 'P-2', ['INV-1', '98']);
    expect(await state(world)).toBe('overpaid 196; overpaid:P-2:INV-1');
    const [row] = await world.stores.discrepancies.list({ state: 'open' });
    expect(row?.detail).toMatchObject({ expected: '0', difference: '98' });
  });

  test('that is paid in two parts is short until the second, and then paid', async () => {
    const world = fakeWorld();
    await billed(world, 'INV-1', '100');
    await pays(world, 'P-1', ['INV-1', '60']);
    expect(await state(world)).toBe('short-paid 60; short-paid:P-1:INV-1');
    await pays(world, 'P-2', ['INV-1', '38']);
    expect(await state(world)).toBe('paid 98; short-paid:P-1:INV-1');
  });

  test('whose shortage claim Amazon makes up for with a payment is paid, not overpaid', async () => {
    const world = fakeWorld();
    await billed(world, 'INV-1', '100');
    await pays(world, 'P-1', ['INV-1', '100'], ['INV-1SC', '-40']);
    await pays(world, 'P-2', ['INV-1', '40']);
    expect(await state(world)).toBe('paid 140; shortage-claim:P-1:INV-1SC');
  });

  test('whose shortage claim was taken back is paid; one more payment is too much', async () => {
    const world = fakeWorld();
    await billed(world, 'INV-1', '100');
    await pays(world, 'P-1', ['INV-1', '98'], ['INV-1SC', '-40']);
    await pays(world, 'P-2', ['INV-1SCR', '40']);
    await pays(world, 'P-3', ['INV-1', '40']);
    expect(await state(world)).toBe('overpaid 138; shortage-claim:P-1:INV-1SC overpaid:P-3:INV-1');
  });

  test('paid twice by payments that are matched in the wrong order is still found overpaid', async () => {
    const world = fakeWorld();
    await billed(world, 'INV-1', '100');
    await arrives(world, 'P-1', ['INV-1', '98']);
    await world.journal.claim(instant(world.now()), 60_000, 'a slow worker');
    await pays(world, 'P-2', ['INV-1', '98']);
    expect(await state(world)).toBe('paid 98; nothing open');
    world.clock.advance(120_000);
    await engine(world, SAGAS, 'test').runDue();
    expect(await state(world)).toBe('overpaid 196; overpaid:P-1:INV-1');
  });

  test('is not found in a payment that speaks of another one, however alike', async () => {
    const world = fakeWorld();
    await billed(world, 'INV-1', '100');
    await billed(world, 'INV-1SC', '50');
    await pays(world, 'P-1', ['INV-1SC', '50']);
    expect(await state(world)).toBe('open 0; nothing open');
    expect(await state(world, 'INV-1SC')).toBe('paid 50; nothing open');
  });
});

test('a remittance asks for the invoices that it mentions, never for all', async () => {
  const world = fakeWorld();
  await billed(world, 'INV-1', '100');
  const asked: string[][] = [];
  const findMany = world.stores.invoices.findMany.bind(world.stores.invoices);
  world.stores.invoices.findMany = async (numbers) => {
    asked.push([...numbers]);
    return findMany(numbers);
  };
  const { world: watched, calls } = withFault(world, undefined);
  await arrives(world, 'P-1', ['inv-1', '98'], ['INV-2-SCR-SC', '-5'], ['881VCBSINV', '-3']);
  await engine(watched, SAGAS, 'test').runDue();
  expect(calls.map(({ name }) => name)).not.toContain('stores.invoices.list');
  expect(asked).toEqual([['INV-1', 'INV-2-SCR-SC', 'INV-2-SCR-', 'INV-2-SCR', 'INV-2-', 'INV-2', '881VCBSINV', '881']]);
  expect(await state(world)).toMatch(/^paid 98;/);
});
