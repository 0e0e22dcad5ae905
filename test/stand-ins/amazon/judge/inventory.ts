import { type Channel, type Finding, type InventoryDocument, refused } from '../documents.ts';
import { timestamp, type World } from '../world.ts';

/** Books one report of stock whole or not at all; each replaces what the same product was said to have before. */
export function takeInventory(world: World, document: InventoryDocument, channel: Channel): Finding[] {
  const seen = new Set<string>();
  const findings = document.items.flatMap(({ ids, available, unit }, index) => {
    const place = channel === 'edi' ? `LIN ${index + 1}` : `inventory.items[${index}]`;
    const [id] = ids;
    const found: Finding[] = [];
    if (!id) found.push(refused('INVALID_ITEM', 'The item names no product.', place));
    if (!Number.isSafeInteger(available) || available < 0)
      found.push(refused('INVALID_QUANTITY', `${available} is not a quantity.`, place));
    if (unit !== 'EA') found.push(refused('INVALID_UNIT', `'${unit}' is not the unit of stock.`, place));
    const name = `${id?.qualifier} ${id?.value}`;
    if (seen.has(name)) found.push(refused('ITEM_TWICE', `${name} has two quantities.`, place));
    seen.add(name);
    return found;
  });
  if (document.vendorCode !== undefined && document.vendorCode !== world.vendorCode)
    findings.push(refused('INVALID_SELLING_PARTY', `'${document.vendorCode}' sells nothing here.`, 'N1*VN'));
  if (document.items.length === 0) findings.push(refused('NO_ITEMS', 'The report tells of nothing.', 'LIN'));
  if (findings.length === 0) world.books.inventoryReports.push({ ...document, at: timestamp(world) });
  return findings;
}
