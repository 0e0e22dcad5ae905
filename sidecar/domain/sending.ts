import type { Channel, SendingMode, SentKind, TradingPartner } from './trading-partner.ts';

/** Amazon understands a ship notice only with the acknowledgement that it has, and an invoice only with both. */
export const RESTS_ON: Readonly<Record<SentKind, readonly SentKind[]>> = {
  acknowledgement: [],
  'routing-request': ['acknowledgement'],
  'ship-notice': ['acknowledgement'],
  invoice: ['acknowledgement', 'ship-notice'],
  'inventory-report': [],
  'functional-acknowledgement': [],
  'interchange-acknowledgement': [],
};

const STRICTER: readonly SendingMode[] = ['live', 'never-send', 'shadow'];

/**
 * What becomes of a kind of document under the account's settings. Never more than of those it rests on: an invoice
 * for goods whose ship notice stays here would bill Amazon for what it cannot receive.
 */
export function sendingMode(partner: Pick<TradingPartner, 'mode' | 'modes'>, kind: SentKind): SendingMode {
  return strictest([kind, ...RESTS_ON[kind]].map((one) => statedMode(partner, one)));
}

/** As the settings have it for this kind alone. */
export function statedMode({ mode, modes }: Pick<TradingPartner, 'mode' | 'modes'>, kind: SentKind): SendingMode {
  return modes[kind] ?? mode;
}

/** A document of ours that belongs to an order, as the outbox has it. */
export interface OutboxRow {
  kind: string;
  channel: Channel;
  delivered: 'pending' | 'handed-over' | 'delivered' | 'failed' | 'held-back';
  mode: SendingMode;
  preparedAt: string;
}

/**
 * What a document of this kind rests on and Amazon has not heard, of the documents of its order, newest first. Of
 * acknowledgements only the newest counts: it says all that those before it said.
 */
export function unheardBelow<Row extends OutboxRow>(kind: SentKind, ofOrder: readonly Row[], before?: string): Row[] {
  const earlier = ofOrder.filter(({ preparedAt }) => before === undefined || preparedAt <= before);
  return RESTS_ON[kind].flatMap((below) => {
    const rows = earlier.filter((row) => row.kind === below);
    const counting = below === 'acknowledgement' ? rows.slice(0, 1) : rows;
    return counting.filter((row) => row.delivered === 'held-back' || isToEnter(row));
  });
}

/** A file that nobody has entered in Vendor Central yet: Amazon has not heard it. */
export function isToEnter({ channel, delivered }: Pick<OutboxRow, 'channel' | 'delivered'>): boolean {
  return channel === 'file' && delivered === 'handed-over';
}

export function strictest(modes: readonly SendingMode[]): SendingMode {
  return modes.reduce<SendingMode>(
    (most, mode) => (STRICTER.indexOf(mode) > STRICTER.indexOf(most) ? mode : most),
    'live',
  );
}
