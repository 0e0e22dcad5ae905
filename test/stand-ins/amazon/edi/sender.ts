import type { ReceivedFunctionalAcknowledgement } from '../books.ts';
import { type Finding, warning } from '../documents.ts';
import { timestamp, type World } from '../world.ts';
import type { Mailbox } from './mailbox.ts';
import { type Delimiters, type Group, write } from './x12.ts';

/** Everything Amazon puts into the download folder, and what it hears about it. */
export interface Sender {
  send(set: string, functionalId: string, body: string[][], reference: string): Promise<string>;
  answer(group: Group, acknowledgement: { body: string[][]; result: string }): Promise<void>;
  hear(acknowledgement: Omit<ReceivedFunctionalAcknowledgement, 'at' | 'known'>): Finding[];
}

export function ediSender(world: World, mailbox: Mailbox, delimiters: Delimiters): Sender {
  const { books, parties } = world;

  async function deliver(set: string, functionalId: string, body: string[][]) {
    const control = world.next('interchange');
    const text = write(
      {
        senderQualifier: parties.amazonQualifier,
        senderId: parties.amazonId,
        receiverQualifier: parties.vendorQualifier,
        receiverId: parties.vendorId,
        usage: parties.usage,
        control,
        functionalId,
        at: world.now(),
      },
      set,
      [body],
      delimiters,
    );
    const file = `${world.vendorCode}${set}.I${String(control).padStart(7, '0')}`;
    await mailbox.deliver(file, text);
    return { file, control };
  }

  return {
    async send(set, functionalId, body, reference) {
      const { file, control } = await deliver(set, functionalId, body);
      books.interchanges.push({
        file,
        documentType: set,
        controlNumber: String(control),
        at: timestamp(world),
        reference,
      });
      return file;
    },
    async answer(group, { body, result }) {
      const { file } = await deliver('997', 'FA', body);
      const { functionalId, control: groupControlNumber } = group;
      books.functionalAcknowledgements.sent.push({
        file,
        functionalId,
        groupControlNumber,
        result,
        at: timestamp(world),
      });
    },
    hear(acknowledgement) {
      const sent = books.interchanges.find(({ controlNumber }) => controlNumber === acknowledgement.groupControlNumber);
      books.functionalAcknowledgements.received.push({
        ...acknowledgement,
        at: timestamp(world),
        known: sent !== undefined,
      });
      if (!sent)
        return [warning('UNKNOWN_GROUP', `Group ${acknowledgement.groupControlNumber} was never sent.`, 'AK1')];
      sent.answered = acknowledgement.transactions[0]?.result ?? acknowledgement.result;
      return [];
    },
  };
}
