import { describe, expect, test } from 'vitest';
import { isParcelCarrier, scacOf } from '../../sidecar/domain/carrier.ts';

describe('the carrier that the shop names', () => {
  test.each([
    ['ups', 'United Parcel Service', 'UPSN'],
    ['UPS', '', 'UPSN'],
    ['ups', 'UPS Freight', 'UPGF'],
    ['fedex', 'Federal Express', 'FDEG'],
    ['fedex', 'FedEx Express®', 'FDXE'],
    ['usps', 'United States Postal Service', 'USPS'],
    ['custom', 'Old Dominion', 'ODFL'],
    ['custom', 'ODFL', 'ODFL'],
    ['custom', 'odfl - Old Dominion Freight Line', 'ODFL'],
    ['custom', 'J.B. Hunt', 'HJBT'],
    ['custom', 'R&L Carriers', 'RLCA'],
    ['custom', 'R+L', 'RLCA'],
  ])('%s, %s is %s', (code, title, scac) => expect(scacOf(code, title)).toBe(scac));

  test.each([
    ['custom', 'Custom Value'],
    ['custom', 'Our own van'],
    ['custom', ''],
    ['custom', 'ABCD'],
    ['custom', 'UPS or FedEx'],
  ])('%s, %s is asked for, not guessed', (code, title) => expect(scacOf(code, title)).toBeUndefined());
});

test('parcels and freight are told apart by the code', () => {
  expect(['UPSN', 'FDEG', 'USPS', 'FDXE'].every(isParcelCarrier)).toBe(true);
  expect(['ODFL', 'UPGF', 'FXFE', 'ABCD'].some(isParcelCarrier)).toBe(false);
});
