import assert from 'node:assert/strict';
import { instant } from '../domain/calendar.ts';
import type { InventoryPlan } from '../domain/inventory-plan.ts';
import { isToEnter } from '../domain/sending.ts';
import { sendReport } from './inventory-report.ts';
import { type Memory, surveyInventory } from './inventory-survey.ts';
import { beginReport, memoryOf } from './watch-inventory.ts';
import type { World } from './world.ts';

export type SurveyedReport = Memory & { plan: InventoryPlan };

export interface ReportNow {
  documentId: string;
  /** File name in the mailbox, or SP-API transaction id; empty where it is held back. */
  reference: string;
  isHeldBack: boolean;
  /** A person has yet to enter it in Vendor Central. */
  isToEnter: boolean;
}

/** What a report would say at this moment. Nothing is kept and nothing sent. */
export async function surveyNow(vendorCode: string, world: World): Promise<SurveyedReport> {
  return surveyInventory(vendorCode, await memoryOf(vendorCode, world), world);
}

/**
 * Sends it out of turn. The run is opened first, so that whoever runs the house follows the answer, and sends it where
 * we die here.
 */
export async function reportNow(vendorCode: string, surveyed: SurveyedReport, world: World): Promise<ReportNow> {
  const { plan, ...memory } = surveyed;
  const slot = instant(world.now());
  const planned = { ...memory, ...plan };
  await beginReport(vendorCode, slot, world, planned);
  const said = await sendReport.run({ vendorCode, slot, openedAt: slot, ...planned }, world);
  assert(
    'documentId' in said && said.documentId !== undefined,
    `the report of ${vendorCode} of ${slot} has a document`,
  );
  const document = await world.stores.outbound.find(said.documentId);
  return {
    documentId: said.documentId,
    reference: document?.reference ?? '',
    isHeldBack: document?.delivered === 'held-back',
    isToEnter: document !== undefined && isToEnter(document),
  };
}
