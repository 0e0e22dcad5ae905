import { auditAccount } from '../../domain/account-audit.ts';
import type { AuditFinding } from '../../domain/audit.ts';
import { dayOf } from '../../domain/calendar.ts';
import { LINE_DOUBTS } from '../../domain/discrepancy.ts';
import { secretLives, WARN_DAYS_BEFORE } from '../../domain/grant.ts';
import type { Channel } from '../../domain/trading-partner.ts';
import { apartFromFile } from '../../workflow/partner-versions.ts';
import type { House } from '../house.ts';
import type { View } from './view.ts';

/** What the settings say beside the accounts. main.ts knows. */
export interface HouseFacts {
  isConnected(vendorCode: string, road: Channel): boolean;
  hasShop: boolean;
  hasKafka: boolean;
  /** Of the settings, by their place, in PEM. */
  certificates: { place: string; expiresAt: Date }[];
  /** Address that the console listens on. */
  consoleHost: string;
}

const SEVERITIES: readonly AuditFinding['severity'][] = ['block', 'warn', 'doubt'];

/** The worst first; within that account by account. */
export async function auditHouse(
  { world, facts, grants = [] }: Pick<House, 'world' | 'facts' | 'grants'>,
  view: View,
): Promise<AuditFinding[]> {
  const known = facts?.();
  const lists = await Promise.all([
    accounts(view, known),
    products(world, view),
    ordersSeen(view),
    troubles(view),
    house(view, known),
  ]);
  const findings = [...lists.flat(), ...secrets(grants, view)];
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

async function accounts({ partners, stores, now }: View, facts: HouseFacts | undefined): Promise<AuditFinding[]> {
  const others = partners.all();
  if (others.length === 0) {
    return [
      finding(
        'no-account',
        'block',
        '',
        'partners',
        'There is no account',
        'Nothing that comes is booked.',
        'Write one into the settings file, or `partner import FILE`.',
      ),
    ];
  }
  const lists = others.map(async (partner) => {
    const { vendorCode } = partner;
    const isConnected = (road: Channel) => facts?.isConnected(vendorCode, road) ?? true;
    const apart = apartFromFile(await stores.partnerVersions.history(vendorCode)).map(({ place }) => place);
    const differs = finding(
      'differs-from-file',
      'warn',
      vendorCode,
      `partners[${vendorCode}].${apart[0]}`,
      `What counts differs from the settings file in ${apart.join(', ')}`,
      'Who reads the file is deceived; a change of the file there overrules what counts.',
      `\`partner show ${vendorCode}\` shows both; write what is right into the file.`,
    );
    return [
      ...auditAccount(partner, { today: dayOf(now()), isConnected, others }),
      ...(apart.length > 0 ? [differs] : []),
    ];
  });
  return (await Promise.all(lists)).flat();
}

/** What the shop knows of the products that were mapped. */
async function products(world: House['world'], { partners, stores }: View): Promise<AuditFinding[]> {
  const lists = partners.all().map(async ({ vendorCode }) => {
    const items = await stores.itemReferences.list(vendorCode);
    if (items.length === 0) {
      return [
        finding(
          'no-items',
          'doubt',
          vendorCode,
          'items',
          'No product is mapped: only barcodes of the shop tell what is ordered',
          'Every line that names a product otherwise waits for a person.',
          'List the products under `items`, or answer the first orders line by line.',
        ),
      ];
    }
    const skus = [...new Set(items.map(({ sku }) => sku))];
    const seen = await world.stockMaster.catalogue.positions(skus).catch((failure: unknown) => String(failure));
    if (typeof seen === 'string') {
      return [
        finding(
          'shop-not-answering',
          'block',
          vendorCode,
          'magento.baseUrl',
          `The shop could not be asked about its products: ${seen}`,
          'Every order stops at its first step.',
          'Check address and keys of the shop; `/readyz` says what answers.',
        ),
      ];
    }
    const priced = new Set(items.filter(({ agreedCost }) => agreedCost !== undefined).map(({ sku }) => sku));
    const without = (lacks: (sku: string) => boolean) => skus.filter(lacks);
    return [
      ...several(
        'item-unknown-to-shop',
        'block',
        vendorCode,
        without((sku) => !seen.has(sku)),
        'mapped to a SKU that the shop does not have',
        'Their lines wait for a person, and are backordered at the limit.',
        'Correct the SKU in `items`, or make the product.',
      ),
      ...several(
        'item-without-cost',
        'warn',
        vendorCode,
        without((sku) => seen.has(sku) && !priced.has(sku) && seen.get(sku)?.agreedCost === undefined),
        'without an agreed cost',
        'What Amazon pays is not checked: a cost that is too low is accepted.',
        'Set the agreed cost in the shop or in `items`.',
      ),
      ...several(
        'item-without-case-pack',
        'warn',
        vendorCode,
        without((sku) => seen.has(sku) && seen.get(sku)?.casePack === undefined),
        'without a case pack',
        'A line in cases waits for a person.',
        'Set the case pack in the shop.',
      ),
    ];
  });
  return (await Promise.all(lists)).flat();
}

async function ordersSeen({ stores, fulfilmentCentreZones = {} }: View): Promise<AuditFinding[]> {
  const orders = await stores.purchaseOrders.list({ limit: 1000 });
  const centres = new Set(orders.flatMap(({ document }) => document.shipTo?.id ?? []));
  const without = [...centres].filter((centre) => !Object.hasOwn(fulfilmentCentreZones, centre)).sort();
  const [first] = without;
  if (first === undefined) return [];
  return [
    finding(
      'centre-without-zone',
      'warn',
      '',
      `fulfilmentCentreZones.${first}`,
      `${without.join(', ')} ordered and ${without.length === 1 ? 'has' : 'have'} no time zone`,
      'On-time chargeback: their windows are taken to end at midnight UTC.',
      'Add the zone of each, as `"PHX7": "America/Phoenix"`.',
    ),
  ];
}

/** What waits for a person already and would go wrong again. */
async function troubles({ stores }: View): Promise<AuditFinding[]> {
  const open = await stores.discrepancies.list({ state: 'open' });
  const of = (...kinds: readonly string[]) => open.filter(({ kind }) => kinds.includes(kind));
  const rows = [
    [
      'carrier-unmapped',
      of('carrier-unmapped'),
      'dispatches went with a carrier that is not mapped',
      'Late ship notice.',
      'Answer them: the carrier is then known for good.',
    ],
    [
      'line-in-doubt',
      of(...LINE_DOUBTS),
      'lines of orders are in doubt',
      'They are backordered at the limit.',
      'Answer them under Discrepancies.',
    ],
    [
      'answer-overdue',
      of('functional-acknowledgement-overdue'),
      'documents have no answer from Amazon',
      'Amazon may not have them.',
      'Look whether Amazon got them; the road to Amazon may be shut.',
    ],
    [
      'answer-no',
      of('outbound-rejected', 'acknowledgement-differs'),
      'documents were refused by Amazon, or are shown otherwise',
      'Amazon acts by something else than we said.',
      'Answer them under Discrepancies.',
    ],
    [
      'file-not-understood',
      of('inbound-refused', 'unknown-sender', 'interchange-conflict'),
      'files of Amazon were not understood',
      'What is in them is not booked.',
      'Open each under Discrepancies.',
    ],
  ] as const;
  return rows.flatMap(([check, { length }, what, leadsTo, fix]) =>
    length === 0 ? [] : [finding(check, 'warn', '', 'discrepancies', `${length} ${what}`, leadsTo, fix)],
  );
}

async function house({ stores, now }: View, facts: HouseFacts | undefined): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  const broken = await stores.audit.firstBroken();
  if (broken !== undefined) {
    findings.push(
      finding(
        'audit-log-broken',
        'block',
        '',
        'audit log',
        `Entry ${broken} was changed after it was written`,
        'Nobody can prove who did what.',
        'Compare with a backup; `audit log` shows the entries.',
      ),
    );
  }
  if (!facts) return findings;
  if (!facts.hasShop) {
    findings.push(
      finding(
        'shop-missing',
        'block',
        '',
        'magento',
        'No shop is connected',
        'Every order stops at its first step: nothing can be held.',
        'Set `magento.baseUrl` and its keys.',
      ),
    );
  }
  if (!facts.hasKafka) {
    findings.push(
      finding(
        'events-by-polling',
        'doubt',
        '',
        'kafka',
        'The shop’s events are read from its outbox over REST',
        'Enough for one sidecar and a small shop; several sidecars ask the shop for the same.',
        'Add `kafka` where several sidecars share the work.',
      ),
    );
  }
  if (!LOOPBACK.includes(facts.consoleHost)) {
    findings.push(
      finding(
        'console-open',
        'warn',
        '',
        'http.host',
        `The console listens on ${facts.consoleHost}`,
        'Whoever reaches it may act.',
        'Put a proxy in front that asks who they are, or listen on 127.0.0.1.',
      ),
    );
  }
  for (const { place, expiresAt } of facts.certificates) {
    const days = Math.floor((expiresAt.getTime() - now().getTime()) / 86_400_000);
    if (days > WARN_DAYS_BEFORE) continue;
    findings.push(
      finding(
        'certificate-expiring',
        days < 0 ? 'block' : 'warn',
        '',
        place,
        days < 0 ? 'The certificate has expired' : `The certificate expires in ${days} days`,
        'The brokers shut the door; no dispatch is heard of.',
        'Renew it, and put the new one into the settings.',
      ),
    );
  }
  return findings;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

function secrets(grants: NonNullable<House['grants']>, { now }: View): AuditFinding[] {
  return grants.flatMap((grant, index) => {
    const place = `amazon.spApi[${index}].clientSecret`;
    const accounts = grant.vendorCodes.join(', ');
    const current = secretLives(grant, dayOf(now())).find(({ secret }) => secret === 'current');
    if (!current) {
      return [
        finding(
          'secret-age-unknown',
          'doubt',
          accounts,
          place,
          'Nobody knows when the client secret was made',
          'It expires 180 days after that without a warning, and nothing goes by SP-API.',
          'Set `clientSecretIssuedOn` as the developer console shows it.',
        ),
      ];
    }
    if (current.daysLeft > WARN_DAYS_BEFORE) return [];
    const message =
      current.daysLeft < 0
        ? `The client secret expired on ${current.expiresOn}`
        : `The client secret expires in ${current.daysLeft} days`;
    return [
      finding(
        'secret-expiring',
        current.daysLeft < 0 ? 'block' : 'warn',
        accounts,
        place,
        message,
        'Nothing goes by SP-API any more.',
        'Rotate it; keep the old one as `previousClientSecret` for a week.',
      ),
    ];
  });
}

/** One finding for many products: the first few are named. */
function several(
  check: AuditFinding['check'],
  severity: AuditFinding['severity'],
  account: string,
  skus: readonly string[],
  what: string,
  leadsTo: string,
  fix: string,
): AuditFinding[] {
  if (skus.length === 0) return [];
  const named = skus.slice(0, 5).join(', ');
  const more = skus.length > 5 ? ` and ${skus.length - 5} more` : '';
  return [
    finding(
      check,
      severity,
      account,
      'items',
      `${skus.length} ${skus.length === 1 ? 'product' : 'products'} ${what}: ${named}${more}`,
      leadsTo,
      fix,
    ),
  ];
}

function finding(
  check: AuditFinding['check'],
  severity: AuditFinding['severity'],
  account: string,
  place: string,
  message: string,
  leadsTo: string,
  fix: string,
): AuditFinding {
  return { check, severity, account, place, message, leadsTo, fix };
}
