import { Acknowledgement } from '../../../sidecar/domain/acknowledgement.ts';
import { makeSscc } from '../../../sidecar/domain/identifiers.ts';
import { Invoice } from '../../../sidecar/domain/invoice.ts';
import { ShipNotice } from '../../../sidecar/domain/ship-notice.ts';
import { TradingPartner } from '../../../sidecar/domain/trading-partner.ts';
import type { BusinessEvents } from '../../../sidecar/ports/events.ts';
import type { SendRequest } from '../../../sidecar/ports/partner.ts';

const reno = {
  lines: ['410 FOUNDRY ROAD'],
  city: 'RENO',
  stateOrRegion: 'NV',
  postalCode: '89502',
  countryCode: 'US',
};
const billTo = {
  id: 'AMAZON',
  idKind: 'assigned-by-buyer',
  name: 'AMAZON.COM SERVICES LLC',
  address: { lines: ['PO BOX 80387'], city: 'SEATTLE', stateOrRegion: 'WA', postalCode: '98108', countryCode: 'US' },
};
const remitTo = { id: 'NGK7U', idKind: 'assigned-by-buyer', name: 'NORTHGATE KITCHENWARE LLC', address: reno };

/** Northgate, everything that can go by `channel` going by it. */
export function northgate(channel: 'edi' | 'sp-api'): TradingPartner {
  return TradingPartner.parse({
    vendorCode: 'NGK7U',
    region: 'na',
    currency: 'USD',
    channels: { acknowledgement: channel, 'ship-notice': channel, invoice: channel },
    interchange: { ourId: 'NORTHGATEKW' },
    shipFrom: { id: 'NGK7U', idKind: 'assigned-by-buyer', name: 'NORTHGATE KITCHENWARE', address: reno },
    remitTo,
    billTo,
    gs1CompanyPrefix: '0614141',
    paymentTerms: { netDays: 60 },
  });
}

const each = (amount: number) => ({ amount, unitOfMeasure: 'each' as const });

export const acknowledgement = (scheduledOn = '2026-08-12'): SendRequest => ({
  key: 'acknowledgement:4KQ7TZ1M:1',
  vendorCode: 'NGK7U',
  purchaseOrderNumber: '4KQ7TZ1M',
  content: {
    kind: 'acknowledgement',
    document: Acknowledgement.parse({
      purchaseOrderNumber: '4KQ7TZ1M',
      orderedOn: '2026-08-03',
      vendorCode: 'NGK7U',
      currency: 'USD',
      lines: [
        {
          lineNumber: '1',
          productId: { kind: 'vendor-item', value: '614141001019' },
          ordered: each(24),
          unitCost: '11.75',
          priceBasis: 'per-each',
          dispositions: [
            { code: 'accepted', quantity: each(18), scheduledOn, schedule: 'delivery' },
            { code: 'backordered', quantity: each(6), scheduledOn: '2026-08-26', schedule: 'delivery' },
          ],
        },
        {
          lineNumber: '2',
          productId: { kind: 'vendor-item', value: 'NK-0103' },
          ordered: each(10),
          unitCost: '4.2',
          priceBasis: 'per-each',
          dispositions: [{ code: 'rejected', quantity: each(10), reason: 'temporarily-unavailable' }],
        },
      ],
    }),
  },
});

/** The order that it answers, as the stand-in is told to send it. */
export const order = (number = '4KQ7TZ1M') => ({
  number,
  shipTo: { id: 'PHX7' },
  deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
  lines: [
    {
      ids: [{ qualifier: 'UP' as const, value: '614141001019' }],
      quantity: 24,
      unit: 'EA' as const,
      unitCost: '11.75',
    },
    { ids: [{ qualifier: 'VN' as const, value: 'NK-0103' }], quantity: 10, unit: 'EA' as const, unitCost: '4.20' },
  ],
});

export const shipNotice = (shippedAt: string): SendRequest => ({
  key: 'ship-notice:D-1',
  vendorCode: 'NGK7U',
  purchaseOrderNumber: '4KQ7TZ1M',
  content: {
    kind: 'ship-notice',
    document: ShipNotice.parse({
      shipmentId: 'NGK7U260811001',
      purpose: 'original',
      shippedAt,
      estimatedDeliveryOn: '2026-08-13',
      shipFrom: { id: 'NGK7U', name: 'NORTHGATE KITCHENWARE', address: reno },
      shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
      carrierScac: 'ODFL',
      transport: 'road',
      shipmentType: 'less-than-truckload',
      billOfLading: 'NGK7U00260811',
      carrierReference: '1234567890',
      orders: [
        {
          purchaseOrderNumber: '4KQ7TZ1M',
          pallets: [],
          cartons: [
            {
              sscc: makeSscc('0614141', 1002),
              items: [
                {
                  lineNumber: '1',
                  productId: { kind: 'vendor-item', value: '614141001019' },
                  shipped: each(18),
                },
              ],
            },
          ],
        },
      ],
    }),
  },
});

export const invoice = (): SendRequest => ({
  key: 'invoice:D-1',
  vendorCode: 'NGK7U',
  purchaseOrderNumber: '4KQ7TZ1M',
  content: {
    kind: 'invoice',
    document: Invoice.parse({
      number: 'INV-260812-01',
      kind: 'invoice',
      invoicedOn: '2026-08-11',
      purchaseOrderNumber: '4KQ7TZ1M',
      orderedOn: '2026-08-03',
      currency: 'USD',
      billTo,
      remitTo,
      shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
      terms: { netDays: 60 },
      lines: [
        {
          position: 1,
          purchaseOrderNumber: '4KQ7TZ1M',
          productId: { kind: 'vendor-item', value: '614141001019' },
          invoiced: each(18),
          unitCost: '11.75',
        },
      ],
      adjustments: [],
      total: '211.5',
    }),
  },
});

/** What was said to have happened, as `documentSent acknowledgement`. */
export function listeningEvents(heard: string[]): BusinessEvents {
  return new Proxy({} as BusinessEvents, {
    get: (_target, name) => (event: { kind?: string; status?: string }) => {
      heard.push([String(name), event.kind, event.status].filter((word) => word !== undefined).join(' '));
    },
  });
}

/** By EDI the first id came with the qualifier of a UPC, and goes back with it. */
export function withIdsOf850(): SendRequest {
  const request = acknowledgement();
  if (request.content.kind !== 'acknowledgement') throw new Error('an acknowledgement was asked for');
  const [first, ...rest] = request.content.document.lines;
  if (!first) throw new Error('it has lines');
  const productId = { kind: 'upc' as const, value: '614141001019' };
  return {
    ...request,
    content: {
      ...request.content,
      document: { ...request.content.document, lines: [{ ...first, productId }, ...rest] },
    },
  };
}
