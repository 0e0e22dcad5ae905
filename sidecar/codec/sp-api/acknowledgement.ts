import { z } from 'zod';
import {
  Acknowledgement,
  type AcknowledgementLine,
  type Disposition,
  type DispositionCode,
  type RejectionReason,
} from '../../domain/acknowledgement.ts';
import type { CalendarDay } from '../../domain/calendar.ts';
import { acknowledgementInconsistencies } from '../../domain/document-consistency.ts';
import { decimal } from '../../domain/money.ts';
import { CodecError } from '../problem.ts';
import { costPerEach } from './cost.ts';
import { dateTime, dateTimeOf, parseDay } from './dates.ts';
import { PartyIdentification } from './party.ts';
import { parseProductId, toProductId } from './product-id.ts';
import { ItemQuantity, parseQuantity, toItemQuantity } from './quantity.ts';
import {
  at,
  defined,
  inverse,
  lookUp,
  readShape,
  refuseBlocked,
  required,
  type Schemas,
  Text,
  type Warn,
} from './shape.ts';

const CODE = { Accepted: 'accepted', Backordered: 'backordered', Rejected: 'rejected' } as const;

const REASON = {
  TemporarilyUnavailable: 'temporarily-unavailable',
  InvalidProductIdentifier: 'invalid-product-identifier',
  ObsoleteProduct: 'obsolete-product',
} as const;

const CODE_WRITTEN: Record<DispositionCode, keyof typeof CODE> = inverse(CODE);
const REASON_WRITTEN: Record<RejectionReason, keyof typeof REASON> = inverse(REASON);

/** What the document does not know of itself. */
export interface AcknowledgementHeader {
  /** sellingParty.partyId */
  vendorCode: string;
  acknowledgedAt: Date;
}

/** The body of submitAcknowledgement for one order: every line, as a line left out counts as rejected. */
export function toSubmitAcknowledgement(
  document: Acknowledgement,
  { vendorCode, acknowledgedAt }: AcknowledgementHeader,
): Schemas['vendorOrders_SubmitAcknowledgementRequest'] {
  refuseBlocked(acknowledgementInconsistencies(document));
  return {
    acknowledgements: [
      {
        purchaseOrderNumber: document.purchaseOrderNumber,
        sellingParty: { partyId: vendorCode },
        acknowledgementDate: dateTime(acknowledgedAt),
        items: document.lines.map((line, index) => toItem(line, document.currency, `lines[${index}]`)),
      },
    ],
  };
}

function toItem(
  line: AcknowledgementLine,
  currencyCode: string | undefined,
  path: string,
): Schemas['vendorOrders_OrderAcknowledgementItem'] {
  const amount =
    line.priceBasis === 'per-unit-of-measure'
      ? costPerEach(line.unitCost, line.ordered, `${path}.unitCost`)
      : line.unitCost;
  return {
    ...(line.lineNumber === '' ? {} : { itemSequenceNumber: line.lineNumber }),
    ...toProductId(line.productId),
    orderedQuantity: toItemQuantity(line.ordered, `${path}.ordered`),
    netCost: { ...(currencyCode === undefined ? {} : { currencyCode }), amount },
    itemAcknowledgements: line.dispositions.map((disposition, index) =>
      toItemAcknowledgement(disposition, `${path}.dispositions[${index}]`),
    ),
  };
}

function toItemAcknowledgement(
  { code, quantity, reason, scheduledOn, schedule }: Disposition,
  path: string,
): Schemas['vendorOrders_OrderItemAcknowledgement'] {
  if (scheduledOn !== undefined && schedule === undefined) {
    throw new CodecError(
      'schedule-unstated',
      `${path}: ${scheduledOn} may be the day of shipping or of delivery`,
      at(path),
      'Say which: delivery where we pay the freight, ship where Amazon does.',
    );
  }
  return {
    acknowledgementCode: CODE_WRITTEN[code],
    acknowledgedQuantity: toItemQuantity(quantity, `${path}.quantity`),
    ...(scheduledOn && schedule === 'ship' ? { scheduledShipDate: dateTimeOf(scheduledOn) } : {}),
    ...(scheduledOn && schedule === 'delivery' ? { scheduledDeliveryDate: dateTimeOf(scheduledOn) } : {}),
    ...(reason === undefined ? {} : { rejectionReason: REASON_WRITTEN[reason] }),
  };
}

const Submitted = z.object({
  acknowledgements: z
    .array(
      z.object({
        purchaseOrderNumber: Text,
        sellingParty: PartyIdentification,
        items: z.array(
          z.object({
            itemSequenceNumber: Text,
            amazonProductIdentifier: Text,
            vendorProductIdentifier: Text,
            orderedQuantity: ItemQuantity,
            netCost: z.object({ amount: Text, currencyCode: Text }),
            itemAcknowledgements: z.array(
              z.object({
                acknowledgementCode: Text,
                acknowledgedQuantity: ItemQuantity,
                scheduledShipDate: Text,
                scheduledDeliveryDate: Text,
                rejectionReason: Text,
              }),
            ),
          }),
        ),
      }),
    )
    .length(1),
});
type SubmittedItem = z.infer<typeof Submitted>['acknowledgements'][number]['items'][number];

/** Reads our own body back, as the outbox shows it. The format leaves out when it was ordered. */
export function parseSubmitAcknowledgement(json: unknown, orderedOn: CalendarDay, warn: Warn): Acknowledgement {
  const [submitted] = readShape(Submitted, json).acknowledgements;
  const items = submitted?.items ?? [];
  return readShape(
    Acknowledgement,
    defined({
      purchaseOrderNumber: submitted?.purchaseOrderNumber,
      orderedOn,
      vendorCode: submitted?.sellingParty.partyId,
      currency: items[0]?.netCost.currencyCode,
      lines: items.map((item, index) => parseItem(item, `acknowledgements[0].items[${index}]`, warn)),
    }),
  );
}

function parseItem(item: SubmittedItem, path: string, warn: Warn): AcknowledgementLine {
  const ordered = parseQuantity(item.orderedQuantity, `${path}.orderedQuantity`, warn);
  const unitCost = decimal(required(item.netCost.amount, `${path}.netCost.amount`));
  if (unitCost === undefined) {
    throw new CodecError(
      'number-invalid',
      `${path}.netCost.amount is '${item.netCost.amount}'`,
      at(`${path}.netCost`),
      'Write the cost as a plain decimal.',
    );
  }
  return {
    lineNumber: item.itemSequenceNumber ?? '',
    productId: parseProductId(item, path),
    ordered,
    unitCost,
    priceBasis: 'per-each',
    dispositions: item.itemAcknowledgements.map((one, index) => {
      const place = `${path}.itemAcknowledgements[${index}]`;
      const day = one.scheduledShipDate ?? one.scheduledDeliveryDate;
      return defined({
        code: lookUp<DispositionCode>(CODE, one.acknowledgementCode ?? '', `${place}.acknowledgementCode`),
        quantity: parseQuantity(one.acknowledgedQuantity, `${place}.acknowledgedQuantity`, warn),
        reason: one.rejectionReason ? lookUp(REASON, one.rejectionReason, `${place}.rejectionReason`) : undefined,
        scheduledOn: day === undefined ? undefined : parseDay(day, place),
        schedule: scheduleOf(one),
      });
    }),
  };
}

function scheduleOf(one: {
  scheduledShipDate?: string | undefined;
  scheduledDeliveryDate?: string | undefined;
}): Disposition['schedule'] {
  if (one.scheduledShipDate !== undefined) return 'ship';
  return one.scheduledDeliveryDate === undefined ? undefined : 'delivery';
}
