import { pino } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type Clock, dayOf } from '../domain/calendar.ts';
import { minutesLeft } from '../domain/deadline.ts';
import { type Grant, secretLives } from '../domain/grant.ts';
import { isToEnter } from '../domain/sending.ts';
import type { BusinessEvents } from '../ports/events.ts';
import type { Journal } from '../ports/journal.ts';
import type { EventLag } from '../ports/stock-master.ts';
import type { Stores } from '../ports/stores.ts';
import { observeRequests } from './requests.ts';

export interface Telemetry {
  events: BusinessEvents;
  /** Prometheus text format. */
  metrics(): Promise<string>;
  /** For the few who report what is no business event: start, stop, a poller that failed. */
  log: {
    info(message: string, fields?: object): void;
    warn(message: string, fields?: object): void;
    error(message: string, fields?: object): void;
  };
  /** Figures that are read from the stores when somebody scrapes. */
  watch(stores: Stores, journal: Journal, now: Clock): void;
  /** How far we are behind the shop's event log, asked when somebody scrapes. */
  watchLag(lag: () => Promise<EventLag[]>): void;
  /** What /readyz says, for those who read figures only. */
  watchReadiness(ready: () => Promise<{ checks: { name: string; ok: boolean }[] }>): void;
  /** Days that the secrets of SP-API live on, counted when somebody scrapes. */
  watchSecrets(grants: () => readonly Grant[], now: Clock): void;
  /** Times every call to these origins; `stop` ends it. */
  watchRequests(partnerByOrigin: ReadonlyMap<string, string>): { stop(): void };
  /** What is odd in an adapter and goes on; `code` stands in docs/errors.md. */
  warn(code: string, message: string): void;
}

/** Never written to a log, at the top of a logged object or one below. */
const SECRET = [
  'token',
  'tokenSecret',
  'consumerSecret',
  'clientSecret',
  'previousClientSecret',
  'refreshToken',
  'accessToken',
  'password',
  'authorization',
  'databaseUrl',
].flatMap((name) => [name, `*.${name}`]);

/**
 * Log and metrics of everything that happens in the business: one function per event, so that the
 * two cannot tell different stories.
 */
export function telemetry(options: { logLevel: string; destination?: NodeJS.WritableStream }): Telemetry {
  const log = pino(
    { level: options.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: SECRET },
    options.destination ?? process.stderr,
  );
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'vendor_bridge_' });
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `vendor_bridge_${name}`, help, labelNames, registers: [registry] });

  const inbound = counter('inbound_documents_total', 'Documents kept from partners', ['channel', 'outcome']);
  const refused = counter('inbound_refusals_total', 'Inbound messages that could not be read', ['code']);
  const orders = counter('purchase_orders_total', 'Sightings of purchase orders', [
    'vendor_code',
    'outcome',
    'channel',
  ]);
  const held = counter('eaches_held_total', 'Eaches that the stock master held for purchase orders');
  const short = counter('eaches_short_total', 'Eaches that were asked for and could not be held');
  const sent = counter('documents_sent_total', 'Documents handed to a partner', ['kind', 'channel']);
  const heldBack = counter('documents_held_back_total', 'Documents that were made and not sent', ['kind', 'mode']);
  const released = counter('documents_released_total', 'Held back documents that a person sent', ['kind']);
  const compared = counter('shadow_comparisons_total', 'Documents of a shadow that were compared', ['kind', 'outcome']);
  const answered = counter('documents_answered_total', 'Answers of partners to our documents', ['kind', 'status']);
  const dispatches = counter('dispatches_total', 'Dispatches heard from the stock master', ['outcome']);
  const reported = counter('inventory_reports_total', 'Reports of stock that left', ['vendor_code']);
  const reportedItems = new Gauge({
    name: 'vendor_bridge_inventory_items',
    help: 'Products in the report of stock that this process sent last, by what became of them',
    labelNames: ['vendor_code', 'told'],
    registers: [registry],
  });
  const remitted = counter('remittance_lines_total', 'Remittance lines matched', ['result']);
  const raised = counter('discrepancies_raised_total', 'Discrepancies raised, repeats included', ['kind']);
  const settled = counter('discrepancies_settled_total', 'Discrepancies settled by a person', ['kind', 'action']);
  const failures = counter('step_failures_total', 'Failed runs of a saga step', ['saga', 'step', 'code']);
  const retries = counter('step_retries_total', 'Failed runs of a saga step that will be tried again', [
    'saga',
    'step',
  ]);
  const laidAside = counter('dead_letters_total', 'Events of the shop that were laid aside in the dead letter topic');
  const ended = counter('sagas_ended_total', 'Sagas that came to rest', ['saga', 'outcome']);
  const seconds = new Histogram({
    name: 'vendor_bridge_step_duration_seconds',
    help: 'Time a saga step took',
    labelNames: ['saga', 'step'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers: [registry],
  });
  const requests = new Histogram({
    name: 'vendor_bridge_request_duration_seconds',
    help: 'Time a call to the shop or to Amazon took, answer included',
    labelNames: ['partner', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });

  return {
    metrics: () => registry.metrics(),
    log: {
      info: (message, fields = {}) => log.info(fields, message),
      warn: (message, fields = {}) => log.warn(fields, message),
      error: (message, fields = {}) => log.error(fields, message),
    },
    watch: (stores, journal, now) => watchStores(registry, stores, journal, now),
    watchLag: (lag) => watchLag(registry, lag),
    watchReadiness: (ready) => watchReadiness(registry, ready),
    watchSecrets: (grants, now) => watchSecrets(registry, grants, now),
    watchRequests(partnerByOrigin) {
      const stop = observeRequests(partnerByOrigin, ({ partner, outcome, seconds: taken }) =>
        requests.observe({ partner, outcome }, taken),
      );
      return { stop };
    },
    warn(code, message) {
      log.warn({ code }, message);
      if (code === 'kafka-dead-letter') laidAside.inc();
    },
    events: {
      inboundKept(event) {
        log.info(event, 'inbound kept');
        inbound.inc({ channel: event.channel, outcome: event.outcome });
      },
      inboundRefused(event) {
        log.warn(event, 'inbound refused');
        refused.inc({ code: event.code });
      },
      orderReceived(event) {
        log.info(event, 'order received');
        orders.inc({ vendor_code: event.vendorCode, outcome: event.outcome, channel: event.channel });
      },
      stockHeld(event) {
        log.info(event, 'stock held');
        held.inc(event.held);
        short.inc(Math.max(0, event.requested - event.held));
      },
      documentSent(event) {
        log.info(event, 'document sent');
        sent.inc({ kind: event.kind, channel: event.channel });
      },
      documentHeldBack(event) {
        log.info(event, 'document held back');
        heldBack.inc({ kind: event.kind, mode: event.mode });
      },
      documentReleased(event) {
        log.info(event, 'document released');
        released.inc({ kind: event.kind });
      },
      shadowCompared(event) {
        log.info(event, 'shadow compared');
        const outcome = event.heardFrom === 'nobody' ? 'not-heard' : event.differences === 0 ? 'equal' : 'differs';
        compared.inc({ kind: event.kind, outcome });
      },
      documentAnswered(event) {
        log[event.status === 'rejected' ? 'warn' : 'info'](event, 'document answered');
        answered.inc({ kind: event.kind, status: event.status });
      },
      orderEntered(event) {
        log.info(event, 'order entered');
      },
      dispatchRecorded(event) {
        log.info(event, 'dispatch recorded');
        dispatches.inc({ outcome: event.outcome });
      },
      inventoryReported(event) {
        log.info(event, 'inventory reported');
        const { vendorCode: vendor_code, inStock, outOfStock, leftOut } = event;
        reported.inc({ vendor_code });
        for (const [told, products] of Object.entries({ 'in-stock': inStock, none: outOfStock, 'left-out': leftOut }))
          reportedItems.set({ vendor_code, told }, products);
      },
      remittanceMatched(event) {
        log.info(event, 'remittance matched');
        remitted.inc({ result: 'matched' }, event.lines - event.unmatched);
        remitted.inc({ result: 'unmatched' }, event.unmatched);
      },
      discrepancyRaised(event) {
        log.warn(event, 'discrepancy raised');
        raised.inc({ kind: event.kind });
      },
      discrepancySettled(event) {
        log.info(event, 'discrepancy settled');
        settled.inc({ kind: event.kind, action: event.action });
      },
      stepFailed(event) {
        log[event.willRetry ? 'warn' : 'error'](event, 'step failed');
        failures.inc({ saga: event.saga, step: event.step, code: event.code });
        if (event.willRetry) retries.inc({ saga: event.saga, step: event.step });
      },
      stepDone(event) {
        log.debug(event, 'step done');
        seconds.observe({ saga: event.saga, step: event.step }, event.milliseconds / 1000);
      },
      sagaEnded(event) {
        log.info(event, 'saga ended');
        ended.inc({ saga: event.saga, outcome: event.outcome });
      },
    },
  };
}

function watchStores(registry: Registry, stores: Stores, journal: Journal, now: Clock): void {
  new Gauge({
    name: 'vendor_bridge_minutes_to_acknowledgement_limit',
    help: 'Minutes until the nearest acknowledgement limit; negative when late, absent when nothing is owed',
    registers: [registry],
    async collect() {
      // Without labels reset() would leave a zero, which says: due now.
      this.remove();
      const [next] = await stores.purchaseOrders.list({
        progress: ['received', 'waiting-for-a-person', 'held', 'to-enter', 'stopped'],
        limit: 1,
      });
      if (next) this.set(minutesLeft(next.acknowledgeBy, now()));
    },
  });
  new Gauge({
    name: 'vendor_bridge_discrepancies_open',
    help: 'Discrepancies that wait for a person',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { kind } of await stores.discrepancies.list({ state: 'open' })) this.inc({ kind });
    },
  });
  new Gauge({
    name: 'vendor_bridge_documents_awaiting_answer',
    help: 'Documents that were sent and not answered',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const delivered of HAVE_LEFT) {
        const documents = await stores.outbound.list({ delivered, acknowledged: 'awaited' });
        // A file is answered by whoever enters it; until then it has not left.
        for (const { kind } of documents.filter(({ channel }) => channel !== 'file')) this.inc({ kind });
      }
    },
  });
  new Gauge({
    name: 'vendor_bridge_documents_held_back',
    help: 'Documents that are kept here and not sent, because the account is not live for them',
    labelNames: ['kind', 'mode'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { kind, mode } of await stores.outbound.list({ delivered: 'held-back' })) this.inc({ kind, mode });
    },
  });
  new Gauge({
    name: 'vendor_bridge_files_to_enter',
    help: 'Files that a person has yet to enter in Vendor Central',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      this.reset();
      const files = (await stores.outbound.list({ delivered: 'handed-over' })).filter(isToEnter);
      for (const { kind } of files) this.inc({ kind });
    },
  });
  new Gauge({
    name: 'vendor_bridge_sagas_held',
    help: 'Sagas that only a person can move on',
    labelNames: ['saga'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { saga } of await journal.list({ status: ['held'] })) this.inc({ saga });
    },
  });
  new Gauge({
    name: 'vendor_bridge_stock_drift_eaches',
    help: 'Eaches that the shop holds for Amazon beyond our open promises; absent while an order is undecided',
    registers: [registry],
    async collect() {
      this.remove();
      const eaches = await drift(stores);
      if (eaches !== undefined) this.set(eaches);
    },
  });
}

/** Also without a receipt: a transfer program that stands still lets documents pile up just there. */
const HAVE_LEFT = ['handed-over', 'delivered', 'failed'] as const;

/** Orders whose answer is decided and whose goods have not all left. */
const PROMISED = ['held', 'held-back', 'to-enter', 'acknowledged', 'in-work', 'part-shipped', 'stopped'] as const;

/** The shop may hold more for these than is accepted yet. */
const UNDECIDED = ['received', 'waiting-for-a-person'] as const;

/** What the shop holds for Amazon beyond what we promised; undefined while the two cannot be compared. */
async function drift({ purchaseOrders, stock }: Stores): Promise<number | undefined> {
  if ((await purchaseOrders.list({ progress: UNDECIDED, limit: 1 })).length > 0) return undefined;
  const told = await stock.list({});
  if (told.length === 0) return undefined;
  const held = told.reduce((total, { amazonReserved }) => total + amazonReserved, 0);
  const open = await purchaseOrders.list({ progress: PROMISED });
  return open.reduce((left, { summary }) => left - (summary.acceptedEaches - summary.shippedEaches), held);
}

function watchReadiness(registry: Registry, ready: Parameters<Telemetry['watchReadiness']>[0]): void {
  new Gauge({
    name: 'vendor_bridge_ready',
    help: 'What /readyz says: 1 where the check is well, 0 where not',
    labelNames: ['check'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { name, ok } of (await ready()).checks) this.set({ check: name }, ok ? 1 : 0);
    },
  });
}

function watchSecrets(registry: Registry, grants: () => readonly Grant[], now: Clock): void {
  new Gauge({
    name: 'vendor_bridge_sp_api_secret_days_left',
    help: 'Days until a client secret expires; absent where the settings do not say when it was made',
    labelNames: ['vendor_codes', 'secret'],
    registers: [registry],
    collect() {
      this.reset();
      for (const grant of grants()) {
        for (const { secret, daysLeft } of secretLives(grant, dayOf(now()))) {
          this.set({ vendor_codes: grant.vendorCodes.join(' '), secret }, daysLeft);
        }
      }
    },
  });
}

function watchLag(registry: Registry, lag: () => Promise<EventLag[]>): void {
  new Gauge({
    name: 'vendor_bridge_events_unread',
    help: 'Events of the shop that wait in Kafka; absent while Kafka cannot be asked',
    labelNames: ['topic', 'partition'],
    registers: [registry],
    async collect() {
      this.reset();
      // The other figures must not be lost with this one.
      const parts = await lag().catch(() => []);
      for (const { topic, partition, events } of parts) this.set({ topic, partition: String(partition) }, events);
    },
  });
}
