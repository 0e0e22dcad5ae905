/** Just enough X12 to talk: no validation here, no knowledge of documents. */
export interface Segment {
  tag: string;
  /** Element 1 first. */
  elements: string[];
  /** ST is 1; 0 outside of a transaction. */
  position: number;
}

export interface Transaction {
  /** ST01, ST02. */
  set: string;
  control: string;
  /** From ST to SE, both included; no SE where it was missing. */
  segments: Segment[];
}

export interface Group {
  /** GS01, GS06, GS08. */
  functionalId: string;
  control: string;
  version: string;
  transactions: Transaction[];
  /** GE, where there is one. */
  trailer?: Segment;
}

export interface Interchange {
  senderQualifier: string;
  senderId: string;
  receiverQualifier: string;
  receiverId: string;
  control: string;
  usage: string;
  groups: Group[];
  trailer?: Segment;
  /** What is wrong with the envelope itself. */
  faults: string[];
}

export interface Delimiters {
  element: string;
  component: string;
  segment: string;
  /** After each terminator, for people. */
  lineEnd: string;
}

export function at(segment: Segment | undefined, number: number): string {
  return segment?.elements[number - 1]?.trim() ?? '';
}

/** Reads a whole file; several interchanges may follow each other, each with its own delimiters. */
export function split(text: string): Interchange[] {
  const interchanges: Interchange[] = [];
  let rest = text.replace(/^\uFEFF/, '').trimStart();
  while (rest.startsWith('ISA')) {
    const element = rest.charAt(3);
    const terminator = rest.charAt(105);
    const segments: Segment[] = [];
    let end = 0;
    while (end < rest.length) {
      const next = rest.indexOf(terminator, end);
      const raw = rest.slice(end, next < 0 ? rest.length : next).replace(/^[\r\n]+/, '');
      end = next < 0 ? rest.length : next + 1;
      const [tag = '', ...elements] = raw.split(element);
      if (raw.trim() !== '') segments.push({ tag, elements, position: 0 });
      if (tag === 'IEA') break;
    }
    interchanges.push(assemble(segments, rest));
    rest = rest.slice(end).trimStart();
  }
  return interchanges;
}

/** ISA01-16 have fixed widths; a header of another length has sent every reader of fixed offsets astray. */
const ISA_WIDTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

function assemble([isa, ...segments]: Segment[], raw: string): Interchange {
  const faults: string[] = [];
  const widths = isa?.elements.map((value) => value.length) ?? [];
  if (widths.join() !== ISA_WIDTHS.join()) faults.push(`ISA has element widths ${widths.join(' ')}.`);
  if (/[A-Za-z0-9 ]/.test(raw.charAt(105))) faults.push(`'${raw.charAt(105)}' is no segment terminator.`);
  const interchange: Interchange = {
    senderQualifier: at(isa, 5),
    senderId: at(isa, 6),
    receiverQualifier: at(isa, 7),
    receiverId: at(isa, 8),
    control: at(isa, 13),
    usage: at(isa, 15),
    groups: [],
    faults,
  };
  let transaction: Transaction | undefined;
  for (const segment of segments) {
    const group = interchange.groups.at(-1);
    if (segment.tag === 'GS') {
      interchange.groups.push({
        functionalId: at(segment, 1),
        control: at(segment, 6),
        version: at(segment, 8),
        transactions: [],
      });
    } else if (segment.tag === 'GE' && group) group.trailer = segment;
    else if (segment.tag === 'IEA') interchange.trailer = segment;
    else if (segment.tag === 'ST') {
      transaction = { set: at(segment, 1), control: at(segment, 2), segments: [{ ...segment, position: 1 }] };
      if (group) group.transactions.push(transaction);
      else faults.push('ST stands outside of a group.');
    } else if (transaction) {
      transaction.segments.push({ ...segment, position: transaction.segments.length + 1 });
      if (segment.tag === 'SE') transaction = undefined;
    } else faults.push(`${segment.tag} stands outside of a transaction.`);
  }
  if (!interchange.trailer) faults.push('IEA is missing.');
  else if (at(interchange.trailer, 2) !== interchange.control) faults.push('IEA02 is not ISA13.');
  else if (Number(at(interchange.trailer, 1)) !== interchange.groups.length)
    faults.push('IEA01 is not the number of groups.');
  return interchange;
}

export interface OutgoingHeader {
  senderQualifier: string;
  senderId: string;
  receiverQualifier: string;
  receiverId: string;
  usage: string;
  control: number;
  functionalId: string;
  at: Date;
}

/** One interchange, one group of release 004010, the transactions with their ST and SE put around them. */
export function write(header: OutgoingHeader, set: string, bodies: string[][][], delimiters: Delimiters): string {
  const { control, senderId, receiverId } = header;
  const [day, clock] = [
    header.at.toISOString().slice(0, 10).replaceAll('-', ''),
    header.at.toISOString().slice(11, 16).replace(':', ''),
  ];
  const interchangeControl = String(control).padStart(9, '0');
  const isa = [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    header.senderQualifier,
    senderId.padEnd(15),
    header.receiverQualifier,
    receiverId.padEnd(15),
    day.slice(2),
    clock,
    'U',
    '00401',
    interchangeControl,
    '0',
    header.usage,
    delimiters.component,
  ];
  const transactions = bodies.flatMap((body, index) => {
    const id = String(index + 1).padStart(4, '0');
    return [['ST', set, id], ...body.map((segment) => clean(segment, delimiters)), ['SE', String(body.length + 2), id]];
  });
  const segments = [
    isa,
    ['GS', header.functionalId, senderId, receiverId, day, clock, String(control), 'X', '004010'],
    ...transactions,
    ['GE', String(bodies.length), String(control)],
    ['IEA', '1', interchangeControl],
  ];
  return segments.map((segment) => segment.join(delimiters.element) + delimiters.segment + delimiters.lineEnd).join('');
}

/** Trailing empty elements go; a delimiter inside a text would end it, so a blank takes its place. */
function clean(segment: string[], { element, component, segment: terminator }: Delimiters): string[] {
  const values = segment.map((value) =>
    [element, component, terminator].reduce((text, mark) => text.replaceAll(mark, ' '), value),
  );
  while (values.at(-1) === '') values.pop();
  return values;
}
