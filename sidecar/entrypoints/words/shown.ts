import type { ShownLine } from '../../domain/shown-order.ts';
import type { OutboundDocument } from '../../ports/stores.ts';
import { countText } from './quantities.ts';

/** How far receipts may be trusted; stands wherever they are shown. */
export const RECEIPTS_ARE_ADVICE =
  'As SP-API shows it. What it counts as received has been missing or far too low before: advice only, nothing is claimed by it.';

/** What became of the order in Vendor Central once we answered by API. */
export const PORTAL_LOCK = 'Accept EDI Only: answered by machine, so that Vendor Central takes no change by hand';

/** Amazon locks the page of an order when a machine answers it; of EDI that is not certain. */
export function isPortalLocked(documents: readonly OutboundDocument[]): boolean {
  return documents.some(
    ({ kind, channel, delivered }) => kind === 'acknowledgement' && channel === 'sp-api' && delivered === 'delivered',
  );
}

export function receivedText({ received }: ShownLine): string {
  if (!received) return 'not said';
  return `${countText(received.amount)} ${received.unitOfMeasure === 'case' ? 'cs' : 'ea'}`;
}
