import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serialiseRoutingRequest } from '../../../sidecar/codec/x12/753-routing-request.ts';
import { serialiseRoutingInstructions } from '../../../sidecar/codec/x12/754-routing-instructions.ts';
import { defaultCodeTables as codes } from '../../../sidecar/codec/x12/codes.ts';
import { describeFixtures } from '../golden.ts';
import { throughTheWire } from '../round-trip.ts';
import { routingInstructions, routingRequest } from './changes-arbitraries.ts';

describeFixtures('753');
describeFixtures('754');

test('a request for a carrier is read back as what was written', async () => {
  await fc.assert(
    fc.asyncProperty(routingRequest, async (request) => {
      expect(await throughTheWire('753', serialiseRoutingRequest(request, { codes }))).toStrictEqual(request);
    }),
    { numRuns: 200 },
  );
});

test('routing instructions are read back as what was written; a load without Amazon’s reference is said', async () => {
  await fc.assert(
    fc.asyncProperty(routingInstructions, async (instructions) => {
      const segments = serialiseRoutingInstructions(instructions, { codes });
      expect(await throughTheWire('754', segments, ['amazon-reference-missing'])).toStrictEqual(instructions);
    }),
    { numRuns: 200 },
  );
});
