import { labelsOf, type NamesOf } from '../../domain/carton-label.ts';
import { ShipNotice } from '../../domain/ship-notice.ts';
import { dispatchSaga } from '../../workflow/dispatch.ts';
import { DispatchState } from '../../workflow/dispatch-state.ts';
import { shipNoticeKey } from '../../workflow/ship-notice-circumstances.ts';
import type { OrderFile } from './order-file.ts';
import type { View } from './view.ts';

export const LABEL_FORMATS = ['pdf', 'zpl'] as const;
/** For any printer, or for a label printer. */
export type LabelFormat = (typeof LABEL_FORMATS)[number];

export interface LabelsFile {
  kind: 'file';
  name: string;
  bytes: Uint8Array;
  /** One a carton. */
  labels: number;
}

/** Why there are no labels, and what brings them. */
export interface NoLabels {
  kind: 'none';
  code: 'not-found' | 'labels-not-planned';
  message: string;
  hint: string;
}

/** The labels for the cartons of one dispatch. There are some as soon as its ship notice is planned, sent or not. */
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
  const notice = await plannedNotice(dispatchId, view);
  if (!notice) {
    const message = `the ship notice of dispatch ${dispatchId} is not planned yet, so its cartons have no SSCC`;
    const hint = `Give it its track number and settle what waits on the page of order ${dispatch.purchaseOrderNumber}.`;
    return { kind: 'none', code: 'labels-not-planned', message, hint };
  }
  const order = await view.stores.purchaseOrders.find(dispatch.purchaseOrderNumber);
  const labels = labelsOf(notice, { vendorCode: order?.vendorCode ?? '' }, await namesIn(notice, view));
  const name = `labels-${dispatchId.replace(/[^\w.-]/g, '_')}.${format}`;
  return { kind: 'file', name, labels: labels.length, bytes: await printed(labels, format, view) };
}

/** The same question for a page that has all of the order at hand. */
export function hasLabels(dispatchId: string, { sagas, documents }: Pick<OrderFile, 'sagas' | 'documents'>): boolean {
  const told = sagas.find(({ run }) => run.saga === dispatchSaga.name && run.key === dispatchId);
  return noticeIn(told?.run.state) !== undefined || documents.some(({ key }) => key === shipNoticeKey(dispatchId));
}

/** What was written to Amazon counts before what the journal planned: the labels must say the same. */
async function plannedNotice(dispatchId: string, { stores, journal }: View): Promise<ShipNotice | undefined> {
  const written = await stores.outbound.findByKey(shipNoticeKey(dispatchId));
  if (written?.content.kind === 'ship-notice') return ShipNotice.parse(written.content.document);
  return noticeIn((await journal.find(dispatchSaga.name, dispatchId))?.state);
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
async function printed(labels: ReturnType<typeof labelsOf>, format: LabelFormat, { now }: View): Promise<Uint8Array> {
  if (format === 'pdf') {
    const { labelsPdf } = await import('../../codec/labels/pdf.ts');
    return labelsPdf(labels, now());
  }
  const { labelsZpl } = await import('../../codec/labels/zpl.ts');
  return Buffer.from(labelsZpl(labels));
}
