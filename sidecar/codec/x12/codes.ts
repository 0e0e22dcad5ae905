import { z } from 'zod';
import { DispositionCode, RejectionReason } from '../../domain/acknowledgement.ts';
import { type ProductId, ProductIdKind } from '../../domain/identifiers.ts';
import { ChangePurpose, LineChange } from '../../domain/order-change.ts';
import { PriceBasis, PurchaseOrder } from '../../domain/purchase-order.ts';
import { type Quantity, UnitOfMeasure } from '../../domain/quantity.ts';
import { KNOWN_UNIT_CODES } from './units.ts';

const PartyIdKind = z.enum(['assigned-by-buyer', 'assigned-by-seller', 'san', 'gln', 'duns', 'other']);
type PartyIdKind = z.infer<typeof PartyIdKind>;

/** Which end of which window a date is. `-on` names a single day and gives way to a pair. */
export const WindowDate = z.enum(['delivery-from', 'delivery-to', 'delivery-on', 'ship-from', 'ship-to', 'ship-on']);
export type WindowDate = z.infer<typeof WindowDate>;

/** The code lists that differ between partners. Keys are codes in upper case. */
export const X12CodeTables = z.object({
  /** 355. A code of the standard that is missing here is a known unit of unknown size: `other`. */
  units: z.record(z.string(), UnitOfMeasure),
  /** 235 in PO1, LIN, IT1. */
  productIds: z.record(z.string(), ProductIdKind),
  /** 639; what is missing is `unstated`. */
  priceBases: z.record(z.string(), PriceBasis),
  /** 92, BEG02; what is missing is read as `regular` with a warning. */
  orderTypes: z.record(z.string(), PurchaseOrder.shape.type),
  /** 374, DTM01 of an order. */
  windowDates: z.record(z.string(), WindowDate),
  /** 66, N103; what is missing is `other`. */
  partyIds: z.record(z.string(), PartyIdKind),
  /** 668, ACK01. A code that is missing here is refused: it may mean yes or no. */
  acknowledgements: z.record(z.string(), z.object({ code: DispositionCode, reason: RejectionReason.optional() })),
  /** 374, ACK04. */
  schedules: z.record(z.string(), z.enum(['delivery', 'ship'])),
  /** 353, BCH01. A code that is missing here is refused: it may take the order back. */
  changePurposes: z.record(z.string(), ChangePurpose),
  /** 670, POC02. A code that is missing here is refused: it may add goods or take them back. */
  lineChanges: z.record(z.string(), LineChange),
  /** 128, L11 of routing documents. */
  routingReferences: z.record(z.string(), z.enum(['amazon-reference', 'bill-of-lading'])),
  /** 432, G6201: which day the goods are fetched. */
  pickUpDates: z.record(z.string(), z.enum(['requested', 'scheduled'])),
  /** 128, REF01 within a remittance. */
  remittanceReferences: z.record(z.string(), z.enum(['purchase-order', 'invoice'])),
  /** 374, DTM01 of a remittance. */
  remittanceDates: z.record(z.string(), z.enum(['created', 'invoiced', 'paid'])),
  /** What we write. One code each, and always one that the tables above read back. */
  written: z.object({
    units: z.object({ each: z.string(), case: z.string() }),
    productIds: z.record(ProductIdKind, z.string()),
    priceBases: z.record(PriceBasis, z.string()),
    orderTypes: z.record(PurchaseOrder.shape.type, z.string()),
    partyIds: z.record(PartyIdKind, z.string()),
    accepted: z.string(),
    backordered: z.string(),
    rejected: z.record(RejectionReason, z.string()),
    schedules: z.object({ delivery: z.string(), ship: z.string() }),
    changePurposes: z.record(ChangePurpose, z.string()),
    lineChanges: z.record(LineChange, z.string()),
    /** ACK01 for a line that a change took back. */
    deleted: z.string(),
    routing: z.object({
      amazonReference: z.string(),
      billOfLading: z.string(),
      requestedPickUp: z.string(),
      scheduledPickUp: z.string(),
    }),
  }),
});
export type X12CodeTables = z.infer<typeof X12CodeTables>;

export const defaultCodeTables: X12CodeTables = {
  // CT, UN, PK and the like stay unmapped: whether a carton is the case that we sell by is the partner's
  // to say. PE is 'pounds equivalent' here, however much it looks like 'per each'.
  units: { EA: 'each', EACH: 'each', EACHES: 'each', CA: 'case', CASE: 'case', CASES: 'case' },
  productIds: {
    UP: 'upc',
    EN: 'ean',
    UK: 'gtin',
    IB: 'isbn',
    BP: 'asin',
    VN: 'vendor-item',
    VP: 'vendor-part',
    SK: 'sku',
    UA: 'case-code',
  },
  priceBases: { PE: 'per-each', LE: 'per-each', WE: 'per-each', UM: 'per-unit-of-measure' },
  // DS and SS are direct fulfilment's 'ship complete' and its like.
  orderTypes: {
    NE: 'regular',
    SA: 'regular',
    DS: 'regular',
    SS: 'regular',
    RO: 'rush',
    NP: 'new-product',
    CN: 'consigned',
  },
  windowDates: {
    '064': 'delivery-from',
    '063': 'delivery-to',
    '071': 'delivery-from',
    '074': 'delivery-to',
    '002': 'delivery-on',
    '037': 'ship-from',
    '038': 'ship-to',
    '010': 'ship-on',
    '001': 'ship-to',
  },
  partyIds: {
    '92': 'assigned-by-buyer',
    '91': 'assigned-by-seller',
    '15': 'san',
    UL: 'gln',
    '1': 'duns',
    '9': 'duns',
    '01': 'duns',
    '09': 'duns',
    ZZ: 'other',
  },
  // On hold (IF, IH, IW), substituted (IS) and 'partly' (BP) are missing on purpose: none of them says how
  // many are promised. R3 is 'invalid unit of issue' in the standard and 'discontinued' where Amazon is heard.
  acknowledgements: {
    IA: { code: 'accepted' },
    IC: { code: 'accepted' },
    IE: { code: 'accepted' },
    IP: { code: 'accepted' },
    IQ: { code: 'accepted' },
    AA: { code: 'accepted' },
    AC: { code: 'accepted' },
    AR: { code: 'accepted' },
    DR: { code: 'accepted' },
    SP: { code: 'accepted' },
    IB: { code: 'backordered' },
    IR: { code: 'rejected', reason: 'temporarily-unavailable' },
    R4: { code: 'rejected', reason: 'temporarily-unavailable' },
    R1: { code: 'rejected', reason: 'invalid-product-identifier' },
    R2: { code: 'rejected', reason: 'invalid-product-identifier' },
    R3: { code: 'rejected', reason: 'obsolete-product' },
    ID: { code: 'rejected', reason: 'obsolete-product' },
  },
  schedules: { '067': 'delivery', '002': 'delivery', '068': 'ship', '010': 'ship' },
  // The purposes of an 850 (00) and of copies (06, 07) are missing on purpose: read as a change, they would change twice.
  changePurposes: { '04': 'change', '01': 'cancellation', '05': 'replacement' },
  lineChanges: {
    AI: 'added',
    DI: 'deleted',
    CF: 'cancelled',
    QD: 'quantity-decreased',
    QI: 'quantity-increased',
    PC: 'price',
    PQ: 'price-and-quantity',
    RS: 'rescheduled',
    CT: 'rescheduled',
    CA: 'changed',
    RZ: 'replaced',
    NC: 'unchanged',
  },
  // Nobody has confirmed by which qualifier Amazon's reference comes; without one the digits alone tell it.
  routingReferences: { '2I': 'amazon-reference', BM: 'bill-of-lading' },
  pickUpDates: { '10': 'requested', '69': 'scheduled' },
  remittanceReferences: { PO: 'purchase-order', IV: 'invoice', OI: 'invoice' },
  remittanceDates: { '097': 'created', '009': 'created', '003': 'invoiced', '107': 'paid' },
  written: {
    units: { each: 'EA', case: 'CA' },
    productIds: {
      upc: 'UP',
      ean: 'EN',
      gtin: 'UK',
      isbn: 'IB',
      asin: 'BP',
      'vendor-item': 'VN',
      'vendor-part': 'VP',
      sku: 'SK',
      'case-code': 'UA',
    },
    priceBases: { 'per-each': 'PE', 'per-unit-of-measure': 'UM', unstated: '' },
    orderTypes: { regular: 'NE', rush: 'RO', 'new-product': 'NP', consigned: 'CN' },
    partyIds: { 'assigned-by-buyer': '92', 'assigned-by-seller': '91', san: '15', gln: 'UL', duns: '1', other: 'ZZ' },
    accepted: 'IA',
    backordered: 'IB',
    rejected: { 'temporarily-unavailable': 'IR', 'invalid-product-identifier': 'R2', 'obsolete-product': 'R3' },
    schedules: { delivery: '067', ship: '068' },
    changePurposes: { change: '04', cancellation: '01', replacement: '05' },
    lineChanges: {
      added: 'AI',
      deleted: 'DI',
      cancelled: 'CF',
      'quantity-decreased': 'QD',
      'quantity-increased': 'QI',
      price: 'PC',
      'price-and-quantity': 'PQ',
      rescheduled: 'RS',
      changed: 'CA',
      replaced: 'RZ',
      unchanged: 'NC',
    },
    deleted: 'ID',
    routing: { amazonReference: '2I', billOfLading: 'BM', requestedPickUp: '10', scheduledPickUp: '69' },
  },
};

/**
 * The two-letter availability codes that Amazon's acknowledgement guide of 2016 named, and that its
 * spreadsheets still show. Spread them over `acknowledgements` for a partner who writes them.
 */
export const availabilityCodesOf2016: X12CodeTables['acknowledgements'] = {
  BA: { code: 'backordered' },
  BX: { code: 'backordered' },
  BR: { code: 'backordered' },
  CA: { code: 'rejected', reason: 'temporarily-unavailable' },
  CQ: { code: 'rejected', reason: 'temporarily-unavailable' },
  OS: { code: 'rejected', reason: 'temporarily-unavailable' },
  CK: { code: 'rejected', reason: 'obsolete-product' },
  CX: { code: 'rejected', reason: 'obsolete-product' },
  CG: { code: 'rejected', reason: 'obsolete-product' },
};

/** A code's meaning. The code comes from a stranger: `constructor` must not find JavaScript's own. */
export function lookUp<Meaning>(table: Readonly<Record<string, Meaning>>, code: string): Meaning | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** How a unit code counts; undefined for a code that neither the partner's table nor the standard knows. */
export function unitOf(
  code: string,
  codes: X12CodeTables,
): { unitOfMeasure: Quantity['unitOfMeasure']; unitCode?: string } | undefined {
  const upper = code.trim().toUpperCase();
  // An empty unit is a doubt about the line, not a foreign code: it waits for a person as any unmapped unit.
  if (upper === '') return { unitOfMeasure: 'other' };
  const unitOfMeasure = lookUp(codes.units, upper) ?? (KNOWN_UNIT_CODES.has(upper) ? 'other' : undefined);
  if (unitOfMeasure === undefined) return undefined;
  return unitOfMeasure === 'other' ? { unitOfMeasure, unitCode: upper } : { unitOfMeasure };
}

/** The code a quantity is written back in: as the partner counted it. */
export function unitCodeOf(quantity: Quantity, codes: X12CodeTables): string {
  return quantity.unitOfMeasure === 'other' ? (quantity.unitCode ?? '') : codes.written.units[quantity.unitOfMeasure];
}

/** Qualifier and value of a product id, `['UP', '614141001019']`, the value exactly as received. */
export function productIdPair(id: ProductId, codes: X12CodeTables): [qualifier: string, value: string] {
  return [codes.written.productIds[id.kind], id.value];
}

/** Undefined for a qualifier that names no product (`BO` is a colour) or that nobody mapped. */
export function productIdKindOf(qualifier: string, codes: X12CodeTables): ProductIdKind | undefined {
  return lookUp(codes.productIds, qualifier.trim().toUpperCase());
}

export function priceBasisOf(code: string, codes: X12CodeTables): PriceBasis {
  return lookUp(codes.priceBases, code.trim().toUpperCase()) ?? 'unstated';
}

export function partyIdKindOf(qualifier: string, codes: X12CodeTables): PartyIdKind | undefined {
  const code = qualifier.trim().toUpperCase();
  return code === '' ? undefined : (lookUp(codes.partyIds, code) ?? 'other');
}
