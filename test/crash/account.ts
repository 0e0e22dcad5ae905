import type { World } from '../../sidecar/workflow/world.ts';
import type { HouseAccount, Standing } from './wire.ts';

/** Whether the house has anything left to do by itself. */
export async function standing({ stores, journal }: World): Promise<Standing> {
  const runs = await journal.list({ status: ['ready', 'waiting', 'undoing', 'held'] });
  const pending = await stores.outbound.list({ delivered: 'pending' });
  const unread = await stores.inbound.list({ state: 'received' });
  const restless = [
    ...runs
      .filter(({ status, awaiting }) => status !== 'held' && !awaiting.startsWith('a person'))
      .map(({ saga, key, step, awaiting }) => `${saga} ${key} at ${step}: ${awaiting || 'goes on'}`),
    ...pending.map(({ key }) => `${key} has not left`),
    ...unread.map(({ name }) => `${name} is not understood yet`),
  ];
  return { rests: restless.length === 0, restless };
}

/** All that the house says happened, without hours and random ids: two runs of one story read alike. */
export async function account({ stores, journal }: World): Promise<HouseAccount> {
  const runs = await journal.list({});
  const documents = await stores.outbound.list({ limit: 10_000 });
  const orders = await stores.purchaseOrders.list({});
  const dispatches = await Promise.all(orders.map(({ document }) => stores.dispatches.list(document.number)));
  const invoices = await stores.invoices.list({});
  const remittances = await stores.remittances.list({});
  const discrepancies = [
    ...(await stores.discrepancies.list({ state: 'open' })),
    ...(await stores.discrepancies.list({ state: 'settled' })),
  ];
  return {
    sagas: [
      ...runs.map(({ saga, key, status }) => `${saga} ${key}: ${status}`),
      ...orders.map(({ key, progress, version, summary }) => {
        const { acceptedEaches, shippedEaches } = summary;
        return `order ${key} version ${version}: ${progress}, ${shippedEaches} of ${acceptedEaches} ea`;
      }),
    ],
    documents: documents.map(({ key, delivered, acknowledged }) => `${key}: ${delivered}, ${acknowledged}`),
    dispatches: dispatches
      .flat()
      .map(({ id, revision, tracks }) => `${id}.${revision} ${tracks.map(({ number }) => number).join()}`),
    invoices: invoices.map(({ invoice, paid, state }) => `${invoice.number} ${invoice.total}: ${state}, ${paid}`),
    matches: remittances.flatMap(({ remittance, matches }) =>
      matches.map(
        ({ kind, reference, amountPaid }) => `${remittance.paymentNumber} ${reference} ${kind} ${amountPaid}`,
      ),
    ),
    discrepancies: discrepancies.map(
      ({ kind, state, subject }) => `${kind} ${JSON.stringify(stable(subject))}: ${state}`,
    ),
    auditIsWhole: (await stores.audit.firstBroken()) === undefined,
  };
}

function stable({ inboundId: _in, outboundId: _out, ...subject }: Record<string, unknown>): Record<string, unknown> {
  return subject;
}
