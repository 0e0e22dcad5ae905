import { z } from 'zod';

const Secret = z.string().min(1);

/** How to reach the module in the shop, from configuration. */
export const MagentoConnection = z.object({
  /** Address of the shop as we reach it, without `/rest`: `https://shop.example`. */
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /**
   * The shop's own base URL where we reach it by another address (behind a proxy, in a container
   * network): OAuth signs the address, and Magento checks it against its own.
   */
  signedBaseUrl: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** Store view whose catalogue names are read; the default one where absent. */
  storeCode: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/i)
    .optional(),
  /**
   * Of a Magento integration. `bearer` works only where the shop allows integration tokens as bearer
   * tokens, which 2.4.4 and later do not by default; OAuth always does.
   */
  credentials: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('bearer'), token: Secret }),
    z.object({
      kind: z.literal('oauth'),
      consumerKey: Secret,
      consumerSecret: Secret,
      token: Secret,
      tokenSecret: Secret,
    }),
  ]),
  /** MSI stock to hold from; the module's configured one where absent. */
  stockId: z.number().int().positive().optional(),
  /** For one call, body included. A hold that takes longer is asked for again with the same key. */
  timeoutMs: z.number().int().positive().default(30_000),
});
export type MagentoConnection = z.infer<typeof MagentoConnection>;
