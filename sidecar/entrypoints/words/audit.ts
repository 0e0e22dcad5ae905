import { DiscrepancyKind, LINE_DOUBTS, Resolution } from '../../domain/discrepancy.ts';
import { SAGA_WORDS, stepWords, walkText } from './steps.ts';
import { kindWord, resolutionText } from './words.ts';

interface Entry {
  action: string;
  subject: string;
  detail: string;
}

/** Kinds whose subject is never anything but an order's number: the log keeps the number alone. */
const ALWAYS_OF_AN_ORDER: ReadonlySet<string> = new Set<DiscrepancyKind>([
  ...LINE_DOUBTS,
  'order-changed',
  'order-differs',
  'order-undone',
  'acknowledgement-at-risk',
  'acknowledgement-late',
  'acknowledgement-differs',
  'dispatch-exceeds-acknowledged',
  'dispatch-not-tellable',
  'carrier-unmapped',
  'document-blocked',
]);

/** What somebody did, as a person would tell it. */
export interface Deed {
  did: string;
  how: string;
  /** The page of what it was done to, where the entry alone tells which that is. */
  href?: string;
  /** The entry as it is kept, where the words above leave something out. */
  kept?: string;
}

export function deedText({ action, subject, detail }: Entry): Deed {
  const [verb = '', rest = ''] = split(action, ' ');
  if (verb === 'settle') return settled(split(rest, ':')[0], { action, subject, detail });
  if (verb === 'retry') return retried(rest, { action, subject, detail });
  if (action === 'replay') {
    return { did: 'Read a kept document again', how: detail, href: `/documents/in/${encodeURIComponent(subject)}` };
  }
  return { did: action, how: detail };
}

function settled(kindText: string, { action, subject, detail }: Entry): Deed {
  const kind = DiscrepancyKind.safeParse(kindText).data;
  const resolution = Resolution.safeParse(parsed(detail)).data;
  return {
    did: kind === undefined ? action : `Settled: ${kindWord(kind)}`,
    how: resolution ? resolutionText(resolution) : detail,
    ...(ALWAYS_OF_AN_ORDER.has(kindText) ? { href: `/orders/${encodeURIComponent(subject)}` } : {}),
    ...(kind !== undefined && resolution ? { kept: `${action} ${detail}` } : {}),
  };
}

function retried(saga: string, { action, subject, detail }: Entry): Deed {
  const isStep = SAGA_WORDS[saga]?.steps[detail] !== undefined;
  const href = saga === 'purchase-order' ? '/orders/' : saga === 'remittance' ? '/remittances/' : undefined;
  return {
    did: `Let the ${walkText(saga, '').trim()} go on`,
    how: isStep ? `tried again to ${stepWords(saga, detail).does}` : detail,
    ...(href ? { href: `${href}${encodeURIComponent(subject)}` } : {}),
    ...(isStep ? { kept: `${action} ${detail}` } : {}),
  };
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
