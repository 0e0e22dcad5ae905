import { z } from 'zod';
import type { Party } from '../../domain/party.ts';
import { CodecError } from '../problem.ts';
import { at, defined, list, lookUp, Text } from './shape.ts';

/** PartyIdentification of any of the vendor APIs: the invoice says `postalOrZipCode`, all others `postalCode`. */
export const PartyIdentification = z.object({
  partyId: Text,
  address: z
    .object({
      name: Text,
      addressLine1: Text,
      addressLine2: Text,
      addressLine3: Text,
      city: Text,
      stateOrRegion: Text,
      postalCode: Text,
      postalOrZipCode: Text,
      countryCode: Text,
    })
    .nullish(),
});
export type PartyIdentification = z.infer<typeof PartyIdentification>;

/** Codes of parties are Amazon's: fulfilment centres, vendor codes, its own bill-to. */
export function parseParty({ partyId, address }: PartyIdentification): Party {
  const lines = [address?.addressLine1, address?.addressLine2, address?.addressLine3].filter(isSaid);
  const place = defined({
    city: said(address?.city),
    stateOrRegion: said(address?.stateOrRegion),
    postalCode: said(address?.postalCode ?? address?.postalOrZipCode),
    countryCode: said(address?.countryCode),
  });
  const hasPlace = lines.length > 0 || Object.keys(place).length > 0;
  return defined({
    id: said(partyId),
    idKind: isSaid(partyId) ? ('assigned-by-buyer' as const) : undefined,
    name: said(address?.name),
    address: hasPlace ? { lines, ...place } : undefined,
  });
}

/** Invoices alone say the tax numbers of a party. */
export const InvoiceParty = PartyIdentification.extend({
  taxRegistrationDetails: list(z.object({ taxRegistrationType: Text, taxRegistrationNumber: Text })),
});
export type InvoiceParty = z.infer<typeof InvoiceParty>;

export function parseInvoiceParty({ taxRegistrationDetails, ...party }: InvoiceParty): Party {
  if (taxRegistrationDetails.length === 0) return parseParty(party);
  const taxRegistrations = taxRegistrationDetails.map(({ taxRegistrationType = '', taxRegistrationNumber = '' }) => ({
    type: lookUp({ VAT: 'vat', GST: 'gst' } as const, taxRegistrationType, 'taxRegistrationType'),
    number: taxRegistrationNumber,
  }));
  return { ...parseParty(party), taxRegistrations };
}

interface Address {
  name: string;
  addressLine1: string;
  addressLine2?: string;
  addressLine3?: string;
  city?: string;
  stateOrRegion?: string;
  countryCode: string;
}

/** With `postalCode`, as orders and shipments say it. */
export function toParty(party: Party, path: string, otherwise: { id?: string | undefined; exact: boolean }) {
  const { partyId, address, postalCode } = parts(party, path, otherwise);
  return { partyId, ...(address ? { address: { ...address, ...(postalCode ? { postalCode } : {}) } } : {}) };
}

/** With `postalOrZipCode`, as invoices say it. */
export function toInvoiceParty(party: Party, path: string, otherwise: { id?: string | undefined; exact: boolean }) {
  const { partyId, address, postalCode } = parts(party, path, otherwise);
  return {
    partyId,
    ...(address ? { address: { ...address, ...(postalCode ? { postalOrZipCode: postalCode } : {}) } } : {}),
    ...taxes(party),
  };
}

/** A list, as the model has it: the single object of some examples is refused, and none at all is found missing later. */
function taxes({ taxRegistrations }: Party) {
  if (!taxRegistrations?.length) return {};
  return {
    taxRegistrationDetails: taxRegistrations.map(({ type, number }) => ({
      taxRegistrationType: type === 'vat' ? ('VAT' as const) : ('GST' as const),
      taxRegistrationNumber: number,
    })),
  };
}

/**
 * An address without name, street or country has no form here. Where the id alone says who is meant
 * it is left out; where Amazon compares the address (`exact`) the document is refused instead.
 */
function parts(party: Party, path: string, { id, exact }: { id?: string | undefined; exact: boolean }) {
  const partyId = party.id ?? id;
  if (partyId === undefined) {
    throw new CodecError(
      'party-without-id',
      `${path} has no id; SP-API names every party by one`,
      at(`${path}.partyId`),
      'Set the id of this party in the partner settings.',
    );
  }
  const { name, address } = party;
  const [addressLine1, addressLine2, addressLine3] = address?.lines ?? [];
  if (name && addressLine1 && address?.countryCode) {
    const { city, stateOrRegion, countryCode } = address;
    const written: Address = defined({
      name,
      addressLine1,
      addressLine2,
      addressLine3,
      city,
      stateOrRegion,
      countryCode,
    });
    return { partyId, address: written, postalCode: address.postalCode };
  }
  if (exact && address) {
    throw new CodecError(
      'party-address-incomplete',
      `${path} lacks its name, its street or its country`,
      at(`${path}.address`),
      'Complete the address in the partner settings: Amazon compares it with its own record.',
    );
  }
  return { partyId, address: undefined, postalCode: undefined };
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

function said(text: string | undefined): string | undefined {
  return isSaid(text) ? text : undefined;
}
