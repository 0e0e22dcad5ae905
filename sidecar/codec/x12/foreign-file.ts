import { CodecError, type Place } from '../problem.ts';

/** How a file begins, what it is then called, and what to hand in instead. */
const FORMATS: readonly { beginnings: readonly string[]; what: string; hint: string }[] = [
  {
    beginnings: ['%PDF-'],
    what: 'a PDF',
    hint: 'Hand in the EDI file that the PDF was made from, from ISA to IEA; a picture of it cannot be read.',
  },
  {
    beginnings: ['PK\u0003\u0004'],
    what: 'a spreadsheet (.xlsx) or another zip archive',
    hint: 'Unpack it and hand in the EDI file itself; a remittance in a spreadsheet is saved as CSV and imported.',
  },
  {
    // As the decoder leaves them: what follows happens to be UTF-8.
    beginnings: ['\u00d0\u00cf\u0011'],
    what: 'an old Office document (.xls, .doc)',
    hint: 'Hand in the EDI file itself; a remittance in a spreadsheet is saved as CSV and imported.',
  },
  { beginnings: ['\u001f\u008b'], what: 'a gzip archive', hint: 'Unpack it (gunzip) and hand in what is in it.' },
  {
    beginnings: ['\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8'],
    what: 'a picture',
    hint: 'Hand in the interchange itself, from ISA to IEA.',
  },
  {
    beginnings: ['<!DOCTYPE html', '<!doctype html', '<html', '<HTML'],
    what: 'a web page',
    hint: 'It is likely an error page of the server that the file was fetched from: fetch it again.',
  },
  { beginnings: ['<?xml'], what: 'XML', hint: 'Hand in the X12 interchange, from ISA to IEA.' },
  { beginnings: ['{"', '[{', '{\n', '{\r'], what: 'JSON', hint: 'Hand in the X12 interchange, from ISA to IEA.' },
];

/** UNA, or one of the service segments that an EDIFACT message may begin with, at the head of a line. */
const EDIFACT = /(^|[\r\n])\s*(UNA[^A-Za-z0-9\s].{4}[^A-Za-z0-9]|UN[BGH][^A-Za-z0-9\s])/;

/** Why a file without any ISA cannot be read: by its own name, as whoever sent it took it for the right one. */
export function withoutInterchange(beginning: string, place: Place): CodecError {
  const format = FORMATS.find(({ beginnings }) => beginnings.some((text) => beginning.startsWith(text)));
  if (format) return new CodecError('no-interchange', `The file is ${format.what}, not X12`, place, format.hint);
  const edifact = EDIFACT.exec(beginning);
  if (edifact) {
    const segment = (edifact[2] ?? '').slice(0, 3);
    return new CodecError(
      'edifact-not-read',
      `The file is EDIFACT (${segment}), which is not read yet`,
      { ...place, segment },
      'Handle it by hand in Vendor Central, or ask Amazon to send this account X12 or open it to SP-API.',
    );
  }
  if (/payment\W{0,3}(number|no|id)\b/i.test(beginning)) {
    const hint = 'Import it: npx vendor-bridge remittance import FILE.';
    return new CodecError('no-interchange', 'The file is a table of payments, not X12', place, hint);
  }
  // UTF-16 without its mark is text with a zero behind each letter; anything else with zeros is no text.
  const zeros = beginning.split('\0').length - 1;
  if (zeros > 0 && zeros * 3 >= beginning.length && /[A-Z]\0[A-Z]\0|\0[A-Z]\0[A-Z]/i.test(beginning)) {
    const hint = 'The file looks like UTF-16 without a byte order mark; save it as UTF-8 and hand it in again.';
    return new CodecError('no-interchange', 'There is no ISA segment in the file', place, hint);
  }
  const isBinary = zeros > 0 || controls(beginning) * 10 > beginning.length;
  const what = isBinary ? 'The file is binary, not X12' : 'There is no ISA segment in the file';
  return new CodecError('no-interchange', what, place, 'Hand in the interchange itself, from ISA to IEA.');
}

function controls(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || (code >= 0x7f && code <= 0x9f)) count += 1;
  }
  return count;
}
