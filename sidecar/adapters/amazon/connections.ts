import { z } from 'zod';

/** One SP-API grant: a vendor group of one region, and the vendor codes that it covers. */
export const SpApiConnection = z.object({
  vendorCodes: z.array(z.string().min(1)).min(1),
  /** `https://sellingpartnerapi-na.amazon.com`, `-eu`, `-fe`; the sandbox or a simulator by its own. */
  endpoint: z.url({ protocol: /^https?$/ }),
  tokenUrl: z.url({ protocol: /^https?$/ }).default('https://api.amazon.com/auth/o2/token'),
  clientId: z.string().min(1),
  /** Expires 180 days after it was made. */
  clientSecret: z.string().min(1),
  /** Lives 7 days on after a rotation, and is all that works for the first minutes. */
  previousClientSecret: z.string().min(1).optional(),
  refreshToken: z.string().min(1),
  timeoutSeconds: z.number().positive().default(30),
});
export type SpApiConnection = z.infer<typeof SpApiConnection>;

/** How Amazon is reached. What goes by which road is said per account, in TradingPartner.channels. */
export const AmazonConnections = z.object({
  /** Folders that whatever speaks SFTP or AS2 fills and empties. */
  mailbox: z.object({ inbox: z.string().min(1), outbox: z.string().min(1) }).optional(),
  spApi: z.array(SpApiConnection).default([]),
});
export type AmazonConnections = z.infer<typeof AmazonConnections>;
