import { instant } from '../../domain/calendar.ts';
import type { LeftOut, PlannedItem } from '../../domain/inventory-plan.ts';
import { sendingMode } from '../../domain/sending.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import { type ReportNow, reportNow, type SurveyedReport, surveyNow } from '../../workflow/report-now.ts';
import type { House } from '../house.ts';
import { CHANNEL } from '../words/words.ts';
import { accountMeant } from './account-meant.ts';
import { BadInput } from './failure.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

export interface InventoryWishes {
  /** Whose stock; needed where there are several accounts. */
  vendorCode?: string;
  dryRun: boolean;
  json: boolean;
}

/** Tells Amazon now what may be promised of each product that it knows; with `dryRun` only shows it. */
export async function sendInventory(
  wishes: InventoryWishes,
  { world }: House,
  by: string,
  terminal: Terminal,
): Promise<void> {
  const { vendorCode, dryRun, json } = wishes;
  const meant = { question: 'whose stock is it?', place: 'inventory' };
  const partner = accountMeant(vendorCode, world.partners.all(), meant);
  const surveyed = await surveyNow(partner.vendorCode, world);
  if (json) await printPlanJson(surveyed, terminal);
  else await printPlan(surveyed, terminal);
  if (surveyed.plan.items.length === 0) {
    throw new BadInput(
      'not-found',
      `there is no product of ${partner.vendorCode} to tell of`,
      partner.vendorCode,
      'A product is told once Amazon has ordered it, or once `items` of the settings names it, and the shop keeps stock of it.',
    );
  }
  if (dryRun) {
    if (!json) await print(terminal, wouldBe(partner));
    return;
  }
  const at = instant(world.now());
  const subject = partner.vendorCode;
  const detail = `${surveyed.plan.items.length} products`;
  await world.stores.audit.append({ at, who: by, action: 'send inventory report', subject, detail });
  const sent = await reportNow(partner.vendorCode, surveyed, world);
  if (json) await printJson(terminal, sent);
  else await print(terminal, outcomeText(partner.vendorCode, sent));
}

async function printPlan({ plan: { items, leftOut } }: SurveyedReport, terminal: Terminal): Promise<void> {
  if (items.length > 0) {
    const table = textTable<PlannedItem>(
      [
        { head: 'SKU', cell: ({ sku }) => sku ?? '–' },
        { head: 'Told as', cell: ({ productId: { kind, value } }) => `${kind} ${value}` },
        { head: 'Eaches', figures: true, cell: ({ available }) => String(available) },
        { head: 'Why', cell: ({ why }) => why },
      ],
      items,
    );
    await print(terminal, table);
  }
  if (leftOut.length === 0) return;
  const rest = textTable<LeftOut>(
    [
      {
        head: 'Not told',
        cell: ({ productIds }) => productIds.map(({ kind, value }) => `${kind} ${value}`).join(', '),
      },
      { head: 'Why', cell: ({ why }) => why },
    ],
    leftOut,
  );
  await print(terminal, items.length > 0 ? `\n${rest}` : rest);
}

async function printPlanJson({ plan: { items, leftOut } }: SurveyedReport, terminal: Terminal): Promise<void> {
  for (const item of items) await printJson(terminal, item);
  for (const { why, ...names } of leftOut) await printJson(terminal, { ...names, leftOut: why });
}

function wouldBe(partner: TradingPartner): string {
  const { vendorCode } = partner;
  const mode = sendingMode(partner, 'inventory-report');
  return mode === 'live'
    ? `\nNothing was sent. Without --dry-run this is told to Amazon for ${vendorCode} by ${CHANNEL[partner.channels['inventory-report']]}.`
    : `\nNothing was sent. Without --dry-run this is made and held back: ${vendorCode} is set to ${mode}.`;
}

function outcomeText(vendorCode: string, { documentId, reference, isHeldBack, isToEnter }: ReportNow): string {
  if (isHeldBack)
    return `\nThe report of ${vendorCode} is made and held back (${documentId}): Amazon was told nothing.`;
  return isToEnter
    ? `\nThe report of ${vendorCode} is ready (${documentId}): Amazon hears it when you enter ${reference} in Vendor Central; \`file list\` shows it.`
    : `\nAmazon was told for ${vendorCode}: ${reference} (${documentId}). Its answer shows in the outbox.`;
}
