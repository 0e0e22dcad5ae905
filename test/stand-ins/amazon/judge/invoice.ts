import type { BookedInvoice, BookedLine, BookedOrder } from '../books.ts';
import {
  type Channel,
  type Finding,
  type InvoiceDocument,
  type InvoicedItem,
  refused,
  type StatedTax,
} from '../documents.ts';
import { big, isDecimal, total } from '../numbers.ts';
import { timestamp, type World } from '../world.ts';
import { fingerprint } from './fingerprint.ts';
import { comparePrice, costPerEach, eachesOf, linesOf, say, spread } from './lines.ts';

/** Where Amazon takes credit notes at all: the euro and pound marketplaces. */
const CREDIT_NOTE_CURRENCIES = new Set(['EUR', 'GBP', 'SEK', 'PLN']);

/** Books one invoice whole or not at all. The same invoice once more is harmless; its number on another one is not. */
export function takeInvoice(world: World, document: InvoiceDocument, channel: Channel): Finding[] {
  const known = world.books.invoices.find(({ number }) => number.toUpperCase() === document.number.toUpperCase());
  if (known && fingerprint(known.document) === fingerprint(document)) {
    known.repeats += 1;
    return [];
  }
  const findings = [...judgeHeader(world, document, known), ...judgeTaxes(document)];
  const { postings, goods, findings: more } = document.type === 'invoice' ? allot(world, document) : nothing();
  findings.push(...more);
  const footed =
    document.type === 'invoice' && more.length === 0
      ? total([goods, ...document.extras, ...taxesOf(document).map(({ amount }) => amount)]).round(2, 1)
      : undefined;
  if (footed && isDecimal(document.total) && !footed.eq(document.total)) {
    const message = `The total is ${document.total}, its parts come to ${footed.toFixed(2)}.`;
    findings.push(refused('TOTAL_DOES_NOT_FOOT', message, document.place));
  }
  if (findings.length > 0) return findings;
  for (const { purchaseOrder, line: number, eaches } of postings) {
    const line = world.books.orders[purchaseOrder]?.lines.find((one) => one.number === number);
    if (line) line.invoiced += eaches;
  }
  world.books.invoices.push({
    number: document.number,
    channel,
    at: timestamp(world),
    repeats: 0,
    document,
    postings,
    paid: '0',
  });
  return [];
}

/** Header and lines tell the same money twice; where the header tells none, the lines count. */
function taxesOf({ taxes, items }: InvoiceDocument): StatedTax[] {
  const stated = taxes.length > 0 ? taxes : items.flatMap((item) => item.taxes);
  return stated.filter(({ amount }) => isDecimal(amount));
}

/** Each tax is its rate of what it is levied on, and the taxes of the lines are those of the header. */
function judgeTaxes({ taxes, items, currency, place, extras }: InvoiceDocument): Finding[] {
  const findings: Finding[] = [];
  const refuse = (message: string, at: string) => findings.push(refused('TAX_DOES_NOT_FOOT', message, at));
  const lastPlace = currency === 'JPY' ? 0 : 2;
  for (const { amount, rate, taxable, place: at } of taxes) {
    if (!isDecimal(amount)) refuse(`'${amount}' is no amount.`, at);
    if (rate === undefined || taxable === undefined || ![amount, rate, taxable].every(isDecimal)) continue;
    const due = big(taxable).times(rate).div(100).round(lastPlace, 1);
    if (!due.eq(amount)) refuse(`The tax is ${amount}, ${rate} % of ${taxable} is ${due.toFixed()}.`, at);
  }
  const ofLines = items.flatMap((item) => item.taxes);
  // A charge may be taxed as well, and stands on no line.
  if (taxes.length === 0 || ofLines.length === 0 || extras.length > 0) return findings;
  for (const type of new Set([...taxes, ...ofLines].map((one) => one.type))) {
    const sumOf = (some: readonly StatedTax[]) =>
      total(some.filter(({ type: own, amount }) => own === type && isDecimal(amount)).map(({ amount }) => amount));
    if (!sumOf(taxes).eq(sumOf(ofLines))) {
      refuse(`${type} is ${sumOf(taxes).toFixed()} in all, ${sumOf(ofLines).toFixed()} on the lines.`, place);
    }
  }
  return findings;
}

function judgeHeader(world: World, document: InvoiceDocument, known?: BookedInvoice): Finding[] {
  const { number, date, currency, billTo, place, type } = document;
  const findings: Finding[] = [];
  const refuse = (code: string, message: string) => findings.push(refused(code, message, place));
  if (known) refuse('DUPLICATE_INVOICE_NUMBER', `'${number}' was used before, for another invoice.`);
  if (number.length === 0 || number.length > 22)
    refuse('INVALID_INVOICE_NUMBER', `'${number}' has not 1 to 22 characters.`);
  if (document.vendorCode !== undefined && document.vendorCode !== world.vendorCode) {
    refuse('INVALID_REMIT_TO', `'${document.vendorCode}' is not the vendor of these orders.`);
  }
  if (currency !== world.currency)
    refuse('INVALID_CURRENCY', `The orders are in ${world.currency}, not '${currency}'.`);
  if (date.slice(0, 10) > timestamp(world).slice(0, 10)) refuse('INVOICE_DATE_IN_FUTURE', `${date} is yet to come.`);
  if (!isDecimal(document.total) || big(document.total).lte(0))
    refuse('INVALID_TOTAL', `'${document.total}' is no total above 0.`);
  if (billTo === undefined) refuse('MISSING_BILL_TO', 'The bill-to party is missing.');
  else findings.push(...judgeBillTo(world, billTo, place));
  if (document.remitTo === undefined) refuse('MISSING_REMIT_TO', 'The remit-to party is missing.');
  if (world.quirks.has('Q26') && !document.remitToHasTaxRegistration) {
    refuse('MISSING_TAX_REGISTRATION', 'The remit-to party has no tax registration.');
  }
  if (type === 'credit-note' && !CREDIT_NOTE_CURRENCIES.has(world.currency)) {
    refuse('CREDIT_NOTE_NOT_SUPPORTED', 'Credit notes are for European marketplaces.');
  }
  return findings;
}

/** Amazon matches the bill-to against its own record: the code, the name and the postal code at least. */
function judgeBillTo(world: World, billTo: NonNullable<InvoiceDocument['billTo']>, place: string): Finding[] {
  const own = world.parties.billTo;
  const findings: Finding[] = [];
  for (const field of ['id', 'name', 'postalCode'] as const) {
    if (own[field] !== undefined && own[field] !== billTo[field]) {
      findings.push(
        refused(
          'INVALID_BILL_TO',
          `Bill-to ${field} is '${billTo[field] ?? ''}', on record is '${own[field]}'.`,
          place,
        ),
      );
    }
  }
  return findings;
}

function allot(world: World, document: InvoiceDocument) {
  const findings: Finding[] = [];
  const postings: BookedInvoice['postings'] = [];
  let goods = big(0);
  if (document.items.length === 0) findings.push(refused('EMPTY_INVOICE', 'Nothing is invoiced.', document.place));
  for (const item of document.items) {
    const order = world.books.orders[item.purchaseOrder];
    const lines = order ? pricedLike(order, linesOf(order, item.ids, item.lineNumber), item) : [];
    const [first] = lines;
    if (!order || !first) {
      const [code, what] = order
        ? ['INVALID_ITEM', say(item.ids)]
        : ['INVALID_ORDER_ID', `Purchase order '${item.purchaseOrder}'`];
      findings.push(refused(code, `${what} is not known.`, item.place));
      continue;
    }
    if (document.date.slice(0, 10) < order.createdAt.slice(0, 10)) {
      findings.push(refused('INVOICE_BEFORE_ORDER', `${order.number} was placed after ${document.date}.`, item.place));
    }
    const eaches = eachesOf(first, item.count);
    if (eaches === undefined || !Number.isSafeInteger(eaches) || eaches <= 0) {
      findings.push(
        refused('INVALID_QUANTITY', `${item.count.amount} ${item.count.unit} of a line in ${first.unit}.`, item.place),
      );
      continue;
    }
    const taken = (line: BookedLine) =>
      postings
        .filter((one) => one.purchaseOrder === order.number && one.line === line.number)
        .reduce((sum, one) => sum + one.eaches, 0);
    const { parts, left } = spread(lines, eaches, (line) => line.shipped - line.invoiced - taken(line));
    if (left > 0) {
      const message = `${eaches} eaches of ${say(item.ids)} are ${left} more than shipped and not yet invoiced.`;
      findings.push(refused('QUANTITY_EXCEEDS_SHIPPED', message, item.place));
    }
    for (const { line, eaches: part } of parts) {
      postings.push({ purchaseOrder: order.number, line: line.number, eaches: part });
      findings.push(...judgeCost(order, line, item));
      goods = goods.plus(costPerEach(order, line, line.effective?.unitCost ?? '0').times(part));
    }
  }
  return { postings, goods, findings };
}

/** One product on two lines at two prices: the price says which line is meant. */
function pricedLike(order: BookedOrder, lines: BookedLine[], item: InvoicedItem): BookedLine[] {
  const priced = lines.filter((line) => judgeCost(order, line, item).length === 0);
  return priced.length > 0 ? priced : lines;
}

function judgeCost(order: BookedOrder, line: BookedLine, { unitCost, place }: InvoicedItem): Finding[] {
  const acknowledged = line.effective?.unitCost;
  if (!isDecimal(unitCost) || big(unitCost).lte(0))
    return [refused('INVALID_PRICE', `'${unitCost}' is no cost.`, place)];
  if (acknowledged !== undefined && comparePrice(order, line, unitCost, acknowledged) === 0) return [];
  return [
    refused('PRICE_NOT_ACKNOWLEDGED', `The cost is ${unitCost}, acknowledged was ${acknowledged ?? 'none'}.`, place),
  ];
}

/** A credit note moves money, not goods. */
function nothing(): ReturnType<typeof allot> {
  return { postings: [], goods: big(0), findings: [] };
}
