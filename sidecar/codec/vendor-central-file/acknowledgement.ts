import type { Acknowledgement, AcknowledgementLine, DispositionCode } from '../../domain/acknowledgement.ts';
import type { ChangeAcknowledgement } from '../../domain/change-acknowledgement.ts';
import { availabilityOf } from './availability.ts';
import { asinColumn, idColumns, type KnownProduct, type ProductLookup, unitColumns } from './product.ts';
import { type FileColumn, writeTable } from './table.ts';

interface Row {
  document: Acknowledgement;
  line: AcknowledgementLine;
  productId: AcknowledgementLine['productId'];
  known: KnownProduct;
  /** Code of the change that is answered, where there is one. */
  change: string | undefined;
}

export interface AcknowledgementFileParts {
  products: ProductLookup;
  /** Amazon's code of the fulfilment centre that ordered. */
  shipTo?: string | undefined;
  change?: ChangeAcknowledgement | undefined;
}

/**
 * One row a line, all of them. The first five columns are those that Vendor Central's own table for confirming orders
 * takes, by their names there; what stands behind them is for the person, and to compare by.
 */
export function serialiseAcknowledgementFile(document: Acknowledgement, parts: AcknowledgementFileParts): string {
  const { products, shipTo, change } = parts;
  const rows = document.lines.map((line): Row => {
    const { productId, lineNumber } = line;
    const changed = change?.lines.find(
      (one) => one.lineNumber === lineNumber && one.productId.value === productId.value,
    );
    const known = products(document.purchaseOrderNumber, productId, lineNumber) ?? {};
    return { document, line, productId, known, change: changed?.change };
  });
  const columns: FileColumn<Row>[] = [
    { head: 'PO Number', cell: ({ document: { purchaseOrderNumber } }) => purchaseOrderNumber },
    asinColumn((row) => row),
    { head: 'Availability', cell: ({ line }) => availabilityOf(line) },
    { head: 'Accepted quantity', cell: ({ line }) => amountOf(line, 'accepted') },
    {
      head: 'Expected date (yyyy-MM-dd)',
      cell: ({ line }) => dateOf(line, amountOf(line, 'accepted') > 0 ? 'accepted' : 'backordered'),
    },
    { head: 'Vendor code', cell: ({ document: { vendorCode } }) => vendorCode },
    { head: 'Ship-to location', cell: () => shipTo },
    { head: 'Order date', cell: ({ document: { orderedOn } }) => orderedOn },
    { head: 'Line', cell: ({ line }) => line.lineNumber },
    ...idColumns<Row>((row) => row),
    { head: 'Requested quantity', cell: ({ line }) => line.ordered.amount },
    { head: 'Backordered quantity', cell: ({ line }) => amountOf(line, 'backordered') },
    { head: 'Backordered until', cell: ({ line }) => dateOf(line, 'backordered') },
    { head: 'Rejected quantity', cell: ({ line }) => amountOf(line, 'rejected') },
    { head: 'Why rejected', cell: ({ line }) => dispositionOf(line, 'rejected')?.reason?.replaceAll('-', ' ') },
    ...unitColumns<Row>(({ line }) => line.ordered),
    { head: 'Date is', cell: ({ line }) => line.dispositions.find(({ schedule }) => schedule)?.schedule },
    { head: 'Cost', cell: ({ line }) => line.unitCost },
    { head: 'Cost is', cell: ({ line }) => line.priceBasis.replaceAll('-', ' ') },
    { head: 'Currency', cell: ({ document: { currency } }) => currency },
    ...(change ? [{ head: 'Amazon changed', cell: (row: Row) => row.change?.replaceAll('-', ' ') }] : []),
    { head: 'In words', cell: ({ line }) => inWords(line) },
  ];
  return writeTable(columns, rows);
}

function dispositionOf({ dispositions }: AcknowledgementLine, answer: DispositionCode) {
  return dispositions.find((one) => one.code === answer);
}

function amountOf({ dispositions }: AcknowledgementLine, answer: DispositionCode): number {
  return dispositions.reduce((total, one) => total + (one.code === answer ? one.quantity.amount : 0), 0);
}

/** Where one of a kind has several dates, the last: nothing is promised for earlier than it comes. */
function dateOf({ dispositions }: AcknowledgementLine, answer: DispositionCode): string | undefined {
  return dispositions
    .flatMap((one) => (one.code === answer && one.scheduledOn !== undefined ? [one.scheduledOn] : []))
    .sort()
    .at(-1);
}

/** What to do with the line, for a person who types. */
function inWords(line: AcknowledgementLine): string {
  const [accepted, backordered, rejected] = (['accepted', 'backordered', 'rejected'] as const).map((answer) =>
    amountOf(line, answer),
  );
  if (accepted === line.ordered.amount && accepted > 0) return 'accept all';
  const until = dateOf(line, 'backordered');
  const parts = [
    accepted && `accept ${accepted} of ${line.ordered.amount}`,
    backordered && `backorder ${backordered}${until === undefined ? '' : ` for ${until}`}`,
    rejected && `reject ${rejected}`,
  ];
  return parts.filter(Boolean).join('; ') || 'nothing to confirm';
}
