import { describe, expect, test } from 'vitest';
import { sweepMailbox } from '../../../sidecar/entrypoints/pollers/mailbox.ts';
import { Refused } from '../../../sidecar/ports/failures.ts';
import type { Mailbox } from '../../../sidecar/ports/partner.ts';
import { fakeWorld } from '../../fakes/world.ts';

/** An inbox in memory; `beforeRead` is where others get in between. */
function inbox(names: string[], beforeRead: (name: string) => void = () => {}): Mailbox & { names: string[] } {
  return {
    names,
    list: async () => names.map((name) => ({ name, size: 1, modifiedAt: new Date(0) })),
    async *read(name) {
      beforeRead(name);
      if (!names.includes(name)) throw new Refused('mailbox-missing', `read ${name}`);
      yield new TextEncoder().encode(`nothing that is EDI, ${name}`);
    },
    async remove(name) {
      names.splice(names.indexOf(name), 1);
    },
  };
}

const atOnce = { settleAfterMs: 0 };

describe('a mailbox that several sidecars share', () => {
  test('a file that another one took between look and read is passed over, and the next one is taken', async () => {
    const world = fakeWorld();
    const mailbox = inbox(['first', 'second'], (name) => {
      if (name === 'first') mailbox.names.splice(0, 1);
    });
    expect(await sweepMailbox(mailbox, atOnce, world)).toBe(1);
    expect((await world.stores.inbound.list({})).map(({ name }) => name)).toEqual(['second']);
    expect(mailbox.names).toEqual([]);
  });

  test('a file that lies there and cannot be read is a failure that somebody hears of', async () => {
    const mailbox = inbox(['first'], () => {
      throw new Refused('mailbox-forbidden', 'read first');
    });
    await expect(sweepMailbox(mailbox, atOnce, fakeWorld())).rejects.toMatchObject({ code: 'mailbox-forbidden' });
    expect(mailbox.names).toEqual(['first']);
  });

  test('told to stop, a sidecar finishes its file and leaves the others where they lie', async () => {
    const world = fakeWorld();
    const stopping = new AbortController();
    const mailbox = inbox(['first', 'second'], () => stopping.abort());
    expect(await sweepMailbox(mailbox, { ...atOnce, stopping: stopping.signal }, world)).toBe(1);
    expect((await world.stores.inbound.list({})).map(({ name, state }) => [name, state])).toEqual([
      ['first', expect.not.stringMatching('received')],
    ]);
    expect(mailbox.names).toEqual(['second']);
  });
});
