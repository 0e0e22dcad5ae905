import { cartonsOf, type ShipNotice, type ShippedItem } from '../../domain/ship-notice.ts';

/** One shippedItems entry: an order line, with what all cartons hold of it. */
export interface NumberedItem {
  /** itemSequenceNumber, unique in the confirmation: cartons refer to it. */
  number: string;
  purchaseOrderNumber: string;
  /** The first of its parts, for id and unit. */
  item: ShippedItem;
  /** Sum over the parts, in the unit of `item`. */
  amount: number;
  parts: ReadonlySet<ShippedItem>;
}

/**
 * The order's own line numbers where they tell all lines of the confirmation apart, since Amazon looks
 * the line up by them; else 001, 002, …: two orders in one truck both have a line 1, and a
 * carton that refers to it would be received against either.
 */
export function numberedItems(document: ShipNotice): NumberedItem[] {
  const groups = new Map<string, { purchaseOrderNumber: string; parts: ShippedItem[] }>();
  for (const order of document.orders) {
    const { purchaseOrderNumber } = order;
    for (const part of cartonsOf({ ...document, orders: [order] }).flatMap((carton) => carton.items)) {
      const { lineNumber, productId, shipped } = part;
      const key = JSON.stringify([
        purchaseOrderNumber,
        lineNumber,
        productId.kind,
        productId.value,
        shipped.unitOfMeasure,
        shipped.eachesPerCase,
      ]);
      const group = groups.get(key) ?? { purchaseOrderNumber, parts: [] };
      group.parts.push(part);
      groups.set(key, group);
    }
  }
  const lineNumbers = [...groups.values()].map(({ parts }) => parts[0]?.lineNumber ?? '');
  const areUnique = new Set(lineNumbers).size === lineNumbers.length && !lineNumbers.includes('');
  return [...groups.values()].flatMap(({ purchaseOrderNumber, parts }, index) => {
    const [item] = parts;
    if (!item) return [];
    return [
      {
        number: areUnique ? item.lineNumber : String(index + 1).padStart(3, '0'),
        purchaseOrderNumber,
        item,
        amount: parts.reduce((total, { shipped }) => total + shipped.amount, 0),
        parts: new Set(parts),
      },
    ];
  });
}
