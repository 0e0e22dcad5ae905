import { createHash } from 'node:crypto';
import type { Instant } from '../../sidecar/domain/calendar.ts';
import type { CarriageSubject } from '../../sidecar/domain/carriage.ts';
import { type CarrierRule, ruleFor } from '../../sidecar/domain/carrier.ts';
import type { Discrepancy } from '../../sidecar/domain/discrepancy.ts';
import type { Dispatch } from '../../sidecar/domain/dispatch.ts';
import { gtin14, type ProductId, purchaseOrderKey } from '../../sidecar/domain/identifiers.ts';
import { type DecimalText, ZERO } from '../../sidecar/domain/money.ts';
import { sightAgain } from '../../sidecar/domain/order-versions.ts';
import type { PartnerVersion } from '../../sidecar/domain/partner-version.ts';
import type { PurchaseOrder, PurchaseOrderChange } from '../../sidecar/domain/purchase-order.ts';
import type { ShownOrder } from '../../sidecar/domain/shown-order.ts';
import { Refused } from '../../sidecar/ports/failures.ts';
import type {
  AuditLog,
  Carriages,
  CarrierMap,
  Discrepancies,
  Dispatches,
  DocumentCheck,
  DocumentChecks,
  InboundDocument,
  InboundDocuments,
  Inbox,
  Invoices,
  ItemReferences,
  KeptCarriage,
  KeptDecision,
  KeptRouting,
  OutboundDocument,
  OutboundDocuments,
  PartnerVersions,
  PurchaseOrders,
  Remittances,
  Routings,
  Sequences,
  ShadowComparison,
  ShadowComparisons,
  ShownOrders,
  Sighting,
  StockProjection,
  StockRow,
  StoredInvoice,
  StoredPurchaseOrder,
  StoredRemittance,
  Stores,
  TruckLoad,
  TruckLoads,
  UsedNumber,
  UsedNumbers,
} from '../../sidecar/ports/stores.ts';

/** All stores in memory. What goes in and out is copied, as a database would, so that nobody edits a kept row by accident. */
export function inMemoryStores(): Stores {
  return {
    partnerVersions: partnerVersions(),
    shadow: shadowComparisons(),
    inbound: inboundDocuments(),
    outbound: outboundDocuments(),
    checks: documentChecks(),
    usedNumbers: usedNumbers(),
    sequences: sequences(),
    purchaseOrders: purchaseOrders(),
    discrepancies: discrepancies(),
    itemReferences: itemReferences(),
    carriers: carrierMap(),
    carriages: carriages(),
    routings: routings(),
    truckLoads: truckLoads(),
    dispatches: dispatches(),
    invoices: invoices(),
    remittances: remittances(),
    shownOrders: shownOrders(),
    inbox: inbox(),
    stock: stockProjection(),
    audit: auditLog(),
  };
}

function partnerVersions(): PartnerVersions {
  const kept = new Map<string, PartnerVersion[]>();
  return {
    async keep(version) {
      const known = kept.get(version.vendorCode) ?? [];
      if (known.some(({ number }) => number === version.number)) return false;
      kept.set(version.vendorCode, [structuredClone(version), ...known]);
      return true;
    },
    async find(vendorCode, number) {
      return structuredClone(kept.get(vendorCode)?.find((version) => version.number === number));
    },
    async newest(known = new Map()) {
      const heads = [...kept].sort(([a], [b]) => compareText(a, b)).flatMap(([, [head]]) => (head ? [head] : []));
      return structuredClone(heads.filter(({ vendorCode, number }) => number > (known.get(vendorCode) ?? 0)));
    },
    async history(vendorCode) {
      return structuredClone(kept.get(vendorCode) ?? []);
    },
  };
}

function shadowComparisons(): ShadowComparisons {
  const kept = new Map<string, ShadowComparison>();
  return {
    async keep(comparison) {
      if (comparison.heardFrom === 'nobody' && kept.has(comparison.documentKey)) return;
      kept.set(comparison.documentKey, structuredClone(comparison));
    },
    async find(documentKey) {
      return structuredClone(kept.get(documentKey));
    },
    async list({ vendorCode, limit }) {
      const rows = [...kept.values()].filter((row) => vendorCode === undefined || row.vendorCode === vendorCode);
      rows.sort((a, b) => compareText(b.comparedAt, a.comparedAt) || compareText(a.documentKey, b.documentKey));
      return structuredClone(rows.slice(0, limit));
    },
  };
}

function inboundDocuments(): InboundDocuments {
  const kept = new Map<string, { document: InboundDocument; bytes: Buffer }>();
  const interchanges = new Map<string, string>();
  return {
    async keep({ channel, name, bytes }, at) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      const content = Buffer.concat(chunks);
      const hash = sha256(content);
      const known = [...kept.values()].find(({ document }) => document.channel === channel && document.hash === hash);
      if (known) {
        known.document.sightings += 1;
        return { document: structuredClone(known.document), outcome: 'known' };
      }
      const document: InboundDocument = {
        id: `in-${kept.size + 1}`,
        channel,
        name,
        hash,
        size: content.length,
        receivedAt: at,
        state: 'received',
        detail: '',
        sightings: 1,
      };
      kept.set(document.id, { document, bytes: content });
      return { document: structuredClone(document), outcome: 'new' };
    },
    async *read(id) {
      yield new Uint8Array(present(kept.get(id), `inbound document ${id}`).bytes);
    },
    async settle(id, state, detail) {
      Object.assign(present(kept.get(id), `inbound document ${id}`).document, { state, detail });
    },
    async find(id) {
      return structuredClone(kept.get(id)?.document);
    },
    async list({ state, limit }) {
      const rows = [...kept.values()].map(({ document }) => document).reverse();
      return structuredClone(rows.filter((row) => state === undefined || row.state === state).slice(0, limit));
    },
    async seeInterchange({ senderId, receiverId, controlNumber, hash }) {
      const key = JSON.stringify([senderId, receiverId, controlNumber]);
      const seen = interchanges.get(key);
      if (seen === undefined) interchanges.set(key, hash);
      return seen === undefined ? 'new' : seen === hash ? 'known' : 'conflict';
    },
  };
}

function outboundDocuments(): OutboundDocuments {
  const turns = new Map<string, Promise<unknown>>();
  const kept = new Map<string, OutboundDocument>();
  const byKey = (key: string) => [...kept.values()].find((row) => row.key === key);
  return {
    async prepare({ mode = 'live', partnerVersion, ...document }, at) {
      const known = byKey(document.key);
      if (known) return structuredClone(known);
      const row: OutboundDocument = {
        ...structuredClone(document),
        id: `out-${kept.size + 1}`,
        reference: '',
        delivered: mode === 'live' ? 'pending' : 'held-back',
        mode,
        partnerVersion,
        resends: 0,
        acknowledged: 'awaited',
        problems: [],
        preparedAt: at,
        deliveredAt: undefined,
        acknowledgedAt: undefined,
      };
      kept.set(row.id, row);
      return structuredClone(row);
    },
    async alone(id, work) {
      const turn = (turns.get(id) ?? Promise.resolve()).then(work);
      turns.set(
        id,
        turn.catch(() => undefined),
      );
      return turn;
    },
    async markDelivered(id, reference, at) {
      const row = present(kept.get(id), `outbound document ${id}`);
      if (row.delivered !== 'delivered') Object.assign(row, { delivered: 'delivered', reference, deliveredAt: at });
    },
    async markHandedOver(id, reference, at) {
      const row = present(kept.get(id), `outbound document ${id}`);
      if (row.delivered === 'pending' || row.delivered === 'held-back')
        Object.assign(row, { delivered: 'handed-over', reference, deliveredAt: at });
    },
    async markFailed(id) {
      const row = present(kept.get(id), `outbound document ${id}`);
      if (row.delivered === 'handed-over') row.delivered = 'failed';
    },
    async countResend(id) {
      const row = present(kept.get(id), `outbound document ${id}`);
      row.resends++;
      return structuredClone(row);
    },
    async markResent(id, delivered, reference, at) {
      Object.assign(present(kept.get(id), `outbound document ${id}`), { delivered, reference, deliveredAt: at });
    },
    async recordAnswer(id, status, problems, at) {
      const row = present(kept.get(id), `outbound document ${id}`);
      const isOpen = row.acknowledged === 'awaited' || row.acknowledged === 'presumed';
      if (!isOpen && (status !== 'rejected' || row.acknowledged === 'rejected')) return;
      if (row.acknowledged === 'presumed' && status === 'awaited') return;
      row.acknowledged = status;
      row.problems = [...problems];
      row.acknowledgedAt = status === 'awaited' ? undefined : at;
    },
    async find(id) {
      return structuredClone(kept.get(id));
    },
    async findByKey(key) {
      return structuredClone(byKey(key));
    },
    async findByControlNumber(vendorCode, functionalId, controlNumber) {
      return structuredClone(
        [...kept.values()].find(
          (row) =>
            row.vendorCode === vendorCode && row.functionalId === functionalId && row.controlNumber === controlNumber,
        ),
      );
    },
    async list({ purchaseOrderNumber, vendorCode, kind, delivered, acknowledged, limit }) {
      const rows = [...kept.values()]
        .reverse()
        .filter(
          (row) =>
            (purchaseOrderNumber === undefined || sameOrder(row.purchaseOrderNumber, purchaseOrderNumber)) &&
            (vendorCode === undefined || row.vendorCode === vendorCode) &&
            (kind === undefined || row.kind === kind) &&
            (delivered === undefined || row.delivered === delivered) &&
            (acknowledged === undefined || row.acknowledged === acknowledged),
        );
      return structuredClone(rows.slice(0, limit));
    },
  };
}

function documentChecks(): DocumentChecks {
  const kept = new Map<string, { check: DocumentCheck; order: string }>();
  return {
    async keep(check, purchaseOrderNumber) {
      kept.set(check.key, { check: structuredClone(check), order: purchaseOrderKey(purchaseOrderNumber) });
    },
    async find(key) {
      return structuredClone(kept.get(key)?.check);
    },
    async list(purchaseOrderNumber) {
      const rows = [...kept.values()].filter(({ order }) => order === purchaseOrderKey(purchaseOrderNumber));
      const checks = rows.map(({ check }) => check);
      checks.sort((a, b) => compareText(a.checkedAt, b.checkedAt) || compareText(a.key, b.key));
      return structuredClone(checks);
    },
  };
}

function usedNumbers(): UsedNumbers {
  const kept = new Map<string, UsedNumber & { at: Instant }>();
  return {
    async claim(numbers, usedBy, at, since) {
      for (const { kind, value } of numbers) {
        kept.set(JSON.stringify([kind, value, usedBy]), { kind, value, usedBy, at });
      }
      return [...kept.values()]
        .filter((row) => row.usedBy !== usedBy && row.at >= since)
        .filter((row) => numbers.some(({ kind, value }) => kind === row.kind && value === row.value))
        .map(({ at: _at, ...number }) => number);
    },
    async find(numbers, since) {
      return [...kept.values()]
        .filter((row) => row.at >= since)
        .filter((row) => numbers.some(({ kind, value }) => kind === row.kind && value === row.value))
        .map(({ at: _at, ...number }) => number);
    },
  };
}

function sequences(): Sequences {
  const last = new Map<string, number>();
  const allocated = new Map<string, number[]>();
  const next = (name: string) => {
    const number = (last.get(name) ?? 0) + 1;
    last.set(name, number);
    return number;
  };
  return {
    async next(name) {
      return next(name);
    },
    async allocate(name, key, count) {
      const place = JSON.stringify([name, key]);
      const serials = allocated.get(place) ?? [];
      while (serials.length < count) serials.push(next(name));
      allocated.set(place, serials);
      return serials.slice(0, count);
    },
    async allocated(name, key) {
      return [...(allocated.get(JSON.stringify([name, key])) ?? [])];
    },
    async skipTo(name, latest) {
      last.set(name, Math.max(latest, last.get(name) ?? 0));
    },
  };
}

interface KeptOrder {
  order: StoredPurchaseOrder;
  versions: { version: number; document: PurchaseOrder; receivedAt: Instant; changes: PurchaseOrderChange[] }[];
  sightings: (Sighting & { version: number })[];
  decisions: KeptDecision[];
}

function purchaseOrders(): PurchaseOrders {
  const kept = new Map<string, KeptOrder>();
  const get = (number: string) => kept.get(purchaseOrderKey(number));
  const must = (number: string) => present(get(number), `purchase order ${number}`);
  return {
    async keep(order, vendorCode, acknowledgeBy, sighting, master) {
      const document = structuredClone(order);
      const row = get(order.number);
      if (!row) {
        const first = { version: 1, document, receivedAt: sighting.at, changes: [] };
        kept.set(purchaseOrderKey(order.number), {
          order: {
            key: purchaseOrderKey(order.number),
            document,
            version: 1,
            vendorCode,
            firstReceivedAt: sighting.at,
            acknowledgeBy,
            progress: 'received',
            summary: { lines: order.lines.length, openDoubts: 0, acceptedEaches: 0, shippedEaches: 0 },
          },
          versions: [first],
          sightings: [{ ...sighting, version: 1 }],
          decisions: [],
        });
        return { outcome: 'new', version: 1, changes: [] };
      }
      const known = row.versions.map((version) => ({
        ...version,
        seenBy: row.sightings.filter((seen) => seen.version === version.version).map(({ channel }) => channel),
      }));
      const seen = sightAgain(known, document, sighting.channel, master);
      const { version: newest } = row.order;
      const changes = seen.outcome === 'known' ? [] : structuredClone(seen.changes);
      const told = row.versions.find(({ version }) => version === newest);
      if (seen.outcome === 'known' && seen.completed && told) {
        told.document = structuredClone(seen.completed);
        row.order = { ...row.order, document: structuredClone(seen.completed) };
      }
      row.sightings.push({ ...sighting, version: seen.outcome === 'changed' ? newest + 1 : seen.version });
      if (seen.outcome !== 'changed') return { outcome: seen.outcome, version: newest, changes };
      const next = { version: newest + 1, document: seen.document };
      row.versions.push({ ...next, receivedAt: sighting.at, changes });
      row.order = { ...row.order, ...next };
      row.order.summary.lines = seen.document.lines.length;
      return { outcome: 'changed', version: next.version, changes };
    },
    async find(number) {
      return structuredClone(get(number)?.order);
    },
    async versions(number) {
      return structuredClone(get(number)?.versions ?? []);
    },
    async sightings(number) {
      return structuredClone(get(number)?.sightings ?? []);
    },
    async mark(number, progress, summary) {
      const { order } = must(number);
      order.progress = progress;
      order.summary = { ...order.summary, ...structuredClone(summary ?? {}) };
    },
    async list({ vendorCode, progress, receivedSince, limit }) {
      const rows = [...kept.values()]
        .map(({ order }) => order)
        .filter(
          (order) =>
            (vendorCode === undefined || order.vendorCode === vendorCode) &&
            (progress === undefined || progress.includes(order.progress)) &&
            (receivedSince === undefined || order.firstReceivedAt >= receivedSince),
        )
        .sort((a, b) => {
          const [first, second] = [isUnacknowledged(a), isUnacknowledged(b)];
          if (first !== second) return first ? -1 : 1;
          return first
            ? compareText(a.acknowledgeBy, b.acknowledgeBy)
            : compareText(b.firstReceivedAt, a.firstReceivedAt);
        });
      return structuredClone(rows.slice(0, limit));
    },
    async keepDecision(number, version, at, lines, partnerVersion) {
      const under = partnerVersion === undefined ? {} : { partnerVersion };
      must(number).decisions.push(structuredClone({ version, at, lines: [...lines], ...under }));
    },
    async decision(number, upTo = Number.POSITIVE_INFINITY) {
      const known = (get(number)?.decisions ?? []).filter(({ version }) => version <= upTo);
      const newest = Math.max(...known.map(({ version }) => version));
      return structuredClone(known.findLast(({ version }) => version === newest));
    },
  };
}

function isUnacknowledged({ progress }: StoredPurchaseOrder): boolean {
  return ['received', 'waiting-for-a-person', 'held', 'held-back', 'to-enter'].includes(progress);
}

function discrepancies(): Discrepancies {
  const kept = new Map<string, Discrepancy>();
  return {
    async raise(discrepancy, at) {
      const known = [...kept.values()].find(({ key }) => key === discrepancy.key);
      if (known) return structuredClone(known);
      const row: Discrepancy = {
        ...structuredClone(discrepancy),
        id: `d-${kept.size + 1}`,
        raisedAt: at,
        state: 'open',
      };
      kept.set(row.id, row);
      return structuredClone(row);
    },
    async settle(id, resolution, by, at) {
      const row = present(kept.get(id), `discrepancy ${id}`);
      if (row.state === 'settled') return false;
      Object.assign(row, { state: 'settled', resolution: structuredClone(resolution), settledBy: by, settledAt: at });
      return true;
    },
    async find(id) {
      return structuredClone(kept.get(id));
    },
    async list({ state, kind, purchaseOrderNumber, limit }) {
      const rows = [...kept.values()]
        .filter(
          (row) =>
            (state === undefined || row.state === state) &&
            (kind === undefined || row.kind === kind) &&
            (purchaseOrderNumber === undefined || sameOrder(row.subject.purchaseOrderNumber, purchaseOrderNumber)),
        )
        // '~' sorts behind every instant: what costs nothing yet comes last.
        .sort((a, b) => compareText(a.dueBy ?? '~', b.dueBy ?? '~') || compareText(a.raisedAt, b.raisedAt));
      return structuredClone(rows.slice(0, limit));
    },
  };
}

interface Reference {
  productId: ProductId;
  sku: string;
  agreedCost?: DecimalText;
}

function itemReferences(): ItemReferences {
  const kept = new Map<string, Map<string, Reference>>();
  return {
    async find(vendorCode, productIds) {
      for (const productId of productIds) {
        const known = kept.get(vendorCode)?.get(referenceKey(productId));
        if (known)
          return { sku: known.sku, ...(known.agreedCost === undefined ? {} : { agreedCost: known.agreedCost }) };
      }
      return undefined;
    },
    async learn(vendorCode, productId, sku, agreedCost) {
      const account = kept.get(vendorCode) ?? new Map<string, Reference>();
      const known = account.get(referenceKey(productId));
      const agreed = agreedCost ?? (known?.sku === sku ? known.agreedCost : undefined);
      const reference = { productId: { ...productId }, sku, ...(agreed === undefined ? {} : { agreedCost: agreed }) };
      kept.set(vendorCode, account.set(referenceKey(productId), reference));
    },
    async list(vendorCode) {
      return structuredClone([...(kept.get(vendorCode)?.values() ?? [])]);
    },
  };
}

function referenceKey({ kind, value }: ProductId): string {
  const isGtin = kind === 'upc' || kind === 'ean' || kind === 'gtin';
  return isGtin ? `gtin:${gtin14(value) ?? value}` : `${kind}:${value}`;
}

function carrierMap(): CarrierMap {
  const kept = new Map<string, CarrierRule>();
  const plain = (text: string) => text.trim().toLowerCase();
  const place = (carrierCode: string, title: string) => JSON.stringify([plain(carrierCode), plain(title)]);
  return {
    async find(carrierCode, title) {
      const rules = [...kept.values()].filter(({ carrier }) => carrier === plain(carrierCode));
      return structuredClone(ruleFor(rules, title));
    },
    async learn(rule) {
      const { carrier, title } = rule;
      kept.set(place(carrier, title), { ...rule, carrier: plain(carrier), title: plain(title) });
    },
    async forget(carrierCode, title) {
      return kept.delete(place(carrierCode, title));
    },
    async list() {
      const rows = [...kept.values()].sort(
        (a, b) => compareText(a.carrier, b.carrier) || compareText(a.title, b.title),
      );
      return structuredClone(rows);
    },
  };
}

function carriages(): Carriages {
  const kept = new Map<string, KeptCarriage>();
  const place = ({ kind, id }: CarriageSubject) => `${kind} ${kind === 'order' ? purchaseOrderKey(id) : id}`;
  return {
    async keep(said) {
      kept.set(place(said.subject), structuredClone(said));
    },
    async find(subject) {
      return structuredClone(kept.get(place(subject)));
    },
    async list() {
      const rows = [...kept.values()].sort(
        (a, b) => compareText(b.saidAt, a.saidAt) || compareText(place(a.subject), place(b.subject)),
      );
      return structuredClone(rows);
    },
  };
}

function routings(): Routings {
  const kept = new Map<string, KeptRouting>();
  return {
    async keep(load, inboundId, at) {
      const key = `${purchaseOrderKey(load.purchaseOrderNumber)}:${load.position}:${load.requestNumber}`;
      kept.set(key, structuredClone({ load, inboundId, receivedAt: at }));
    },
    async list(purchaseOrderNumber) {
      const rows = [...kept].filter(([key]) => key.startsWith(`${purchaseOrderKey(purchaseOrderNumber)}:`));
      rows.sort(([a, one], [b, other]) => compareText(other.receivedAt, one.receivedAt) || compareText(a, b));
      return structuredClone(rows.map(([, routing]) => routing));
    },
  };
}

function truckLoads(): TruckLoads {
  const kept = new Map<string, TruckLoad & { key: string }>();
  const on = (dispatchId: string) =>
    [...kept.values()].find(({ parts }) => parts.some((part) => part.dispatchId === dispatchId));
  const copy = ({ key: _key, ...load }: TruckLoad & { key: string }) => structuredClone(load);
  return {
    async join(key, part, _at, closesAt) {
      const known = on(part.dispatchId);
      if (known) {
        known.parts = known.parts.map((one) => (one.dispatchId === part.dispatchId ? structuredClone(part) : one));
        return copy(known);
      }
      const open = [...kept.values()].find((load) => load.key === key && load.state === 'open');
      const load = open ?? { id: part.dispatchId, key, state: 'open' as const, closesAt, parts: [] };
      load.parts = [...load.parts, structuredClone(part)];
      kept.set(load.id, load);
      return copy(load);
    },
    async close(id) {
      const load = present(kept.get(id), `load ${id}`);
      load.state = 'closed';
      return copy(load);
    },
    async of(dispatchId) {
      const load = on(dispatchId);
      return load && copy(load);
    },
  };
}

function dispatches(): Dispatches {
  const kept = new Map<string, Dispatch>();
  return {
    async keep(dispatch) {
      const known = kept.get(dispatch.id);
      if (known && known.revision >= dispatch.revision) return 'known';
      kept.set(dispatch.id, structuredClone(dispatch));
      return known ? 'revised' : 'new';
    },
    async find(id) {
      return structuredClone(kept.get(id));
    },
    async list(purchaseOrderNumber) {
      const rows = [...kept.values()].filter((row) => sameOrder(row.purchaseOrderNumber, purchaseOrderNumber));
      return structuredClone(rows.sort((a, b) => compareText(a.dispatchedAt, b.dispatchedAt)));
    },
  };
}

function invoices(): Invoices {
  const kept = new Map<string, StoredInvoice>();
  const place = (number: string) => number.toUpperCase();
  const must = (number: string) => present(kept.get(place(number)), `invoice ${number}`);
  return {
    async keep(invoice, dispatchId) {
      const known = [...kept.values()].find((row) => row.dispatchId === dispatchId);
      if (known) return structuredClone(known);
      if (kept.has(place(invoice.number)))
        throw new Error(`invoice number ${invoice.number} is used by another dispatch`);
      const row: StoredInvoice = {
        invoice: structuredClone(invoice),
        dispatchId,
        outboundId: undefined,
        paid: ZERO,
        state: 'open',
      };
      kept.set(place(invoice.number), row);
      return structuredClone(row);
    },
    async replace(number, invoice) {
      const there = kept.get(place(invoice.number));
      const row = kept.get(place(number));
      if (there && !row) return;
      if (!row || row.paid !== ZERO || (there && there !== row)) {
        throw new Refused('invoice-not-replaceable', `put invoice ${invoice.number} in the place of ${number}`);
      }
      kept.delete(place(number));
      kept.set(place(invoice.number), { ...row, invoice: structuredClone(invoice) });
    },
    async setOutbound(number, outboundId) {
      must(number).outboundId = outboundId;
    },
    async setPaid(number, paid, state) {
      Object.assign(must(number), { paid, state });
    },
    async find(number) {
      return structuredClone(kept.get(place(number)));
    },
    async findMany(numbers) {
      const wanted = new Set(numbers.map(place));
      return structuredClone([...kept].filter(([number]) => wanted.has(number)).map(([, row]) => row));
    },
    async list({ purchaseOrderNumber, state, limit }) {
      const rows = [...kept.values()]
        .reverse()
        .filter(
          (row) =>
            (state === undefined || row.state === state) &&
            (purchaseOrderNumber === undefined || sameOrder(row.invoice.purchaseOrderNumber, purchaseOrderNumber)),
        );
      return structuredClone(rows.slice(0, limit));
    },
  };
}

function shownOrders(): ShownOrders {
  const orders = new Map<string, ShownOrder>();
  return {
    async keep(order) {
      orders.set(purchaseOrderKey(order.purchaseOrderNumber), structuredClone(order));
    },
    async find(number) {
      return structuredClone(orders.get(purchaseOrderKey(number)));
    },
  };
}

function remittances(): Remittances {
  const kept = new Map<string, StoredRemittance>();
  return {
    async keep(remittance, inboundId, at) {
      if (kept.has(remittance.paymentNumber)) return 'known';
      kept.set(remittance.paymentNumber, {
        remittance: structuredClone(remittance),
        inboundId,
        receivedAt: at,
        matches: [],
      });
      return 'new';
    },
    async keepMatches(paymentNumber, matches) {
      present(kept.get(paymentNumber), `remittance ${paymentNumber}`).matches = structuredClone([...matches]);
    },
    async find(paymentNumber) {
      return structuredClone(kept.get(paymentNumber));
    },
    async matchesFor(invoiceNumbers) {
      const wanted = new Set(invoiceNumbers.map((number) => number.toUpperCase()));
      const inOrder = [...kept].sort(
        ([a, first], [b, second]) => compareText(first.receivedAt, second.receivedAt) || compareText(a, b),
      );
      const all = inOrder.flatMap(([paymentNumber, { matches, receivedAt }]) =>
        matches.map((match) => ({ ...match, paymentNumber, receivedAt })),
      );
      return structuredClone(all.filter((match) => wanted.has(match.invoiceNumber?.toUpperCase() ?? '')));
    },
    async list({ limit }) {
      return structuredClone([...kept.values()].reverse().slice(0, limit));
    },
  };
}

function inbox(): Inbox {
  const seen = new Set<string>();
  const cursors = new Map<string, string>();
  return {
    async first(source, eventId) {
      const key = JSON.stringify([source, eventId]);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    },
    async has(source, eventId) {
      return seen.has(JSON.stringify([source, eventId]));
    },
    async cursor(source) {
      return cursors.get(source) ?? '';
    },
    async setCursor(source, cursor) {
      cursors.set(source, cursor);
    },
  };
}

function stockProjection(): StockProjection {
  const kept = new Map<string, StockRow>();
  return {
    async apply(positions) {
      for (const position of positions) {
        const known = kept.get(position.sku);
        if (!known || known.sequence < position.sequence) kept.set(position.sku, { ...position });
      }
    },
    async list({ limit }) {
      const rows = [...kept.values()].sort((a, b) => compareText(a.sku, b.sku));
      return structuredClone(rows.slice(0, limit));
    },
  };
}

type AuditEntry = Awaited<ReturnType<AuditLog['list']>>[number];

function auditLog(): AuditLog {
  const kept: AuditEntry[] = [];
  const link = ({ at, who, action, subject, detail }: Omit<AuditEntry, 'hash'>, before: string) =>
    sha256(JSON.stringify([before, at, who, action, subject, detail]));
  return {
    async append(entry) {
      kept.push({ ...entry, hash: link(entry, kept.at(-1)?.hash ?? '') });
    },
    async list({ subject, limit }) {
      const rows = [...kept].reverse().filter((entry) => subject === undefined || entry.subject === subject);
      return structuredClone(rows.slice(0, limit));
    },
    async firstBroken() {
      const index = kept.findIndex((entry, at) => entry.hash !== link(entry, kept[at - 1]?.hash ?? ''));
      return index === -1 ? undefined : index + 1;
    },
  };
}

function sameOrder(a: string | undefined, b: string): boolean {
  return a !== undefined && purchaseOrderKey(a) === purchaseOrderKey(b);
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not kept`);
  return value;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
