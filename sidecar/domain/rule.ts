import type { Finding } from './document-consistency.ts';
import type { Region } from './trading-partner.ts';

/** One thing that Amazon asks of a document, and where it asks for it. */
export interface Rule<Document, Circumstances> extends Pick<Finding, 'code' | 'severity' | 'fix'> {
  /** Absent: everywhere. */
  regions?: readonly Region[];
  prevents: string;
  /** The places that break it. */
  broken(document: Document, circumstances: Circumstances): readonly Pick<Finding, 'field' | 'message'>[];
}

/** Nearly all accounts are American, and a file does not say where it goes. */
const ASSUMED_REGION: Region = 'na';

/** The pack of a region: the rules that hold everywhere and its own. */
export function rulesOf<Document, Circumstances>(
  rules: readonly Rule<Document, Circumstances>[],
  region: Region = ASSUMED_REGION,
): Rule<Document, Circumstances>[] {
  return rules.filter(({ regions }) => regions === undefined || regions.includes(region));
}

export function brokenRules<Document, Circumstances extends { region?: Region }>(
  rules: readonly Rule<Document, Circumstances>[],
  document: Document,
  circumstances: Circumstances,
): Finding[] {
  return rulesOf(rules, circumstances.region).flatMap(({ code, severity, fix, prevents, broken }) =>
    broken(document, circumstances).map(({ field, message }) => ({ code, severity, field, message, fix, prevents })),
  );
}

/** For a rule about the document as a whole. */
export function brokenIf(is: boolean, field: string, message: string): Pick<Finding, 'field' | 'message'>[] {
  return is ? [{ field, message }] : [];
}
