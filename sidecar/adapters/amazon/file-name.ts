import type { OutboundTradingDocument } from '../../domain/trading-document.ts';
import { Refused } from '../../ports/failures.ts';

/** Names that a transfer program gives to files that it has not finished. */
const UNFINISHED = /^[.~]|\.(tmp|temp|part|partial|filepart|crdownload|swp)$|~$/i;

export function isUnfinished(name: string): boolean {
  return UNFINISHED.test(name);
}

/** A name is a name, never a way out of the folder. */
export function plainName(name: string, folder: string): string {
  if (name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)) return name;
  throw new Refused('file-name-invalid', `use the file name '${name}' in ${folder}`, {
    hint: 'Rename the file: letters, digits, dot, hyphen and underscore.',
  });
}

/** The name that lies there with other content is somebody else's file; Amazon takes each name once. */
export function nameTaken(name: string, doing: string): Refused {
  return new Refused('file-name-taken', doing, {
    hint: `${name} lies there with other content. Find out what wrote it; Amazon takes each name once.`,
  });
}

/** Never used before, as Amazon wants it: the number in `end` is drawn once. The rest is for people. */
export function documentFileName(
  vendorCode: string,
  type: string,
  content: OutboundTradingDocument,
  end: string,
): string {
  const subject = subjectOf(content)
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .slice(0, 40);
  return `${vendorCode}_${type}_${subject}_${end}`;
}

function subjectOf(content: OutboundTradingDocument): string {
  switch (content.kind) {
    case 'acknowledgement':
      return content.document.purchaseOrderNumber;
    case 'routing-request':
      return content.document.number;
    case 'ship-notice':
      return content.document.shipmentId;
    case 'invoice':
      return content.document.number;
    case 'inventory-report':
      return content.document.reportId;
    case 'functional-acknowledgement':
      return `${content.document.functionalId}${content.document.groupControlNumber}`;
    case 'interchange-acknowledgement':
      return content.document.controlNumber;
  }
}
