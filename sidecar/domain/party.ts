import { z } from 'zod';

/** Someone a document names. X12 N1 loop, SP-API PartyIdentification. */
export const Party = z.object({
  /** Fulfilment centre code (`PHX7`), vendor code, GLN or SAN: X12 N104, SP-API partyId. */
  id: z.string().optional(),
  /** Who assigned `id`: X12 N103 92 buyer, 91 seller, 15 SAN, UL GLN, ZZ mutually defined. */
  idKind: z.enum(['assigned-by-buyer', 'assigned-by-seller', 'san', 'gln', 'duns', 'other']).optional(),
  name: z.string().optional(),
  /** Numbers under which it pays value-added or goods-and-services tax. SP-API taxRegistrationDetails; REF*VX and REF*GT of an 810. */
  taxRegistrations: z.array(z.object({ type: z.enum(['vat', 'gst']), number: z.string().min(1) })).optional(),
  address: z
    .object({
      /** Street lines as given, at most three. */
      lines: z.array(z.string()),
      city: z.string().optional(),
      stateOrRegion: z.string().optional(),
      postalCode: z.string().optional(),
      /** ISO 3166-1 alpha-2. */
      countryCode: z.string().optional(),
    })
    .optional(),
});
export type Party = z.infer<typeof Party>;
