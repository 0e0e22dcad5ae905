import { describe, expect, test } from 'vitest';
import { sendingMode, unheardBelow } from '../../sidecar/domain/sending.ts';
import { SendingMode, type SentKind } from '../../sidecar/domain/trading-partner.ts';

const mode = (kind: SentKind, modes: Partial<Record<SentKind, SendingMode>>, whole: SendingMode = 'live') =>
  sendingMode({ mode: whole, modes }, kind);

describe('what becomes of a document', () => {
  test('is what the account says of its kind, else of all', () => {
    expect(mode('invoice', {}, 'never-send')).toBe('never-send');
    expect(mode('acknowledgement', { acknowledgement: 'live' }, 'shadow')).toBe('live');
    expect(mode('functional-acknowledgement', {})).toBe('live');
  });

  test('is never more than of what it rests on', () => {
    expect(mode('ship-notice', { acknowledgement: 'never-send' })).toBe('never-send');
    expect(mode('invoice', { 'ship-notice': 'shadow' })).toBe('shadow');
    expect(mode('acknowledgement', { invoice: 'never-send' })).toBe('live');
  });
});

describe('what Amazon has to hear first', () => {
  const row = (kind: string, preparedAt: string, delivered: 'delivered' | 'held-back' = 'held-back') => ({
    kind,
    channel: 'edi' as const,
    delivered,
    preparedAt,
    mode: SendingMode.enum['never-send'],
  });

  test('is the newest acknowledgement and every notice made before the invoice', () => {
    const ofOrder = [row('ship-notice', '4'), row('ship-notice', '2'), row('acknowledgement', '1')];
    expect(unheardBelow('invoice', ofOrder, '3').map(({ preparedAt }) => preparedAt)).toEqual(['1', '2']);
    expect(unheardBelow('invoice', ofOrder)).toHaveLength(3);
  });

  test('is no answer that a later one has taken the place of', () => {
    const ofOrder = [row('acknowledgement', '2', 'delivered'), row('acknowledgement', '1')];
    expect(unheardBelow('ship-notice', ofOrder)).toEqual([]);
  });

  test('is also what a person has yet to enter in Vendor Central', () => {
    const file = { ...row('acknowledgement', '1', 'delivered'), channel: 'file' as const };
    expect(unheardBelow('ship-notice', [{ ...file, delivered: 'handed-over' }])).toHaveLength(1);
    expect(unheardBelow('ship-notice', [file])).toEqual([]);
    expect(unheardBelow('ship-notice', [{ ...file, channel: 'edi', delivered: 'handed-over' }])).toEqual([]);
  });
});
