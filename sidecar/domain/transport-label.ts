/** One label that Amazon made for a parcel which its own carrier fetches. */
export interface TransportLabel {
  shipmentId: string;
  /** From 1, within the shipment. */
  sequence: number;
  carrierCode: string;
  trackingId: string;
  /** As it goes to the printer. */
  pdf: Uint8Array;
}
