import type { DiscrepancyKind } from '../domain/discrepancy.ts';
import type { DocumentKind } from '../domain/trading-document.ts';
import type { SendingMode } from '../domain/trading-partner.ts';

/** One function per thing that happens in the business, so that log, metric and webhook cannot tell different stories. */
export interface BusinessEvents {
  inboundKept(event: {
    inboundId: string;
    channel: string;
    name: string;
    size: number;
    outcome: 'new' | 'known';
  }): void;
  inboundRefused(event: { inboundId: string; code: string; message: string; place: string }): void;
  orderReceived(event: {
    purchaseOrderNumber: string;
    vendorCode: string;
    outcome: 'new' | 'known' | 'changed' | 'differs';
    version: number;
    channel: string;
  }): void;
  stockHeld(event: { purchaseOrderNumber: string; requested: number; held: number }): void;
  documentSent(event: {
    kind: DocumentKind;
    documentId: string;
    purchaseOrderNumber?: string | undefined;
    channel: string;
    reference: string;
  }): void;
  /** Made and kept, and not sent. */
  documentHeldBack(event: {
    kind: DocumentKind;
    documentId: string;
    purchaseOrderNumber?: string | undefined;
    channel: string;
    mode: SendingMode;
  }): void;
  /** A person sent what was held back. */
  documentReleased(event: { kind: DocumentKind; documentId: string; by: string }): void;
  /** A shadow was held against what was said to Amazon. */
  shadowCompared(event: { kind: DocumentKind; key: string; heardFrom: string; differences: number }): void;
  documentAnswered(event: {
    kind: DocumentKind;
    documentId: string;
    status: string;
    problems: readonly string[];
  }): void;
  orderEntered(event: { purchaseOrderNumber: string; orderReference: string }): void;
  dispatchRecorded(event: {
    dispatchId: string;
    purchaseOrderNumber: string;
    outcome: 'new' | 'known' | 'revised';
  }): void;
  /** What lies in the shop was told: products with stock, products told as 0, products known and not told. */
  inventoryReported(event: {
    vendorCode: string;
    documentId: string;
    inStock: number;
    outOfStock: number;
    leftOut: number;
  }): void;
  remittanceMatched(event: { paymentNumber: string; lines: number; unmatched: number }): void;
  discrepancyRaised(event: {
    kind: DiscrepancyKind;
    key: string;
    summary: string;
    purchaseOrderNumber?: string | undefined;
  }): void;
  discrepancySettled(event: { id: string; kind: DiscrepancyKind; action: string; by: string }): void;
  stepFailed(event: {
    saga: string;
    key: string;
    step: string;
    attempts: number;
    code: string;
    message: string;
    willRetry: boolean;
  }): void;
  stepDone(event: { saga: string; key: string; step: string; milliseconds: number }): void;
  sagaEnded(event: { saga: string; key: string; outcome: 'done' | 'undone' | 'held' }): void;
}
