import { CodecError } from '../../codec/problem.ts';
import { compare } from '../../domain/money.ts';
import type { Remittance } from '../../domain/remittance.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import { receiveRemittance } from '../../workflow/intake.ts';
import type { World } from '../../workflow/world.ts';
import { raiseRefusal } from './refusal.ts';

/**
 * Takes one payment in, by 820 or by export: the same payment by both roads is one. A number that
 * comes again with other money is not: what is booked stays, and a person compares.
 */
export async function takeRemittance(
  remittance: Remittance,
  vendorCode: string,
  document: InboundDocument,
  world: World,
): Promise<string> {
  const { paymentNumber } = remittance;
  const outcome = await receiveRemittance(remittance, vendorCode, document.id, world);
  const kept = outcome === 'known' ? await world.stores.remittances.find(paymentNumber) : undefined;
  if (!kept || saysTheSame(kept.remittance, remittance)) return `remittance ${outcome}`;
  const error = new CodecError(
    'payment-number-reused',
    `payment ${paymentNumber} was received before, ${kept.remittance.total} over ${kept.remittance.lines.length} lines; this one is ${remittance.total} over ${remittance.lines.length}`,
    { transaction: paymentNumber },
    'Compare both with Vendor Central; what was booked first stays as it is.',
  );
  const what = `a remittance in file ${document.name}`;
  await raiseRefusal(error, { what, part: paymentNumber }, document, world);
  return 'remittance refused: its payment number came before with other money';
}

/** By its money: an 820 and an export tell the same payment with more and fewer words around it. */
function saysTheSame(a: Remittance, b: Remittance): boolean {
  return compare(a.total, b.total) === 0 && moneyOf(a) === moneyOf(b);
}

function moneyOf({ lines }: Remittance): string {
  const rows = lines.map(({ reference, amountPaid }) => `${reference.trim().toUpperCase()} ${amountPaid}`);
  return JSON.stringify(rows.sort());
}
