import { z } from 'zod';
import { Unreachable } from '../../ports/failures.ts';
import { authorisation, type Query } from './authorization.ts';
import type { MagentoConnection } from './connection.ts';
import { failureOf, type RawAnswer, unreadable } from './failures.ts';

/** An outbox page of a thousand events is about a megabyte; anything near this is no answer of the module. */
const LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;

export interface MagentoCall<T> {
  /** For the error: `hold 4KQ7TZ1M in Magento`. */
  doing: string;
  /** Behind `/V1/amazon-vendor`, encoded. */
  path: string;
  query?: Query;
  /** Absent: a GET; else a POST. */
  body?: unknown;
  answer: z.ZodType<T>;
}

/** Calls one route and answers what the contract says it answers, or throws a WorldFailure. Never tries twice. */
export type MagentoClient = <T>(call: MagentoCall<T>) => Promise<T>;

export function magentoClient(connection: MagentoConnection): MagentoClient {
  const authorise = authorisation(connection);
  const store = connection.storeCode === undefined ? '' : `/${connection.storeCode}`;

  return async ({ doing, path, query = [], body, answer: contract }) => {
    const route = `/rest${store}/V1/amazon-vendor${path}`;
    const method = body === undefined ? 'GET' : 'POST';
    const answer = await exchange(doing, `${connection.baseUrl}${route}${encoded(query)}`, {
      method,
      headers: {
        authorization: authorise(method, `${connection.signedBaseUrl ?? connection.baseUrl}${route}`, query),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A followed redirect turns a POST into a GET: the hold would be lost and look done.
      redirect: 'manual',
      signal: AbortSignal.timeout(connection.timeoutMs),
    });
    if (answer.status !== 200) throw failureOf(doing, answer);
    return understood(doing, answer, contract);
  };
}

async function exchange(doing: string, url: string, request: RequestInit): Promise<RawAnswer> {
  let response: Response;
  try {
    response = await fetch(url, request);
  } catch (cause) {
    throw new Unreachable(doing, { cause });
  }
  const { status, headers } = response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const soFar = (): RawAnswer => ({ status, headers, body: Buffer.concat(chunks).toString('utf8') });
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LARGEST_ANSWER_BYTES) break;
    }
  } catch (cause) {
    // Half an answer: what there is of it tells a person more than that the line broke.
    if (status === 200 && size > 0) throw unreadable(doing, soFar(), 'it broke off', { cause });
    throw new Unreachable(doing, { cause });
  }
  if (size > LARGEST_ANSWER_BYTES) throw unreadable(doing, soFar(), `it goes on after ${LARGEST_ANSWER_BYTES} bytes`);
  return soFar();
}

function understood<T>(doing: string, answer: RawAnswer, contract: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(answer.body);
  } catch (cause) {
    throw unreadable(doing, answer, 'it is not JSON', { cause });
  }
  const parsed = contract.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unreadable(doing, answer, `it breaks the contract (${z.prettifyError(parsed.error)})`);
}

/** Blanks as %20, not `+`: the signature is made over the former. */
function encoded(query: Query): string {
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
