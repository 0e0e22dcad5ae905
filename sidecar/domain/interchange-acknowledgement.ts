import { z } from 'zod';
import { CalendarDaySchema } from './calendar.ts';

/** TA104: A accepted, E accepted with errors, R rejected. */
export const InterchangeResult = z.enum(['accepted', 'accepted-with-errors', 'rejected']);
export type InterchangeResult = z.infer<typeof InterchangeResult>;

/** Whether an envelope arrived whole; nothing of what is in it. X12 TA1. Never answered by another one. */
export const InterchangeAcknowledgement = z.object({
  /** ISA13 of the interchange that is answered. TA101. */
  controlNumber: z.string().min(1),
  /** Its ISA09. TA102. */
  sentOn: CalendarDaySchema.optional(),
  /** Its ISA10, `0915`, in the sender's clock. TA103. */
  sentAt: z.string().optional(),
  result: InterchangeResult,
  /** Element I18: why; `000` where nothing is wrong. TA105. */
  note: z.string(),
});
export type InterchangeAcknowledgement = z.infer<typeof InterchangeAcknowledgement>;

/** Element I18. */
const NOTES: Readonly<Record<string, string>> = {
  '000': 'no error',
  '001': 'control numbers of ISA and IEA differ',
  '002': 'standard not supported',
  '003': 'version not supported',
  '004': 'segment terminator invalid',
  '005': 'sender qualifier invalid',
  '006': 'sender id invalid',
  '007': 'receiver qualifier invalid',
  '008': 'receiver id invalid',
  '009': 'receiver id unknown',
  '010': 'authorization qualifier invalid',
  '011': 'authorization invalid',
  '012': 'security qualifier invalid',
  '013': 'security invalid',
  '014': 'date invalid',
  '015': 'time invalid',
  '016': 'standard invalid',
  '017': 'version invalid',
  '018': 'control number invalid',
  '019': 'answer wanted invalid',
  '020': 'usage invalid',
  '021': 'number of groups invalid',
  '022': 'control structure invalid',
  '023': 'ends too early',
  '024': 'content invalid',
  '025': 'duplicate control number',
  '026': 'element separator invalid',
  '027': 'component separator invalid',
};

/** What a TA105 means; the code itself where nobody wrote its meaning down. */
export function interchangeNoteText(note: string): string {
  return (Object.hasOwn(NOTES, note) ? NOTES[note] : undefined) ?? `note ${note}`;
}
