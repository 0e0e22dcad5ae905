import { expect } from 'vitest';
import { loadContract } from '../stand-ins/magento/contract.ts';
import { type CallStep, differences, fill, type Kept, type MeanwhileStep, type Scenario } from './example.ts';
import { type ContractTarget, readWorld } from './target.ts';

const contract = loadContract();

/** Plays one example against a shop and compares every answer, with the example and with the contract. */
export async function play(scenario: Scenario, target: ContractTarget): Promise<void> {
  const kept: Kept = new Map();
  await target.seedProducts(scenario.products);
  await target.settle();
  await drainOutbox(target);
  try {
    for (const step of scenario.steps) {
      if ('meanwhile' in step) await happen(step, kept, target);
      else await callAndCompare(step, kept, target);
    }
  } finally {
    // The next example starts from the shop as world.json describes it.
    const changed = scenario.steps.some((step) => 'meanwhile' in step && step.meanwhile.order_conversion);
    if (changed) await target.setOrderConversion(readWorld().order_conversion);
  }
}

/** An example starts with an empty outbox, whatever the shop has lived through. */
async function drainOutbox(target: ContractTarget): Promise<void> {
  for (;;) {
    const { body } = await call(target, { method: 'GET', path: '/outbox?limit=1000' });
    const { items, cursor } = body as { items: unknown[]; cursor: string };
    if (items.length === 0) return;
    await call(target, { method: 'POST', path: '/outbox/acknowledge', body: { cursor } });
  }
}

async function callAndCompare(step: CallStep, kept: Kept, target: ContractTarget): Promise<void> {
  const request = fill(step.request, kept);
  if (request.path.startsWith('/outbox')) await target.settle();
  const answer = await call(target, request);
  expect(answer.status, `${step.name}: ${JSON.stringify(answer.body)}`).toBe(step.response.status);

  const found = contract.find(request.method, request.path.replace(/\?.*/, ''));
  expect(found, `${step.name}: ${request.method} ${request.path} is a route of the contract`).toBeDefined();
  expect(found?.operation.wrongAnswer(answer.status, answer.body), `${step.name}: fits the contract`).toBeUndefined();

  const body = step.only === undefined ? withoutTrace(answer.body) : onlyTopic(answer.body, step.only);
  expect(differences(step.response.body, body, kept), step.name).toEqual([]);
  expect(gapsInSequence(answer.body), `${step.name}: events of a key follow each other`).toEqual([]);
}

async function happen({ meanwhile, as }: MeanwhileStep, kept: Kept, target: ContractTarget): Promise<void> {
  const { retail_order, set_on_hand, ship, add_track, order_conversion } = fill(meanwhile, kept);
  if (order_conversion) await target.setOrderConversion(order_conversion);
  if (retail_order) await target.placeRetailOrder(retail_order.sku, retail_order.quantity);
  if (set_on_hand) await target.setOnHand(set_on_hand.sku, set_on_hand.source_code, set_on_hand.quantity);
  if (ship) {
    const shipmentId = await target.shipOrder(ship.order, ship);
    if (as !== undefined) kept.set(as, String(shipmentId));
  }
  if (add_track) await target.addTrack(Number(add_track.shipment), add_track);
}

async function call(target: ContractTarget, request: CallStep['request']): Promise<{ status: number; body: unknown }> {
  const credentials = request.credentials ?? target.authorization;
  const response = await fetch(`${target.url}/rest/V1/amazon-vendor${request.path}`, {
    method: request.method,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(credentials === 'none' ? {} : { authorization: credentials }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** A shop in developer mode adds where its code stood. */
function withoutTrace(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('trace' in body)) return body;
  const { trace: _, ...rest } = body;
  return rest;
}

function onlyTopic(body: unknown, topic: string): unknown {
  const page = body as { items: { topic: string }[] };
  return { ...page, items: page.items.filter((item) => item.topic === topic) };
}

function gapsInSequence(body: unknown): string[] {
  const { items } = body as { items?: { topic?: string; key: string; payload: string }[] };
  const last = new Map<string, number>();
  return (items ?? [])
    .filter(({ topic }) => topic !== undefined)
    .flatMap(({ topic, key, payload }) => {
      const { sequence } = JSON.parse(payload) as { sequence: number };
      const before = last.get(`${topic} ${key}`);
      last.set(`${topic} ${key}`, sequence);
      return before === undefined || sequence === before + 1 ? [] : [`${topic} ${key}: ${sequence} after ${before}`];
    });
}
