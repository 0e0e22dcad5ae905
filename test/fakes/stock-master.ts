import type { HeldLine } from '../../sidecar/domain/decision.ts';
import type { DecimalText } from '../../sidecar/domain/money.ts';
import { Refused } from '../../sidecar/ports/failures.ts';
import type { StockMaster, StockView } from '../../sidecar/ports/stock-master.ts';

export interface FakeProduct {
  sku: string;
  onHand: number;
  casePack?: number;
  barcode?: string;
  agreedCost?: DecimalText;
  isStocked?: boolean;
}

export interface FakeStockMaster extends StockMaster {
  /** Eaches held per order line, `PO:position`; nothing where all was given back. */
  books: { held: Map<string, number>; orders: Map<string, { reference: string; lines: unknown }>; placements: number };
  products: Map<string, FakeProduct>;
}

/** A stock master in memory that keeps the promises of the port: keys decide, nothing is held twice, cases stay whole. */
export function fakeStockMaster(products: FakeProduct[]): FakeStockMaster {
  const catalogue = new Map(products.map((product) => [product.sku, product]));
  const held = new Map<string, { sku: string; eaches: number; casePack: number }>();
  const voided = new Set<string>();
  const answered = new Map<string, { body: string; answer: HeldLine[] }>();
  const orders = new Map<string, { reference: string; lines: unknown }>();
  const books = { held: new Map<string, number>(), orders, placements: 0 };

  const free = (sku: string) => {
    const taken = [...held.values()].reduce((total, row) => total + (row.sku === sku ? row.eaches : 0), 0);
    return (catalogue.get(sku)?.onHand ?? 0) - taken;
  };
  const refresh = () => {
    books.held.clear();
    for (const [line, { eaches }] of held) if (eaches > 0) books.held.set(line, eaches);
  };

  return {
    books,
    products: catalogue,
    reservations: {
      async place({ purchaseOrderNumber, key, lines }) {
        const body = JSON.stringify(lines);
        const known = answered.get(key);
        if (known && known.body !== body) throw new Refused('key-reused', `hold ${purchaseOrderNumber}`);
        if (known) return known.answer;
        if (voided.has(key)) throw new Refused('key-voided', `hold ${purchaseOrderNumber}`);
        const exists = lines.find(({ position }) => held.has(`${purchaseOrderNumber}:${position}`));
        if (exists) throw new Refused('line-exists', `hold ${purchaseOrderNumber} line ${exists.position} once more`);
        const answer = lines.map(({ position, sku, wanted, casePack }): HeldLine => {
          const available = Math.max(0, free(sku));
          const granted = Math.min(wanted, available - (available % casePack));
          // A product that is not known enters no ledger: it may be asked for again once it is put right.
          if (catalogue.has(sku)) held.set(`${purchaseOrderNumber}:${position}`, { sku, eaches: granted, casePack });
          const reason = granted < wanted ? 'insufficient_stock' : undefined;
          return { position, sku, requested: wanted, held: granted, reason, salable: available, buffer: 0 };
        });
        answered.set(key, { body, answer });
        books.placements++;
        refresh();
        return answer;
      },
      async adjust(number, key, lines) {
        const body = JSON.stringify(lines);
        const known = answered.get(key);
        if (known && known.body !== body) throw new Refused('key-reused', `change ${number}`);
        if (known) return known.answer;
        if (voided.has(key)) throw new Refused('key-voided', `change ${number}`);
        const answer = lines.map(({ position, eaches }): HeldLine => {
          const row = held.get(`${number}:${position}`);
          if (!row) throw new Refused('line-unknown', `change ${number} line ${position}`);
          const total = Math.min(eaches, row.eaches + Math.max(0, free(row.sku)));
          row.eaches = eaches < row.eaches ? eaches : Math.max(row.eaches, total - (total % row.casePack));
          return { position, sku: row.sku, requested: eaches, held: row.eaches };
        });
        answered.set(key, { body, answer });
        refresh();
        return answer;
      },
      async release(number, _key, _reason, voids = []) {
        for (const key of voids) if (!answered.has(key)) voided.add(key);
        for (const [line, row] of held) if (line.startsWith(`${number}:`)) row.eaches = 0;
        refresh();
      },
      async held(number) {
        return [...held].flatMap(([line, { sku, eaches }]) =>
          line.startsWith(`${number}:`)
            ? [{ position: Number(line.split(':')[1]), sku, requested: eaches, held: eaches }]
            : [],
        );
      },
    },
    catalogue: {
      async positions(skus) {
        return new Map(
          skus.flatMap((sku): [string, StockView][] => {
            const product = catalogue.get(sku);
            if (!product) return [];
            const { casePack, agreedCost, barcode, isStocked = true, onHand } = product;
            const salable = free(sku);
            const figures = {
              salable,
              inPoolSources: onHand,
              amazonReserved: onHand - salable,
              buffer: 0,
              availableToPromise: salable,
            };
            return [
              [
                sku,
                { sku, name: sku, isStocked, casePack, agreedCost, ...figures, barcodes: barcode ? [barcode] : [] },
              ],
            ];
          }),
        );
      },
      async findByProductIds(things) {
        return things.map((productIds) => {
          const values = productIds.map(({ value }) => value);
          return [...catalogue.values()].find(
            ({ sku, barcode }) => values.includes(sku) || (barcode !== undefined && values.includes(barcode)),
          )?.sku;
        });
      },
    },
    primaryWorkflow: {
      async enterOrder(number, lines) {
        const known = orders.get(number);
        if (known) return known.reference;
        const reference = `10000000${orders.size + 1}`;
        orders.set(number, { reference, lines });
        return reference;
      },
    },
  };
}
