import { z } from 'zod';

/** The folders that an OpenAS2 beside us exchanges files through; deploy/openas2/config.xml is its side of them. */
export const As2Mailbox = z.object({
  kind: z.literal('as2'),
  /** What Amazon sent and OpenAS2 could decrypt and verify. */
  inbox: z.string().min(1),
  /** What OpenAS2 shall send. */
  outbox: z.string().min(1),
  /** Receipts (MDN), in one folder for each AS2 id that had sent something, and in it one for each file. */
  receipts: z.string().min(1),
  /** Ours, as the partnerships of OpenAS2 have it: the receipts in its folder are Amazon's. */
  as2Id: z.string().min(1),
  /** What OpenAS2 has given up sending, under its own name. */
  failed: z.string().min(1),
});
export type As2Mailbox = z.infer<typeof As2Mailbox>;
