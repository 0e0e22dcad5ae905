import { describe, expect, test } from 'vitest';
import { mergeFile, partnerHash, settingChanges } from '../../sidecar/domain/partner-version.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import { NORTHGATE } from '../fakes/world.ts';

const account = (change: object) => TradingPartner.parse({ ...NORTHGATE, ...change });
const merged = (...[before, file, present]: [object, object, object]) => {
  const { content, ...rest } = mergeFile(account(before), account(file), account(present));
  return { ...rest, partner: TradingPartner.parse(content) };
};

describe('two versions of an account', () => {
  test('say the same under one hash, in whatever order their names were written', () => {
    const turned = Object.fromEntries(Object.entries(NORTHGATE).reverse()) as TradingPartner;
    expect(partnerHash(turned)).toBe(partnerHash(NORTHGATE));
    expect(settingChanges(turned, NORTHGATE)).toEqual([]);
  });

  test('are told apart place by place', () => {
    const after = account({ policies: { shortage: 'reject' }, modes: { invoice: 'never-send' } });
    expect(settingChanges(NORTHGATE, after)).toEqual([
      { place: 'modes.invoice', before: undefined, after: 'never-send' },
      { place: 'policies.shortage', before: 'backorder', after: 'reject' },
    ]);
    expect(partnerHash(after)).not.toBe(partnerHash(NORTHGATE));
  });
});

describe('a settings file that changes after a person did', () => {
  test('does not take a brake off that a person put on', () => {
    const { partner, overruled, kept } = merged({}, { policies: { transitDays: 5 } }, { mode: 'never-send' });
    expect(partner).toMatchObject({ mode: 'never-send', policies: { transitDays: 5 } });
    expect([overruled, kept]).toEqual([[], ['mode']]);
  });

  test('has the last word where both changed one place, and says so', () => {
    const { partner, overruled } = merged({}, { policies: { transitDays: 5 } }, { policies: { transitDays: 7 } });
    expect(partner.policies.transitDays).toBe(5);
    expect(overruled).toEqual([{ place: 'policies.transitDays', before: 7, after: 5 }]);
  });

  test('overrules nobody where both came to the same', () => {
    const same = { policies: { transitDays: 5 } };
    expect(merged({}, same, same).overruled).toEqual([]);
  });

  test('leaves one mode of a person while it sets another', () => {
    const { partner } = merged({}, { modes: { invoice: 'shadow' } }, { modes: { acknowledgement: 'never-send' } });
    expect(partner.modes).toEqual({ invoice: 'shadow', acknowledgement: 'never-send' });
  });

  test('takes out a whole table, and what a person did elsewhere still stands', () => {
    const address = { lines: ['410 FOUNDRY ROAD'], city: 'RENO' };
    const told = { remitTo: { ...NORTHGATE.remitTo, address }, policies: { defaultCarrier: { scac: 'RBTW' } } };
    const { partner } = merged(told, {}, { ...told, mode: 'never-send' });
    expect(partner).toEqual(account({ mode: 'never-send' }));
  });

  test('takes out again what it once said', () => {
    expect(
      merged({ modes: { invoice: 'never-send' } }, {}, { modes: { invoice: 'never-send' } }).partner.modes,
    ).toEqual({});
  });
});
