import { functionalAcknowledgementOf } from '../../codec/x12/997-functional-acknowledgement.ts';
import type { Envelope } from '../../codec/x12/envelope.ts';
import { codeTablesOf } from '../../codec/x12/partner-codes.ts';
import { type ReadEvent, readInterchanges } from '../../codec/x12/read.ts';
import { instant } from '../../domain/calendar.ts';
import type { TradingPartner } from '../../domain/trading-partner.ts';
import type { InboundDocument } from '../../ports/stores.ts';
import { raise } from '../../workflow/discrepancies.ts';
import { receiveOrder, receiveOrderChange } from '../../workflow/intake.ts';
import {
  receiveApplicationAdvice,
  receiveFunctionalAcknowledgement,
  receiveInterchangeAcknowledgement,
} from '../../workflow/partner-answers.ts';
import { receiveRoutingInstructions } from '../../workflow/routing.ts';
import type { World } from '../../workflow/world.ts';
import { Notes, orderNotes } from './notes.ts';
import { type FileVerdict, partOf, raiseRefusal } from './refusal.ts';
import { takeRemittance } from './remittance.ts';

type Read = Extract<ReadEvent, { kind: 'document' }>;

/** What one interchange may do: be booked for an account, or be kept only, and why. */
type Admission = { partner: TradingPartner } | { refused: string; state: 'quarantined' | 'ignored' };

/** Reads a file of one or more interchanges, document by document: what is wrong with one never loses another. */
export async function processEdi(document: InboundDocument, world: World): Promise<FileVerdict> {
  const tally = new Tally();
  const admissions = new Map<string, Admission>();
  const admit = async (envelope: Envelope) => {
    const key = `${envelope.senderId}:${envelope.receiverId}:${envelope.interchangeControlNumber}`;
    const known = admissions.get(key) ?? (await admission(envelope, document, world));
    admissions.set(key, known);
    return known;
  };

  for await (const event of readInterchanges(world.stores.inbound.read(document.id), { codes: codesFor(world) })) {
    tally.notes.addAll(event.warnings);
    const admitted = event.envelope ? await admit(event.envelope) : undefined;
    if (admitted && 'refused' in admitted) {
      tally.keepOut(admitted);
    } else if (event.kind === 'refused') {
      const { error, type, controlNumber } = event;
      const what = `${type || 'a message'} in file ${document.name}`;
      await raiseRefusal(error, { what, part: partOf(error, controlNumber) }, document, world);
      tally.count('refused');
    } else if (event.kind === 'document' && admitted) {
      tally.count(await receive(event, admitted.partner, document, tally.notes, world));
    } else if (event.kind === 'interchange' && admitted) {
      await answerInterchange(event, admitted.partner, world);
    }
  }
  return tally.verdict();
}

/** Each account may write codes of its own, and a file may hold interchanges of several. */
function codesFor(world: World) {
  return ({ senderId, receiverId }: Envelope) =>
    codeTablesOf(world.partners.findByInterchange(senderId, receiverId)?.x12Codes ?? {});
}

async function admission(envelope: Envelope, document: InboundDocument, world: World): Promise<Admission> {
  const { senderId, receiverId, interchangeControlNumber: controlNumber } = envelope;
  const partner = world.partners.findByInterchange(senderId, receiverId);
  if (!partner) {
    await raise(world, {
      key: `unknown-sender:${document.id}:${senderId}:${receiverId}`,
      kind: 'unknown-sender',
      subject: { inboundId: document.id },
      summary: `file ${document.name} comes from '${senderId}' for '${receiverId}': no account of ours trades under these ids`,
      detail: { envelope },
    });
    return { refused: `unknown sender ${senderId} or receiver ${receiverId}`, state: 'quarantined' };
  }
  if (envelope.usage === 'test' && partner.interchange.usage === 'production') {
    return { refused: 'a test interchange on a production account: kept, never booked', state: 'ignored' };
  }
  const interchange = { senderId, receiverId, controlNumber, hash: document.hash };
  const seen = await world.stores.inbound.seeInterchange(interchange, document.id, instant(world.now()));
  if (seen !== 'conflict') return { partner };
  await raise(world, {
    key: `interchange-conflict:${document.id}:${controlNumber}`,
    kind: 'interchange-conflict',
    subject: { inboundId: document.id },
    summary: `interchange ${controlNumber} of ${senderId} came a second time with other content: file ${document.name} is kept and not processed`,
    detail: { envelope },
  });
  return { refused: `interchange ${controlNumber} was received before with other content`, state: 'quarantined' };
}

async function receive(
  event: Read,
  account: TradingPartner,
  document: InboundDocument,
  notes: Notes,
  world: World,
): Promise<string> {
  const { content } = event;
  switch (content.kind) {
    case 'purchase-order': {
      const partner = accountOf(content.document.vendorCode, account, world);
      const sighting = { channel: 'edi' as const, inboundId: document.id, at: document.receivedAt };
      notes.addAll(orderNotes(content.document, partner, world.now()));
      return `order ${await receiveOrder(content.document, partner, sighting, world)}`;
    }
    case 'remittance': {
      const { vendorCode } = accountOf(content.document.vendorCode, account, world);
      return takeRemittance(content.document, vendorCode, document, world);
    }
    case 'functional-acknowledgement':
      await receiveFunctionalAcknowledgement(content.document, account, document.id, world);
      return 'functional acknowledgement';
    case 'interchange-acknowledgement':
      await receiveInterchangeAcknowledgement(content.document, account, document.id, world);
      return 'interchange acknowledgement';
    case 'application-advice':
      await receiveApplicationAdvice(content.document, account, document.id, world);
      return 'application advice';
    case 'order-change': {
      const partner = accountOf(content.document.vendorCode, account, world);
      const sighting = { channel: 'edi' as const, inboundId: document.id, at: document.receivedAt };
      return `order change ${await receiveOrderChange(content.document, partner, sighting, world)}`;
    }
    case 'routing-instructions': {
      const { unknown } = await receiveRoutingInstructions(content.document, document.id, world);
      for (const number of new Set(unknown)) {
        const message = `The instructions name order ${number}, which is not known here.`;
        notes.add({ code: 'routed-order-unknown', message, place: { transaction: content.document.number } });
      }
      return 'routing instructions';
    }
    default:
      return `${event.type} not expected from Amazon`;
  }
}

/** Several vendor codes may share one mailbox; the document then says whose it is. */
function accountOf(named: string | undefined, account: TradingPartner, world: World): TradingPartner {
  return (named !== undefined && world.partners.find(named)) || account;
}

/** Says of the envelope what its sender asks to hear (ISA14), and for each group what we could read. Never for a group of 997s: two houses would answer each other for ever. */
async function answerInterchange(
  event: Extract<ReadEvent, { kind: 'interchange' }>,
  partner: TradingPartner,
  world: World,
): Promise<void> {
  const { senderId, interchangeControlNumber } = event.envelope;
  if (event.acknowledgement) {
    await world.partner.send({
      key: `TA1:${senderId}:${interchangeControlNumber}`,
      vendorCode: partner.vendorCode,
      content: { kind: 'interchange-acknowledgement', document: event.acknowledgement },
    });
  }
  for (const group of event.groups) {
    const document = functionalAcknowledgementOf(group);
    if (!document) continue;
    await world.partner.send({
      key: `997:${senderId}:${interchangeControlNumber}:${group.functionalId}:${group.groupControlNumber}`,
      vendorCode: partner.vendorCode,
      content: { kind: 'functional-acknowledgement', document },
    });
  }
}

/** What a file held, counted for people. */
class Tally {
  readonly notes = new Notes();
  private readonly counts = new Map<string, number>();
  private readonly keptOut: { refused: string; state: 'quarantined' | 'ignored' }[] = [];

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  keepOut(reason: { refused: string; state: 'quarantined' | 'ignored' }): void {
    if (!this.keptOut.some(({ refused }) => refused === reason.refused)) this.keptOut.push(reason);
  }

  verdict(): FileVerdict {
    const parts = [
      ...[...this.counts].map(([what, count]) => `${count} × ${what}`),
      ...this.keptOut.map(({ refused }) => refused),
      ...this.notes.inWords(),
    ];
    const quarantined =
      [...this.counts.keys()].some((what) => what.includes('refused')) ||
      this.keptOut.some(({ state }) => state === 'quarantined');
    const empty = this.counts.size === 0;
    return {
      state: quarantined ? 'quarantined' : empty ? 'ignored' : 'processed',
      detail: parts.join('; ') || 'nothing in it',
    };
  }
}
