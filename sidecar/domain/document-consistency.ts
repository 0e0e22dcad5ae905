import { z } from 'zod';
import type { Acknowledgement, AcknowledgementLine } from './acknowledgement.ts';
import { type Invoice, invoiceTotal, taxesOf } from './invoice.ts';
import { taxDifferences } from './invoice-tax.ts';
import { compare, type DecimalText, decimal, decimalsOf, multiply, negate, subtract, sum, ZERO } from './money.ts';
import type { Remittance } from './remittance.ts';
import { cartonsOf, type ShipNotice } from './ship-notice.ts';

/** What is wrong with a document before it leaves, or with one that came: said so that a person can act on it. */
export const Finding = z.object({
  /** Stands in docs/errors.md. */
  code: z.string(),
  /** `block`: must not be sent, unless a person says so. `warn`: may be; it is kept and shown. */
  severity: z.enum(['block', 'warn']),
  /** Path in the document: `lines[2].dispositions`. */
  field: z.string(),
  message: z.string(),
  /** What to do: one sentence. */
  fix: z.string(),
  /** What Amazon would answer with, and what that costs. */
  prevents: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

/** A finding as it stands with the document that left in spite of it. */
export const KeptFinding = Finding.extend({
  /** Who sent the document although it blocked. */
  sentAnywayBy: z.string().optional(),
});
export type KeptFinding = z.infer<typeof KeptFinding>;

/** What an acknowledgement must satisfy by itself, whoever asked for it. */
export function acknowledgementInconsistencies(acknowledgement: Acknowledgement): Finding[] {
  return acknowledgement.lines.flatMap((line, index) => acknowledgementLineInconsistencies(line, `lines[${index}]`));
}

export function acknowledgementLineInconsistencies(line: AcknowledgementLine, field: string): Finding[] {
  return [...dispositionFindings(line, field), ...priceFindings(line, field)];
}

/** What a ship notice must satisfy by itself. */
export function shipNoticeInconsistencies(notice: ShipNotice): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const codes = notice.orders.flatMap((order) => [
    ...order.pallets.flatMap((pallet) => [pallet.sscc, ...pallet.cartons.map((carton) => carton.sscc)]),
    ...order.cartons.map((carton) => carton.sscc),
  ]);
  for (const code of codes) {
    if (seen.has(code)) {
      findings.push({
        code: 'sscc-repeated',
        severity: 'block',
        field: 'orders',
        message: `SSCC ${code} stands on two packages of this notice`,
        fix: 'Give each carton and pallet its own SSCC and print the label again.',
        prevents: 'ASN accuracy chargeback: the second package is received without contents.',
      });
    }
    seen.add(code);
  }
  const onPallets = notice.orders.some((order) => order.pallets.length > 0);
  if (onPallets && notice.orders.some((order) => order.cartons.length > 0)) {
    findings.push({
      code: 'pallets-and-loose-cartons-mixed',
      severity: 'block',
      field: 'orders',
      message: 'The notice has cartons on pallets and loose cartons',
      fix: 'Send two ship notices, one for the pallets and one for the loose cartons.',
      prevents: 'ASN structure mismatch: an ASN accuracy chargeback on the whole shipment.',
    });
  }
  notice.orders.forEach((order, index) => {
    if (order.pallets.length > 0 || order.cartons.length > 0) return;
    findings.push({
      code: 'shipped-order-empty',
      severity: 'block',
      field: `orders[${index}]`,
      message: `Order ${order.purchaseOrderNumber} is in the notice without a carton`,
      fix: 'Pack the order into cartons, or leave it out of this notice.',
    });
  });
  return [...findings, ...cartonFindings(notice)];
}

/** What an invoice must satisfy by itself: its sum, and that there is something to pay. */
export function invoiceInconsistencies(invoice: Invoice): Finding[] {
  const findings: Finding[] = [];
  const taxes = taxesOf(invoice);
  const expected = invoiceTotal(invoice.lines, invoice.adjustments, taxes);
  const difference = subtract(invoice.total, expected);
  if (compare(difference, ZERO) !== 0) {
    // A sender that rounds each line is off by at most a cent a line; anything more is another sum.
    const tolerance = multiply(decimal('0.01') ?? ZERO, invoice.lines.length);
    findings.push({
      code: 'invoice-total-differs',
      severity: compare(absolute(difference), tolerance) <= 0 ? 'warn' : 'block',
      field: 'total',
      message: `The total ${invoice.total} differs by ${difference} from lines${taxes.length > 0 ? ', taxes' : ''} and adjustments, which come to ${expected}`,
      fix: `Set the total to ${expected}, or correct the line that is wrong.`,
      prevents: 'Amazon rejects an invoice whose totals do not foot.',
    });
  }
  for (const { field, stated, expected: due, what } of taxDifferences(invoice)) {
    // As above: a sender may round each line, or down to a whole yen.
    const tolerance = multiply(
      decimal(decimalsOf(invoice.currency) === 0 ? '1' : '0.01') ?? ZERO,
      invoice.lines.length,
    );
    findings.push({
      code: 'invoice-tax-differs',
      severity: compare(absolute(subtract(stated, due)), tolerance) <= 0 ? 'warn' : 'block',
      field,
      message: `The tax is ${stated}; ${what} is ${due}`,
      fix: `Set the tax to ${due}, or correct its rate or what it is levied on.`,
      prevents: 'Amazon rejects an invoice whose taxes do not add up, header and lines alike.',
    });
  }
  if (compare(invoice.total, ZERO) <= 0) {
    findings.push({
      code: 'invoice-total-not-positive',
      severity: 'block',
      field: 'total',
      message: `The total is ${invoice.total}`,
      fix: 'Bill something above 0; give money back by a credit note with a positive total.',
      prevents: 'Amazon rejects an invoice over nothing.',
    });
  }
  return findings;
}

/** A remittance is Amazon's word, so nothing here blocks: finance sees the difference instead. */
export function remittanceInconsistencies(remittance: Remittance): Finding[] {
  const findings: Finding[] = [];
  const settled = sum(remittance.lines.map((line) => line.amountPaid));
  const warn = (code: string, field: string, message: string, fix: string) =>
    findings.push({ code, severity: 'warn', field, message, fix });
  if (remittance.lines.length === 0) {
    warn(
      'remittance-without-lines',
      'lines',
      `Payment ${remittance.paymentNumber} settles no invoice`,
      'Look for the payment in Vendor Central and import its export.',
    );
  } else if (compare(settled, remittance.total) !== 0) {
    warn(
      'remittance-total-differs',
      'total',
      `Payment ${remittance.paymentNumber} is ${remittance.total}, its lines come to ${settled}: ${subtract(remittance.total, settled)} is unexplained`,
      'Compare with the remittance in Vendor Central; the difference stays open as a discrepancy.',
    );
  }
  if (compare(remittance.total, ZERO) < 0) {
    warn(
      'remittance-negative',
      'total',
      `Payment ${remittance.paymentNumber} is ${remittance.total}: deductions outweigh the invoices`,
      'Expect the amount to be taken from the next payment.',
    );
  }
  return findings;
}

/** In the unit the line was ordered in. */
export function dispositionTotal(line: AcknowledgementLine): number {
  return line.dispositions.reduce((total, { quantity }) => total + quantity.amount, 0);
}

function dispositionFindings(line: AcknowledgementLine, field: string): Finding[] {
  const findings: Finding[] = [];
  const total = dispositionTotal(line);
  const block = (code: string, at: string, message: string, fix: string, prevents: string) =>
    findings.push({
      code,
      severity: 'block',
      field: at,
      message: `${nameOf(line)}: ${message}`,
      fix,
      prevents,
    });
  if (total > line.ordered.amount) {
    block(
      'acknowledged-more-than-ordered',
      `${field}.dispositions`,
      `${total} acknowledged of ${line.ordered.amount} ordered`,
      'Lower the accepted quantity to what was ordered.',
      'Amazon refuses an acknowledgement above the order.',
    );
  } else if (total < line.ordered.amount) {
    block(
      'acknowledged-less-than-ordered',
      `${field}.dispositions`,
      `${total} acknowledged of ${line.ordered.amount} ordered`,
      'Say what happens to the rest: backordered with a date, or rejected with a reason.',
      'Amazon takes what is not mentioned as rejected, and a rejection is final.',
    );
  }
  line.dispositions.forEach((disposition, index) => {
    const at = `${field}.dispositions[${index}]`;
    if (disposition.quantity.unitOfMeasure !== line.ordered.unitOfMeasure) {
      block(
        'acknowledged-unit-differs',
        `${at}.quantity`,
        `ordered by the ${line.ordered.unitOfMeasure}, acknowledged by the ${disposition.quantity.unitOfMeasure}`,
        'Acknowledge in the unit of the order.',
        'A case read as an each promises a twelfth of the order, or twelve times.',
      );
    }
    if (disposition.code === 'backordered' && disposition.scheduledOn === undefined) {
      block(
        'backorder-without-date',
        `${at}.scheduledOn`,
        'backordered without a date',
        'Give the day the goods will be there, or reject the quantity.',
        'Amazon refuses a backorder without a date.',
      );
    }
    if (disposition.code === 'rejected' && disposition.reason === undefined) {
      block(
        'rejection-without-reason',
        `${at}.reason`,
        'rejected without a reason',
        'Choose out of stock, unknown item or obsolete item.',
        'Amazon refuses a rejection without a code.',
      );
    }
  });
  return findings;
}

/** Line numbers may be empty or repeat. */
function nameOf({ lineNumber, productId }: AcknowledgementLine): string {
  return lineNumber === '' ? `Line of ${productId.value}` : `Line ${lineNumber}`;
}

function priceFindings(line: AcknowledgementLine, field: string): Finding[] {
  if (compare(line.unitCost, ZERO) > 0) return [];
  return [
    {
      code: 'acknowledged-without-price',
      severity: 'block',
      field: `${field}.unitCost`,
      message: `${nameOf(line)}: the unit cost is ${line.unitCost}`,
      fix: 'Put the agreed cost, also on a backordered or rejected line.',
      prevents: 'Amazon rejects the whole acknowledgement when one price is missing, zero or negative.',
    },
  ];
}

function cartonFindings(notice: ShipNotice): Finding[] {
  return cartonsOf(notice).flatMap((carton) => {
    const batchOf = new Map<string, string>();
    for (const { productId, lot, expiresOn } of carton.items) {
      const item = `${productId.kind}:${productId.value}`;
      const batch = `${lot ?? ''}/${expiresOn ?? ''}`;
      const earlier = batchOf.get(item);
      if (earlier !== undefined && earlier !== batch) {
        return [
          {
            code: 'carton-holds-two-batches',
            severity: 'block' as const,
            field: 'orders',
            message: `Carton ${carton.sscc} holds ${productId.value} in two lots or expiry dates`,
            fix: 'Repack: one lot and one expiry date of an item in each carton.',
            prevents: 'Receive refusal of the carton, and an ASN accuracy chargeback.',
          },
        ];
      }
      batchOf.set(item, batch);
    }
    return [];
  });
}

function absolute(value: DecimalText): DecimalText {
  return compare(value, ZERO) < 0 ? negate(value) : value;
}
