import type { AcknowledgementLine, DispositionCode, RejectionReason } from '../../domain/acknowledgement.ts';

/**
 * What Vendor Central offers in the column Availability, by its code and words. Those of `AC` and `OS` stand in files
 * that people have downloaded; the others in older lists of Amazon's, and may read otherwise in your language.
 */
const ACCEPTED = 'AC - Accepted: In stock';
const BACKORDERED = 'IB - Backordered';
const REJECTED: Readonly<Record<RejectionReason, string>> = {
  'temporarily-unavailable': 'OS - Cancelled: Out of stock',
  'invalid-product-identifier': 'R2 - Cancelled: Invalid product',
  'obsolete-product': 'CP - Cancelled: Discontinued',
};

/** Of a line as a whole, which has one: as accepted where any of it is, as people confirm a part of a line there. */
export function availabilityOf({ dispositions }: Pick<AcknowledgementLine, 'dispositions'>): string {
  const of = (answer: DispositionCode) =>
    dispositions.find((one) => one.code === answer && one.quantity.amount > 0) ??
    dispositions.find((one) => one.code === answer);
  if (of('accepted')) return ACCEPTED;
  if (of('backordered')) return BACKORDERED;
  return REJECTED[of('rejected')?.reason ?? 'temporarily-unavailable'];
}
