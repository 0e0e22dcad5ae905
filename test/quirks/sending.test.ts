import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { labelsZpl } from '../../sidecar/codec/labels/zpl.ts';
import type { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { looksLikeDate } from '../../sidecar/domain/bill-of-lading.ts';
import { addHours, instant } from '../../sidecar/domain/calendar.ts';
import { Carriage } from '../../sidecar/domain/carriage.ts';
import { labelsOf } from '../../sidecar/domain/carton-label.ts';
import { checkInvoice } from '../../sidecar/domain/invoice-check.ts';
import { planCorrection } from '../../sidecar/domain/notice-correction.ts';
import { RoutingRequest } from '../../sidecar/domain/routing.ts';
import { cartonsOf, type ShipNotice } from '../../sidecar/domain/ship-notice.ts';
import { checkShipNotice } from '../../sidecar/domain/ship-notice-check.ts';
import { poShow } from '../../sidecar/entrypoints/cli/po.ts';
import { isPortalLocked } from '../../sidecar/entrypoints/words/shown.ts';
import type { SendRequest } from '../../sidecar/ports/partner.ts';
import { acknowledgementKey } from '../../sidecar/workflow/acknowledge.ts';
import { closeAnswer } from '../../sidecar/workflow/close-acknowledgement.ts';
import { watchDeadlines } from '../../sidecar/workflow/watch.ts';
import { invoice, northgate, shipNotice } from '../adapters/amazon/samples.ts';
import { NORTHGATE } from '../fakes/world.ts';
import { client, PATHS } from '../stand-ins/amazon/example.ts';
import { HOUR, MINUTE } from '../workflow/runs.ts';
import { inQuirkyHouse, potsAndPans, type QuirkyHouse } from './house.ts';

/*
 * What Amazon's live service does with what we send, and what becomes of it here. Each test bears the number that
 * docs/sp-api-quirks.md explains it under.
 */

const unknown = { ids: [{ qualifier: 'VN' as const, value: 'NK-9999' }], quantity: 3, unit: 'EA' as const };
const [pans] = potsAndPans().lines;
if (!pans) throw new Error('there are no pans');

/** Answered, and due to leave by truck: what the samples of a ship notice and an invoice speak of. */
async function answered({ place, poll, world }: QuirkyHouse): Promise<void> {
  await place({ lines: [pans ?? unknown] });
  await poll();
  world.clock.set(new Date('2026-08-11T21:30:00Z'));
}

const noticeOf = ({ content }: SendRequest): ShipNotice => {
  if (content.kind !== 'ship-notice') throw new Error('that is no ship notice');
  return content.document;
};
const invoiceOf = ({ content }: SendRequest) => {
  if (content.kind !== 'invoice') throw new Error('that is no invoice');
  return content.document;
};

describe('an acknowledgement goes to an Amazon', () => {
  test('Q16 that rejects a line which is left out: every line is answered, one in doubt as well', () =>
    inQuirkyHouse({}, async ({ amazon, place, poll, pass, booked }) => {
      await place({ lines: [pans, { ...unknown, unitCost: '1', isBackOrderAllowed: true }] });
      await poll();
      expect(amazon.books.acknowledgements).toEqual([]);
      await pass(23 * HOUR);
      expect(booked()).toEqual(['1: 24/0/0', '2: 0/3/0']);
      expect(amazon.books.problems).toEqual([]);
    }));

  test('Q17 that compares product ids byte for byte and takes no unit too many', () =>
    inQuirkyHouse({ products: [{ sku: 'NK-0101', onHand: 500, barcode: '0614141001019' }] }, async (house) => {
      const { amazon, place, poll, booked } = house;
      await place({ lines: [{ ...pans, ids: [{ qualifier: 'EN', value: '0614141001019' }] }] });
      await poll();
      expect(booked()).toEqual(['1: 24/0/0']);
      expect(amazon.books.problems).toEqual([]);
    }));

  test('Q18 that never forgets a rejection: what was once rejected stays so, whatever the shop has by now', () =>
    inQuirkyHouse(
      {
        products: [{ sku: 'NK-0101', onHand: 10, barcode: '614141001019' }],
        account: { policies: { shortage: 'reject' } },
      },
      async ({ world, amazon, place, poll, booked, open }) => {
        await place({ lines: [pans] });
        await poll();
        expect(booked()).toEqual(['1: 10/0/14']);
        world.stockMaster.products.set('NK-0101', { sku: 'NK-0101', onHand: 500, barcode: '614141001019' });
        world.clock.advance(HOUR);
        await amazon.changePurchaseOrder('4KQ7TZ1M', { deliveryWindow: { from: '2026-08-12', to: '2026-08-16' } });
        world.clock.advance(10 * MINUTE);
        await poll();
        expect(booked()).toEqual(['1: 10/0/14']);
        expect(await open()).not.toContain('outbound-rejected');
      },
    ));

  test('Q19 that takes a change to rejected and does not apply it: what it shows is read back, a person hears of it', () =>
    inQuirkyHouse({ quirks: ['Q19'] }, async ({ world, place, poll, booked, open }) => {
      await place({ lines: [pans] });
      await poll();
      const first = await world.stores.outbound.findByKey(acknowledgementKey('4KQ7TZ1M', 1));
      if (first?.content.kind !== 'acknowledgement') throw new Error('nothing was acknowledged');
      const rejecting: Acknowledgement = {
        ...first.content.document,
        lines: first.content.document.lines.map((line) => ({
          ...line,
          dispositions: [{ code: 'rejected', quantity: line.ordered, reason: 'temporarily-unavailable' }],
        })),
      };
      const sent = await world.partner.send({
        key: 'acknowledgement:4KQ7TZ1M:by-hand',
        vendorCode: 'NGK7U',
        purchaseOrderNumber: '4KQ7TZ1M',
        content: { kind: 'acknowledgement', document: rejecting },
      });
      const state = { number: '4KQ7TZ1M', vendorCode: 'NGK7U', version: 1, acknowledgement: rejecting };
      await closeAnswer({ ...state, acknowledgementId: sent.documentId }, world);
      expect([booked(), await open()]).toEqual([['1: 24/0/0'], ['acknowledgement-differs']]);
    }));

  test('Q20 that shows a rejected line as accepted and locks its portal: no false alarm, and the lock is shown', () =>
    inQuirkyHouse({ quirks: ['Q20'] }, async (house) => {
      const { world, amazon, place, poll, pass, open } = house;
      await place({ lines: [pans, { ...unknown, unitCost: '1', isBackOrderAllowed: false }] });
      await poll();
      await pass(24 * HOUR);
      expect(amazon.books.orders['4KQ7TZ1M']?.portalLock).toBe('Accept EDI Only');
      expect(await open()).not.toContain('acknowledgement-differs');
      expect(isPortalLocked(await world.stores.outbound.list({ purchaseOrderNumber: '4KQ7TZ1M' }))).toBe(true);
      const said: string[] = [];
      const terminal = { stdout: paper(said), stderr: paper(said), stdin: nothing() };
      const { stores, journal, partners, now } = world;
      await poShow(
        '4KQ7TZ1M',
        { json: false },
        { stores, journal, partners, now, fulfilmentCentreZones: {} },
        terminal,
      );
      expect(said.join('')).toContain('Accept EDI Only');
      expect(said.join('')).toContain('advice only');
    }));

  test('Q21 that wants an answer in 24 hours: its clock is kept for each order, rings before, and is met', () =>
    inQuirkyHouse({ quirks: ['Q21'] }, async ({ world, amazon, place, poll, pass, open }) => {
      await place({ lines: [{ ...unknown, unitCost: '1', isBackOrderAllowed: true }] });
      await poll();
      const order = await world.stores.purchaseOrders.find('4KQ7TZ1M');
      expect(order?.acknowledgeBy).toBe('2026-08-04T10:00:00.000Z');
      await pass(21 * HOUR);
      await watchDeadlines(world);
      expect(await open()).toContain('acknowledgement-at-risk');
      await pass(2 * HOUR);
      expect(amazon.books.acknowledgements.map(({ at }) => at < (order?.acknowledgeBy ?? ''))).toEqual([true]);
      // Days later Amazon changes it: the answer to the change is another one, with a clock of its own.
      await pass(72 * HOUR);
      await amazon.changePurchaseOrder('4KQ7TZ1M', { lines: [{ number: '1', quantity: 2 }] });
      await pass(10 * MINUTE);
      await poll();
      // Still in doubt, it waits for a person until its own limit of 48 hours.
      await pass(47 * HOUR);
      expect(amazon.books.acknowledgements.map(({ outcome }) => outcome)).toEqual(['booked', 'booked']);
    }));
});

describe('what was sent is followed at an Amazon', () => {
  test('Q22 whose transaction says Processing for days: presumed after a quarter of an hour, certain once it is shown', () =>
    inQuirkyHouse({ quirks: ['Q22'] }, async ({ world, place, poll, pass, open }) => {
      await place({ lines: [pans] });
      await poll();
      const status = async () =>
        (await world.stores.outbound.findByKey(acknowledgementKey('4KQ7TZ1M', 1)))?.acknowledged;
      expect(await status()).toBe('awaited');
      await pass(10 * MINUTE);
      expect(await status()).toBe('awaited');
      await pass(20 * MINUTE);
      expect([await status(), await open()]).toEqual(['accepted', []]);
    }));

  test('Q23 whose invoices are Processing for ever: presumed taken, and open until it is paid', () =>
    inQuirkyHouse({ quirks: ['Q23'] }, async (house) => {
      await answered(house);
      const { world, amazon, open } = house;
      await world.partner.send(shipNotice('2026-08-11T21:20:00Z'));
      const { documentId } = await world.partner.send(invoice());
      expect(await world.partner.answer(documentId)).toMatchObject({ status: 'awaited' });
      world.clock.advance(15 * MINUTE);
      expect(await world.partner.answer(documentId)).toMatchObject({ status: 'presumed' });
      expect(amazon.books.invoices).toHaveLength(1);
      expect(await open()).toEqual([]);
    }));

  test('Q24 whose old guide has another path for transactions: the one of the models is asked', () =>
    inQuirkyHouse({}, async (house) => {
      await answered(house);
      const { world, amazon } = house;
      const kept = await world.stores.outbound.findByKey(acknowledgementKey('4KQ7TZ1M', 1));
      const api = await client(amazon);
      const ofTheGuide = await api.get(`/vendor/transactions/v1/transactionStatus/${kept?.reference}`);
      expect([ofTheGuide.status, (await api.get(`${PATHS.transactions}/${kept?.reference}`)).status]).toEqual([
        404, 200,
      ]);
      expect(kept?.acknowledged).toBe('accepted');
    }));

  test('Q25 that says NotAvailable and no more: it is rejected all the same, with our own document beside it', () =>
    inQuirkyHouse({ quirks: ['Q25'] }, async ({ world, amazon, place, poll, pass, open }) => {
      amazon.failNextTransaction({
        operation: 'submitAcknowledgement',
        code: 'INVALID_ITEM',
        message: 'No such item.',
      });
      await place({ lines: [pans] });
      await poll();
      await pass(20 * MINUTE);
      expect(await open()).toEqual(['outbound-rejected']);
      const [rejected] = await world.stores.discrepancies.list({});
      expect(rejected?.summary).toContain('NotAvailable: Error details are not available.');
      expect(rejected?.subject.outboundId).toBeDefined();
    }));
});

describe('an invoice goes to an Amazon', () => {
  test('Q26 that finds the tax number missing only later: it is a list, and it is asked for beforehand', () =>
    inQuirkyHouse({ quirks: ['Q26'] }, async (house) => {
      await answered(house);
      const { world } = house;
      await world.partner.send(shipNotice('2026-08-11T21:20:00Z'));
      const bill = invoiceOf(invoice());
      const remitTo = { ...bill.remitTo, taxRegistrations: [{ type: 'vat' as const, number: 'DE136695976' }] };
      expect(checkInvoice(bill, { region: 'eu' }).map(({ code }) => code)).toContain('tax-registration-missing');
      expect(checkInvoice({ ...bill, remitTo }, { region: 'eu' }).map(({ code }) => code)).not.toContain(
        'tax-registration-missing',
      );
      const request = invoice();
      const { documentId } = await world.partner.send({
        ...request,
        content: { kind: 'invoice', document: { ...bill, remitTo } },
      });
      expect(await world.partner.answer(documentId)).toEqual({ status: 'accepted', problems: [] });
      expect((await world.stores.outbound.find(documentId))?.raw).toContain(
        '"taxRegistrationDetails":[{"taxRegistrationType":"VAT","taxRegistrationNumber":"DE136695976"}]',
      );
    }));

  test.each<[string, object, object, string]>([
    ['a number that was used before', {}, { numbersUsed: ['inv-260812-01'] }, 'invoice-number-used'],
    ['a total that does not foot', { total: '211.4' }, {}, 'invoice-total-differs'],
    [
      'a VAT that is not its rate',
      {
        taxes: [{ type: 'DomesticVAT', category: 'standard', rate: '20', taxableAmount: '211.5', amount: '40.3' }],
        total: '251.8',
      },
      {},
      'invoice-tax-differs',
    ],
    [
      'another payer than the one on record',
      { billTo: { name: 'AMAZON.COM' } },
      { billTo: NORTHGATE.billTo },
      'bill-to-differs',
    ],
    ['a credit note outside Europe', { kind: 'credit-note' }, { region: 'na' }, 'credit-note-not-taken'],
  ])('Q27 that rejects %s: the invoice does not leave', (_what, change, circumstances, code) => {
    const findings = checkInvoice({ ...invoiceOf(invoice()), ...change }, circumstances);
    expect(findings.map((finding) => finding.code)).toContain(code);
  });
});

describe('a ship notice goes to an Amazon', () => {
  test('Q28 that takes an SSCC, a shipment id and a bill of lading once a year: each use is kept, and no bill is a date', () =>
    inQuirkyHouse({}, async ({ world: { stores, now } }) => {
      const sscc = [{ kind: 'sscc' as const, value: '006141410000010028' }];
      const claim = (usedBy: string, at = instant(now())) =>
        stores.usedNumbers.claim(sscc, usedBy, at, addHours(at, -365 * 24));
      expect(await claim('ship-notice:D-1')).toEqual([]);
      expect(await claim('ship-notice:D-1')).toEqual([]);
      expect(await claim('ship-notice:D-2')).toMatchObject([{ usedBy: 'ship-notice:D-1' }]);
      expect(await claim('ship-notice:D-3', addHours(now(), 366 * 24))).toEqual([]);
      expect([looksLikeDate('20260811'), looksLikeDate('NGK7U00260811')]).toEqual([true, false]);
    }));

  test('Q29 that lets a notice be replaced for a week and only by less: less replaces, more is a shipment of its own', () =>
    inQuirkyHouse({}, async (house) => {
      await answered(house);
      const { world, amazon } = house;
      const first = shipNotice('2026-08-11T21:20:00Z');
      await world.partner.send(first);
      const told = noticeOf(first);
      const wanting = (amount: number) => ({
        ...told,
        orders: told.orders.map((order) => ({
          ...order,
          cartons: order.cartons.map((carton) => ({
            ...carton,
            items: carton.items.map((item) => ({ ...item, shipped: { ...item.shipped, amount } })),
          })),
        })),
      });
      const own = new Set(cartonsOf(told).map(({ sscc }) => sscc as string));
      const plan = (amount: number, now = world.now()) =>
        planCorrection({
          told: [{ key: first.key, notice: told, channel: 'sp-api', isRejected: false }],
          own,
          wanted: wanting(amount),
          channel: 'sp-api',
          shipToId: 'PHX7',
          now,
        });
      const less = plan(12);
      expect(less.replacements).toHaveLength(1);
      const [replacement] = less.replacements;
      if (!replacement) throw new Error('nothing replaces it');
      const sent = await world.partner.send({
        ...first,
        key: 'ship-notice:D-1:2',
        content: { kind: 'ship-notice', document: replacement.notice },
      });
      expect(await world.partner.answer(sent.documentId)).toEqual({ status: 'accepted', problems: [] });
      expect(amazon.books.orders['4KQ7TZ1M']?.lines[0]?.shipped).toBe(12);
      const more = plan(20);
      expect([more.replacements, [...more.added.values()]]).toEqual([[], [2]]);
      const late = plan(12, new Date(world.now().getTime() + 8 * 24 * HOUR));
      expect(late.problems.map(({ problem }) => problem)).toContain('too-late');
    }));

  test('Q30 that takes no departure of tomorrow: it stays here, and says so', () =>
    inQuirkyHouse({}, async (house) => {
      await answered(house);
      const { world, amazon } = house;
      await expect(world.partner.send(shipNotice('2026-08-12T21:20:00Z'))).rejects.toMatchObject({
        code: 'shipped-in-the-future',
      });
      expect(amazon.books.shipments).toEqual([]);
    }));

  test('Q31 of Europe, where counts and SSCCs are mandatory: they are there, and what is missing is found beforehand', () =>
    inQuirkyHouse({ quirks: ['Q31'] }, async (house) => {
      await answered(house);
      const { world } = house;
      const { documentId } = await world.partner.send(shipNotice('2026-08-11T21:20:00Z'));
      expect(await world.partner.answer(documentId)).toEqual({ status: 'accepted', problems: [] });
      const { vendorCode: _vendorCode, carrierReference: _pro, ...bare } = noticeOf(shipNotice('2026-08-11T21:20:00Z'));
      const found = (region: 'eu' | 'na') => checkShipNotice(bare, undefined, { region }).map(({ code }) => code);
      expect(found('eu')).not.toEqual(found('na'));
      expect(found('eu').length).toBeGreaterThan(0);
    }));

  test('Q32 that fails where no packages are told, although they are optional: cartons are always told', () =>
    inQuirkyHouse({ quirks: ['Q32'] }, async (house) => {
      await answered(house);
      const { world, amazon } = house;
      const { documentId } = await world.partner.send(shipNotice('2026-08-11T21:20:00Z'));
      expect(await world.partner.answer(documentId)).toEqual({ status: 'accepted', problems: [] });
      expect(amazon.books.shipments[0]?.document.cartons).toHaveLength(1);
    }));
});

const load = RoutingRequest.parse({
  number: 'NGK7U-L1',
  requestedOn: '2026-08-11',
  shipFrom: northgate('sp-api').shipFrom,
  loads: [
    {
      shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
      orders: [{ purchaseOrderNumber: '4KQ7TZ1M', packaging: 'CTN', packages: 2 }],
    },
  ],
});

describe('goods are fetched by an Amazon', () => {
  test('Q33 that wants its reference number and does not show it: it is entered by hand, and what is none is refused', () =>
    inQuirkyHouse({ quirks: ['Q33'], connection: { routingRequests: true } }, async ({ collect }) => {
      await collect.announce('NGK7U', load);
      expect(await collect.instructions('NGK7U', 'NGK7U-L1')).toBeUndefined();
      expect(Carriage.safeParse({ amazonReferenceNumber: '7000000001' }).success).toBe(true);
      expect(Carriage.safeParse({ amazonReferenceNumber: 'not yet' }).success).toBe(false);
    }));

  test('Q34 whose page of an announced load cannot be opened: nothing is announced unless somebody switches it on', () =>
    inQuirkyHouse({ quirks: ['Q34'] }, async ({ amazon, collect }) => {
      await expect(collect.announce('NGK7U', load)).rejects.toMatchObject({ code: 'routing-switched-off' });
      expect(amazon.books.routingRequests).toEqual([]);
    }));

  test('Q35 that has no carton labels: they are printed from our own ship notice', () =>
    inQuirkyHouse({ quirks: ['Q35'], connection: { routingRequests: true } }, async ({ collect }) => {
      await collect.announce('NGK7U', load);
      expect((await collect.labels('NGK7U', 'NGK7U-L1')).labels).toEqual([]);
      const notice = noticeOf(shipNotice('2026-08-11T21:20:00Z'));
      expect(labelsZpl(labelsOf(notice, { vendorCode: 'NGK7U' }, () => undefined))).toContain(
        cartonsOf(notice)[0]?.sscc.slice(0, 17),
      );
    }));
});

function paper(lines: string[]) {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
