import { serialiseRoutingRequest } from '../../codec/x12/753-routing-request.ts';
import { serialiseInvoice } from '../../codec/x12/810-invoice.ts';
import { serialiseInventoryReport } from '../../codec/x12/846-inventory-report.ts';
import { serialiseAcknowledgement } from '../../codec/x12/855-acknowledgement.ts';
import { serialiseShipNotice } from '../../codec/x12/856-ship-notice.ts';
import { serialiseChangeAcknowledgement } from '../../codec/x12/865-change-acknowledgement.ts';
import { serialiseFunctionalAcknowledgement } from '../../codec/x12/997-functional-acknowledgement.ts';
import { interchangeAcknowledgementSegment } from '../../codec/x12/ta1-interchange-acknowledgement.ts';
import {
  functionalIdOf,
  type SegmentText,
  serialiseInterchange,
  serialiseServiceInterchange,
} from '../../codec/x12/write.ts';
import type { Clock } from '../../domain/calendar.ts';
import type { DocumentKind, OutboundTradingDocument } from '../../domain/trading-document.ts';
import type { OutboundDocument, Sequences } from '../../ports/stores.ts';
import type { AmazonChannel } from './channel.ts';
import { documentFileName } from './file-name.ts';
import type { Outbox } from './mailbox.ts';
import { type X12Settings, x12SettingsOf } from './x12-settings.ts';

export interface EdiChannelParts {
  sequences: Sequences;
  outbox: Outbox;
  clock: Clock;
}

type OutboundKind = OutboundTradingDocument['kind'];

const DOCUMENT_TYPE: Readonly<Record<OutboundKind, string>> = {
  acknowledgement: '855',
  'routing-request': '753',
  'ship-notice': '856',
  invoice: '810',
  'inventory-report': '846',
  'functional-acknowledgement': '997',
  'interchange-acknowledgement': 'TA1',
};

const LARGEST_CONTROL_NUMBER = 999_999_999;

/** Interchanges into the mailbox: one document each, so that a 997 that rejects one rejects no other. */
export function ediChannel({ sequences, outbox, clock }: EdiChannelParts): AmazonChannel {
  const { receipt } = outbox;
  return {
    async make(content, partner) {
      const issuedAt = clock();
      const documentType = documentTypeOf(content);
      const functionalId = functionalIdOf(documentType) ?? '';
      // Written before a number is drawn: a document that cannot be said leaves no gap that somebody asks about.
      const segments = segmentsOf(content, x12SettingsOf(partner), issuedAt);
      const { ourQualifier, ourId, partnerQualifier, partnerId, usage } = partner.interchange;
      const drawn = await sequences.next(`isa:${ourId}:${partnerId}`);
      const controlNumber = ((drawn - 1) % LARGEST_CONTROL_NUMBER) + 1;
      const header = {
        senderQualifier: ourQualifier,
        senderId: ourId,
        receiverQualifier: partnerQualifier,
        receiverId: partnerId,
        controlNumber,
        issuedAt,
        usage,
      };
      const release = releaseOf(content.kind);
      // A TA1 stands beside the groups and in none of them.
      const raw =
        content.kind === 'interchange-acknowledgement'
          ? serialiseServiceInterchange(segments, release, header)
          : serialiseInterchange(functionalId, release, [{ documentType, segments }], header);
      const number = String(controlNumber).padStart(9, '0');
      const fileName = documentFileName(partner.vendorCode, documentType, content, `${number}.edi`);
      return { raw, controlNumber, functionalId, fileName };
    },
    // Where the file was picked up before we noted that it left, it goes once more under its own name and
    // number: Amazon knows both, and takes the second for what it is.
    async deliver(document) {
      const name = nameNow(document);
      await outbox.put(name, new TextEncoder().encode(document.raw));
      return name;
    },
    receipt: receipt && (({ reference }) => receipt(reference)),
    // The 997 comes in by the mailbox, and the intake writes it down.
    async answer({ acknowledged, problems }) {
      return { status: acknowledged, problems };
    },
    async shown() {
      return undefined;
    },
  };
}

/** Amazon takes each name once, and so what a person sends again goes by another one. The numbers inside stay. */
function nameNow({ fileName: name, resends }: OutboundDocument): string {
  return resends === 0 ? name : name.replace(/(\.[^.]*)?$/, (ending) => `-again-${resends}${ending}`);
}

function documentTypeOf(content: OutboundTradingDocument): string {
  return content.kind === 'acknowledgement' && content.change ? '865' : DOCUMENT_TYPE[content.kind];
}

function segmentsOf(content: OutboundTradingDocument, settings: X12Settings, issuedAt: Date): SegmentText[] {
  const { codes, extras } = settings;
  switch (content.kind) {
    case 'acknowledgement':
      return content.change
        ? serialiseChangeAcknowledgement(content.change, { codes })
        : serialiseAcknowledgement(content.document, { codes });
    case 'routing-request':
      return serialiseRoutingRequest(content.document, { codes });
    case 'ship-notice': {
      const { ssccDigits, amazonReferenceQualifier } = extras;
      return serialiseShipNotice(content.document, {
        codes,
        issuedAt,
        ...(ssccDigits === undefined ? {} : { ssccDigits }),
        ...(amazonReferenceQualifier === undefined ? {} : { amazonReferenceQualifier }),
      });
    }
    case 'invoice':
      return serialiseInvoice(content.document, { codes });
    case 'inventory-report':
      return serialiseInventoryReport(content.document, { codes });
    case 'functional-acknowledgement':
      return serialiseFunctionalAcknowledgement(content.document);
    case 'interchange-acknowledgement':
      return [interchangeAcknowledgementSegment(content.document)];
  }
}

/** Amazon publishes the 753 and the 856 in release 5010, all else that we send in 4010. */
function releaseOf(kind: DocumentKind): string {
  return kind === 'ship-notice' || kind === 'routing-request' ? '005010' : '004010';
}
