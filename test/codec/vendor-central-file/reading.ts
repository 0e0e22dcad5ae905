import { ID_TYPE } from '../../../sidecar/codec/vendor-central-file/product.ts';
import { readTable } from '../../../sidecar/codec/vendor-central-file/table.ts';
import { Acknowledgement, type Disposition } from '../../../sidecar/domain/acknowledgement.ts';
import type { ProductId } from '../../../sidecar/domain/identifiers.ts';
import { Invoice } from '../../../sidecar/domain/invoice.ts';
import type { Quantity } from '../../../sidecar/domain/quantity.ts';
import { ShipNotice } from '../../../sidecar/domain/ship-notice.ts';

/*
 * Reads our files back into documents, as far as they carry them. Nobody but these tests does: Amazon answers no file
 * with a file.
 */

/** The cells of a row by the names of their columns; without those that are empty. */
type Cells = Partial<Record<string, string>>;

export function rowsOf(raw: string): Cells[] {
  const table = readTable(raw);
  if (!table) throw new Error('this is no file of ours');
  return table.rows.map((cells) =>
    Object.fromEntries(table.heads.map((head, place) => [head, cells[place]]).filter(([, cell]) => cell !== '')),
  );
}

/** What a domain schema leaves out is left out, not undefined. */
function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

function productOf(row: Cells): ProductId {
  const [kind] = Object.entries(ID_TYPE).find(([, name]) => name === row['External ID type']) ?? [];
  return { kind: kind as ProductId['kind'], value: row['External ID'] ?? '' };
}

function quantityOf(row: Cells, amount: string | undefined): Quantity {
  const { Unit: unit = '', 'Units per case': eachesPerCase } = row;
  const known = unit === 'each' || unit === 'case';
  return given({
    amount: Number(amount),
    unitOfMeasure: known ? unit : 'other',
    eachesPerCase: eachesPerCase === undefined ? undefined : Number(eachesPerCase),
    unitCode: known ? undefined : unit,
  }) as Quantity;
}

export function readAcknowledgement(raw: string): Acknowledgement {
  const rows = rowsOf(raw);
  const [first = {}] = rows;
  return Acknowledgement.parse(
    given({
      purchaseOrderNumber: first['PO Number'],
      orderedOn: first['Order date'],
      vendorCode: first['Vendor code'],
      currency: first.Currency,
      lines: rows.map((row) => ({
        lineNumber: row.Line ?? '',
        productId: productOf(row),
        ordered: quantityOf(row, row['Requested quantity']),
        unitCost: row.Cost,
        priceBasis: row['Cost is']?.replaceAll(' ', '-'),
        dispositions: dispositionsOf(row),
      })),
    }),
  );
}

function dispositionsOf(row: Cells): unknown[] {
  const disposition = (code: Disposition['code'], amount: string | undefined, more: object) =>
    amount === undefined || amount === '0' ? [] : [given({ code, quantity: quantityOf(row, amount), ...more })];
  const dated = (scheduledOn: string | undefined) =>
    scheduledOn === undefined ? {} : { scheduledOn, schedule: row['Date is'] };
  return [
    ...disposition('accepted', row['Accepted quantity'], dated(row['Expected date (yyyy-MM-dd)'])),
    ...disposition('backordered', row['Backordered quantity'], dated(row['Backordered until'])),
    ...disposition('rejected', row['Rejected quantity'], { reason: row['Why rejected']?.replaceAll(' ', '-') }),
  ];
}

export function readShipNotice(raw: string): Omit<ShipNotice, 'shipFrom'> {
  const rows = rowsOf(raw);
  const [first = {}] = rows;
  const { shipFrom: _shipFrom, ...notice } = ShipNotice.parse(
    given({
      shipmentId: first['Shipment ID'],
      purpose: first['What it is'] === 'new' ? 'original' : 'replace',
      vendorCode: first['Vendor code'],
      shippedAt: first['Shipped at'],
      estimatedDeliveryOn: first['Estimated delivery (yyyy-MM-dd)'],
      shipFrom: {},
      shipTo: given({ id: first['Ship-to location'] }),
      trailerNumber: first.Trailer,
      carrierScac: first['Carrier (SCAC)'],
      transport: first.Transport,
      shipmentType: first['Shipment type']?.replaceAll(' ', '-'),
      billOfLading: first['Bill of lading'],
      carrierReference: first['PRO or tracking number'],
      amazonReferenceNumber: first.ARN,
      weight: first.Weight === undefined ? undefined : { value: first.Weight, unit: first['Weight unit'] },
      orders: grouped(rows, 'PO Number').map((ofOrder) => ({
        ...given({ purchaseOrderNumber: ofOrder[0]?.['PO Number'], orderedOn: ofOrder[0]?.['Order date'] }),
        pallets: grouped(
          ofOrder.filter((row) => row['Pallet SSCC'] !== undefined),
          'Pallet SSCC',
        ).map((onPallet) => ({ sscc: ssccIn(onPallet[0]?.['Pallet SSCC']), cartons: cartonsIn(onPallet) })),
        cartons: cartonsIn(ofOrder.filter((row) => row['Pallet SSCC'] === undefined)),
      })),
    }),
  );
  return notice;
}

function cartonsIn(rows: readonly Cells[]): unknown[] {
  return grouped(rows, 'Carton SSCC').map((inCarton) =>
    given({
      sscc: ssccIn(inCarton[0]?.['Carton SSCC']),
      trackingNumber: inCarton[0]?.['Carton tracking number'],
      items: inCarton.map((row) =>
        given({
          lineNumber: row.Line ?? '',
          productId: productOf(row),
          shipped: quantityOf(row, row['Shipped quantity']),
          expiresOn: row['Expires on'],
          lot: row.Lot,
        }),
      ),
    }),
  );
}

function ssccIn(text = ''): string {
  return text.replace('(00)', '');
}

/** Rows that follow each other with the same in a column. */
function grouped(rows: readonly Cells[], head: string): Cells[][] {
  const groups: Cells[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && last[0]?.[head] === row[head]) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

export function readInvoice(raw: string): unknown {
  const rows = rowsOf(raw);
  const [first = {}] = rows;
  const {
    billTo: _billTo,
    remitTo: _remitTo,
    ...invoice
  } = Invoice.parse(
    given({
      number: first['Invoice number'],
      kind: first['What it is']?.replaceAll(' ', '-'),
      invoicedOn: first['Invoice date (yyyy-MM-dd)'],
      purchaseOrderNumber: first['PO Number'],
      orderedOn: first['Order date'],
      vendorCode: first['Vendor code'],
      currency: first.Currency,
      billTo: {},
      remitTo: {},
      shipTo: first['Ship-to location'] === undefined ? undefined : { id: first['Ship-to location'] },
      terms: given({
        netDays: Number(first['Net days']),
        discountPercent: first['Discount %'],
        discountDays: first['Discount days'] === undefined ? undefined : Number(first['Discount days']),
      }),
      lines: ofKind(rows, 'line').map((row) => ({
        position: Number(row.Line),
        purchaseOrderNumber: row['PO Number'],
        productId: productOf(row),
        invoiced: quantityOf(row, row.Quantity),
        unitCost: row['Unit cost'],
      })),
      adjustments: ofKind(rows, 'allowance', 'charge').map((row) =>
        given({ kind: row.Row, code: row.Code, amount: row.Amount, description: row.Description }),
      ),
      taxes: ofKind(rows, 'tax').map((row) =>
        given({
          type: row.Code,
          category: row['Tax category']?.replaceAll(' ', '-'),
          rate: row['Tax rate %'],
          taxableAmount: row['Taxable amount'],
          amount: row.Amount,
          reason: row.Description,
        }),
      ),
      total: first['Invoice total'],
    }),
  );
  return invoice;
}

function ofKind(rows: readonly Cells[], ...kinds: string[]): Cells[] {
  return rows.filter(({ Row }) => Row !== undefined && kinds.includes(Row));
}
