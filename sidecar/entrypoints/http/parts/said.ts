import { calendarDay, InstantSchema } from '../../../domain/calendar.ts';
import { type DecimalText, decimal } from '../../../domain/money.ts';
import type { Quantity } from '../../../domain/quantity.ts';
import { countText, moneyText, quantityText, unitCostText } from '../../words/quantities.ts';
import { dayText } from '../../words/times.ts';
import { type Html, html } from '../html.ts';
import { moment } from './cells.ts';

/** Items of one list that are shown; the message itself has all of them. */
const MOST_ITEMS = 300;

/**
 * Any document as names and values: what a person reads instead of JSON. Knows quantities, product ids,
 * dates and money by their shape, and says the rest as it stands.
 */
export function said(value: unknown, currency?: string): Html {
  return isRecord(value) || Array.isArray(value)
    ? html`<div class="sheet">${part('', value, currency)}</div>`
    : part('', value, currency);
}

/** `eachesPerCase` → `Eaches per case`. */
export function nameText(name: string): string {
  const words = name
    .replaceAll('-', ' ')
    .replace(/([a-z])([A-Z])/g, (_whole, end: string, begin: string) => `${end} ${begin.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function part(name: string, value: unknown, currency: string | undefined): Html {
  if (Array.isArray(value)) return list(name, value, currency);
  if (isRecord(value)) return record(value, currency);
  return single(name, value, currency);
}

function record(value: Readonly<Record<string, unknown>>, currency: string | undefined): Html {
  const known = knownShape(value);
  if (known !== undefined) return html`${known}`;
  const stated = typeof value.currency === 'string' ? value.currency : currency;
  const entries = Object.entries(value).filter(([, one]) => !isNothing(one));
  if (entries.length === 0) return html`<span class="muted">nothing</span>`;
  const isShort = entries.length <= 3 && entries.every(([, one]) => typeof one !== 'object');
  if (isShort) {
    return html`<span class="inline">${entries.map(
      ([name, one]) =>
        html`<span><span class="muted">${nameText(name).toLowerCase()}</span> ${single(name, one, stated)}</span> `,
    )}</span>`;
  }
  return html`<dl class="said">${entries.map(
    ([name, one]) => html`<div><dt>${nameText(name)}</dt><dd>${part(name, one, stated)}</dd></div>`,
  )}</dl>`;
}

function list(name: string, values: readonly unknown[], currency: string | undefined): Html {
  if (values.length === 0) return html`<span class="muted">none</span>`;
  const shown = values.slice(0, MOST_ITEMS);
  if (shown.every((one) => !isRecord(one) || knownShape(one) !== undefined)) {
    return html`${shown.map((one, index) => html`${index > 0 && ', '}${part(name, one, currency)}`)}`;
  }
  const more = values.length - shown.length;
  return html`<ol class="items">${shown.map((one) => html`<li>${part(name, one, currency)}</li>`)}</ol>${more > 0 && html`<p class="muted">and ${countText(more)} more</p>`}`;
}

/** Quantities, product ids and prices, ours and SP-API's, which are said in one breath everywhere else too. */
function knownShape(value: Readonly<Record<string, unknown>>): string | undefined {
  const { amount, unitOfMeasure, eachesPerCase, unitSize, unitCode, kind, currencyCode, value: text } = value;
  const unit = typeof unitOfMeasure === 'string' ? UNITS[unitOfMeasure] : undefined;
  if (typeof amount === 'number' && unit !== undefined) {
    const size = eachesPerCase ?? unitSize;
    return quantityText({
      amount,
      unitOfMeasure: unit,
      ...(typeof size === 'number' ? { eachesPerCase: size } : {}),
      ...(typeof unitCode === 'string' ? { unitCode } : {}),
    });
  }
  const price = typeof amount === 'string' && typeof currencyCode === 'string' ? decimal(amount) : undefined;
  if (price !== undefined && Object.keys(value).length === 2) return unitCostText(price, String(currencyCode));
  const isProductId = typeof kind === 'string' && typeof text === 'string' && Object.keys(value).length === 2;
  return isProductId ? `${kind.replaceAll('-', ' ')} ${text}` : undefined;
}

const UNITS: Readonly<Record<string, Quantity['unitOfMeasure']>> = {
  each: 'each',
  case: 'case',
  other: 'other',
  Eaches: 'each',
  Cases: 'case',
};

const MONEY =
  /^(total|paid|expected|difference|takenBack|ofLines|ordered|agreed)$|(amount|cost|discount|paid|total)(taken)?$/i;

function single(name: string, value: unknown, currency: string | undefined): Html {
  if (value === true) return html`yes`;
  if (value === false) return html`no`;
  if (typeof value === 'number') return html`${countText(value)}`;
  const text = String(value);
  const at = InstantSchema.safeParse(text).data;
  const day = calendarDay(text);
  if (day !== undefined) return html`${dayText(day)}`;
  if (at !== undefined) return moment(at);
  const amount = MONEY.test(name) && typeof value === 'string' ? decimal(text) : undefined;
  return html`${amount === undefined ? text : moneyAs(name, amount, currency)}`;
}

function moneyAs(name: string, amount: DecimalText, currency: string | undefined): string {
  return /cost$/i.test(name) ? unitCostText(amount, currency) : moneyText(amount, currency);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
