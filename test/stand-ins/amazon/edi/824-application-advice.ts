import type { World } from '../world.ts';

/** What Amazon says to a document that it could read: more than a 997, which only says that it was one. */
export interface AdviceRequest {
  /** 855, 865, 856 or 810. */
  set: string;
  /** The document's own number: order, shipment, invoice. */
  reference: string;
  result: 'accepted' | 'rejected';
  /** X12 element 647 and the words beside it. */
  errors?: { code: string; text: string }[];
}

/** X12 element 128: what kind of number OTI03 is. */
const KIND_OF_NUMBER: Readonly<Record<string, string>> = { '855': 'PO', '865': 'PO', '856': 'SI', '810': 'IV' };

/** The body of an 824 about one document; the numbers of its envelope are quoted where the document is known. */
export function adviceBody(world: World, { set, reference, result, errors = [] }: AdviceRequest): string[][] {
  const { receivedTransactions } = world.books;
  const about = receivedTransactions.findLast((one) => one.set === set && one.reference === reference);
  const day = world.now().toISOString().slice(0, 10).replaceAll('-', '');
  const order = purchaseOrderOf(world, set, reference);
  return [
    ['BGN', '00', String(9_900_000 + world.next('advice')), day],
    ['N1', 'SE', world.parties.vendorName, '92', world.vendorCode],
    ['N1', 'BY', 'AMAZON'],
    [
      ...['OTI', result === 'accepted' ? 'TA' : 'TR', KIND_OF_NUMBER[set] ?? 'TN', reference],
      ...['', '', '', '', about?.groupControlNumber ?? '', about?.controlNumber ?? '', set],
    ],
    ...(order === undefined ? [] : [['REF', 'PO', order]]),
    ...errors.map(({ code, text }) => ['TED', code, text]),
  ];
}

function purchaseOrderOf({ books }: World, set: string, reference: string): string | undefined {
  if (KIND_OF_NUMBER[set] === 'PO') return reference;
  if (set === '856') return books.shipments.find(({ id }) => id === reference)?.postings[0]?.purchaseOrder;
  return books.invoices.find(({ number }) => number === reference)?.postings[0]?.purchaseOrder;
}
