import { describe, expect, test } from 'vitest';
import { addHours, type Instant } from '../../sidecar/domain/calendar.ts';
import { heldSoFar } from '../../sidecar/entrypoints/views/held.ts';
import { story } from '../../sidecar/entrypoints/views/story.ts';
import { SAGA_WORDS, stepWords } from '../../sidecar/entrypoints/words/steps.ts';
import type { JournalEntry, SagaRun } from '../../sidecar/ports/journal.ts';
import { dispatchSaga } from '../../sidecar/workflow/dispatch.ts';
import { inventoryReportSaga } from '../../sidecar/workflow/inventory-report.ts';
import { noticeCorrectionSaga } from '../../sidecar/workflow/notice-correction.ts';
import { orderChangeSaga } from '../../sidecar/workflow/order-change.ts';
import { purchaseOrderSaga } from '../../sidecar/workflow/purchase-order.ts';
import { remittanceSaga } from '../../sidecar/workflow/remittance.ts';
import { SAGAS } from '../../sidecar/workflow/sagas.ts';

const START = new Date('2026-08-05T09:00:00.000Z');
const STATE = { number: '4KQ7TZ1M', vendorCode: 'NGK7U', version: 1, acknowledgeBy: addHours(START, 24) };

type Line = readonly [step: string, event: JournalEntry['event'], detail?: string];

function told(lines: readonly Line[], run: Partial<SagaRun> = {}) {
  const entries = lines.map(([step, event, detail = ''], index) => ({ at: at(index), step, event, detail }));
  const whole: SagaRun = {
    id: '1',
    saga: 'purchase-order',
    key: '4KQ7TZ1M',
    state: STATE,
    step: '',
    status: 'done',
    attempts: 0,
    failingSince: undefined,
    wakeAt: at(0),
    awaiting: '',
    openedAt: at(0),
    changedAt: at(lines.length),
    ...run,
  };
  return { run: whole, entries };
}

function at(hours: number): Instant {
  return addHours(START, hours);
}

function short(lines: readonly Line[], run: Partial<SagaRun> = {}): string[] {
  return story(told(lines, run))
    .filter(({ isTold }) => isTold)
    .map(({ what, detail }) => (detail ? `${what}: ${detail}` : what));
}

test('every step of every saga has words of the trade, and no words are left of a step that is gone', () => {
  const sagas = [
    purchaseOrderSaga,
    orderChangeSaga,
    dispatchSaga,
    noticeCorrectionSaga,
    remittanceSaga,
    inventoryReportSaga,
  ];
  expect(sagas.map(({ name }) => name).sort()).toEqual(SAGAS.map(({ name }) => name).sort());
  expect(Object.keys(SAGA_WORDS).sort()).toEqual(SAGAS.map(({ name }) => name).sort());
  for (const { name, steps } of sagas) {
    expect(Object.keys(SAGA_WORDS[name]?.steps ?? {}).sort()).toEqual(steps.map((step) => step.name).sort());
    // What takes something back must say what that means for the shop.
    const takesBack = steps.filter((step) => step.undo !== undefined).map((step) => step.name);
    expect(takesBack.filter((step) => stepWords(name, step).undone === undefined)).toEqual([]);
  }
});

describe('the short account of an order', () => {
  test('of a smooth walk tells what was done in the shop, and leaves the rest to the documents', () => {
    const walk: Line[] = [
      ['review', 'opened'],
      ['review', 'done'],
      ['hold', 'done'],
      ['settle', 'done'],
      ['hold-settled', 'done'],
      ['decide', 'done'],
      ['acknowledge', 'done'],
      ['enter-order', 'done'],
      ['close-acknowledgement', 'waiting', 'the 997 for our acknowledgement'],
      ['close-acknowledgement', 'woken', 'an answer came'],
      ['close-acknowledgement', 'done'],
      ['', 'ended', 'done'],
    ];
    const state = {
      ...STATE,
      held: [{ position: 1, sku: 'PAN-28', requested: 60, held: 36 }],
      heldLater: [],
      orderReference: '000000412',
    };
    expect(short(walk, { state })).toEqual([
      'Lines reviewed',
      'Stock held in the shop: 36 of 60 ea',
      'Order entered in the shop: 000000412',
    ]);
    expect(story(told(walk, { state }))).toHaveLength(walk.length);
  });

  test('says what is awaited now, not what was awaited once', () => {
    const lines: Line[] = [['close-documents', 'waiting', 'the 997 for our ship-notice']];
    const run: Partial<SagaRun> = { saga: 'dispatch', step: 'close-documents' };
    expect(short(lines, { ...run, status: 'waiting' })).toEqual(['Waits for the 997 for our ship notice']);
    expect(short([...lines, ['close-documents', 'done']], run)).toEqual([]);
  });

  test('is silent on a failure that was ridden out, and tells the last of those that last', () => {
    const failures: Line[] = [
      ['hold', 'failed', 'magento-unreachable: could not hold'],
      ['hold', 'failed', 'magento-unreachable: could not hold, again'],
    ];
    expect(short([...failures, ['hold', 'done']], { step: 'settle' })).toEqual(['Stock held in the shop']);
    expect(short(failures, { step: 'hold', status: 'ready', attempts: 2 })).toEqual([
      'Could not hold the stock in the shop: magento-unreachable: could not hold, again',
    ]);
  });

  test('of an order that was given up says that the stock went back and that Amazon heard nothing', () => {
    const lines: Line[] = [
      ['hold', 'failed', 'magento-unreachable'],
      ['hold', 'undone'],
      ['', 'ended', 'undone'],
    ];
    expect(short(lines, { status: 'undone' })).toEqual([
      'Stock given back to the shop',
      'Given up: nothing is held, and Amazon heard nothing',
    ]);
  });
});

describe('what the shop holds before anything is decided', () => {
  const state = { ...STATE, held: [{ position: 1, sku: 'PAN-28', requested: 12, held: 12 }] };
  const lines: Line[] = [
    ['review', 'done'],
    ['hold', 'done'],
    ['settle', 'waiting', 'a person to settle 1 line'],
  ];

  test('is told with its time', () => {
    expect(heldSoFar([told(lines, { state, status: 'waiting', step: 'settle' })])).toEqual([
      { position: 1, sku: 'PAN-28', requested: 12, held: 12, at: at(1) },
    ]);
  });

  test('is nothing while it is given back', () => {
    expect(heldSoFar([told(lines, { state, status: 'undoing', step: 'hold' })])).toEqual([]);
    expect(heldSoFar([told(lines, { state, status: 'undone' })])).toEqual([]);
  });
});
