import { type CalendarDay, calendarDay, type Instant } from '../../sidecar/domain/calendar.ts';
import { type DecimalText, decimal } from '../../sidecar/domain/money.ts';
import { PurchaseOrder } from '../../sidecar/domain/purchase-order.ts';
import { TradingPartner } from '../../sidecar/domain/trading-partner.ts';

export function money(text: string): DecimalText {
  const value = decimal(text);
  if (value === undefined) throw new Error(`'${text}' is no decimal`);
  return value;
}

export function day(text: string): CalendarDay {
  const value = calendarDay(text);
  if (value === undefined) throw new Error(`'${text}' is no day`);
  return value;
}

export function at(text: string): Instant {
  return new Date(text).toISOString() as Instant;
}

export interface SampleLine {
  amount: number;
  unit?: 'each' | 'case' | 'other';
  eachesPerCase?: number;
  unitCode?: string;
  cost?: string;
  lineNumber?: string;
  upc?: string;
  priceBasis?: 'per-each' | 'per-unit-of-measure' | 'unstated';
  isBackOrderAllowed?: boolean;
}

/** Order 4KQ7TZ1M of Northgate Kitchenware, due at PHX7 between 10 and 14 August 2026. */
export function order(lines: readonly SampleLine[], header: Record<string, unknown> = {}): PurchaseOrder {
  return PurchaseOrder.parse({
    number: '4KQ7TZ1M',
    type: 'regular',
    orderedOn: '2026-08-03',
    vendorCode: 'NGK7U',
    currency: 'USD',
    shipTo: { id: 'PHX7', idKind: 'assigned-by-buyer' },
    deliveryWindow: { from: '2026-08-10', to: '2026-08-14' },
    notes: [],
    ...header,
    lines: lines.map((line, index) => ({
      lineNumber: line.lineNumber ?? String(index + 1),
      position: index + 1,
      productIds: [{ kind: 'upc', value: line.upc ?? `61414100${String(1019 + 7 * index).padStart(4, '0')}` }],
      ordered: {
        amount: line.amount,
        unitOfMeasure: line.unit ?? 'each',
        ...(line.eachesPerCase === undefined ? {} : { eachesPerCase: line.eachesPerCase }),
        ...(line.unitCode === undefined ? {} : { unitCode: line.unitCode }),
      },
      ...(line.cost === '' ? {} : { unitCost: line.cost ?? '11.75' }),
      priceBasis: line.priceBasis ?? 'per-each',
      ...(line.isBackOrderAllowed === undefined ? {} : { isBackOrderAllowed: line.isBackOrderAllowed }),
    })),
  });
}

export function partner(changes: Record<string, unknown> = {}): TradingPartner {
  return TradingPartner.parse({
    vendorCode: 'NGK7U',
    region: 'na',
    currency: 'USD',
    interchange: { ourId: 'NORTHGATEKW' },
    shipFrom: { id: 'NGK7U', idKind: 'assigned-by-buyer', name: 'NORTHGATE KITCHENWARE' },
    remitTo: { id: 'NGK7U', name: 'NORTHGATE KITCHENWARE LLC' },
    billTo: { id: 'AMAZON', name: 'AMAZON.COM SERVICES LLC' },
    gs1CompanyPrefix: '0614141',
    paymentTerms: { discountPercent: '2', discountDays: 30, netDays: 60 },
    ...changes,
  });
}
