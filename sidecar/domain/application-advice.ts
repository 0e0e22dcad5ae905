import { z } from 'zod';
import { CalendarDaySchema } from './calendar.ts';

/** What the partner's system made of a document. X12 OTI01: TA, TE, TC, TR. */
export const AdviceResult = z.enum(['accepted', 'accepted-with-errors', 'accepted-with-changes', 'rejected']);
export type AdviceResult = z.infer<typeof AdviceResult>;

/** One thing that the partner's system did not like. X12 TED. */
export const AdviceError = z.object({
  /** Element 647, `006` or `POI`. TED01. */
  condition: z.string().min(1),
  /** In the partner's words. TED02 and the NTE behind it. */
  text: z.string().optional(),
  /** Where it stands in our document. TED03. */
  segment: z.string().optional(),
  /** 1-based, ST is 1. TED04. */
  segmentPosition: z.number().int().positive().optional(),
  /** 1-based. TED05. */
  elementPosition: z.number().int().positive().optional(),
  /** What we wrote there. TED07. */
  value: z.string().optional(),
  /** What should stand there. TED08. */
  expected: z.string().optional(),
});
export type AdviceError = z.infer<typeof AdviceError>;

/** The word on one document of ours. X12 OTI loop. */
export const AdvisedDocument = z.object({
  result: AdviceResult,
  /** What kind of number `reference` is: X12 OTI02 IV invoice, PO purchase order, SI shipment. */
  referenceKind: z.enum(['invoice', 'purchase-order', 'shipment', 'other']),
  /** The document's own number as we sent it. OTI03. */
  reference: z.string().min(1),
  /** `810`. OTI10. */
  documentType: z.string().optional(),
  /** GS06 and ST02 of what we sent: with them the document is found for certain. OTI08, OTI09. */
  groupControlNumber: z.string().optional(),
  controlNumber: z.string().optional(),
  /** REF*PO, or OTI03 itself. */
  purchaseOrderNumber: z.string().optional(),
  errors: z.array(AdviceError),
});
export type AdvisedDocument = z.infer<typeof AdvisedDocument>;

/** "We agree", or not: what a functional acknowledgement does not say. X12 824. */
export const ApplicationAdvice = z.object({
  /** BGN02. */
  number: z.string().min(1),
  /** BGN03. */
  advisedOn: CalendarDaySchema.optional(),
  vendorCode: z.string().optional(),
  documents: z.array(AdvisedDocument).min(1),
});
export type ApplicationAdvice = z.infer<typeof ApplicationAdvice>;

/** Element 647, as far as it explains a document of trade. */
const CONDITIONS: Readonly<Record<string, string>> = {
  '006': 'duplicate',
  '007': 'missing data',
  '008': 'out of range',
  '009': 'invalid date',
  '010': 'total out of balance',
  '011': 'not matching',
  '012': 'invalid combination',
  '024': 'other',
  POI: 'purchase order number invalid',
  IQT: 'quantity',
  ICA: 'amount',
};

/** One sentence of what is wrong and where: the partner's own words where there are some. */
export function adviceErrorText({
  condition,
  text,
  segment,
  segmentPosition,
  elementPosition,
  value,
}: AdviceError): string {
  const known = Object.hasOwn(CONDITIONS, condition) ? CONDITIONS[condition] : undefined;
  const what = text ?? known ?? `condition ${condition}`;
  const element = elementPosition === undefined ? '' : String(elementPosition).padStart(2, '0');
  const where = segment === undefined ? '' : ` at ${segment}${element}`;
  const place = segmentPosition === undefined ? where : `${where}, segment ${segmentPosition}`;
  return `${what} (${condition})${place}${value === undefined ? '' : `: '${value}'`}`;
}
