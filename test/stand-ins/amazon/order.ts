/** X12 element 235: BP is the ASIN, VN the vendor's item number. */
export type IdQualifier = 'UP' | 'EN' | 'UK' | 'IB' | 'BP' | 'VN' | 'VP' | 'SK' | 'UA';

export interface AmazonProductId {
  qualifier: IdQualifier;
  value: string;
}

export interface AmazonParty {
  /** Fulfilment centre or party code: N104 with qualifier 92, partyId. */
  id: string;
  name?: string;
  addressLines?: string[];
  city?: string;
  stateOrRegion?: string;
  postalCode?: string;
  countryCode?: string;
}

/** Days, first and last included. */
export interface AmazonWindow {
  from: string;
  to: string;
}

export interface AmazonOrderLine {
  /** Its place in the order where absent. */
  number?: string;
  /** First the one that the 850 leads with; the API shows BP as ASIN and the first other one as vendor id. */
  ids: AmazonProductId[];
  /** In `unit`. */
  quantity: number;
  unit: 'EA' | 'CA';
  /** Eaches per case; absent = Amazon does not say. */
  unitSize?: number;
  /** Decimal text, per each unless the order says otherwise; absent = no price sent. */
  unitCost?: string;
  isBackOrderAllowed?: boolean;
}

/** What Amazon wants to buy, as the stand-in is told to. */
export interface AmazonOrder {
  number: string;
  /** Day or instant; now where absent. */
  orderedOn?: string;
  type?: 'regular' | 'rush' | 'new-product' | 'consigned';
  shipTo: AmazonParty;
  deliveryWindow?: AmazonWindow;
  shipWindow?: AmazonWindow;
  /** X12 FOB01: CC and BP are collect. */
  methodOfPayment?: 'CC' | 'BP' | 'PP' | 'PS' | 'DF' | 'FO';
  dealCode?: string;
  notes?: string[];
  /** What `unitCost` of a line in cases is for; the documents leave it open. */
  pricedPer?: 'each' | 'unit';
  lines: AmazonOrderLine[];
}

export type OrderChannel = 'edi' | 'sp-api' | 'both';

/** What Amazon may change about an order it has placed; a quantity of 0 cancels a line. */
export interface AmazonOrderChange {
  lines?: { number: string; quantity?: number; unitCost?: string }[];
  addLines?: AmazonOrderLine[];
  shipTo?: AmazonParty;
  deliveryWindow?: AmazonWindow;
  shipWindow?: AmazonWindow;
  type?: NonNullable<AmazonOrder['type']>;
}
