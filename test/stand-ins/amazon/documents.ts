import type { AmazonParty } from './order.ts';

/** How a document came in. */
export type Channel = 'edi' | 'sp-api';

/** `vendor` stands for SP-API's vendorProductIdentifier, which does not say what kind of number it is. */
export interface DocumentId {
  qualifier: string;
  value: string;
}

/** A count in the unit the sender used. `unitSize` where he said how many eaches a case has. */
export interface Count {
  amount: number;
  unit: string;
  unitSize?: number;
}

/** One item somewhere in a vendor's document; `place` is a JSON path or a segment with its position. */
interface Item {
  place: string;
  ids: DocumentId[];
  lineNumber?: string;
}

export interface AcknowledgementItem extends Item {
  ordered?: Count;
  unitCost?: string;
  dispositions: { code: 'accepted' | 'backordered' | 'rejected'; count: Count; reason?: string; on?: string }[];
}

/** X12 855, one element of SP-API acknowledgements. */
export interface AcknowledgementDocument {
  place: string;
  purchaseOrder: string;
  vendorCode?: string;
  currency?: string;
  /** BAK02 AD: "no change"; a claim that the lines must bear out. */
  saysUnchanged?: boolean;
  items: AcknowledgementItem[];
}

export interface ShippedItem extends Item {
  /** What a carton's `key` points at. */
  key: string;
  purchaseOrder: string;
  count: Count;
}

export interface ShippedCarton {
  place: string;
  /** SSCCs as sent, 18 or 20 digits. */
  ssccs: string[];
  trackingNumber?: string;
  items: { key: string; count: Count; place: string }[];
}

export interface ShippedPallet {
  place: string;
  ssccs: string[];
}

/** X12 856, one element of SP-API shipmentConfirmations. */
export interface ShipmentDocument {
  place: string;
  id: string;
  purpose: 'original' | 'replace';
  vendorCode?: string;
  shippedAt?: string;
  estimatedDelivery?: string;
  shipFrom?: AmazonParty;
  shipTo: string;
  scac?: string;
  billOfLading?: string;
  carrierReference?: string;
  byParcel: boolean;
  /** As stated, to be held against what is listed. */
  cartonCount?: number;
  palletCount?: number;
  items: ShippedItem[];
  cartons: ShippedCarton[];
  pallets: ShippedPallet[];
  /** References inside the document that lead nowhere. */
  loose: { place: string; message: string }[];
}

export interface InvoicedItem extends Item {
  purchaseOrder: string;
  count: Count;
  unitCost: string;
  taxes: StatedTax[];
}

/** X12 TXI, SP-API TaxDetails. */
export interface StatedTax {
  place: string;
  /** TXI01, or Amazon's word. */
  type: string;
  amount: string;
  /** Per cent; with it, what it is levied on, where that is said. */
  rate?: string;
  taxable?: string;
}

/** X12 810, one element of SP-API invoices. */
export interface InvoiceDocument {
  place: string;
  number: string;
  type: 'invoice' | 'credit-note';
  date: string;
  currency: string;
  vendorCode?: string;
  billTo?: AmazonParty;
  remitTo?: AmazonParty;
  remitToHasTaxRegistration: boolean;
  /** Decimal text with two decimals at most. */
  total: string;
  /** Signed sums of header and lines: charges add, allowances take. */
  extras: string[];
  /** Of the whole invoice: the taxes of the lines, told once more. */
  taxes: StatedTax[];
  /** EDI only: percent off when paid within the days. */
  termsDiscountPercent?: string;
  items: InvoicedItem[];
}

/** X12 846. */
export interface InventoryDocument {
  reference: string;
  /** N1*VN, where it is stated. */
  vendorCode?: string;
  items: { ids: DocumentId[]; available: number; unit: string; availableOn?: string }[];
}

/** What a judge has against a document: refused = not booked; a warning is booked and shown. */
export interface Finding {
  severity: 'refused' | 'warning';
  /** As SP-API would put it into the transaction's errors. */
  code: string;
  message: string;
  place: string;
}

export function refused(code: string, message: string, place: string): Finding {
  return { severity: 'refused', code, message, place };
}

export function warning(code: string, message: string, place: string): Finding {
  return { severity: 'warning', code, message, place };
}
