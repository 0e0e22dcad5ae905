import type { Books as AmazonBooks } from '../stand-ins/amazon/books.ts';
import type { Stage } from './stage.ts';
import type { HouseAccount } from './wire.ts';

export interface Books {
  /** What there is in the world once each, by what it says: two runs of one story have the same. */
  things: string[];
  /** What reached Amazon again and was known by its number: harmless, and told. */
  repeats: string[];
}

/** Who says that a second message is one that it knows. */
const KNOWN_AGAIN = new Set(['FILE_NAME_REUSED']);

export function audit(stage: Stage, house: HouseAccount): Books {
  const amazons = [stage.amazonByEdi.books, stage.amazonByApi.books];
  const shop = stage.shop.books();
  return {
    things: [
      ...amazons.flatMap(heardByAmazon),
      ...shop.orders.map(({ ext_order_id, items }) => {
        const lines = items.map(({ sku, qty_ordered, qty_shipped }) => `${sku} ${qty_shipped}/${qty_ordered}`);
        return `shop order ${ext_order_id}: ${lines.join(', ')}`;
      }),
      ...shop.reservations.flatMap(({ purchase_order_number, lines }) =>
        lines.map(({ line_id, reserved, shipped, released }) => {
          return `reservation ${purchase_order_number} ${line_id}: ${reserved} - ${shipped} - ${released}`;
        }),
      ),
      ...stage.shop.contradictions().map((text) => `contradiction: ${text}`),
      ...stage.shop.breaches.map((text) => `breach: ${text}`),
      ...house.sagas.map((text) => `saga ${text}`),
      ...house.documents.map((text) => `document ${withoutNumber(text, stage.amazonByEdi.books)}`),
      ...house.dispatches.map((text) => `dispatch ${text}`),
      ...house.invoices.map((text) => `invoice kept ${text}`),
      ...house.matches.map((text) => `payment line ${text}`),
      ...house.discrepancies.map((text) => `discrepancy ${text}`),
      ...(house.auditIsWhole ? [] : ['the audit log is broken']),
    ].sort(),
    repeats: amazons.flatMap(knownAgain),
  };
}

function heardByAmazon(books: AmazonBooks) {
  const { acknowledgements, shipments, invoices, functionalAcknowledgements, remittances, problems } = books;
  return [
    ...acknowledgements
      .filter(({ outcome }) => outcome !== 'repeat')
      .map(({ purchaseOrder, outcome, lines }) => {
        const said = lines.map(({ number, accepted, backordered, rejected }) => {
          return `${number} ${accepted}/${backordered}/${rejected}`;
        });
        return `acknowledgement ${purchaseOrder} ${outcome}: ${said.join(', ')}`;
      }),
    ...shipments.map(({ id, postings, replaces }) => {
      return `ship notice ${id} (${replaces}): ${posted(postings)}`;
    }),
    ...invoices.map(({ number, document, postings, paid }) => {
      return `invoice ${number} over ${document.total}, paid ${paid}: ${posted(postings)}`;
    }),
    // One answer to each thing that Amazon sent, however often it was given.
    ...unique(
      functionalAcknowledgements.received.map(({ functionalId, groupControlNumber, result, known }) => {
        const what = known ? nameOf(groupControlNumber, books) : 'nothing';
        return `997 to ${functionalId}, ${what}: ${result}`;
      }),
    ),
    ...remittances.map(({ paymentNumber, total }) => `payment ${paymentNumber} ${total}`),
    ...problems
      .filter(({ code }) => !KNOWN_AGAIN.has(code))
      .map(({ document, reference, code, message }) => `complaint ${document} ${reference}: ${code} ${message}`),
  ];
}

/**
 * Amazon's control number by what it stands for: `850 1`, the first order it sent. A file that reaches
 * Amazon twice is answered twice, and all later numbers of that story are others.
 */
function nameOf(controlNumber: string, { interchanges }: AmazonBooks): string {
  const sent = interchanges.find((one) => Number(one.controlNumber) === Number(controlNumber));
  const alike = interchanges.filter(({ documentType }) => documentType === sent?.documentType);
  return sent ? `${sent.documentType} ${alike.indexOf(sent) + 1}` : `interchange ${controlNumber}`;
}

function withoutNumber(document: string, books: AmazonBooks): string {
  return document.replace(
    /^997:\w+:(\d+):(\w+):\d+/,
    (_, control, group) => `997 to ${group}, ${nameOf(control, books)}`,
  );
}

function knownAgain({ acknowledgements, shipments, invoices, problems }: AmazonBooks): string[] {
  return [
    ...acknowledgements
      .filter(({ outcome }) => outcome === 'repeat')
      .map(({ purchaseOrder }) => `acknowledgement ${purchaseOrder}`),
    ...shipments.flatMap(({ id, repeats }) => Array.from({ length: repeats }, () => `ship notice ${id}`)),
    ...invoices.flatMap(({ number, repeats }) => Array.from({ length: repeats }, () => `invoice ${number}`)),
    ...problems.filter(({ code }) => KNOWN_AGAIN.has(code)).map(({ reference }) => `file ${reference}`),
  ];
}

function posted(postings: readonly { purchaseOrder: string; line: string; eaches: number }[]): string {
  return postings
    .map(({ purchaseOrder, line, eaches }) => `${purchaseOrder}/${line} ${eaches}`)
    .sort()
    .join(', ');
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}

/**
 * What Amazon was promised of each order beside what the shop has held for it. While something is under
 * way more may be held than promised, never less; at rest they are equal.
 */
export function reservationsAgainstPromises(stage: Stage, how: 'exactly' | 'at-most'): string[] {
  const held = new Map(
    stage.shop
      .books()
      .reservations.map(({ purchase_order_number, lines }) => [
        purchase_order_number,
        lines.reduce((sum, { reserved, released }) => sum + reserved - released, 0),
      ]),
  );
  return [stage.amazonByEdi, stage.amazonByApi].flatMap(({ books }) =>
    Object.values(books.orders).flatMap(({ number, state, lines }) => {
      const promised = lines.reduce((sum, { effective }) => sum + (effective?.accepted ?? 0), 0);
      const kept = held.get(number) ?? 0;
      // Held while a person looks, and promised to nobody yet.
      const isFine = how === 'exactly' && state !== 'New' ? promised === kept : promised <= kept;
      return isFine ? [] : [`${number}: ${promised} ea promised to Amazon, ${kept} held in the shop`];
    }),
  );
}

export interface Difference {
  lost: string[];
  doubled: string[];
}

/** As bags: what is there twice although it should be once is doubled, what is there in other words is both. */
export function difference(expected: readonly string[], found: readonly string[]): Difference {
  return { lost: minus(expected, found), doubled: minus(found, expected) };
}

function minus(left: readonly string[], right: readonly string[]): string[] {
  const rest = [...right];
  return left.filter((one) => {
    const at = rest.indexOf(one);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
