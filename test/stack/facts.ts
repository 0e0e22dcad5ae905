import type { Stage } from '../../sidecar/entrypoints/demo/stage.ts';

/** The outcome in the books of both sides, without what may differ from run to run: instants, ids, control numbers. */
export interface Facts {
  orders: Record<string, { lines: string[]; acknowledged: string[]; notices: string[]; invoices: string[] }>;
  /** What Amazon got, by kind, repeats counted apart. */
  received: Record<string, number>;
  repeats: number;
  payments: string[];
  shop: { reservations: string[]; orders: string[]; stock: string[]; dispatches: number };
  complaints: string[];
  contradictions: string[];
  openDoubts: string[];
}

/** What is in one outcome and not in the other, in words. */
export function differences(wanted: Facts, got: Facts): string[] {
  return (Object.keys(wanted) as (keyof Facts)[]).flatMap((name) => {
    const [before, after] = [wanted[name], got[name]].map((value) => JSON.stringify(value));
    return before === after ? [] : [`${name}: ${after}, not ${before}`];
  });
}

/** Both sides of the trade, wherever the house between them runs. */
export type Sides = Pick<Stage, 'amazonByEdi' | 'amazonByApi' | 'shop' | 'house'>;

/** Files that Amazon got once more. Never more than were on their way when somebody was killed. */
export function knownAgain({ amazonByEdi, amazonByApi }: Sides): string[] {
  return [amazonByEdi, amazonByApi].flatMap(({ books }) =>
    books.problems.filter(({ code }) => code === KNOWN_AGAIN).map(({ reference }) => reference),
  );
}

/** Raised for the time that went by, which is a month in one telling and a minute in another. */
const BY_THE_CLOCK: ReadonlySet<string> = new Set(['acknowledgement-at-risk', 'acknowledgement-late']);

/** A file that had left when its sender died leaves once more; Amazon knows its name and number and books it once. */
const KNOWN_AGAIN = 'FILE_NAME_REUSED';

export async function factsOf({ amazonByEdi, amazonByApi, shop, house }: Sides): Promise<Facts> {
  const books = [amazonByEdi.books, amazonByApi.books];
  const all = <T>(of: (one: (typeof books)[number]) => readonly T[]) => books.flatMap(of);
  const acknowledgements = all((one) => one.acknowledgements);
  const shipments = all((one) => one.shipments);
  const invoices = all((one) => one.invoices);
  const orders: Facts['orders'] = {};
  for (const { number, lines } of all((one) => Object.values(one.orders))) {
    const about = <T extends { postings: { purchaseOrder: string; line: string; eaches: number }[] }>(list: T[]) =>
      list
        .filter(({ postings }) => postings.some(({ purchaseOrder }) => purchaseOrder === number))
        .map(({ postings }) => postings.map(({ line, eaches }) => `${line} ${eaches}`).join(', '))
        .sort();
    orders[number] = {
      lines: lines.map(
        ({ number: line, ordered, shipped, invoiced, effective }) =>
          `${line} ${ordered}: ${effective?.accepted ?? '–'}/${effective?.backordered ?? '–'}/${effective?.rejected ?? '–'}, ${shipped} shipped, ${invoiced} billed`,
      ),
      acknowledged: acknowledgements
        .filter(({ purchaseOrder }) => purchaseOrder === number)
        .map(
          ({ outcome, lines: said }) => `${outcome} ${said.map((one) => `${one.number} ${one.accepted}`).join(', ')}`,
        ),
      notices: about(shipments),
      invoices: about(invoices),
    };
  }
  const { reservations, orders: shopOrders, products, dispatches } = shop.books();
  const sorted = (lines: string[]) => [...lines].sort();
  return {
    orders: Object.fromEntries(Object.entries(orders).sort(([a], [b]) => (a < b ? -1 : 1))),
    received: {
      acknowledgements: acknowledgements.length,
      shipNotices: shipments.length,
      invoices: invoices.length,
      functionalAcknowledgements: new Set(
        all((one) => one.functionalAcknowledgements.received).map(
          (one) => `${one.functionalId} ${one.groupControlNumber}`,
        ),
      ).size,
    },
    repeats:
      [...shipments, ...invoices].reduce((sum, { repeats }) => sum + repeats, 0) +
      acknowledgements.filter(({ outcome }) => outcome === 'repeat').length,
    payments: (await house.world.stores.remittances.list({})).map(
      ({ remittance, matches }) =>
        `${remittance.total}: ${matches
          .map(({ kind, amountPaid }) => `${kind} ${amountPaid}`)
          .sort()
          .join(', ')}`,
    ),
    shop: {
      reservations: sorted(
        reservations.map(({ purchase_order_number: number, lines }) => `${number} ${JSON.stringify(lines)}`),
      ),
      orders: sorted(
        shopOrders.map(
          ({ ext_order_id: number, items }) =>
            `${number} ${items.map((item) => `${item.sku} ${item.qty_ordered}/${item.qty_shipped}/${item.qty_canceled}`).join(', ')}`,
        ),
      ),
      stock: products.map(({ sku, quantities }) => `${sku} ${JSON.stringify(quantities)}`),
      dispatches: dispatches.length,
    },
    complaints: all((one) => one.problems)
      .filter(({ code }) => code !== KNOWN_AGAIN)
      .map(({ document, reference, code, message }) => `${document} ${reference}: ${code} ${message}`),
    contradictions: [...shop.contradictions(), ...shop.breaches],
    openDoubts: sorted(
      (await house.world.stores.discrepancies.list({ state: 'open' }))
        .filter(({ kind }) => !BY_THE_CLOCK.has(kind))
        // Which of two like dispatches Amazon claims a shortage on hangs on which invoice it read first.
        .map(({ kind, summary }) => `${kind}: ${summary.replaceAll(/INV-SHIPMENT-\d+/g, 'INV-SHIPMENT')}`),
    ),
  };
}
