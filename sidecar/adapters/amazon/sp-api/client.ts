import type { paths } from '@selling-partner-api/models';
import createClient from 'openapi-fetch';
import type { Schemas } from '../../../codec/sp-api/shape.ts';
import { errorsOf } from '../../../codec/sp-api/transaction.ts';
import { Refused, Unreachable } from '../../../ports/failures.ts';
import type { RateLimiter } from './rate.ts';
import type { AccessTokens } from './token.ts';

type QueryOf<
  Path extends
    | '/vendor/orders/v1/purchaseOrders'
    | '/vendor/orders/v1/purchaseOrdersStatus'
    | '/vendor/shipping/v1/shipments'
    | '/vendor/shipping/v1/transportLabels',
> = NonNullable<paths[Path]['get']['parameters']['query']>;
export type OrdersQuery = QueryOf<'/vendor/orders/v1/purchaseOrders'>;
export type OrdersStatusQuery = QueryOf<'/vendor/orders/v1/purchaseOrdersStatus'>;
export type ShipmentsQuery = QueryOf<'/vendor/shipping/v1/shipments'>;
export type LabelsQuery = QueryOf<'/vendor/shipping/v1/transportLabels'>;

/** The vendor operations. Answers are JSON that nobody has looked at yet: codec/sp-api reads them. */
export interface SpApi {
  getPurchaseOrders(query: OrdersQuery, doing: string): Promise<unknown>;
  getPurchaseOrdersStatus(query: OrdersStatusQuery, doing: string): Promise<unknown>;
  submitAcknowledgement(body: Schemas['vendorOrders_SubmitAcknowledgementRequest'], doing: string): Promise<unknown>;
  submitShipmentConfirmations(
    body: Schemas['vendorShipments_SubmitShipmentConfirmationsRequest'],
    doing: string,
  ): Promise<unknown>;
  submitInvoices(body: Schemas['vendorInvoices_SubmitInvoicesRequest'], doing: string): Promise<unknown>;
  getTransaction(transactionId: string, doing: string): Promise<unknown>;
  submitShipments(body: Schemas['vendorShipments_SubmitShipments'], doing: string): Promise<unknown>;
  getShipmentDetails(query: ShipmentsQuery, doing: string): Promise<unknown>;
  getShipmentLabels(query: LabelsQuery, doing: string): Promise<unknown>;
  submitInventoryUpdate(
    warehouseId: string,
    body: Schemas['vendorDirectFulfillmentInventoryV1_SubmitInventoryUpdateRequest'],
    doing: string,
  ): Promise<unknown>;
  getDirectFulfilmentTransaction(transactionId: string, doing: string): Promise<unknown>;
}

export interface SpApiParts {
  endpoint: string;
  timeoutSeconds: number;
  tokens: AccessTokens;
  rate: RateLimiter;
}

type VendorPaths = Pick<
  paths,
  | '/vendor/orders/v1/purchaseOrders'
  | '/vendor/orders/v1/purchaseOrdersStatus'
  | '/vendor/orders/v1/acknowledgements'
  | '/vendor/shipping/v1/shipmentConfirmations'
  | '/vendor/payments/v1/invoices'
  | '/vendor/transactions/v1/transactions/{transactionId}'
  | '/vendor/shipping/v1/shipments'
  | '/vendor/shipping/v1/transportLabels'
  | '/vendor/directFulfillment/inventory/v1/warehouses/{warehouseId}/items'
  | '/vendor/directFulfillment/transactions/v1/transactions/{transactionId}'
>;

type Send = (request: Request) => Promise<Response>;

/**
 * Calls Amazon once. Repeating is the workflow's business, which keeps count in its journal, but for a
 * token that Amazon no longer takes: that is our own affair and settled here by one new login.
 */
export function spApiClient(parts: SpApiParts): SpApi {
  const client = createClient<VendorPaths>({
    baseUrl: parts.endpoint,
    // A redirect would carry the token to a host that nobody chose.
    redirect: 'manual',
    headers: { 'user-agent': 'VendorBridge/0.1 (Language=TypeScript)' },
  });
  const by = (operation: string, doing: string): { fetch: Send } => ({
    fetch: (request) => call(request, operation, doing, parts),
  });
  return {
    async getPurchaseOrders(query, doing) {
      const { data } = await client.GET('/vendor/orders/v1/purchaseOrders', {
        params: { query },
        ...by('getPurchaseOrders', doing),
      });
      return data;
    },
    async getPurchaseOrdersStatus(query, doing) {
      const { data } = await client.GET('/vendor/orders/v1/purchaseOrdersStatus', {
        params: { query },
        ...by('getPurchaseOrdersStatus', doing),
      });
      return data;
    },
    async submitAcknowledgement(body, doing) {
      const { data } = await client.POST('/vendor/orders/v1/acknowledgements', {
        body,
        ...by('submitAcknowledgement', doing),
      });
      return data;
    },
    async submitShipmentConfirmations(body, doing) {
      const { data } = await client.POST('/vendor/shipping/v1/shipmentConfirmations', {
        body,
        ...by('submitShipmentConfirmations', doing),
      });
      return data;
    },
    async submitInvoices(body, doing) {
      const { data } = await client.POST('/vendor/payments/v1/invoices', { body, ...by('submitInvoices', doing) });
      return data;
    },
    async getTransaction(transactionId, doing) {
      const { data } = await client.GET('/vendor/transactions/v1/transactions/{transactionId}', {
        params: { path: { transactionId } },
        ...by('getTransaction', doing),
      });
      return data;
    },
    async submitShipments(body, doing) {
      const { data } = await client.POST('/vendor/shipping/v1/shipments', { body, ...by('submitShipments', doing) });
      return data;
    },
    async getShipmentDetails(query, doing) {
      const { data } = await client.GET('/vendor/shipping/v1/shipments', {
        params: { query },
        ...by('getShipmentDetails', doing),
      });
      return data;
    },
    async getShipmentLabels(query, doing) {
      const { data } = await client.GET('/vendor/shipping/v1/transportLabels', {
        params: { query },
        ...by('getShipmentLabels', doing),
      });
      return data;
    },
    async submitInventoryUpdate(warehouseId, body, doing) {
      const { data } = await client.POST('/vendor/directFulfillment/inventory/v1/warehouses/{warehouseId}/items', {
        params: { path: { warehouseId } },
        body,
        ...by('submitInventoryUpdate', doing),
      });
      return data;
    },
    async getDirectFulfilmentTransaction(transactionId, doing) {
      const { data } = await client.GET('/vendor/directFulfillment/transactions/v1/transactions/{transactionId}', {
        params: { path: { transactionId } },
        ...by('getDirectFulfilmentTransaction', doing),
      });
      return data;
    },
  };
}

async function call(request: Request, operation: string, doing: string, parts: SpApiParts): Promise<Response> {
  const first = await attempt(request.clone(), operation, doing, parts);
  if (first.status !== 401 && first.status !== 403) return settle(first, operation, doing, parts);
  parts.tokens.forget(first.token);
  return settle(await attempt(request, operation, doing, parts), operation, doing, parts);
}

interface Answer {
  status: number;
  text: string;
  token: string;
  retryAfter: string | null;
}

async function attempt(request: Request, operation: string, doing: string, parts: SpApiParts): Promise<Answer> {
  const token = await parts.tokens.current(doing);
  await parts.rate.turn(operation, doing);
  request.headers.set('x-amz-access-token', token);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(parts.timeoutSeconds * 1000) });
    parts.rate.learn(operation, response.headers.get('x-amzn-RateLimit-Limit'));
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, text: await response.text(), token, retryAfter };
  } catch (cause) {
    throw new Unreachable(doing, { cause });
  }
}

/** What is left after this is JSON of an answer that says yes. */
function settle(answer: Answer, operation: string, doing: string, { rate }: SpApiParts): Response {
  const { status, text } = answer;
  const json = jsonOf(text);
  const said = errorsOf(json).join('; ');
  const cause = new Error(`SP-API answered ${status}: ${text.slice(0, KEPT_CHARACTERS)}`);
  if (status === 429) {
    const asked = Number(answer.retryAfter ?? Number.NaN);
    const retryAfterSeconds = Math.max(rate.drain(operation), Number.isFinite(asked) ? asked : 0);
    throw new Unreachable(doing, { cause, retryAfterSeconds });
  }
  if (status >= 500 || status === 408) throw new Unreachable(doing, { cause });
  if (status === 401 || status === 403) {
    throw new Refused('sp-api-forbidden', doing, {
      cause,
      hint: `Amazon denies ${operation} with a fresh token: give the application its role for this vendor group. ${said}`.trim(),
    });
  }
  if (status < 200 || status > 299) {
    throw new Refused('sp-api-refused', doing, { cause, hint: said || `Amazon answered ${status} without a reason.` });
  }
  // A page of some proxy, or half an answer: what we asked for may have happened all the same.
  if (json === undefined) throw new Unreachable(doing, { cause });
  return new Response(text, { status: 200, headers: { 'content-type': 'application/json' } });
}

/** Enough to recognise a page, too little to fill a journal. */
const KEPT_CHARACTERS = 2048;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
