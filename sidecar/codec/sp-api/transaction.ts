import { z } from 'zod';
import { CodecError } from '../problem.ts';
import { at, list, lookUp, readShape, required, Text } from './shape.ts';

const ErrorItem = z.object({ code: Text, message: Text, details: Text });

const STATUS = { Processing: 'processing', Success: 'success', Failure: 'failure' } as const;

export interface Transaction {
  status: 'processing' | 'success' | 'failure';
  /** In Amazon's words; a failure may come without any. */
  problems: string[];
}

const Accepted = z.object({
  transactionId: Text,
  payload: z.object({ transactionId: Text }).nullish(),
  errors: list(ErrorItem),
});

/**
 * The id that a submission was answered with: `20190827182357-8725bde9-…` in the documents, a GUID and a
 * time in life, in a payload (retail) or without one (direct fulfilment). Opaque: nothing is read out of it.
 */
export function transactionIdOf(json: unknown): string {
  const { payload, transactionId, errors } = readShape(Accepted, json);
  const id = (payload?.transactionId ?? transactionId)?.trim();
  if (id) return id;
  throw new CodecError(
    'transaction-id-missing',
    `The submission was taken without a transaction id. ${errors.map(sayError).join(' ')}`.trim(),
    at('payload.transactionId'),
    'Look in Vendor Central whether the document arrived; it is sent again with the same identifiers.',
  );
}

const Status = z.object({
  payload: z.object({ transactionStatus: z.object({ status: Text, errors: list(ErrorItem) }) }),
});

/** Reads getTransaction. */
export function parseTransaction(json: unknown): Transaction {
  const { status, errors } = readShape(Status, json).payload.transactionStatus;
  const path = 'payload.transactionStatus.status';
  return { status: lookUp(STATUS, required(status, path), path), problems: errors.map(sayError) };
}

const Errors = z.object({ errors: z.union([z.array(ErrorItem), z.object({ errors: z.array(ErrorItem) })]) });

/** The errors of a refused call in words; empty where the body has none or is none. */
export function errorsOf(json: unknown): string[] {
  const result = Errors.safeParse(json);
  if (!result.success) return [];
  const { errors } = result.data;
  return (Array.isArray(errors) ? errors : errors.errors).map(sayError);
}

function sayError({ code, message, details }: z.infer<typeof ErrorItem>): string {
  const words = [message, details].filter((part) => part !== undefined && part.trim() !== '');
  return [code, words.join(' ')].filter((part) => part !== undefined && part !== '').join(': ');
}
