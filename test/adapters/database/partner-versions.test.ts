import { describe, expect, test } from 'vitest';
import { keptPartners } from '../../../sidecar/adapters/kept-partners.ts';
import type { Instant } from '../../../sidecar/domain/calendar.ts';
import { type PartnerVersion, partnerHash } from '../../../sidecar/domain/partner-version.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import { NORTHGATE, orderOf } from '../../fakes/world.ts';
import { onEveryImplementation } from './databases.ts';

const AT = '2026-08-03T12:00:00.000Z' as Instant;

function version(number: number, change: object = {}): PartnerVersion {
  const partner = TradingPartner.parse({ ...NORTHGATE, ...change });
  const { vendorCode } = partner;
  const how = { at: AT, by: 'anna', origin: 'person' as const, note: '', fileSays: undefined };
  return { vendorCode, number, hash: partnerHash(partner), partner, ...how };
}

describe('the settings of an account', () => {
  onEveryImplementation((shelf) => {
    test('are kept version by version, for ever, as they were written', async () => {
      const { partnerVersions } = shelf.stores;
      const first = { ...version(1), origin: 'file' as const, by: 'configuration file', fileSays: NORTHGATE };
      const second = { ...version(2, { mode: 'never-send' }), note: 'keeps what a person changed' };
      expect([await partnerVersions.keep(first), await partnerVersions.keep(second)]).toEqual([true, true]);
      expect(await partnerVersions.history('NGK7U')).toEqual([second, first]);
      expect(await partnerVersions.find('NGK7U', 1)).toEqual(first);
      expect(await partnerVersions.find('NGK7U', 3)).toBeUndefined();
      expect(await partnerVersions.history('OTHER')).toEqual([]);
    });

    test('have each number once: of two hands at once the second is told', async () => {
      const { partnerVersions } = shelf.stores;
      const both = [version(1), version(1, { mode: 'shadow' })].map((one) => partnerVersions.keep(one));
      expect((await Promise.all(both)).sort()).toEqual([false, true]);
      expect(await partnerVersions.history('NGK7U')).toHaveLength(1);
    });

    test('are asked for by what is newer than what one knows', async () => {
      const { partnerVersions } = shelf.stores;
      for (const one of [version(1), version(2, { mode: 'shadow' }), version(1, { vendorCode: 'ABC12' })]) {
        await partnerVersions.keep(one);
      }
      const newest = async (known?: [string, number][]) =>
        (await partnerVersions.newest(known && new Map(known))).map(
          ({ vendorCode, number }) => `${vendorCode} ${number}`,
        );
      expect(await newest()).toEqual(['ABC12 1', 'NGK7U 2']);
      expect(
        await newest([
          ['ABC12', 1],
          ['NGK7U', 1],
        ]),
      ).toEqual(['NGK7U 2']);
      expect(
        await newest([
          ['ABC12', 1],
          ['NGK7U', 2],
        ]),
      ).toEqual([]);
    });

    test('that one process changes are seen by the others without a restart', async () => {
      const { partnerVersions } = shelf.stores;
      const [here, there] = [keptPartners(partnerVersions), keptPartners(partnerVersions)];
      await partnerVersions.keep(version(1));
      await Promise.all([here.refresh(), there.refresh()]);
      await partnerVersions.keep(version(2, { mode: 'never-send' }));
      await here.refresh();
      expect([here.find('NGK7U')?.mode, here.versionOf?.('NGK7U')]).toEqual(['never-send', 2]);
      expect(there.find('NGK7U')?.mode).toBe('live');
      await there.refresh();
      expect(there.findByInterchange('AMAZON', 'NORTHGATEKW')?.mode).toBe('never-send');
    });

    test('are named by number on the decision and the document that were made under them', async () => {
      const { purchaseOrders, outbound } = shelf.stores;
      const order = orderOf('4KQ7TZ1M', 'NK-0101 24ea 11.75');
      await purchaseOrders.keep(order, 'NGK7U', AT, { channel: 'edi', inboundId: 'in-1', at: AT });
      await purchaseOrders.keepDecision('4KQ7TZ1M', 1, AT, [], 4);
      expect(await purchaseOrders.decision('4KQ7TZ1M')).toEqual({ version: 1, at: AT, lines: [], partnerVersion: 4 });
      const document = await outbound.prepare({ ...UNSENT, mode: 'live', partnerVersion: 4 }, AT);
      expect([document.mode, document.partnerVersion]).toEqual(['live', 4]);
    });
  });
});

const UNSENT = {
  key: '997:1',
  kind: 'functional-acknowledgement' as const,
  vendorCode: 'NGK7U',
  purchaseOrderNumber: undefined,
  channel: 'edi' as const,
  content: {
    kind: 'functional-acknowledgement' as const,
    document: {
      functionalId: 'PO',
      groupControlNumber: '7',
      result: 'accepted' as const,
      announced: 1,
      received: 1,
      accepted: 1,
      transactions: [],
    },
  },
  raw: 'ST*997*0001~',
  fileName: '997.edi',
  controlNumber: 7,
  functionalId: 'FA',
};

describe('a document that is held back', () => {
  onEveryImplementation((shelf) => {
    test('is listed as such, and is delivered once a person has sent it', async () => {
      const { outbound } = shelf.stores;
      const { id, delivered } = await outbound.prepare({ ...UNSENT, mode: 'never-send' }, AT);
      expect(delivered).toBe('held-back');
      expect((await outbound.list({ delivered: 'held-back' })).map(({ mode }) => mode)).toEqual(['never-send']);
      expect(await outbound.list({ delivered: 'pending' })).toEqual([]);
      await outbound.markDelivered(id, '997.edi', AT);
      expect(await outbound.find(id)).toMatchObject({
        delivered: 'delivered',
        mode: 'never-send',
        reference: '997.edi',
      });
    });
  });
});

describe('a comparison of a shadow', () => {
  onEveryImplementation((shelf) => {
    test('is the newest, and silence never takes the place of what was heard', async () => {
      const { shadow } = shelf.stores;
      const heard = {
        documentKey: 'acknowledgement:4KQ7TZ1M:1',
        kind: 'acknowledgement' as const,
        vendorCode: 'NGK7U',
        purchaseOrderNumber: '4KQ7TZ1M',
        heardFrom: 'read-back' as const,
        differences: [{ what: 'line 1, accepted', ours: '36', theirs: '24' }],
        comparedAt: AT,
      };
      await shadow.keep(heard);
      await shadow.keep({ ...heard, heardFrom: 'nobody', differences: [] });
      expect(await shadow.find(heard.documentKey)).toEqual(heard);
      const again = { ...heard, heardFrom: 'import' as const, differences: [] };
      await shadow.keep(again);
      expect(await shadow.list({ vendorCode: 'NGK7U' })).toEqual([again]);
      expect(await shadow.list({ vendorCode: 'OTHER' })).toEqual([]);
    });
  });
});
