import { addHours, dayOf } from './calendar.ts';
import { SHIP_NOTICE_DAYS } from './carriage-check.ts';
import { type Carton, cartonsOf, type ShipNotice } from './ship-notice.ts';
import { itemKey, withCartons } from './truck-notice.ts';

/** One notice that Amazon has of a dispatch, as it was told last. */
export interface ToldNotice {
  /** OutboundDocument.key of its first telling. */
  key: string;
  notice: ShipNotice;
  /** By which it was told: a replacement by another road is refused. */
  channel: string;
  /** Whether Amazon refused it: then there is nothing to replace. */
  isRejected: boolean;
}

export interface CorrectionInput {
  told: readonly ToldNotice[];
  /** SSCCs of the dispatch's cartons: a notice for a truck holds those of others too. */
  own: ReadonlySet<string>;
  /** What the dispatch would be told as now; undefined where nothing of it is left. */
  wanted: ShipNotice | undefined;
  /** What was told of this dispatch where others are in the notice too. */
  part?: Pick<ShipNotice, 'carrierScac' | 'carrierReference'> | undefined;
  /** Where a person gave one. */
  billOfLading?: string | undefined;
  /** By which a ship notice of the account leaves today. */
  channel: string;
  /** The fulfilment centre that the order names now. */
  shipToId: string | undefined;
  now: Date;
}

/** What Amazon does not take, in words for a person. */
export interface CorrectionProblem {
  problem:
    | 'too-late'
    | 'arrived'
    | 'other-channel'
    | 'notice-rejected'
    | 'ship-to-differs'
    | 'nothing-left'
    | 'on-another-truck'
    | 'parcels-differ'
    /** What left cannot be a notice at all: more than was promised, a part of a case. */
    | 'not-tellable';
  summary: string;
}

export interface Correction {
  /** Whole notices under the ids that Amazon knows, each with less than before or with another carriage. */
  replacements: { key: string; notice: ShipNotice }[];
  /** Eaches or cases that left besides, by `itemKey`: they need a notice of their own. */
  added: ReadonlyMap<string, number>;
  problems: CorrectionProblem[];
  /** SSCCs of cartons that no replacement names any more. */
  dropped: string[];
}

/**
 * How Amazon hears that a dispatch is not what it was told. A notice is replaced as a whole, under its own id, by the
 * road it came, for a week and until it arrives, and only with less; more is a shipment of its own; nothing at all
 * cannot be said. What does not fit is a problem in words.
 */
export function planCorrection(input: CorrectionInput): Correction {
  const { told, wanted } = input;
  const notices = told.map(({ notice }) => notice);
  const { reduced, added } = reducedTo(notices, input);
  const carried = wanted === undefined ? { notices: reduced, problems: [] } : recarried(reduced, wanted, input);
  const changed = told.flatMap((one, index) => {
    const notice = carried.notices[index] ?? one.notice;
    return saysSame(notice, one.notice) ? [] : [{ ...one, notice }];
  });
  const problems = [...carried.problems, ...changed.flatMap((one) => refusals(one, input))];
  const isRefused = problems.length > 0;
  const replacements = changed.map(({ key, notice }) => ({ key, notice: { ...notice, purpose: 'replace' as const } }));
  const kept = new Set(carried.notices.flatMap(cartonsOf).map(({ sscc }) => sscc));
  return {
    // All of it or nothing: half a correction would be a third story.
    replacements: isRefused ? [] : replacements,
    added,
    problems,
    dropped: isRefused
      ? []
      : notices
          .flatMap(cartonsOf)
          .map(({ sscc }) => sscc)
          .filter((code) => !kept.has(code)),
  };
}

/** True where Amazon need not hear anything. */
export function isNothingToCorrect({ replacements, added, problems }: Correction): boolean {
  return replacements.length === 0 && added.size === 0 && problems.length === 0;
}

/** Takes from the last carton backwards what did not leave after all: the first ones keep their labels. */
function reducedTo(notices: readonly ShipNotice[], { own, wanted }: CorrectionInput) {
  const left = amounts((wanted ? cartonsOf(wanted) : []).flatMap(({ items }) => items));
  const before = amounts(
    notices
      .flatMap(cartonsOf)
      .filter(({ sscc }) => own.has(sscc))
      .flatMap(({ items }) => items),
  );
  const excess = new Map([...before].map(([key, amount]) => [key, Math.max(0, amount - (left.get(key) ?? 0))]));
  const contents = new Map<string, Carton>();
  for (const carton of notices.flatMap(cartonsOf).reverse()) {
    if (!own.has(carton.sscc)) continue;
    const items = carton.items.flatMap((item) => {
      const less = Math.min(item.shipped.amount, excess.get(itemKey(item)) ?? 0);
      excess.set(itemKey(item), (excess.get(itemKey(item)) ?? 0) - less);
      const amount = item.shipped.amount - less;
      return amount === 0 ? [] : [{ ...item, shipped: { ...item.shipped, amount } }];
    });
    contents.set(carton.sscc, { ...carton, items });
  }
  const after = (carton: Carton) => contents.get(carton.sscc) ?? carton;
  const reduced = notices.map((notice) => ({
    ...notice,
    orders: withCartons(
      notice.orders.map((order) => ({
        ...order,
        pallets: order.pallets.map((pallet) => ({ ...pallet, cartons: pallet.cartons.map(after) })),
        cartons: order.cartons.map(after),
      })),
      ({ items }) => items.length > 0,
    ),
  }));
  const added = new Map(
    [...left].map(([key, amount]) => [key, amount - (before.get(key) ?? 0)] as const).filter(([, more]) => more > 0),
  );
  return { reduced, added };
}

function amounts(items: readonly Carton['items'][number][]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(itemKey(item), (sums.get(itemKey(item)) ?? 0) + item.shipped.amount);
  return sums;
}

/** The same cartons as they travel now. */
function recarried(
  notices: readonly ShipNotice[],
  wanted: ShipNotice,
  { own, part, billOfLading }: CorrectionInput,
): { notices: ShipNotice[]; problems: CorrectionProblem[] } {
  const { carrierScac, transport, shipmentType, carrierReference, amazonReferenceNumber, trailerNumber } = wanted;
  // Of the truck as a whole, whoever said it.
  const ofTruck = {
    ...(amazonReferenceNumber === undefined ? {} : { amazonReferenceNumber }),
    ...(billOfLading === undefined ? {} : { billOfLading }),
    ...(trailerNumber === undefined ? {} : { trailerNumber }),
  };
  const carriage = {
    ...ofTruck,
    carrierScac,
    transport,
    shipmentType,
    ...(carrierReference === undefined ? {} : { carrierReference }),
  };
  const isAlone = notices.every((notice) => cartonsOf(notice).every(({ sscc }) => own.has(sscc)));
  if (shipmentType !== 'small-parcel') {
    const isOnIt = part !== undefined && part.carrierScac === carrierScac && part.carrierReference === carrierReference;
    if (isAlone || isOnIt) {
      const now = isAlone ? carriage : ofTruck;
      return { notices: notices.map((notice) => ({ ...notice, ...now })), problems: [] };
    }
    const summary = 'its notice tells of other dispatches too, which have not changed carrier or PRO number';
    return { notices: [...notices], problems: [{ problem: 'on-another-truck', summary }] };
  }
  const numbers = [...new Set(cartonsOf(wanted).map(({ trackingNumber }) => trackingNumber))];
  const told = [...new Set(notices.flatMap(cartonsOf).map(({ trackingNumber }) => trackingNumber))];
  const filled = notices.filter(({ orders }) => orders.length > 0);
  if (
    told.length === 0 ||
    numbers.length > told.length ||
    (numbers.length !== told.length && !isWithin(numbers, told))
  ) {
    const summary = `Amazon was told of ${told.length} parcels in ${filled.length} notices, and now there are ${numbers.length}`;
    return { notices: [...notices], problems: [{ problem: 'parcels-differ', summary }] };
  }
  if (isWithin(numbers, told)) {
    const same = { carrierScac, transport, shipmentType };
    return { notices: notices.map((notice) => ({ ...notice, ...same })), problems: [] };
  }
  const renamed = new Map(told.map((number, index) => [number, numbers[index]]));
  return {
    notices: notices.map((notice) => {
      const name = (carton: Carton): Carton => {
        const number = renamed.get(carton.trackingNumber);
        return number === undefined ? carton : { ...carton, trackingNumber: number };
      };
      const orders = notice.orders.map((order) => ({ ...order, cartons: order.cartons.map(name) }));
      const first = cartonsOf({ ...notice, orders })[0]?.trackingNumber;
      return { ...notice, ...carriage, ...(first === undefined ? {} : { carrierReference: first }), orders };
    }),
    problems: [],
  };
}

function isWithin(numbers: readonly (string | undefined)[], told: readonly (string | undefined)[]): boolean {
  return numbers.every((number) => told.includes(number));
}

/** Why Amazon would not take this replacement. */
function refusals(
  { notice, channel, isRejected }: ToldNotice,
  { channel: present, shipToId, now }: CorrectionInput,
): CorrectionProblem[] {
  const { shipmentId, shippedAt, estimatedDeliveryOn, shipTo } = notice;
  const found: CorrectionProblem[] = [];
  const add = (problem: CorrectionProblem['problem'], summary: string) => found.push({ problem, summary });
  if (isRejected)
    add('notice-rejected', `Amazon rejected the notice of shipment ${shipmentId}: there is none to replace`);
  if (notice.orders.length === 0) {
    add('nothing-left', `nothing is left of shipment ${shipmentId}, and Amazon takes no notice back`);
  }
  if (now.toISOString() > addHours(shippedAt, SHIP_NOTICE_DAYS * 24)) {
    add('too-late', `shipment ${shipmentId} left more than ${SHIP_NOTICE_DAYS} days ago`);
  } else if (dayOf(now) > estimatedDeliveryOn) {
    add('arrived', `shipment ${shipmentId} was to arrive on ${estimatedDeliveryOn}: Amazon has received it by now`);
  }
  if (channel !== present) {
    add('other-channel', `shipment ${shipmentId} was told by ${channel}, and ship notices leave by ${present} now`);
  }
  if (shipToId !== undefined && shipTo.id !== undefined && shipToId !== shipTo.id) {
    add('ship-to-differs', `the order goes to ${shipToId} now, and shipment ${shipmentId} was told for ${shipTo.id}`);
  }
  return found;
}

/** By what they say; times of departure move with every revision and are not told for their own sake. */
function saysSame(a: ShipNotice, b: ShipNotice): boolean {
  const told = ({ purpose: _, shippedAt: _at, estimatedDeliveryOn: _on, ...rest }: ShipNotice) =>
    JSON.stringify(rest, sortedKeys);
  return told(a) === told(b);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)));
}
