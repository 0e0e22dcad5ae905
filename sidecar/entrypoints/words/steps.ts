import type { JournalEntry } from '../../ports/journal.ts';
import type { Tone } from './words.ts';

/** A step of a saga, for people who know orders and not our code. */
export interface StepWords {
  /** What is true once it ran. */
  done: string;
  /** Reads on from `could not` and `will`. */
  does: string;
  /** What is true once it was taken back; steps without an outside effect have none. */
  undone?: string;
  /**
   * Belongs into the short account of an order. The others have no effect outside, or what they made
   * tells of itself there: the document, the dispatch, the discrepancy.
   */
  told?: true;
}

interface SagaWords {
  /** What people call one walk of it: `order`, `dispatch`. */
  name: string;
  steps: Readonly<Record<string, StepWords>>;
}

const GIVEN_BACK = 'Stock given back to the shop';

/** By saga and step name; a test holds that none is missing. */
export const SAGA_WORDS: Readonly<Record<string, SagaWords>> = {
  'purchase-order': {
    name: 'order',
    steps: {
      review: { done: 'Lines reviewed', does: 'review the lines', told: true },
      hold: { done: 'Stock held in the shop', does: 'hold the stock in the shop', undone: GIVEN_BACK, told: true },
      settle: { done: 'No doubt left', does: 'wait for the doubts to be settled' },
      'hold-settled': {
        done: 'Stock held for the settled lines',
        does: 'hold the stock for the settled lines',
        undone: GIVEN_BACK,
        told: true,
      },
      decide: { done: 'Answer decided', does: 'decide the answer' },
      acknowledge: { done: 'Acknowledgement given to Amazon', does: 'send the acknowledgement to Amazon' },
      'enter-order': { done: 'Order entered in the shop', does: 'enter the order in the shop', told: true },
      'close-acknowledgement': {
        done: 'Amazon’s answer to the acknowledgement taken',
        does: 'take Amazon’s answer to the acknowledgement',
      },
    },
  },
  'order-change': {
    name: 'change of order',
    steps: {
      'take-turn': { done: 'The answer before it stands', does: 'wait for the answer before it' },
      'review-change': { done: 'Changed lines reviewed', does: 'review the changed lines', told: true },
      'adjust-hold': {
        done: 'Stock held in the shop as the order is now',
        does: 'change what the shop holds',
        told: true,
      },
      'decide-change': { done: 'New answer decided', does: 'decide the new answer' },
      'acknowledge-change': { done: 'New answer given to Amazon', does: 'send the new answer to Amazon' },
      'enter-change': { done: 'Order of the shop as the order is now', does: 'enter the order in the shop' },
      'close-change': {
        done: 'Amazon’s answer to the new answer taken',
        does: 'take Amazon’s answer to the new answer',
      },
    },
  },
  dispatch: {
    name: 'dispatch',
    steps: {
      'match-order': { done: 'Order of the goods found', does: 'find the order of the goods' },
      'match-carrier': { done: 'Carrier known to Amazon', does: 'find Amazon’s code for the carrier' },
      'plan-notice': { done: 'Cartons and their labels laid out', does: 'lay out the cartons and their labels' },
      'join-truck': { done: 'Truck of the goods known', does: 'find the truck that the goods stand on' },
      'gather-truck': {
        done: 'All that stands on the truck known',
        does: 'put all that stands on the truck into one notice',
      },
      'ship-notice': { done: 'Ship notice given to Amazon', does: 'send the ship notice to Amazon' },
      'make-invoice': { done: 'Invoice written into the register', does: 'write the invoice' },
      invoice: { done: 'Invoice given to Amazon', does: 'send the invoice to Amazon' },
      'close-documents': {
        done: 'Amazon’s answers to ship notice and invoice taken',
        does: 'take Amazon’s answers to ship notice and invoice',
      },
    },
  },
  'notice-correction': {
    name: 'correction of a ship notice',
    steps: {
      'plan-correction': {
        done: 'What Amazon has compared with what left',
        does: 'compare what Amazon has with what left',
      },
      'send-correction': { done: 'Correction given to Amazon', does: 'send the correction to Amazon' },
      'close-correction': {
        done: 'Amazon’s answer to the correction taken',
        does: 'take Amazon’s answer to the correction',
      },
    },
  },
  remittance: {
    name: 'remittance',
    steps: { match: { done: 'Lines matched with invoices', does: 'match the lines with invoices', told: true } },
  },
  'inventory-report': {
    name: 'inventory report',
    steps: {
      'plan-report': { done: 'Stock of what Amazon knows counted', does: 'count the stock of what Amazon knows' },
      'send-report': { done: 'Inventory report given to Amazon', does: 'send the inventory report to Amazon' },
      'close-report': {
        done: 'Amazon’s answer to the inventory report taken',
        does: 'take Amazon’s answer to the inventory report',
      },
    },
  },
};

/** Also for a step of an older release, whose name is all that is left of it. */
export function stepWords(saga: string, step: string): StepWords {
  const known = SAGA_WORDS[saga]?.steps[step];
  const name = step.replaceAll('-', ' ');
  return known ?? { done: `${name} done`, does: name };
}

/** `order 4KQ7TZ1M`, `dispatch shipment-3`. */
export function walkText(saga: string, key: string): string {
  return `${SAGA_WORDS[saga]?.name ?? saga.replaceAll('-', ' ')} ${key}`;
}

/** One line of a journal as a sentence. */
export function entryText(saga: string, { step, event, detail }: JournalEntry): { what: string; tone: Tone } {
  const { done, does, undone } = stepWords(saga, step);
  const name = SAGA_WORDS[saga]?.name ?? saga.replaceAll('-', ' ');
  switch (event) {
    case 'opened':
      return { what: `Work on the ${name} begun`, tone: 'idle' };
    case 'started':
      return { what: `Began to ${does}`, tone: 'idle' };
    case 'done':
      return { what: done, tone: 'good' };
    case 'waiting':
      return { what: `Waits for ${waitText(detail)}`, tone: 'wait' };
    case 'failed':
      return { what: `Could not ${does}`, tone: 'bad' };
    case 'held':
      return { what: `Stopped: could not ${does}, a person must act`, tone: 'bad' };
    case 'undone':
      return { what: undone ?? `Taken back: ${done}`, tone: 'wait' };
    case 'woken':
      return { what: 'Went on', tone: 'idle' };
    case 'ended':
      return detail === 'undone'
        ? { what: 'Given up: nothing is held, and Amazon heard nothing', tone: 'bad' }
        : { what: `Work on the ${name} ended`, tone: 'idle' };
  }
}

/** Journals name documents by their kind: `the 997 for our ship-notice`. */
export function waitText(awaiting: string): string {
  return awaiting.replace('ship-notice', 'ship notice');
}
