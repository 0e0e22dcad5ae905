import type { Stage } from './stage.ts';

/** What the story came to, for machines: from the books of both sides, not from what the story meant to do. */
export interface Summary {
  purchaseOrders: {
    number: string;
    account: string;
    progress: string;
    acknowledged: { accepted: number; backordered: number; rejected: number } | undefined;
    dispatches: number;
    shipNotices: number;
    invoices: string[];
    /** Settled doubts by kind. */
    doubts: string[];
  }[];
  remittances: { paymentNumber: string; total: string; lines: number; unmatched: number }[];
  openDiscrepancies: { kind: string; summary: string }[];
  /** What Amazon found wrong with what it got. */
  complaints: string[];
  /** How the shop's books contradict themselves, and calls that broke the contract. */
  contradictions: string[];
  sent: { folder: string; files: number };
}

export async function summarise(stage: Stage): Promise<Summary> {
  const { stores } = stage.house.world;
  const books = [stage.amazonByEdi.books, stage.amazonByApi.books];
  const orders = await stores.purchaseOrders.list({});
  const settled = await stores.discrepancies.list({ state: 'settled' });
  const remittances = await stores.remittances.list({});
  return {
    purchaseOrders: await Promise.all(
      orders.map(async ({ document: { number }, vendorCode, progress }) => {
        const booked = books.map((one) => one.orders[number]).find((one) => one !== undefined);
        const about = (postings: readonly { purchaseOrder: string }[]) =>
          postings.some(({ purchaseOrder }) => purchaseOrder === number);
        return {
          number,
          account: vendorCode,
          progress,
          acknowledged: promised(booked?.lines ?? []),
          dispatches: (await stores.dispatches.list(number)).length,
          shipNotices: books.flatMap(({ shipments }) => shipments).filter(({ postings }) => about(postings)).length,
          invoices: books
            .flatMap(({ invoices }) => invoices)
            .filter(({ postings }) => about(postings))
            .map((invoice) => invoice.number),
          doubts: settled.filter(({ subject }) => subject.purchaseOrderNumber === number).map(({ kind }) => kind),
        };
      }),
    ),
    remittances: remittances.map(({ remittance, matches }) => ({
      paymentNumber: remittance.paymentNumber,
      total: remittance.total,
      lines: remittance.lines.length,
      unmatched: matches.filter(({ kind }) => kind === 'unmatched').length,
    })),
    openDiscrepancies: (await stores.discrepancies.list({ state: 'open' })).map(({ kind, summary }) => ({
      kind,
      summary,
    })),
    complaints: books
      .flatMap(({ problems }) => problems)
      .map(({ document, reference, code, message }) => `${document} ${reference}: ${code} ${message}`),
    contradictions: [...stage.shop.contradictions(), ...stage.shop.breaches],
    sent: await stage.collectSent(),
  };
}

/** In the units ordered; undefined until Amazon has an answer. */
function promised(lines: readonly { effective?: { accepted: number; backordered: number; rejected: number } }[]) {
  if (lines.every(({ effective }) => effective === undefined)) return undefined;
  const total = (figure: 'accepted' | 'backordered' | 'rejected') =>
    lines.reduce((sum, { effective }) => sum + (effective?.[figure] ?? 0), 0);
  return { accepted: total('accepted'), backordered: total('backordered'), rejected: total('rejected') };
}
