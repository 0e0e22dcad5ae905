import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keptPartners } from '../../sidecar/adapters/kept-partners.ts';
import { serialiseAcknowledgement } from '../../sidecar/codec/x12/855-acknowledgement.ts';
import { defaultCodeTables } from '../../sidecar/codec/x12/codes.ts';
import { serialiseInterchange } from '../../sidecar/codec/x12/write.ts';
import type { Acknowledgement } from '../../sidecar/domain/acknowledgement.ts';
import { AUDIT_CHECKS, type AuditFinding } from '../../sidecar/domain/audit.ts';
import { AccountDoubt, TradingPartner } from '../../sidecar/domain/trading-partner.ts';
import type { House } from '../../sidecar/entrypoints/house.ts';
import { Unreachable } from '../../sidecar/ports/failures.ts';
import { importFromFile } from '../../sidecar/workflow/partner-versions.ts';
import type { World } from '../../sidecar/workflow/world.ts';
import { type FakeWorld, fakeWorld, NORTHGATE, orderOf } from '../fakes/world.ts';
import { modeHouse } from '../workflow/modes.ts';
import { runInHouse } from './command.ts';

let folder: string;
let fake: FakeWorld;
let world: World;
let more: Partial<House>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-partners-'));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  fake = fakeWorld();
  more = {};
  await start(NORTHGATE);
});

/** As a house that opens with these accounts in its settings file. */
async function start(...accounts: TradingPartner[]): Promise<void> {
  const partners = keptPartners(fake.stores.partnerVersions);
  for (const account of accounts) await importFromFile(account, fake, () => {});
  await partners.refresh();
  world = { ...fake, partners };
}

const run = (...words: string[]) => runInHouse({ world, ...more }, words);

async function file(content: unknown): Promise<string> {
  const path = join(folder, 'account.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const account = (change: object) => ({ ...NORTHGATE, ...change });
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an account is edited by exporting and importing it', () => {
  test('what comes out goes in again and changes nothing', async () => {
    const { out } = await run('partner', 'export', 'NGK7U');
    const { out: said, exit } = await run('partner', 'import', await file(out));
    expect([exit, said]).toEqual([0, 'NGK7U stays at version 1: the file says the same.\n']);
  });

  test('the next version names who made it, and what it changed', async () => {
    const { out } = await run('partner', 'import', await file(account({ mode: 'never-send' })));
    expect(out).toContain('NGK7U has version 2 now.');
    expect(out).toMatch(/mode\s+live\s+never-send/);
    const [newest] = lines((await run('partner', 'history', 'NGK7U', '--json')).out);
    expect(newest).toMatchObject({ number: 2, by: 'maria', origin: 'person' });
    expect((await run('partner', 'diff', 'NGK7U', '1', '2')).out).toMatch(
      /Setting\s+Version 1\s+Version 2\nmode\s+live\s+never-send/,
    );
  });

  test('the list says what is not sent, and that the settings file says otherwise', async () => {
    await run('partner', 'import', await file(account({ modes: { invoice: 'never-send' } })));
    const { out } = await run('partner', 'list');
    expect(out).toContain('never-send: invoice');
    expect(out).toContain('differs in modes.invoice');
    expect((await run('partner', 'show', 'NGK7U')).out).toContain('counts until the file changes there');
  });

  test('an earlier version is shown and exported as it was', async () => {
    await run('partner', 'import', await file(account({ mode: 'shadow' })));
    const { out } = await run('partner', 'export', 'NGK7U', '--version', '1');
    expect(JSON.parse(out).mode).toBe('live');
    expect((await run('partner', 'show', 'NGK7U', '--version', '9')).err).toContain('has no version 9');
  });

  test('a settings file and a list of accounts are read as well', async () => {
    const both = { partners: [account({ mode: 'shadow' }), account({ vendorCode: 'ABC12' })] };
    const { out } = await run('partner', 'import', await file(both));
    expect(out).toContain('NGK7U has version 2 now.');
    expect(out).toContain('ABC12 has version 1 now.');
  });
});

describe('a file of accounts that cannot be read', () => {
  const wrong: [string, object, string, string][] = [
    ['a policy that there is not', { policies: { shortage: 'wait' } }, 'policies.shortage', 'Invalid option'],
    ['a name that nobody knows', { mdoe: 'never-send' }, 'mdoe', 'no setting of this name'],
    ['such a name further down', { calendar: { holiday: [] } }, 'calendar.holiday', 'no setting of this name'],
    ['a code table that there is not', { x12Codes: { unit: {} } }, 'x12Codes.unit', 'no code table of this name'],
    [
      'a written code that there is not',
      { x12Codes: { written: { acepted: 'IA' } } },
      'x12Codes.written.acepted',
      'nothing of this name',
    ],
    ['a code that means nothing', { x12Codes: { units: { CT: 'carton' } } }, 'x12Codes', 'units'],
    ['an SSCC of nineteen digits', { x12Codes: { ssccDigits: 19 } }, 'x12Codes.ssccDigits', '18 or 20'],
    ['a mode of a document that is not sent', { modes: { remittance: 'shadow' } }, 'modes', 'remittance'],
    ['a zone that there is not', { calendar: { timeZone: 'Mars' } }, 'calendar.timeZone', 'no time zone'],
  ];
  test.each(wrong)('%s is refused with its place, and nothing is imported', async (_what, change, place, message) => {
    const { err, exit } = await run('partner', 'import', await file(account(change)));
    expect(exit).toBe(2);
    const [complaint] = lines(err);
    expect(complaint?.code).toBe('partner-invalid');
    expect(String(complaint?.place).startsWith(place)).toBe(true);
    expect(`${complaint?.place} ${complaint?.message}`).toContain(message);
    expect(await fake.stores.partnerVersions.history('NGK7U')).toHaveLength(1);
  });

  test('that is right in one account and wrong in another imports neither', async () => {
    const two = [account({ mode: 'shadow' }), account({ vendorCode: 'ABC12', region: 'mars' })];
    const { err, exit } = await run('partner', 'import', await file(two));
    expect([exit, lines(err)[0]?.place]).toEqual([2, '[1].region']);
    expect(await fake.stores.partnerVersions.history('NGK7U')).toHaveLength(1);
  });

  test('is checked without a house', async () => {
    more = {};
    world = undefined as unknown as World;
    expect((await run('partner', 'check', await file(account({ x12Codes: { units: { CT: 'case' } } })))).out).toBe(
      '1 account, nothing to object\n',
    );
    expect((await run('partner', 'check', await file('{ "vendorCode": '))).exit).toBe(2);
  });
});

describe('the audit before going live', () => {
  const facts = () => ({
    isConnected: () => true,
    hasShop: true,
    hasKafka: true,
    certificates: [],
    consoleHost: '127.0.0.1',
  });
  const whole = {
    gs1CompanyPrefix: '4012345',
    billTo: {
      id: 'AMAZON',
      idKind: 'assigned-by-buyer',
      name: 'AMAZON.COM SERVICES LLC',
      address: {
        lines: ['PO BOX 80387'],
        city: 'SEATTLE',
        stateOrRegion: 'WA',
        postalCode: '98108',
        countryCode: 'US',
      },
    },
    remitTo: NORTHGATE.shipFrom,
    trade: { freightTerms: 'collect', unstatedPriceBasis: 'per-each' },
    calendar: { holidays: ['12-25'] },
    confirmed: AccountDoubt.options,
  };

  async function audit(
    change: object,
    house: Partial<House> = {},
  ): Promise<{ findings: AuditFinding[]; exit: number }> {
    fake = fakeWorld();
    await start(TradingPartner.parse({ ...NORTHGATE, ...whole, ...change }));
    const id = { kind: 'vendor-item' as const, value: 'NK-0102' };
    await fake.stores.itemReferences.learn('NGK7U', id, 'NK-0102', '5.85' as never);
    more = { facts, ...house };
    const { out, exit } = await run('audit', '--json');
    return { findings: out.trim() === '' ? [] : (lines(out) as unknown as AuditFinding[]), exit };
  }

  test('finds nothing where nothing is missing', async () => {
    expect(await audit({})).toEqual({ findings: [], exit: 0 });
    expect((await run('audit')).out).toBe('Nothing is missing, and nothing is in doubt.\n');
  });

  const found: [string, object, Partial<House>, string, string, string][] = [
    [
      'a road that is not there',
      {},
      { facts: () => ({ ...facts(), isConnected: () => false }) },
      'road-missing',
      'block',
      'partners[NGK7U].channels.purchase-order',
    ],
    [
      'a document that SP-API cannot carry',
      { channels: { 'functional-acknowledgement': 'sp-api' } },
      {},
      'road-cannot-carry',
      'block',
      'partners[NGK7U].channels.functional-acknowledgement',
    ],
    [
      'a document that Vendor Central has no table for',
      { channels: { 'routing-request': 'file' } },
      {},
      'road-cannot-carry',
      'block',
      'partners[NGK7U].channels.routing-request',
    ],
    [
      'documents that a person enters',
      { channels: { 'ship-notice': 'file', invoice: 'file' } },
      {},
      'entered-by-hand',
      'warn',
      'partners[NGK7U].channels.ship-notice',
    ],
    [
      'stock by SP-API without its warehouse',
      { channels: { 'inventory-report': 'sp-api' }, inventory: { everyHours: 4 } },
      {},
      'road-cannot-carry',
      'block',
      'partners[NGK7U].inventory.warehouse',
    ],
    [
      'a payer without an address',
      { billTo: { id: 'AMAZON', name: 'AMAZON' } },
      {},
      'bill-to-incomplete',
      'block',
      'partners[NGK7U].billTo.address.lines',
    ],
    [
      'a payee without an address',
      { remitTo: { id: 'NGK7U', name: 'NORTHGATE' } },
      {},
      'remit-to-incomplete',
      'warn',
      'partners[NGK7U].remitTo.address.lines',
    ],
    [
      'a warehouse without a country',
      { shipFrom: { id: 'NGK7U' } },
      {},
      'ship-from-incomplete',
      'block',
      'partners[NGK7U].shipFrom.address.postalCode',
    ],
    [
      'the prefix of printed examples',
      { gs1CompanyPrefix: '0614141' },
      {},
      'gs1-prefix-of-examples',
      'block',
      'partners[NGK7U].gs1CompanyPrefix',
    ],
    [
      'the mark of a test',
      { interchange: { ourId: 'NORTHGATEKW', usage: 'test' } },
      {},
      'test-usage-on',
      'warn',
      'partners[NGK7U].interchange.usage',
    ],
    [
      'a document that is not live',
      { modes: { invoice: 'never-send' } },
      {},
      'not-live',
      'warn',
      'partners[NGK7U].modes.invoice',
    ],
    [
      'one that is held back by another',
      { modes: { 'ship-notice': 'never-send' } },
      {},
      'held-back-by-another',
      'warn',
      'partners[NGK7U].mode',
    ],
    [
      'freight that nobody settled',
      { trade: { unstatedPriceBasis: 'per-each' } },
      {},
      'freight-terms-open',
      'doubt',
      'partners[NGK7U].trade.freightTerms',
    ],
    [
      'a price basis that nobody settled',
      { trade: { freightTerms: 'collect' } },
      {},
      'price-basis-open',
      'doubt',
      'partners[NGK7U].trade.unstatedPriceBasis',
    ],
    ['no holidays', { calendar: {} }, {}, 'no-holidays', 'doubt', 'partners[NGK7U].calendar.holidays'],
    [
      'answers that take two days',
      { policies: { acknowledgeWithinHours: 48 } },
      {},
      'answers-later-than-a-day',
      'warn',
      'partners[NGK7U].policies.acknowledgeWithinHours',
    ],
    [
      'Europe without a tax on its invoices',
      { region: 'eu', currency: 'EUR' },
      {},
      'tax-open',
      'warn',
      'partners[NGK7U].tax',
    ],
    [
      'Canada without a tax number',
      { currency: 'CAD', tax: { rates: [{ type: 'GST', rate: '5' }] } },
      {},
      'tax-number-missing',
      'warn',
      'partners[NGK7U].remitTo.taxRegistrations',
    ],
    [
      'what nobody outside of Amazon knows',
      { confirmed: AccountDoubt.options.filter((doubt) => doubt !== 'sscc-digits') },
      {},
      'code-doubt',
      'doubt',
      'partners[NGK7U].x12Codes.ssccDigits',
    ],
    ['no shop', {}, { facts: () => ({ ...facts(), hasShop: false }) }, 'shop-missing', 'block', 'magento'],
    ['no Kafka', {}, { facts: () => ({ ...facts(), hasKafka: false }) }, 'events-by-polling', 'doubt', 'kafka'],
    [
      'a console that is open',
      {},
      { facts: () => ({ ...facts(), consoleHost: '0.0.0.0' }) },
      'console-open',
      'warn',
      'http.host',
    ],
    [
      'a certificate that ends',
      {},
      {
        facts: () => ({
          ...facts(),
          certificates: [{ place: 'kafka.tls.cert', expiresAt: new Date('2026-08-08T00:00:00Z') }],
        }),
      },
      'certificate-expiring',
      'warn',
      'kafka.tls.cert',
    ],
    [
      'a certificate that has ended',
      {},
      {
        facts: () => ({
          ...facts(),
          certificates: [{ place: 'kafka.tls.ca', expiresAt: new Date('2026-08-01T00:00:00Z') }],
        }),
      },
      'certificate-expiring',
      'block',
      'kafka.tls.ca',
    ],
    [
      'a secret of unknown age',
      {},
      { grants: [grant(undefined)] },
      'secret-age-unknown',
      'doubt',
      'amazon.spApi[0].clientSecret',
    ],
    [
      'a secret that ends',
      {},
      { grants: [grant('2026-02-10')] },
      'secret-expiring',
      'warn',
      'amazon.spApi[0].clientSecret',
    ],
    [
      'a secret that has ended',
      {},
      { grants: [grant('2026-01-01')] },
      'secret-expiring',
      'block',
      'amazon.spApi[0].clientSecret',
    ],
  ];
  test.each(found)('%s', async (_what, change, house, check, severity, place) => {
    const { findings, exit } = await audit(change, house);
    const one = findings.find((finding) => finding.check === check);
    expect(one, JSON.stringify(findings)).toMatchObject({ severity, place });
    expect([one?.leadsTo, one?.fix].every((text) => text !== undefined && text.length > 10)).toBe(true);
    expect(exit).toBe(findings.some((finding) => finding.severity === 'block') ? 2 : 0);
  });

  test('products that the shop does not know, and centres without a zone', async () => {
    await audit({});
    const id = (value: string) => ({ kind: 'vendor-item' as const, value });
    await fake.stores.itemReferences.learn('NGK7U', id('A'), 'NK-GONE');
    await fake.stores.itemReferences.learn('NGK7U', id('B'), 'NK-0101');
    const at = fake.now().toISOString() as never;
    await fake.stores.purchaseOrders.keep(orderOf('4KQ7TZ1M', 'NK-0101 1ea 1'), 'NGK7U', at, {
      channel: 'edi',
      inboundId: 'i',
      at,
    });
    const { out } = await run('audit');
    expect(out).toContain('1 product mapped to a SKU that the shop does not have: NK-GONE');
    expect(out).toContain('1 product without an agreed cost: NK-0101');
    expect(out).toContain('1 product without a case pack: NK-0101');
    expect(out).toContain('PHX7 ordered and has no time zone');
    expect(out).toMatch(/\n\d+ in the way of going live, \d+ that will cost, \d+ to make sure of\n$/);
  });

  test('a shop that does not answer is a finding and no crash', async () => {
    await audit({});
    const positions = () => Promise.reject(new Unreachable('look into the catalogue'));
    world = {
      ...world,
      stockMaster: { ...world.stockMaster, catalogue: { ...world.stockMaster.catalogue, positions } },
    };
    const { out, exit } = await run('audit');
    expect([exit, out.includes('shop-not-answering')]).toEqual([2, true]);
  });

  test('an account that differs from its file', async () => {
    await audit({});
    const changed = JSON.parse((await run('partner', 'export', 'NGK7U')).out);
    await run('partner', 'import', await file({ ...changed, currency: 'CAD' }));
    expect((await run('audit')).out).toContain('differs from the settings file in currency');
  });

  test('no account at all', async () => {
    fake = fakeWorld();
    await start();
    expect((await run('audit', '--json')).out).toContain('"no-account"');
  });

  test('each check has its row in the docs, and there is no row without one', async () => {
    const page = await readFile(join(import.meta.dirname, '../../docs/operating/going-live.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| (?:block|warn|doubt)/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual([...AUDIT_CHECKS].sort());
  });
});

function grant(secretIssuedOn: string | undefined) {
  return {
    vendorCodes: ['NGK7U'],
    secretIssuedOn: secretIssuedOn as never,
    hasPreviousSecret: false,
    check: () => Promise.reject(new Error('not asked for')),
  };
}

describe('po route', () => {
  const route = (...more: string[]) =>
    run(
      'po',
      'route',
      '4KQ7TZ1M',
      '--ready',
      '2026-08-11',
      ...(more.includes('--cartons') ? [] : ['--cartons', '5']),
      ...more,
    );

  test('asks Amazon once; other figures under the same number are refused, and nothing is said to be asked', async () => {
    const house = modeHouse({});
    await house.order('NK-0101 24ea 11.75');
    world = house.world;
    const asked = () => house.left.filter((key) => key.startsWith('routing-request:'));
    expect((await route()).out).toContain('Amazon was asked to fetch 5 cartons, ready on 2026-08-11');
    expect((await route()).exit).toBe(0);
    expect(asked()).toHaveLength(1);
    const { err, exit, out } = await route('--cartons', '7');
    expect([exit, out, lines(err)[0]]).toMatchObject([2, '', { code: 'load-announced-before' }]);
    expect(err).toContain('made before, of 5 cartons');
    expect((await route('--cartons', '7', '--number', 'L-2')).exit).toBe(0);
    expect(asked()).toEqual([expect.any(String), 'routing-request:L-2']);
    const told = (await world.stores.audit.list({ subject: '4KQ7TZ1M' })).filter(
      ({ action }) => action === 'ask for routing',
    );
    expect(told.map(({ detail }) => detail).sort()).toEqual(
      [5, 5, 7].map((cartons) => `${cartons} cartons, ready on 2026-08-11`),
    );
  });

  test('of an account that sends nothing says that Amazon was not asked', async () => {
    const house = modeHouse({ mode: 'never-send' });
    await house.order('NK-0101 24ea 11.75');
    world = house.world;
    const { out } = await route();
    expect(out).toContain('is held back (never-send), and Amazon was not asked');
    expect(house.left).toEqual([]);
  });

  test.each([
    [['--cartons', 'many'], '--cartons'],
    [['--weight-kg', 'heavy'], '--weight-kg'],
    [['--weight-kg', '10', '--weight-lb', '22'], '--weight-lb'],
  ])('%j is a slip of the command line', async (more, option) => {
    const house = modeHouse({});
    await house.order('NK-0101 24ea 11.75');
    world = house.world;
    const { err, exit } = await route(...more);
    expect([exit, lines(err)[0]]).toMatchObject([2, { code: 'usage', message: expect.stringContaining(option) }]);
  });
});

describe('what is held back, on the command line', () => {
  test('is listed, sent by its id, and refused with the reason where it may not be', async () => {
    const house = modeHouse({ mode: 'never-send' });
    await house.order('NK-0101 24ea 11.75');
    await house.dispatch(24);
    world = house.world;
    const [invoice, , answer] = await world.stores.outbound.list({});
    expect((await run('outbox')).out).toContain('held back (never-send)');
    const refused = await run('release', invoice?.id ?? '');
    expect([refused.exit, lines(refused.err)[0]?.code]).toEqual([2, 'cannot-send']);
    expect(refused.err).toContain('Amazon has to hear Acknowledgement (855)');
    expect((await run('release', answer?.id ?? '')).out).toContain('Acknowledgement (855) is on its way to Amazon');
    expect(house.left).toHaveLength(1);
  });

  test('a shadow is reported beside what was said', async () => {
    const house = modeHouse({ mode: 'shadow' });
    await house.order('NK-0101 24ea 11.75');
    world = house.world;
    expect((await run('shadow', 'report')).out).toContain('not heard yet');
    house.shows([{ lineNumber: '1', accepted: 12, rejected: 12, isConfirmed: true }]);
    await house.pass(3_600_000);
    const { out } = await run('shadow', 'report');
    expect(out).toContain('line 1, promised: we 24, they 12');
    expect(out).toContain('Acknowledgement (855): 1 made, 0 the same, 1 other, 0 not heard of');
    expect(lines((await run('shadow', 'report', '--json')).out)[0]).toMatchObject({
      outcome: 'differs',
      heardFrom: 'read-back',
    });
  });
});

describe('an 855 that another program sent', () => {
  test('is held against the shadow, line by line, and read by the codes of its account', async () => {
    const house = modeHouse({ mode: 'shadow' });
    await house.order('NK-0101 24ea 11.75');
    world = house.world;
    const [made] = await world.stores.outbound.list({});
    if (made?.content.kind !== 'acknowledgement') throw new Error('no acknowledgement was made');
    const sent = async (amount: number) => {
      const document = made.content.kind === 'acknowledgement' ? made.content.document : undefined;
      const lines = document?.lines.map((line) => ({
        ...line,
        dispositions: [
          { ...line.dispositions[0], code: 'accepted' as const, quantity: { ...line.ordered, amount } },
          ...(amount === 24
            ? []
            : [
                {
                  code: 'rejected' as const,
                  quantity: { ...line.ordered, amount: 24 - amount },
                  reason: 'temporarily-unavailable' as const,
                },
              ]),
        ],
      }));
      const segments = serialiseAcknowledgement({ ...document, lines } as Acknowledgement, {
        codes: defaultCodeTables,
      });
      const header = {
        senderQualifier: 'ZZ',
        senderId: 'NORTHGATEKW',
        receiverQualifier: 'ZZ',
        receiverId: 'AMAZON',
        controlNumber: 71,
        issuedAt: world.now(),
        usage: 'production' as const,
      };
      return file(serialiseInterchange('PR', '004010', [{ documentType: '855', segments }], header));
    };
    expect((await run('shadow', 'compare', await sent(24))).out).toContain('the same');
    const { out, exit } = await run('shadow', 'compare', await sent(12));
    expect([exit, out]).toEqual([0, expect.stringContaining('line 1, accepted: we 24, they 12')]);
    expect((await run('shadow', 'report')).out).toContain('1 other');
  });
});
