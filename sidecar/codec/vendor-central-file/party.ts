import type { Party } from '../../domain/party.ts';

/** In one cell: `NGK7U, NORTHGATE KITCHENWARE, 410 FOUNDRY ROAD, RENO, NV, 89502, US`. */
export function partyText({ id, name, address }: Party): string {
  const { lines = [], city, stateOrRegion, postalCode, countryCode } = address ?? {};
  return [id, name, ...lines, city, stateOrRegion, postalCode, countryCode].filter(Boolean).join(', ');
}
