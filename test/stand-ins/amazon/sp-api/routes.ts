import type { Finding } from '../documents.ts';
import type { Operation } from '../faults.ts';
import { takeAcknowledgement } from '../judge/acknowledgement.ts';
import { takeInvoice } from '../judge/invoice.ts';
import { takeShipment } from '../judge/shipment.ts';
import type { World } from '../world.ts';
import { directFulfilmentRoutes } from './direct-fulfilment.ts';
import { freightRoutes } from './freight.ts';
import { orderViews } from './orders.ts';
import { badRequest, failure, type Reply } from './reply.ts';
import { statusView } from './status.ts';
import {
  readAcknowledgement,
  readInvoice,
  readShipment,
  type SubmittedAcknowledgement,
  type SubmittedInvoice,
  type SubmittedShipment,
} from './submissions.ts';
import type { Transactions } from './transactions.ts';

export interface Request {
  query: URLSearchParams;
  /** What the path's placeholder stands for. */
  id: string;
  body: unknown;
}

export interface Route {
  operation: Exclude<Operation, 'token'>;
  method: 'GET' | 'POST';
  path: RegExp;
  /** Names in Amazon's models. */
  requestSchema?: string;
  responseSchema: string;
  /** The model lists 401 for this operation. */
  lists401?: boolean;
  answer(request: Request): Reply;
}

/** Lands a list of documents in one transaction and has each judged when it is due. */
export type Submit = <T>(
  operation: Operation,
  field: string,
  documents: T[],
  referenceOf: (one: T) => string,
  take: (one: T, place: string) => Finding[],
) => Reply;

const MOST_CONFIRMATIONS = 100;

/** The vendor operations, by path. The 2021 guide's /transactionStatus/ is not among them (Q24). */
export function routes(world: World, transactions: Transactions): Route[] {
  const orders = orderViews(world);
  const status = statusView(world);
  return [
    {
      operation: 'getPurchaseOrders',
      method: 'GET',
      path: /^\/vendor\/orders\/v1\/purchaseOrders$/,
      responseSchema: 'vendorOrders_GetPurchaseOrdersResponse',
      answer: ({ query }) => orders.list(query),
    },
    {
      operation: 'getPurchaseOrder',
      method: 'GET',
      path: /^\/vendor\/orders\/v1\/purchaseOrders\/([^/]+)$/,
      responseSchema: 'vendorOrders_GetPurchaseOrderResponse',
      lists401: true,
      answer: ({ id }) => orders.one(id),
    },
    {
      operation: 'getPurchaseOrdersStatus',
      method: 'GET',
      path: /^\/vendor\/orders\/v1\/purchaseOrdersStatus$/,
      responseSchema: 'vendorOrders_GetPurchaseOrdersStatusResponse',
      answer: ({ query }) => status(query),
    },
    {
      operation: 'submitAcknowledgement',
      method: 'POST',
      path: /^\/vendor\/orders\/v1\/acknowledgements$/,
      requestSchema: 'vendorOrders_SubmitAcknowledgementRequest',
      responseSchema: 'vendorOrders_SubmitAcknowledgementResponse',
      answer: ({ body }) => {
        const { acknowledgements = [] } = body as { acknowledgements?: SubmittedAcknowledgement[] };
        return submit(
          'submitAcknowledgement',
          'acknowledgements',
          acknowledgements,
          ({ purchaseOrderNumber }) => purchaseOrderNumber,
          (one, place) => takeAcknowledgement(world, readAcknowledgement(one, place), 'sp-api'),
        );
      },
    },
    {
      operation: 'submitShipmentConfirmations',
      method: 'POST',
      path: /^\/vendor\/shipping\/v1\/shipmentConfirmations$/,
      requestSchema: 'vendorShipments_SubmitShipmentConfirmationsRequest',
      responseSchema: 'vendorShipments_SubmitShipmentConfirmationsResponse',
      answer: ({ body }) => {
        const { shipmentConfirmations = [] } = body as { shipmentConfirmations?: SubmittedShipment[] };
        if (shipmentConfirmations.length > MOST_CONFIRMATIONS)
          return badRequest(`More than ${MOST_CONFIRMATIONS} confirmations.`, 'shipmentConfirmations');
        return submit(
          'submitShipmentConfirmations',
          'shipmentConfirmations',
          shipmentConfirmations,
          ({ shipmentIdentifier }) => shipmentIdentifier,
          (one, place) => takeShipment(world, readShipment(one, place), 'sp-api'),
        );
      },
    },
    {
      operation: 'submitInvoices',
      method: 'POST',
      path: /^\/vendor\/payments\/v1\/invoices$/,
      requestSchema: 'vendorInvoices_SubmitInvoicesRequest',
      responseSchema: 'vendorInvoices_SubmitInvoicesResponse',
      answer: ({ body }) => {
        const { invoices = [] } = body as { invoices?: SubmittedInvoice[] };
        return submit(
          'submitInvoices',
          'invoices',
          invoices,
          ({ id }) => id,
          (one, place) => takeInvoice(world, readInvoice(one, place), 'sp-api'),
        );
      },
    },
    {
      operation: 'getTransaction',
      method: 'GET',
      path: /^\/vendor\/transactions\/v1\/transactions\/([^/]+)$/,
      responseSchema: 'vendorTransactionStatus_GetTransactionResponse',
      lists401: true,
      answer: ({ id }) => transactions.show(id),
    },
    ...freightRoutes(world, submit),
    ...directFulfilmentRoutes(world, transactions),
    {
      operation: 'createDestination',
      method: 'POST',
      path: /^\/notifications\/v1\/destinations$/,
      responseSchema: 'notifications_CreateDestinationResponse',
      answer: () => failure(403, 'Unauthorized', 'Access to requested resource is denied.'),
    },
  ];

  function submit<T>(
    operation: Operation,
    field: string,
    documents: T[],
    referenceOf: (one: T) => string,
    take: (one: T, place: string) => Finding[],
  ): Reply {
    if (documents.length === 0) return badRequest(`The request has no ${field}.`, field);
    return transactions.land(operation, () =>
      documents.flatMap((document, index) => {
        const findings = take(document, `${field}[${index}]`);
        world.note('sp-api', operation, referenceOf(document), findings);
        return findings;
      }),
    );
  }
}
