import type { Acknowledgement } from '../domain/acknowledgement.ts';
import { checkAcknowledgement } from '../domain/acknowledgement-check.ts';
import { answeredLines } from '../domain/answered-lines.ts';
import type { ChangeAcknowledgement } from '../domain/change-acknowledgement.ts';
import { answerId } from '../domain/decision.ts';
import type { Finding } from '../domain/document-consistency.ts';
import { ZERO } from '../domain/money.ts';
import type { PurchaseOrder } from '../domain/purchase-order.ts';
import type { OutboundTradingDocument } from '../domain/trading-document.ts';
import type { OutboundDocument } from '../ports/stores.ts';
import { firstKey, nextInvoiceNumber, nextKey } from './anew-key.ts';
import { noticeAnew } from './anew-notice.ts';
import { invoiceFindings, invoiceKey, invoiceOf } from './invoice.ts';
import { answersUpTo } from './last-answered.ts';
import { partnerOf, storedOrder } from './lookups.ts';
import type { World } from './world.ts';

/** A document as it would leave now, in the place of one that Amazon refused. */
export interface Anew {
  key: string;
  content: OutboundTradingDocument;
  findings: Finding[];
}

/** Why nothing is made, in words. */
export interface NotMade {
  problem: string;
}

export type NumberOfInvoice = 'same' | 'new';

/** Makes a document again from the data and the settings of now. What was promised, shipped or billed is not decided again. */
export async function madeAnew(
  document: OutboundDocument,
  invoiceNumber: NumberOfInvoice,
  world: World,
): Promise<Anew | NotMade> {
  const { content, key, vendorCode, purchaseOrderNumber: number } = document;
  if (content.kind === 'routing-request') {
    const { shipFrom } = partnerOf(vendorCode, world);
    return { key: nextKey(key), content: { ...content, document: { ...content.document, shipFrom } }, findings: [] };
  }
  if (number === undefined) return { problem: 'it belongs to no order: the next one of its kind says everything anew' };
  switch (content.kind) {
    case 'acknowledgement':
      return answerAnew(document, content, number, world);
    case 'ship-notice':
      return noticeAnew(document, content.document, number, world);
    case 'invoice':
      return invoiceAnew(document, content.document.number, invoiceNumber, world);
    default:
      return { problem: 'documents of this kind are never made anew' };
  }
}

async function answerAnew(
  { id, key }: OutboundDocument,
  content: Extract<OutboundTradingDocument, { kind: 'acknowledgement' }>,
  number: string,
  world: World,
): Promise<Anew | NotMade> {
  const { document: order, version } = await storedOrder(number, world);
  const [newest] = await answersUpTo(number, version, world);
  const isAnswer = firstKey(key).startsWith('acknowledgement:');
  if (isAnswer && newest?.document.id !== id)
    return { problem: 'a later answer to the same order says all that it did' };
  const document = withIdsOfNow(content.document, order);
  const change = content.change && changeWithIdsOfNow(content.change, order);
  const answered = document.lines.length > 0 && isAnswer;
  return {
    key: nextKey(key),
    content: { kind: 'acknowledgement', document, ...(change === undefined ? {} : { change }) },
    findings: answered ? checkAcknowledgement(document, order) : [],
  };
}

/** The account may name products otherwise by now; quantities and costs are our word and stay. */
function withIdsOfNow(document: Acknowledgement, order: PurchaseOrder): Acknowledgement {
  const answers = answeredLines(order, document);
  const lines = document.lines.map((line) => {
    const ordered = order.lines.find(({ position }) => answers.get(position) === line);
    return ordered ? { ...line, productId: answerId(ordered.productIds) } : line;
  });
  return { ...document, lines };
}

function changeWithIdsOfNow(change: ChangeAcknowledgement, order: PurchaseOrder): ChangeAcknowledgement {
  const lines = change.lines.map((line) => {
    const [only, ...others] = order.lines.filter(({ lineNumber }) => lineNumber === line.lineNumber);
    return only && others.length === 0 ? { ...line, productId: answerId(only.productIds) } : line;
  });
  return { ...change, lines };
}

/**
 * Under the same number, with its date, where Amazon booked nothing: it can then be paid once only. Under a new one
 * where Amazon knows the number, since it takes none twice.
 */
async function invoiceAnew(
  { key, vendorCode, purchaseOrderNumber = '' }: OutboundDocument,
  number: string,
  wanted: NumberOfInvoice,
  world: World,
): Promise<Anew | NotMade> {
  const [row] = await world.stores.invoices.findMany([number, nextInvoiceNumber(number)]);
  if (!row) return { problem: `invoice ${number} is not in the register any more: a later one took its place` };
  if (row.paid !== ZERO) return { problem: `something was paid on invoice ${row.invoice.number}: Amazon has it` };
  const planned = await invoiceOf(row.dispatchId, purchaseOrderNumber, vendorCode, world);
  const isNew = wanted === 'new';
  const document = {
    ...planned,
    number: isNew ? nextInvoiceNumber(number) : number,
    ...(isNew ? {} : { invoicedOn: row.invoice.invoicedOn }),
  };
  return {
    key: isNew ? invoiceKey(document.number) : nextKey(key),
    content: { kind: 'invoice', document },
    findings: await invoiceFindings(document, row.dispatchId, vendorCode, world),
  };
}
