import { type NamesOf, packageLabelsOf } from '../../domain/carton-label.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import { cartonsOf, type ShipNotice } from '../../domain/ship-notice.ts';
import { withCartons } from '../../domain/truck-notice.ts';
import { dispatchSaga } from '../../workflow/dispatch.ts';
import { DispatchState } from '../../workflow/dispatch-state.ts';
import { shipNoticeKey, toldNotices } from '../../workflow/told-notices.ts';
import type { OrderFile } from './order-file.ts';
import type { View } from './view.ts';

export const LABEL_FORMATS = ['pdf', 'zpl'] as const;
/** For any printer, or for a label printer. */
export type LabelFormat = (typeof LABEL_FORMATS)[number];

export interface LabelsFile {
  kind: 'file';
  name: string;
  bytes: Uint8Array;
  /** One a carton, and one a pallet. */
  labels: number;
}

/** Why there are no labels, and what brings them. */
export interface NoLabels {
  kind: 'none';
  code: 'not-found' | 'labels-not-planned';
  message: string;
  hint: string;
}

/** The labels for the cartons and pallets of one dispatch. There are some as soon as its ship notice is planned, sent or not. */
export async function labelsFile(dispatchId: string, format: LabelFormat, view: View): Promise<LabelsFile | NoLabels> {
  const dispatch = await view.stores.dispatches.find(dispatchId);
  if (!dispatch) {
    const message = `dispatch ${dispatchId} is not kept here`;
    return {
      kind: 'none',
      code: 'not-found',
      message,
      hint: 'The page of its order lists the dispatches, as does `po show NUMBER --json`.',
    };
  }
  const notices = await plannedNotices(dispatch, view);
  if (notices.length === 0) {
    const message = `the ship notice of dispatch ${dispatchId} is not planned yet, so its cartons have no SSCC`;
    const hint = `Give it its track number and settle what waits on the page of order ${dispatch.purchaseOrderNumber}.`;
    return { kind: 'none', code: 'labels-not-planned', message, hint };
  }
  const order = await view.stores.purchaseOrders.find(dispatch.purchaseOrderNumber);
  const vendorCode = order?.vendorCode ?? '';
  const each = notices.map(async (notice) => packageLabelsOf(notice, { vendorCode }, await namesIn(notice, view)));
  const labels = (await Promise.all(each)).flat();
  const name = `labels-${dispatchId.replace(/[^\w.-]/g, '_')}.${format}`;
  return { kind: 'file', name, labels: labels.length, bytes: await printed(labels, format, view) };
}

/** The same question for a page that has all of the order at hand. */
export function hasLabels(dispatchId: string, { sagas, documents }: Pick<OrderFile, 'sagas' | 'documents'>): boolean {
  const told = sagas.find(({ run }) => run.saga === dispatchSaga.name && run.key === dispatchId);
  return noticeIn(told?.run.state) !== undefined || documents.some(({ key }) => key === shipNoticeKey(dispatchId));
}

/**
 * What was written to Amazon counts before what the journal planned: the labels must say the same. Of the notice of a
 * truck only what this dispatch put on it: the others have labels of their own.
 */
async function plannedNotices(dispatch: Dispatch, { stores, journal }: View): Promise<ShipNotice[]> {
  const state = DispatchState.safeParse((await journal.find(dispatchSaga.name, dispatch.id))?.state).data;
  const planned = state?.notice ? [state.notice, ...(state.moreNotices ?? [])] : [];
  const told = (await toldNotices(dispatch, { stores })).map(({ notice }) => notice);
  if (told.length === 0) return planned;
  const load = await stores.truckLoads.of(dispatch.id);
  const part = load?.parts.find(({ dispatchId }) => dispatchId === dispatch.id);
  if (load === undefined || part === undefined || load.parts.length === 1) return told;
  const others = new Set(
    load.parts
      .filter((one) => one !== part)
      .flatMap(({ notice }) => cartonsOf(notice))
      .map(({ sscc }) => sscc),
  );
  return told.map((notice) => ({ ...notice, orders: withCartons(notice.orders, ({ sscc }) => !others.has(sscc)) }));
}

function noticeIn(state: unknown): ShipNotice | undefined {
  return DispatchState.safeParse(state).data?.notice;
}

/** Our SKU and all codes of each line, as the order and its decision know them. */
async function namesIn(notice: ShipNotice, { stores }: View): Promise<NamesOf> {
  const numbers = [...new Set(notice.orders.map(({ purchaseOrderNumber }) => purchaseOrderNumber))];
  const orders = await Promise.all(
    numbers.map(async (number) => {
      const [order, decision] = await Promise.all([
        stores.purchaseOrders.find(number),
        stores.purchaseOrders.decision(number),
      ]);
      return { number, lines: order?.document.lines ?? [], decided: decision?.lines ?? [] };
    }),
  );
  return (purchaseOrderNumber, { lineNumber, productId }) => {
    const order = orders.find(({ number }) => number === purchaseOrderNumber);
    // Line numbers repeat in real orders; the product tells such lines apart.
    const line = order?.lines.find(
      (one) => one.lineNumber === lineNumber && one.productIds.some(({ value }) => value === productId.value),
    );
    if (!line) return undefined;
    const sku = order?.decided.find(({ position }) => position === line.position)?.sku;
    return { productIds: line.productIds, ...(sku === undefined ? {} : { sku }) };
  };
}

/** What draws is loaded only when something is drawn: the fonts of PDF alone would double the time of a short command. */
async function printed(
  labels: ReturnType<typeof packageLabelsOf>,
  format: LabelFormat,
  { now }: View,
): Promise<Uint8Array> {
  if (format === 'pdf') {
    const { labelsPdf } = await import('../../codec/labels/pdf.ts');
    return labelsPdf(labels, now());
  }
  const { labelsZpl } = await import('../../codec/labels/zpl.ts');
  return Buffer.from(labelsZpl(labels));
}
