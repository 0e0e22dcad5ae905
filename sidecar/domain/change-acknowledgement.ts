import { z } from 'zod';
import { Acknowledgement, AcknowledgementLine } from './acknowledgement.ts';
import { CalendarDaySchema } from './calendar.ts';
import { LineChange } from './order-change.ts';

/** What becomes of one changed line. X12 POC and ACK. */
export const ChangeAcknowledgementLine = AcknowledgementLine.extend({
  /** The change that is answered. POC02. */
  change: LineChange,
  /** POC04 of the change, echoed. */
  left: z.number().int().nonnegative().optional(),
});
export type ChangeAcknowledgementLine = z.infer<typeof ChangeAcknowledgementLine>;

/** Our answer to a change: its lines only, as they stand after it. X12 865. */
export const ChangeAcknowledgement = Acknowledgement.extend({
  /** Of the change. BCA10. */
  changedOn: CalendarDaySchema.optional(),
  /** BCH05 of the change, echoed. BCA05. */
  sequence: z.string().optional(),
  lines: z.array(ChangeAcknowledgementLine).min(1),
});
export type ChangeAcknowledgement = z.infer<typeof ChangeAcknowledgement>;

/** True where the change takes the line back: then there is nothing to promise, and its quantity is 0. */
export function isTakenBack({ change }: { change: LineChange }): boolean {
  return change === 'deleted' || change === 'cancelled';
}
