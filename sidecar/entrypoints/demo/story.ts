/*
 * Six scenes of a vendor's month, played against the stand-ins:
 *
 *   orders come ▸ a person settles a doubt ▸ half of the goods leave ▸ the rest leaves ▸ Amazon pays ▸ some orders are yours
 */
import type { Discrepancy } from '../../domain/discrepancy.ts';
import { moneyText } from '../words/quantities.ts';
import { REMITTANCE_LINE } from '../words/words.ts';
import { BY_API, firstOrders, IN_CASES, lastOrders, SHORT_OF_STOCK, UNKNOWN_PRODUCT } from './orders.ts';
import type { Stage } from './stage.ts';
import type { Teller } from './teller.ts';
import { shipPart } from './warehouse.ts';

export const ORDERS = [IN_CASES, SHORT_OF_STOCK, UNKNOWN_PRODUCT, BY_API] as const;

/** Who acts on the person's behalf in the audit log. */
const PERSON = 'demo';

/** What all pass() below come to, and a little for what happens in between: the story ends now. */
export const STORY_HOURS = 1 + 2 + 44 + 48 + 30 * 24 + 20 + 2;

export async function playStory(stage: Stage, teller: Teller): Promise<void> {
  await ordersCome(stage, teller);
  await aPersonSettles(stage, teller);
  await goodsLeave(stage, teller);
  await amazonPays(stage, teller);
  await someAreLeft(stage, teller);
}

async function ordersCome(stage: Stage, teller: Teller): Promise<void> {
  await teller.scene(
    'Amazon orders',
    'Three orders by EDI, one by SP-API. One counts in cases, one wants more than there is, one names a product nobody knows.',
  );
  const { edi, api } = firstOrders(stage.now());
  stage.pass(1);
  for (const order of edi) await stage.amazonByEdi.sendPurchaseOrder(order, { via: 'edi' });
  for (const order of api) await stage.amazonByApi.sendPurchaseOrder(order, { via: 'sp-api' });
  await stage.settleDown();
  await tellBoard(stage, teller);

  const frying = stage.shop.books().products.find(({ sku }) => sku === 'NK-PAN-28');
  await teller.say(`A shopper now wants 10 frying pans of the ${frying?.quantities.default ?? 0} on the shelf:`);
  try {
    stage.shop.placeRetailOrder('NK-PAN-28', 10);
    await teller.say('the shop sells them, although Amazon was promised them');
  } catch (refusal) {
    await teller.say(
      `the shop answers "${refusal instanceof Error ? refusal.message : String(refusal)}". They are held for Amazon.`,
    );
  }
}

async function aPersonSettles(stage: Stage, teller: Teller): Promise<void> {
  await teller.scene(
    'A doubt is held, never guessed',
    'The rest of the order is already held in the shop while a person looks.',
  );
  stage.pass(2);
  const doubt = await openDoubt(stage, UNKNOWN_PRODUCT, 'unknown-sku');
  await teller.say(`${doubt.summary}.`);
  await stage.house.desk.settle(doubt.id, { action: 'map-sku', sku: 'NK-PEELER' }, PERSON);
  await teller.say('A person says: that is NK-PEELER. The house remembers it.');
  await stage.settleDown();
  await tellBoard(stage, teller);
}

async function goodsLeave(stage: Stage, teller: Teller): Promise<void> {
  await teller.scene(
    'Half of the goods leave',
    'The warehouse ships in Magento as always. Each shipment becomes a ship notice and an invoice.',
  );
  stage.pass(44);
  for (const number of ORDERS) shipPart(stage.shop, number, 'first');
  await stage.settleDown();
  const unmapped = await openDoubt(stage, UNKNOWN_PRODUCT, 'carrier-unmapped');
  await teller.say(`${unmapped.summary}.`);
  await stage.house.desk.settle(unmapped.id, { action: 'map-carrier', scac: 'CSCD' }, PERSON);
  await stage.settleDown();
  await tellBoard(stage, teller);

  await teller.scene(
    'The rest leaves',
    'A second shipment of the same orders: a ship notice and an invoice of its own.',
  );
  stage.pass(48);
  for (const number of ORDERS) shipPart(stage.shop, number, 'rest');
  await stage.settleDown();
  await tellBoard(stage, teller);
}

async function amazonPays(stage: Stage, teller: Teller): Promise<void> {
  await teller.scene(
    'Amazon pays',
    'One remittance for all invoices by EDI, less the agreed discount, and less a shortage that it claims.',
  );
  stage.pass(30 * 24);
  const invoices = stage.amazonByEdi.books.invoices.map(({ number }) => number);
  const claimed = invoices[0];
  const { paymentNumber, total } = await stage.amazonByEdi.sendRemittance({
    invoices,
    termsDiscount: 'as-invoiced',
    deductions: claimed === undefined ? [] : [{ of: claimed, suffix: 'SC', amount: '42.80', reasonCode: '01' }],
  });
  await stage.settleDown();
  const kept = await stage.house.world.stores.remittances.find(paymentNumber);
  await teller.say(`Payment ${paymentNumber} over ${total} USD, line by line:`);
  await teller.table(
    [
      { head: 'Reference', cell: ({ reference }) => reference },
      { head: 'Is', cell: ({ kind }) => REMITTANCE_LINE[kind] },
      { head: 'Expected', figures: true, cell: ({ expected }) => moneyText(expected, 'USD') },
      { head: 'Paid', figures: true, cell: ({ amountPaid }) => moneyText(amountPaid, 'USD') },
    ],
    kept?.matches ?? [],
  );
}

async function someAreLeft(stage: Stage, teller: Teller): Promise<void> {
  await teller.scene(
    'The rest is yours',
    'Three orders stay open: one to ship, one whose cost is below what was agreed, one whose cases hold another number than ours.',
  );
  const orders = lastOrders(stage.now());
  for (const order of orders.yesterday) await stage.amazonByEdi.sendPurchaseOrder(order, { via: 'edi' });
  await stage.settleDown();
  stage.pass(20);
  for (const order of orders.today(stage.now())) await stage.amazonByEdi.sendPurchaseOrder(order, { via: 'edi' });
  await stage.settleDown();
  stage.arriveAtNow();
  await stage.settleDown();
  await tellBoard(stage, teller);
}

async function openDoubt(
  { house }: Stage,
  purchaseOrderNumber: string,
  kind: Discrepancy['kind'],
): Promise<Discrepancy> {
  const [doubt] = await house.world.stores.discrepancies.list({ state: 'open', kind, purchaseOrderNumber });
  if (doubt) return doubt;
  throw new Error(`the story expects an open ${kind} on order ${purchaseOrderNumber}`);
}

async function tellBoard({ house }: Stage, teller: Teller): Promise<void> {
  const orders = await house.world.stores.purchaseOrders.list({});
  const rows = await Promise.all(
    orders.map(async (order) => {
      const dispatches = await house.world.stores.dispatches.list(order.document.number);
      const sent = await house.world.stores.outbound.list({ purchaseOrderNumber: order.document.number });
      const count = (kind: string) => sent.filter((one) => one.kind === kind && one.delivered === 'delivered').length;
      return { order, dispatches: dispatches.length, notices: count('ship-notice'), invoices: count('invoice') };
    }),
  );
  await teller.board(rows);
}
