import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serialiseRoutingRequest } from '../../../sidecar/codec/x12/753-routing-request.ts';
import { serialiseRoutingInstructions } from '../../../sidecar/codec/x12/754-routing-instructions.ts';
import { serialiseInvoice } from '../../../sidecar/codec/x12/810-invoice.ts';
import { serialiseRemittance } from '../../../sidecar/codec/x12/820-remittance.ts';
import { serialiseApplicationAdvice } from '../../../sidecar/codec/x12/824-application-advice.ts';
import { serialiseInventoryReport } from '../../../sidecar/codec/x12/846-inventory-report.ts';
import { serialiseAcknowledgement } from '../../../sidecar/codec/x12/855-acknowledgement.ts';
import { serialiseShipNotice } from '../../../sidecar/codec/x12/856-ship-notice.ts';
import { serialiseOrderChange } from '../../../sidecar/codec/x12/860-order-change.ts';
import { serialiseChangeAcknowledgement } from '../../../sidecar/codec/x12/865-change-acknowledgement.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import type { SegmentText } from '../../../sidecar/codec/x12/write.ts';
import { acknowledgement, inventoryReport, invoice, remittance, shipNotice } from '../arbitraries-outbound.ts';
import { readAll } from '../golden.ts';
import { interchangeOf, issuedAt } from '../round-trip.ts';
import {
  applicationAdvice,
  changeAcknowledgement,
  orderChange,
  routingInstructions,
  routingRequest,
} from './changes-arbitraries.ts';

const written: Record<string, fc.Arbitrary<SegmentText[]>> = {
  '753': routingRequest.map((document) => serialiseRoutingRequest(document, { codes })),
  '754': routingInstructions.map((document) => serialiseRoutingInstructions(document, { codes })),
  '824': applicationAdvice.map((document) => serialiseApplicationAdvice(document, { codes })),
  '860': orderChange.map((document) => serialiseOrderChange(document)),
  '865': changeAcknowledgement.map((document) => serialiseChangeAcknowledgement(document, { codes })),
  '810': invoice.map((document) => serialiseInvoice(document, { codes })),
  '820': remittance.map((document) => serialiseRemittance(document, { codes })),
  '846': inventoryReport.map((document) => serialiseInventoryReport(document, { codes })),
  '855': acknowledgement.map((document) => serialiseAcknowledgement(document, { codes })),
  '856': shipNotice.map((document) => serialiseShipNotice(document, { codes, issuedAt })),
};

type Damage = { segment: number; element: number; value: string | undefined };

const damage: fc.Arbitrary<Damage> = fc.record({
  segment: fc.nat(),
  element: fc.nat(20),
  /** Undefined loses the segment, else one element is overwritten. */
  value: fc.option(
    fc.oneof(
      fc.constantFrom('', '0', '-1', '1.5', 'x', '99999999999999999999', '00000000', 'constructor'),
      fc.string({ maxLength: 8 }),
    ),
    { nil: undefined },
  ),
});

function damaged(segments: readonly SegmentText[], { segment, element, value }: Damage): SegmentText[] {
  const index = segment % segments.length;
  if (value === undefined) return segments.filter((_, position) => position !== index);
  return segments.map((content, position) => {
    if (position !== index) return content;
    const [tag, ...elements] = content;
    elements[element % Math.max(elements.length, 1)] = value;
    return [tag, ...elements.map((text) => text ?? '')];
  });
}

test.each(Object.entries(written))(
  'a damaged %s is read or refused with a place and a hint, and never breaks the reader',
  async (type, segments) => {
    await fc.assert(
      fc.asyncProperty(segments, fc.array(damage, { minLength: 1, maxLength: 3 }), async (body, hits) => {
        const text = interchangeOf(type, hits.reduce(damaged, body));
        for (const event of await readAll(new TextEncoder().encode(text))) {
          if (event.kind !== 'refused') continue;
          expect(event.error.code).toMatch(/^[a-z0-9-]+$/);
          expect(event.error.place.segment).toBeTruthy();
          expect(event.error.hint).toMatch(/\w/);
        }
      }),
      { numRuns: 200 },
    );
  },
);
