import { createHash } from 'node:crypto';

/** What a receipt of AS2 proves, or why it proves nothing. */
export type Mdn = { problem: undefined; evidence: string } | { problem: string };

/**
 * Reads a receipt as OpenAS2 keeps it: its HTTP headers, then what the signed report says. OpenAS2 has compared
 * digest and signature by then; it lets pass, though, a receipt that is not signed or names no digest. Both would
 * prove nothing (RFC 4130, sections 7.3 and 7.4), and so they count for nothing here.
 */
export function readMdn(text: string): Mdn {
  const fields = fieldsOf(text);
  const disposition = fields.get('disposition') ?? '';
  const outcome = disposition.split(';').slice(1).join(';').trim();
  if (!/^processed(\/warning\b.*)?$/i.test(outcome)) {
    return { problem: `Amazon's receipt says '${outcome || disposition || 'nothing'}' instead of processed` };
  }
  if (!/^multipart\/signed\b/i.test(fields.get('content-type') ?? '')) {
    return {
      problem:
        "Amazon's receipt is not signed: ask Amazon to sign receipts, and check as2_mdn_options of the partnership",
    };
  }
  const mic = fields.get('mic') ?? '';
  if (!/^\S+\s*,\s*\S+$/.test(mic)) {
    return { problem: "Amazon's receipt does not say what was received (no Received-Content-MIC)" };
  }
  const id = fields.get('message-id') ?? '';
  const hash = createHash('sha256').update(text).digest('hex');
  return {
    problem: undefined,
    evidence: `receipt ${id} on ${fields.get('original_message_id') ?? ''}: ${outcome}; MIC ${mic}; SHA-256 ${hash}`,
  };
}

/** Headers and attributes under their names in small letters. A header that goes on in the next line is joined. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const [known = ''] = text.split(/^Text:/m);
  for (const line of known.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const match = /^([A-Za-z0-9_-]+):[ \t]*(\S.*)$/.exec(line);
    const name = match?.[1]?.toLowerCase();
    if (name !== undefined && !fields.has(name)) fields.set(name, (match?.[2] ?? '').trim());
  }
  return fields;
}
