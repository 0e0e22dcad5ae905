import { z } from 'zod';
import type { TransportLabel } from '../../domain/transport-label.ts';
import { CodecError } from '../problem.ts';
import { at, list, readShape, Text } from './shape.ts';

const Body = z.object({
  payload: z
    .object({
      pagination: z.object({ nextToken: Text }).nullish(),
      transportLabels: list(
        z.object({
          shipmentInformation: z
            .object({ vendorDetails: z.object({ vendorShipmentIdentifier: Text }).nullish(), masterTrackingId: Text })
            .nullish(),
          labelData: list(
            z.object({
              labelSequenceNumber: Text,
              labelFormat: Text,
              carrierCode: Text,
              trackingId: Text,
              label: Text,
            }),
          ),
        }),
      ),
    })
    .nullish(),
});

/** Reads one page of GetShipmentLabels. A page may be empty and carry a token all the same. */
export function parseTransportLabels(json: unknown): { labels: TransportLabel[]; nextToken: string | undefined } {
  const { payload } = readShape(Body, json);
  const labels = (payload?.transportLabels ?? []).flatMap(({ shipmentInformation, labelData }, nth) =>
    labelData.map(({ labelSequenceNumber, labelFormat, carrierCode, trackingId, label }, index): TransportLabel => {
      const path = `payload.transportLabels[${nth}].labelData[${index}]`;
      return {
        shipmentId: shipmentInformation?.vendorDetails?.vendorShipmentIdentifier?.trim() ?? '',
        sequence: Number(labelSequenceNumber ?? index + 1),
        carrierCode: carrierCode?.trim() ?? '',
        trackingId: (trackingId ?? shipmentInformation?.masterTrackingId)?.trim() ?? '',
        pdf: pdfIn(label ?? '', labelFormat ?? 'PDF', path),
      };
    }),
  );
  return { labels, nextToken: payload?.pagination?.nextToken || undefined };
}

/** A printer that gets something else than a PDF prints pages of signs. */
function pdfIn(label: string, format: string, path: string): Uint8Array {
  const bytes = Buffer.from(label, 'base64');
  if (format === 'PDF' && bytes.subarray(0, 5).toString('latin1') === '%PDF-') return bytes;
  throw new CodecError(
    'label-unreadable',
    `${path} is no PDF but ${format}, ${bytes.length} bytes`,
    at(path),
    'Print the label from Vendor Central; the raw answer is kept.',
  );
}
