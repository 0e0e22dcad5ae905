import { z } from 'zod';
import type { ShipNotice } from './ship-notice.ts';

/** How a carrier moves goods. X12 TD504: U; M, for both kinds of truck; A; S. SP-API shipmentType and transportationMode. */
export const TransportMethod = z.enum(['small-parcel', 'less-than-truckload', 'truckload', 'air', 'ocean']);
export type TransportMethod = z.infer<typeof TransportMethod>;

/** Who carries, as Amazon knows it. */
export interface Carrier {
  scac: string;
  method: TransportMethod;
}

/** One row of the carrier map. */
export const CarrierRule = z.object({
  /** The shop's code of the carrier, `ups`; shops keep several carriers under `custom`. Case is ignored. */
  carrier: z.string().min(1).max(100),
  /** What the shop's track says in words: carrier or method. `*` stands for anything; empty fits all. */
  title: z.string().max(150).default(''),
  scac: z.string().regex(/^[A-Z]{2,4}$/, 'a SCAC is 2 to 4 capitals'),
  /** Left out: as the carrier is known to travel, else by truck. */
  method: TransportMethod.optional(),
});
export type CarrierRule = z.infer<typeof CarrierRule>;

/**
 * Standard Carrier Alpha Code of the carriers that vendors use, by the names that shops give them.
 * Only what is listed is mapped: a carrier that is guessed wrongly costs an ASN chargeback, one that
 * is not known costs a person one answer, which the carrier map then keeps.
 */
const NAMES_BY_SCAC: Readonly<Record<string, readonly string[]>> = {
  // parcel
  UPSN: ['ups', 'united parcel service', 'ups ground', 'ups 2nd day air', 'ups next day air'],
  FDEG: ['fedex', 'federal express', 'fedex ground', 'fedex home delivery'],
  FDXE: ['fedex express', 'fedex 2day', 'fedex overnight', 'fedex priority overnight', 'fedex standard overnight'],
  FDEN: [],
  USPS: ['united states postal service', 'us postal service', 'us mail'],
  ONTC: ['ontrac'],
  LSHP: ['lasership'],
  DHLC: ['dhl', 'dhl express', 'dhl ecommerce'],
  DPD: [],
  GLS: [],
  // less than truckload and truckload
  FXFE: ['fedex freight', 'fedex freight priority'],
  FXFC: ['fedex freight economy'],
  ABFS: ['abf', 'abf freight', 'arcbest'],
  ODFL: ['old dominion', 'old dominion freight line'],
  SAIA: ['saia ltl freight'],
  EXLA: ['estes', 'estes express', 'estes express lines'],
  RDWY: ['roadway'],
  YFSY: ['yellow', 'yellow freight'],
  CNWY: ['xpo', 'xpo logistics', 'xpo ltl', 'conway', 'con way freight'],
  RLCA: ['r l carriers', 'r+l', 'r+l carriers', 'r and l carriers'],
  TFIN: ['tforce', 'tforce freight'],
  UPGF: ['ups freight'],
  SEFL: ['southeastern', 'southeastern freight lines'],
  AACT: ['aaa cooper', 'aaa cooper transportation'],
  CTII: ['central transport'],
  PITD: ['pitt ohio'],
  DAFG: ['dayton', 'dayton freight'],
  HJBT: ['j b hunt', 'jb hunt'],
  SNLU: ['schneider', 'schneider national'],
  WERN: ['werner', 'werner enterprises'],
  CRST: [],
  RBTW: ['c h robinson', 'ch robinson'],
  EXDO: ['expeditors'],
  DSV: [],
  KHNN: ['kuehne nagel', 'kuehne+nagel', 'kuehne and nagel'],
};

const PARCEL_CARRIERS: ReadonlySet<string> = new Set([
  'UPSN',
  'FDEG',
  'FDXE',
  'FDEN',
  'USPS',
  'ONTC',
  'LSHP',
  'DHLC',
  'DPD',
  'GLS',
]);

const SCAC_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES_BY_SCAC).flatMap(([scac, names]) => [scac.toLowerCase(), ...names].map((name) => [name, scac])),
);

/**
 * The code for a carrier as the stock master names it, case ignored; undefined where nobody has
 * said. The title decides before the code: shops keep several carriers under the code `custom`, and
 * `UPS Freight` under `ups`.
 */
export function scacOf(carrierCode: string, title: string): string | undefined {
  return SCAC_BY_NAME.get(plain(title)) ?? SCAC_BY_NAME.get(leadingCode(title)) ?? SCAC_BY_NAME.get(plain(carrierCode));
}

/** True for carriers that move single parcels with a number each, not pallets under a bill of lading. */
export function isParcelCarrier(scac: string): boolean {
  return PARCEL_CARRIERS.has(scac.toUpperCase());
}

/** What a carrier does as a rule: the truck is shared, as a whole one is booked as such. */
export function usualMethod(scac: string): TransportMethod {
  return isParcelCarrier(scac) ? 'small-parcel' : 'less-than-truckload';
}

/** The fields of a ship notice that say how goods travel. */
export function transportOf(method: TransportMethod): Pick<ShipNotice, 'transport' | 'shipmentType'> {
  switch (method) {
    case 'small-parcel':
      return { transport: 'parcel', shipmentType: method };
    case 'air':
    case 'ocean':
      return { transport: method, shipmentType: 'less-than-truckload' };
    default:
      return { transport: 'road', shipmentType: method };
  }
}

/**
 * Which of some rules for a carrier fits a title: the one that names it, else the most exact pattern, else the one
 * for all titles.
 */
export function ruleFor<Rule extends Pick<CarrierRule, 'title'>>(
  rules: readonly Rule[],
  title: string,
): Rule | undefined {
  const wanted = title.trim().toLowerCase();
  const fitting = rules.filter((rule) => fits(rule.title.trim().toLowerCase(), wanted));
  const exactness = (rule: Rule) =>
    (rule.title.includes('*') ? 0 : 1000) * (rule.title.trim() === '' ? 0 : 1) + rule.title.replaceAll('*', '').length;
  return fitting.sort((a, b) => exactness(b) - exactness(a))[0];
}

function fits(pattern: string, title: string): boolean {
  if (pattern === '' || pattern === title) return true;
  if (!pattern.includes('*')) return false;
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!title.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = title.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return title.length - from >= last.length && title.endsWith(last);
}

/** `J.B. Hunt` and `jb  hunt®` are one carrier. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9+]+/g, ' ')
    .trim();
}

/** `ODFL - Old Dominion`: some shops write both; Amazon refuses the pair in the code's field. */
function leadingCode(title: string): string {
  return /^\s*([A-Za-z]{2,4})\s+[-–:]\s/.exec(title)?.[1]?.toLowerCase() ?? '';
}
