import type { BookedLine, BookedOrder } from '../books.ts';
import type { AmazonOrderChange } from '../order.ts';
import { compact } from './850-purchase-order.ts';

/** The body of an 860: what is different, with the code of each change. `before` is the order as it was. */
export function orderChangeBody(
  before: BookedOrder,
  after: BookedOrder,
  change: AmazonOrderChange,
  vendorCode: string,
) {
  const { deliveryWindow, shipWindow, shipTo } = change;
  const named = after.lines.filter((line) =>
    codeOf(
      before.lines.find(({ number }) => number === line.number),
      line,
    ),
  );
  const isCancelled = after.lines.every(({ ordered }) => ordered === 0);
  const day = compact(after.changedAt ?? after.updatedAt);
  const lines = isCancelled ? [] : named;
  return [
    ['BCH', isCancelled ? '01' : '04', 'NE', after.number, '', '', compact(after.createdAt), '', '', '', '', day],
    ['REF', 'CR', vendorCode],
    ...(deliveryWindow
      ? [
          ['DTM', '064', compact(deliveryWindow.from)],
          ['DTM', '063', compact(deliveryWindow.to)],
        ]
      : []),
    ...(shipWindow
      ? [
          ['DTM', '037', compact(shipWindow.from)],
          ['DTM', '038', compact(shipWindow.to)],
        ]
      : []),
    ...(shipTo ? [['N1', 'ST', shipTo.name ?? '', '92', shipTo.id]] : []),
    ...lines.map((line) => {
      const was = before.lines.find(({ number }) => number === line.number);
      const [id] = line.ids;
      const left = String(Math.abs((was?.ordered ?? 0) - line.ordered));
      const price = line.unitCost === undefined ? ['', ''] : [line.unitCost, 'PE'];
      const ids = id === undefined ? [] : [id.qualifier, id.value];
      return ['POC', line.number, codeOf(was, line), String(line.ordered), left, line.unit, ...price, ...ids];
    }),
    ['CTT', String(lines.length)],
  ];
}

/** Element 670; empty where nothing is different. */
function codeOf(before: BookedLine | undefined, after: BookedLine): string {
  if (!before) return 'AI';
  const isPriced = before.unitCost !== after.unitCost;
  if (before.ordered === after.ordered) return isPriced ? 'PC' : '';
  if (after.ordered === 0) return 'DI';
  if (isPriced) return 'PQ';
  return after.ordered < before.ordered ? 'QD' : 'QI';
}
