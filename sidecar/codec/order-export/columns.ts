import { CodecError } from '../problem.ts';
import type { Header as TableHeader } from '../table/read.ts';
import { comparableName } from '../table/records.ts';

/** What a column of an export is to us. */
export type OrderColumn =
  | 'purchaseOrderNumber'
  | 'vendorCode'
  | 'orderedOn'
  | 'orderStatus'
  | 'shipTo'
  | 'currency'
  | 'freightTerms'
  | 'windowType'
  | 'windowStart'
  | 'windowEnd';
export type ItemColumn =
  | 'asin'
  | 'externalId'
  | 'externalIdType'
  | 'modelNumber'
  | 'merchantSku'
  | 'lineNumber'
  | 'quantityOrdered'
  | 'unitOfMeasure'
  | 'eachesPerCase'
  | 'unitCost'
  | 'quantityConfirmed'
  | 'availability';
export type Column = OrderColumn | ItemColumn;

/** The two exports, which may lie in one file: orders with their windows, and what is ordered on them. */
export type TableKind = 'orders' | 'items';

/*
 * Names as they are compared: letters and digits only, in lower case. Amazon writes them in the language of the
 * user and renames them every few years, so that each has all that were seen or are to be expected: English, German,
 * French, Italian, Spanish. Only the English ones were seen in exports; the others are what the pages of Vendor Central
 * say in those languages, and are unconfirmed. A name that is missing here is kept, not read; an account names it in
 * its settings (exports.columns).
 */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  purchaseOrderNumber: [
    ...['po', 'ponumber', 'purchaseorder', 'purchaseordernumber', 'purchaseorderid', 'orderponumber', 'ordernumber'],
    ...['bestellung', 'bestellnummer', 'bestellnr', 'auftragsnummer'],
    ...['boncommande', 'bondecommande', 'numérodecommande', 'numérodubondecommande', 'numérodeboncommande'],
    ...['ordinediacquisto', 'ordinedacquisto', 'numeroordine', 'numerodordine', 'numerodellordine'],
    ...['pedido', 'pedidodecompra', 'númerodepedido', 'númerodelpedido', 'ordendecompra'],
  ],
  vendorCode: [
    ...['vendor', 'vendorcode', 'vendorid', 'lieferant', 'lieferantencode', 'anbieter', 'anbietercode', 'vendorencode'],
    ...['fournisseur', 'codefournisseur', 'fornitore', 'codicefornitore', 'proveedor', 'códigodeproveedor'],
  ],
  orderedOn: [
    ...['orderedon', 'orderdate', 'ordereddate', 'podate', 'purchaseorderdate', 'bestelltam', 'bestelldatum'],
    ...['datedecommande', 'datedelacommande', 'commandéle', 'dataordine', 'datadellordine', 'fechadepedido'],
    ...['fechadelpedido'],
  ],
  orderStatus: ['status', 'postatus', 'orderstatus', 'bestellstatus', 'statut', 'stato', 'estado'],
  shipTo: [
    ...['fulfillmentcenter', 'fulfilmentcentre', 'fulfillmentcentre', 'fc', 'shiptolocation', 'shiplocation'],
    ...['shipto', 'warehouse', 'logistikzentrum', 'versandzentrum', 'lieferort', 'lieferadresse', 'versandort'],
    ...['centrededistribution', 'lieudelivraison', 'centrologistico', 'centrodidistribuzione', 'luogodiconsegna'],
    ...['centrologístico', 'centrodelogística', 'lugardeentrega'],
  ],
  currency: ['currencycode', 'currency', 'währung', 'währungscode', 'devise', 'valuta', 'moneda', 'divisa'],
  freightTerms: ['freightterms', 'frachtbedingungen', 'conditionsdefret', 'terminiditrasporto', 'condicionesdeflete'],
  windowType: [
    ...[
      'windowtype',
      'handofftype',
      'shipwindowtype',
      'zeitfenstertyp',
      'typdeszeitfensters',
      'artdeszeitfensters',
      'typedefenêtre',
    ],
    ...['typedecréneau', 'tipodifinestra', 'tipodeventana'],
  ],
  windowStart: [
    ...['windowstart', 'windowstartdate', 'handoffstart', 'handoffstartdate', 'shipwindowstart'],
    ...['deliverywindowstart', 'beginndeszeitfensters', 'zeitfensterstart', 'zeitfensterbeginn', 'débutdelafenêtre'],
    ...['débutducréneau', 'iniziofinestra', 'iniziodellafinestra', 'iniciodelaventana', 'iniciodeventana'],
  ],
  windowEnd: [
    ...['windowend', 'windowenddate', 'handoffend', 'handoffenddate', 'shipwindowend', 'deliverywindowend'],
    ...['endedeszeitfensters', 'zeitfensterende', 'findelafenêtre', 'finducréneau', 'finefinestra'],
    ...['finedellafinestra', 'findelaventana', 'findeventana'],
  ],
  asin: ['asin', 'amazonstandardidentificationnumber'],
  externalId: [
    ...['externalid', 'externalproductid', 'eanupc', 'upcean', 'ean', 'upc', 'gtin', 'isbn', 'barcode', 'externeid'],
    ...['externekennung', 'idexterne', 'identifiantexterne', 'idesterno', 'idexterno', 'identificadorexterno'],
  ],
  externalIdType: ['externalidtype', 'externalproductidtype', 'typderexternenid', 'typeidexterne', 'typedidexterne'],
  modelNumber: [
    ...['modelnumber', 'model', 'modelno', 'modellnummer', 'numérodemodèle', 'numérodumodèle', 'numerodimodello'],
    ...['numeromodello', 'númerodemodelo'],
  ],
  merchantSku: ['merchantsku', 'vendorsku', 'sku', 'skuhändler', 'händlersku', 'skudumarchand', 'skudelvendedor'],
  lineNumber: ['linenumber', 'line', 'lineno', 'itemsequencenumber', 'position', 'zeilennummer', 'numérodeligne'],
  quantityOrdered: [
    ...['quantityordered', 'orderedquantity', 'quantityrequested', 'requestedquantity', 'quantitysubmitted'],
    ...['submittedquantity', 'bestelltemenge', 'angefordertemenge', 'angefragtemenge', 'quantitécommandée'],
    ...['quantitédemandée', 'quantitàordinata', 'quantitàrichiesta', 'cantidadpedida', 'cantidadsolicitada'],
  ],
  unitOfMeasure: ['unitofmeasure', 'uom', 'maßeinheit', 'mengeneinheit', 'unitédemesure', 'unitàdimisura'],
  eachesPerCase: ['unitspercase', 'eachespercase', 'casepack', 'casesize', 'casequantity', 'stückprokarton'],
  unitCost: [
    ...['unitcost', 'cost', 'netcost', 'costperunit', 'kosten', 'stückkosten', 'einkaufspreis', 'kostenprostück'],
    ...['coût', 'coûtunitaire', 'costo', 'costounitario', 'coste', 'costeunitario'],
  ],
  quantityConfirmed: [
    ...['quantityconfirmed', 'confirmedquantity', 'acceptedquantity', 'quantityaccepted', 'bestätigtemenge'],
    ...['akzeptiertemenge', 'quantitéconfirmée', 'quantitéacceptée', 'quantitàconfermata', 'quantitàaccettata'],
    ...['cantidadconfirmada', 'cantidadaceptada'],
  ],
  availability: [
    'availabilitystatus',
    'availability',
    'verfügbarkeit',
    'disponibilité',
    'disponibilità',
    'disponibilidad',
  ],
};

/** What a person calls the column, for the refusal that names it. */
export const COLUMN_NAME: Readonly<Record<Column, string>> = {
  purchaseOrderNumber: 'PO',
  vendorCode: 'Vendor',
  orderedOn: 'Ordered On',
  orderStatus: 'Status',
  shipTo: 'Ship to location',
  currency: 'Currency Code',
  freightTerms: 'Freight Terms',
  windowType: 'Window Type',
  windowStart: 'Window Start',
  windowEnd: 'Window End',
  asin: 'ASIN',
  externalId: 'External ID',
  externalIdType: 'External Id Type',
  modelNumber: 'Model Number',
  merchantSku: 'Merchant SKU',
  lineNumber: 'Line Number',
  quantityOrdered: 'Quantity Ordered',
  unitOfMeasure: 'Unit of Measure',
  eachesPerCase: 'Units per Case',
  unitCost: 'Cost',
  quantityConfirmed: 'Quantity Confirmed',
  availability: 'Availability Status',
};

export type Header = TableHeader<TableKind, Column>;

/** Names that an account has for columns, by what the column is. */
export type OwnColumnNames = Readonly<Record<string, readonly string[]>>;

/** What a column is called in the settings of an account. */
export const COLUMN_SETTING = 'partners[].exports.columns';

function isColumn(name: string): name is Column {
  return Object.hasOwn(NAMES, name);
}

/**
 * All names of several accounts, as one file may hold orders of each. What one calls a quantity and another a price
 * cannot be read; throws CodecError.
 */
export function gatheredNames(accounts: readonly { vendorCode: string; names: OwnColumnNames }[]): OwnColumnNames {
  const meant = new Map<string, { column: string; vendorCode: string }>();
  const gathered: Record<string, string[]> = {};
  for (const { vendorCode, names } of accounts) {
    for (const [column, name] of pairsOf(names)) {
      const before = meant.get(comparableName(name));
      if (before && before.column !== column) {
        throw new CodecError(
          'column-names-conflict',
          `'${name}' is ${before.column} by the settings of ${before.vendorCode} and ${column} by those of ${vendorCode}`,
          { column: name },
          `Correct ${COLUMN_SETTING} of one of the two accounts.`,
        );
      }
      meant.set(comparableName(name), { column, vendorCode });
      gathered[column] = [...(gathered[column] ?? []), name];
    }
  }
  return gathered;
}

/** What is wrong with the names of one account, each problem with its place below the setting. */
export function nameProblems(names: OwnColumnNames): { place: string; message: string }[] {
  const meant = new Map<string, string>();
  return pairsOf(names).flatMap(([column, name]) => {
    if (!isColumn(column)) {
      return [{ place: column, message: `there is no such column; known are ${Object.keys(NAMES).join(', ')}` }];
    }
    const before = meant.get(comparableName(name));
    meant.set(comparableName(name), column);
    if (comparableName(name) === '') return [{ place: column, message: `'${name}' has neither letter nor digit` }];
    if (before === undefined || before === column) return [];
    return [{ place: column, message: `'${name}' is ${before} already` }];
  });
}

function pairsOf(names: OwnColumnNames): [column: string, name: string][] {
  return Object.entries(names).flatMap(([column, list]) => list.map((name): [string, string] => [column, name]));
}

export type HeaderReader = (cells: readonly string[], line: number) => Header | undefined;

/** By name, with its place in the list: where a file has two names of a column, the first of the list counts. */
const BY_NAME: ReadonlyMap<string, { column: Column; rank: number }> = new Map(
  (Object.entries(NAMES) as [Column, readonly string[]][]).flatMap(([column, names]) =>
    names.map((name, rank) => [name, { column, rank }] as const),
  ),
);
const ITEM_COLUMNS: readonly Column[] = ['asin', 'externalId', 'modelNumber', 'merchantSku', 'quantityOrdered'];
const ORDER_COLUMNS: readonly Column[] = ['vendorCode', 'orderedOn', 'shipTo', 'windowStart', 'windowEnd'];

/**
 * Reads a header by the names that are known and those of the settings, which come first: whoever wrote one down has
 * seen it. Undefined for a row that is no header of either table: a number of an order, and two more columns of it.
 */
export function headerReader(own: OwnColumnNames = {}): HeaderReader {
  const byName = withOwn(own);
  return (cells, line) => {
    const at = columnsIn(cells, byName);
    const has = (columns: readonly Column[]) => columns.filter((column) => at.has(column)).length;
    if (!at.has('purchaseOrderNumber')) return undefined;
    const kind = has(ITEM_COLUMNS) >= 2 ? 'items' : has(ORDER_COLUMNS) >= 2 ? 'orders' : undefined;
    return kind && { kind, line, at, names: cells.map((cell) => cell.trim()) };
  };
}

/** What a row lacks to be the header of a table of items, in words for a person. */
export function lackedBy(cells: readonly string[], own: OwnColumnNames = {}): { words: string; settings: Column[] } {
  const known = columnsIn(cells, withOwn(own));
  if (!known.has('purchaseOrderNumber')) {
    return {
      words: `no column is the number of the order (${COLUMN_NAME.purchaseOrderNumber})`,
      settings: ['purchaseOrderNumber'],
    };
  }
  const missing = ITEM_COLUMNS.filter((column) => !known.has(column));
  const names = ITEM_COLUMNS.map((column) => COLUMN_NAME[column]).join(', ');
  return { words: `fewer than two columns are product and quantity (${names})`, settings: missing };
}

function withOwn(own: OwnColumnNames): typeof BY_NAME {
  const byName = new Map(BY_NAME);
  for (const [column, name] of pairsOf(own)) {
    if (isColumn(column)) byName.set(comparableName(name), { column, rank: -1 });
  }
  return byName;
}

function columnsIn(cells: readonly string[], byName: typeof BY_NAME): Map<Column, number> {
  const at = new Map<Column, number>();
  const ranks = new Map<Column, number>();
  cells.forEach((cell, place) => {
    const { column, rank } = byName.get(comparableName(cell)) ?? {};
    if (column === undefined || rank === undefined || rank >= (ranks.get(column) ?? Number.POSITIVE_INFINITY)) return;
    at.set(column, place);
    ranks.set(column, rank);
  });
  return at;
}
