import type { components } from '@selling-partner-api/models';
import { z } from 'zod';
import type { Finding } from '../../domain/document-consistency.ts';
import { CodecError, type Place } from '../problem.ts';

/** Amazon's own shapes, by their names in the merged models: `Schemas['vendorOrders_Order']`. */
export type Schemas = components['schemas'];

/** Says something odd that was read all the same. */
export type Warn = (code: string, message: string, place: Place) => void;

/** Text, or a number in its place: guide, models and live answers disagree on which. Null and absent are one. */
export const Text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? undefined : String(value)));

/** A boolean, or its word. */
export const Flag = z
  .union([z.boolean(), z.stringbool()])
  .nullish()
  .transform((value) => value ?? undefined);

/** Absent, null and empty are one. */
export function list<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

/** Reads a body at the border: fields of unknown name pass, a field of another shape is refused by its path. */
export function readShape<Schema extends z.ZodType>(schema: Schema, json: unknown): z.infer<Schema> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = pathOf(issue?.path ?? []);
  throw new CodecError('document-invalid', `${path || 'the body'}: ${issue?.message}`, at(path), ASK_AMAZON);
}

/** A field that has to hold something. */
export function required(value: string | undefined, path: string): string {
  if (value !== undefined && value.trim() !== '') return value;
  throw new CodecError('mandatory-element-missing', `${path} is missing`, at(path), ASK_AMAZON);
}

/** Stops a document that must not leave; what a person may decide (`warn`) was decided before. */
export function refuseBlocked(findings: readonly Finding[]): void {
  const finding = findings.find(({ severity }) => severity === 'block');
  if (finding) throw new CodecError(finding.code, finding.message, at(finding.field), finding.fix);
}

/** Our word for Amazon's. A word that is not in the list may mean anything, so the document waits for a person. */
export function lookUp<Word>(words: Readonly<Record<string, Word>>, value: string, path: string): Word {
  const word = Object.hasOwn(words, value) ? words[value] : undefined;
  if (word !== undefined) return word;
  throw new CodecError(
    'unknown-code',
    `${path} is '${value}', known are ${Object.keys(words).join(', ')}`,
    at(path),
    'Look the value up in the SP-API models; a new one needs a new release of this software.',
  );
}

/** The other way round of a table in which each word stands once. */
export function inverse<Code extends string, Word extends string>(words: Readonly<Record<Code, Word>>) {
  return Object.fromEntries(Object.entries(words).map(([code, word]) => [word, code])) as Record<Word, Code>;
}

/** `orderDetails.items[2].netCost` */
export function pathOf(steps: readonly PropertyKey[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return path === '' ? String(step) : `${path}.${String(step)}`;
  }, '');
}

export function at(path: string): Place {
  return { segment: path };
}

/** Without the keys that hold nothing: what was not said must not become `null` on the wire or a key in a golden. */
export function defined<Draft extends object>(draft: Draft): Defined<Draft> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as Defined<Draft>;
}

/** Keys that may hold nothing become keys that may be missing. */
export type Defined<Draft> = { [Key in keyof Draft as undefined extends Draft[Key] ? never : Key]: Draft[Key] } & {
  [Key in keyof Draft as undefined extends Draft[Key] ? Key : never]?: Exclude<Draft[Key], undefined>;
};

/** What is wrong with a body of ours that is read back. */
export const REPORT_IT = 'Report it with the document: what was kept is not what was sent.';

export const ASK_AMAZON = 'Compare with Vendor Central; the raw answer is kept with the document.';
