import type { BookedLine, BookedShipment } from '../books.ts';
import { type Channel, type Finding, refused, type ShipmentDocument, type ShippedItem, warning } from '../documents.ts';
import { ssccDigits } from '../numbers.ts';
import { daysBetween, timestamp, type World } from '../world.ts';
import { fingerprint } from './fingerprint.ts';
import { eachesOf, linesOf, promisedEaches, say, spread } from './lines.ts';

const UNIQUE_FOR_DAYS = 365;
const REPLACE_WITHIN_DAYS = 7;

/** Books one ship notice whole or not at all. The same notice once more is a success that books nothing. */
export function takeShipment(world: World, document: ShipmentDocument, channel: Channel): Finding[] {
  const known = recent(world).find(({ id }) => id === document.id);
  if (known && fingerprint(known.document) === fingerprint(document)) {
    known.repeats += 1;
    return [];
  }
  const findings = [
    ...judgeIdentity(world, document, channel, known),
    ...judgeDates(world, document),
    ...judgeTransport(document),
    ...judgeContainers(world, document),
    ...document.loose.map(({ place, message }) => refused('UNRESOLVED_REFERENCE', message, place)),
  ];
  const before = known?.postings ?? [];
  // What the notice replaces goes back first, so that its goods do not count twice against the promise.
  post(world, before, -1);
  const { postings, findings: more } = allot(world, document);
  findings.push(...more, ...judgeReplacement(document, before, postings));
  if (findings.some(({ severity }) => severity === 'refused')) {
    post(world, before, 1);
    return findings;
  }
  post(world, postings, 1);
  if (known) Object.assign(known, { document, postings, replaces: known.replaces + 1 });
  else
    world.books.shipments.push({
      id: document.id,
      channel,
      at: timestamp(world),
      repeats: 0,
      replaces: 0,
      document,
      postings,
    });
  return findings;
}

function recent(world: World): BookedShipment[] {
  return world.books.shipments.filter(({ at }) => daysBetween(at, world.now()) <= UNIQUE_FOR_DAYS);
}

function judgeIdentity(
  world: World,
  { id, place, purpose, vendorCode }: ShipmentDocument,
  channel: Channel,
  known?: BookedShipment,
): Finding[] {
  const findings: Finding[] = [];
  if (id.length < 2 || id.length > 30)
    findings.push(refused('INVALID_SHIPMENT_ID', `'${id}' has not 2 to 30 characters.`, place));
  if (vendorCode !== undefined && vendorCode !== world.vendorCode) {
    findings.push(refused('INVALID_SELLING_PARTY', `'${vendorCode}' is not the vendor of these orders.`, place));
  }
  if (purpose === 'original' && known) {
    findings.push(refused('DUPLICATE_SHIPMENT_ID', `'${id}' was used for other goods less than a year ago.`, place));
  }
  if (purpose === 'replace' && !known)
    findings.push(refused('NOTHING_TO_REPLACE', `There is no shipment '${id}'.`, place));
  if (purpose === 'replace' && known && daysBetween(known.at, world.now()) > REPLACE_WITHIN_DAYS) {
    findings.push(refused('REPLACE_TOO_LATE', `'${id}' is older than ${REPLACE_WITHIN_DAYS} days.`, place));
  }
  // Q29: not by another road, and not when the goods are there; they are the day after they were to be.
  if (purpose === 'replace' && known && known.channel !== channel) {
    findings.push(refused('REPLACE_OTHER_CHANNEL', `'${id}' was announced by ${known.channel}.`, place));
  }
  const arrival = known?.document.estimatedDelivery?.slice(0, 10);
  if (purpose === 'replace' && arrival !== undefined && timestamp(world).slice(0, 10) > arrival) {
    findings.push(refused('REPLACE_AFTER_ARRIVAL', `'${id}' arrived on ${arrival}.`, place));
  }
  return findings;
}

/** Q30: of guide and model the stricter each way: not in the future, not more than 7 days past. */
function judgeDates(world: World, { shippedAt, estimatedDelivery, place }: ShipmentDocument): Finding[] {
  if (shippedAt === undefined) return [refused('MISSING_SHIPPED_DATE', 'The shipped date is missing.', place)];
  if (estimatedDelivery === undefined)
    return [refused('MISSING_DELIVERY_DATE', 'The estimated delivery is missing.', place)];
  const age = daysBetween(shippedAt, world.now());
  if (age < 0) return [refused('SHIPPED_DATE_IN_FUTURE', `${shippedAt} is yet to come.`, place)];
  if (age > 7) return [refused('SHIPPED_DATE_TOO_OLD', `${shippedAt} is more than 7 days past.`, place)];
  if (estimatedDelivery.slice(0, 10) >= shippedAt.slice(0, 10)) return [];
  return [refused('INVALID_DELIVERY_DATE', `Delivery ${estimatedDelivery} before departure ${shippedAt}.`, place)];
}

function judgeTransport(document: ShipmentDocument): Finding[] {
  const { scac, billOfLading, carrierReference, cartons, place, byParcel } = document;
  const findings: Finding[] = [];
  if (scac === undefined || !/^[A-Z]{2,4}$/.test(scac)) {
    findings.push(refused('INVALID_SCAC', `'${scac ?? ''}' is no Standard Carrier Alpha Code.`, place));
  }
  if (!byParcel && billOfLading === undefined)
    findings.push(refused('MISSING_BOL', 'A truck needs its bill of lading.', place));
  if (billOfLading !== undefined && (billOfLading.length < 8 || looksLikeDate(billOfLading))) {
    findings.push(refused('INVALID_BOL', `Bill of lading '${billOfLading}' is too short or a date.`, place));
  }
  if (carrierReference === undefined && !cartons.some(({ trackingNumber }) => trackingNumber)) {
    findings.push(refused('MISSING_TRACKING', 'There is neither a PRO nor a tracking number.', place));
  }
  return findings;
}

function looksLikeDate(text: string): boolean {
  return (
    /^(19|20)\d{2}[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])$/.test(text) ||
    /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$/.test(text)
  );
}

function judgeContainers(world: World, document: ShipmentDocument): Finding[] {
  const findings: Finding[] = [];
  const { cartons, pallets, place } = document;
  if (world.quirks.has('Q32') && cartons.length === 0)
    findings.push(refused('EMPTY_PACKAGES', 'There are no packages.', place));
  const used = new Set(
    recent(world)
      .filter(({ id }) => id !== document.id)
      .flatMap(({ document: other }) => ssccsOf(other)),
  );
  for (const container of [...cartons, ...pallets]) {
    for (const code of container.ssccs) {
      const digits = ssccDigits(code);
      if (digits === undefined) findings.push(refused('INVALID_SSCC', `'${code}' is no SSCC.`, container.place));
      else if (used.has(digits))
        findings.push(refused('DUPLICATE_SSCC', `SSCC ${digits} was used before.`, container.place));
      else used.add(digits);
    }
    if (container.ssccs.length === 0)
      findings.push(warning('MISSING_SSCC', 'The container has no SSCC.', container.place));
  }
  if (document.cartonCount !== undefined && document.cartonCount !== cartons.length && cartons.length > 0) {
    findings.push(
      refused('INVALID_CARTON_COUNT', `${document.cartonCount} cartons stated, ${cartons.length} listed.`, place),
    );
  }
  if (document.palletCount !== undefined && document.palletCount !== pallets.length && cartons.length > 0) {
    findings.push(
      refused('INVALID_PALLET_COUNT', `${document.palletCount} pallets stated, ${pallets.length} listed.`, place),
    );
  }
  if (world.quirks.has('Q31')) findings.push(...judgeEuropean(document));
  return [...findings, ...judgeContents(document)];
}

/** Q31: what is only advised elsewhere is mandatory in Europe. */
function judgeEuropean({ cartonCount, palletCount, cartons, pallets, place }: ShipmentDocument): Finding[] {
  const bare = [...cartons, ...pallets].filter(({ ssccs }) => ssccs.length === 0);
  return [
    ...(cartonCount === undefined ? [refused('MISSING_CARTON_COUNT', 'The number of cartons is missing.', place)] : []),
    ...(palletCount === undefined ? [refused('MISSING_PALLET_COUNT', 'The number of pallets is missing.', place)] : []),
    ...bare.map((container) => refused('MISSING_SSCC', 'The container has no SSCC.', container.place)),
  ];
}

function ssccsOf({ cartons, pallets }: ShipmentDocument): string[] {
  return [...cartons, ...pallets].flatMap(({ ssccs }) => ssccs.map((code) => ssccDigits(code) ?? code));
}

/** What the cartons hold must add up to what was shipped, item by item. */
function judgeContents({ items, cartons }: ShipmentDocument): Finding[] {
  if (cartons.every((carton) => carton.items.length === 0)) return [];
  const packed = new Map<string, number>();
  for (const { key, count } of cartons.flatMap((carton) => carton.items)) {
    packed.set(`${key} ${count.unit}`, (packed.get(`${key} ${count.unit}`) ?? 0) + count.amount);
  }
  return items.flatMap(({ key, count, place }) => {
    const inCartons = packed.get(`${key} ${count.unit}`) ?? 0;
    if (inCartons === count.amount) return [];
    return [
      refused('CARTON_CONTENT_MISMATCH', `${count.amount} ${count.unit} shipped, ${inCartons} in cartons.`, place),
    ];
  });
}

function allot(world: World, document: ShipmentDocument) {
  const findings: Finding[] = [];
  const postings: BookedShipment['postings'] = [];
  const taken = (line: BookedLine, purchaseOrder: string) =>
    postings
      .filter((posting) => posting.purchaseOrder === purchaseOrder && posting.line === line.number)
      .reduce((sum, { eaches }) => sum + eaches, 0);
  if (document.items.length === 0) findings.push(refused('EMPTY_SHIPMENT', 'Nothing is shipped.', document.place));
  for (const item of document.items) {
    const lines = candidates(world, document, item, findings);
    const [first] = lines;
    if (!first) continue;
    const eaches = eachesOf(first, item.count);
    if (eaches === undefined || !Number.isSafeInteger(eaches) || eaches <= 0) {
      findings.push(
        refused('INVALID_QUANTITY', `${item.count.amount} ${item.count.unit} of a line in ${first.unit}.`, item.place),
      );
      continue;
    }
    const room = (line: BookedLine) => promisedEaches(line) - line.shipped - taken(line, item.purchaseOrder);
    const { parts, left } = spread(lines, eaches, room);
    if (left > 0) {
      const message = `${eaches} eaches of ${say(item.ids)} are ${left} more than acknowledged and not yet shipped.`;
      findings.push(refused('QUANTITY_EXCEEDS_ACKNOWLEDGED', message, item.place));
    }
    postings.push(
      ...parts.map((part) => ({ purchaseOrder: item.purchaseOrder, line: part.line.number, eaches: part.eaches })),
    );
  }
  return { postings, findings };
}

function candidates(world: World, document: ShipmentDocument, item: ShippedItem, findings: Finding[]): BookedLine[] {
  const order = world.books.orders[item.purchaseOrder];
  if (!order) {
    findings.push(refused('INVALID_ORDER_ID', `Purchase order '${item.purchaseOrder}' is not known.`, item.place));
    return [];
  }
  if (order.header.shipTo.id !== document.shipTo) {
    const message = `${order.number} goes to ${order.header.shipTo.id}, not to '${document.shipTo}'.`;
    findings.push(refused('INVALID_SHIP_TO', message, item.place));
  }
  const lines = linesOf(order, item.ids, item.lineNumber);
  if (lines.length === 0)
    findings.push(refused('INVALID_ITEM', `${say(item.ids)} is not in ${order.number}.`, item.place));
  return lines;
}

function judgeReplacement(
  document: ShipmentDocument,
  before: BookedShipment['postings'],
  after: BookedShipment['postings'],
): Finding[] {
  if (document.purpose === 'original') return [];
  const sum = (postings: BookedShipment['postings'], order: string, line: string) =>
    postings
      .filter((one) => one.purchaseOrder === order && one.line === line)
      .reduce((all, { eaches }) => all + eaches, 0);
  const more = after.find(
    ({ purchaseOrder, line }) => sum(after, purchaseOrder, line) > sum(before, purchaseOrder, line),
  );
  return more
    ? [refused('REPLACE_ADDS_QUANTITY', `${more.purchaseOrder} line ${more.line} grows.`, document.place)]
    : [];
}

function post(world: World, postings: BookedShipment['postings'], sign: 1 | -1): void {
  for (const { purchaseOrder, line: number, eaches } of postings) {
    const line = world.books.orders[purchaseOrder]?.lines.find((one) => one.number === number);
    if (line) line.shipped += sign * eaches;
  }
}
