import { z } from 'zod';
import { CalendarDaySchema } from '../../domain/calendar.ts';
import { As2Mailbox } from './as2/settings.ts';
import { SftpMailbox } from './sftp/settings.ts';

/** One SP-API grant: a vendor group of one region, and the vendor codes that it covers. */
export const SpApiConnection = z.object({
  vendorCodes: z.array(z.string().min(1)).min(1),
  /** `https://sellingpartnerapi-na.amazon.com`, `-eu`, `-fe`; the sandbox or a simulator by its own. */
  endpoint: z.url({ protocol: /^https?$/ }),
  tokenUrl: z.url({ protocol: /^https?$/ }).default('https://api.amazon.com/auth/o2/token'),
  clientId: z.string().min(1),
  /** Expires 180 days after it was made. */
  clientSecret: z.string().min(1),
  /** The day it was made on, as the developer console shows it; without it nobody is warned before it expires. */
  clientSecretIssuedOn: CalendarDaySchema.optional(),
  /** Lives 7 days on after a rotation, and is all that works for the first minutes. */
  previousClientSecret: z.string().min(1).optional(),
  refreshToken: z.string().min(1),
  timeoutSeconds: z.number().positive().default(30),
  /** Lets collect loads be announced by SubmitShipments, which has left pages in Vendor Central that nobody could open. */
  routingRequests: z.boolean().default(false),
});
export type SpApiConnection = z.infer<typeof SpApiConnection>;

/** Folders that whatever speaks SFTP or AS2 fills and empties. */
const FolderMailbox = z.object({ kind: z.literal('folder'), inbox: z.string().min(1), outbox: z.string().min(1) });

/** Whose mailbox it is; without it, of every account that has none of its own. */
const ofAccounts = { vendorCodes: z.array(z.string().min(1)).min(1).optional() };

export const MailboxConnection = z.preprocess(
  // Folders were all there was, and need not say so.
  (value) => (typeof value === 'object' && value !== null && !('kind' in value) ? { kind: 'folder', ...value } : value),
  z.discriminatedUnion('kind', [
    FolderMailbox.extend(ofAccounts),
    SftpMailbox.extend(ofAccounts),
    As2Mailbox.extend(ofAccounts),
  ]),
);
export type MailboxConnection = z.infer<typeof MailboxConnection>;

/** How Amazon is reached. What goes by which road is said per account, in TradingPartner.channels. */
export const AmazonConnections = z
  .object({
    mailbox: MailboxConnection.optional(),
    /** Where accounts trade through different mailboxes. */
    mailboxes: z.array(MailboxConnection).default([]),
    spApi: z.array(SpApiConnection).default([]),
    /** Where files for Vendor Central are put besides the console; it need not be. */
    files: z.object({ folder: z.string().min(1) }).optional(),
  })
  .superRefine(({ mailbox, mailboxes }, context) => {
    const named = allMailboxes({ mailbox, mailboxes }).flatMap(
      ({ vendorCodes }) => vendorCodes ?? ['every other account'],
    );
    for (const name of new Set(named.filter((one, index) => named.indexOf(one) !== index))) {
      context.addIssue({ code: 'custom', path: ['mailboxes'], message: `two mailboxes are of ${name}` });
    }
  });
export type AmazonConnections = z.infer<typeof AmazonConnections>;

export function allMailboxes({
  mailbox,
  mailboxes,
}: Pick<AmazonConnections, 'mailbox' | 'mailboxes'>): MailboxConnection[] {
  return [...(mailbox ? [mailbox] : []), ...mailboxes];
}
