import { z } from 'zod';
import { Refused, Unreachable, WorldFailure } from '../../ports/failures.ts';

/** What of a broken answer is kept for a person: enough to tell a maintenance page from a PHP warning. */
const KEPT_OF_BODY = 2048;

/** An answer as it came, before anybody tried to understand it. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  body: string;
}

/** The module, or Magento, said no. `reason` is the module's own word, empty where Magento itself refused. */
export class MagentoRefusal extends Refused {
  constructor(
    code: string,
    doing: string,
    readonly reason: string,
    options?: ErrorOptions & { hint?: string },
  ) {
    super(code, doing, options);
  }
}

const Refusal = z.object({ message: z.string(), parameters: z.unknown().optional() });
const Reasoned = z.object({ reason: z.string() });

/** What an answer other than 200 means for whoever asked. */
export function failureOf(doing: string, answer: RawAnswer): WorldFailure {
  const { status } = answer;
  const cause = new Error(`Magento answered ${status}: ${excerpt(answer.body)}`);
  if (status === 401 || status === 403) {
    return new MagentoRefusal('magento-unauthorised', doing, '', {
      cause,
      hint: answer.body.includes('signature is invalid')
        ? 'Magento signs with the address that it believes to be called at: set `magento.signedBaseUrl` to the base URL of the shop, with its port where that is not 80 or 443. Else a secret is mistyped.'
        : 'Check the integration: its credentials, that it is active, its permissions under Amazon Vendor, and for bearer tokens that the shop allows them.',
    });
  }
  if (status === 429 || status === 408 || status >= 500) {
    const retryAfterSeconds = retryAfter(answer.headers);
    return new Unreachable(doing, { cause, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
  }
  if (status >= 300 && status < 400) {
    return new MagentoRefusal('magento-redirected', doing, '', {
      cause,
      hint: `The shop wants to be called as ${answer.headers.get('location') ?? 'another address'}: set that as its base URL.`,
    });
  }
  const said = refusalOf(answer.body);
  if (said === undefined) return unreadable(doing, answer, 'it is no refusal in JSON');
  if (status === 404 && said.reason === '') {
    return new MagentoRefusal('magento-module-missing', doing, '', {
      cause,
      hint: 'The shop does not know the route: install and enable VendorBridge_AmazonVendor, and check the store code.',
    });
  }
  if (said.reason === 'key_reused') return new MagentoRefusal('key-reused', doing, said.reason, { cause });
  return new MagentoRefusal('magento-refused', doing, said.reason, { cause, hint: said.inWords });
}

/**
 * An answer that cannot be understood says nothing about our request: it may have been done. Tried
 * again as a lost one is, with the same key.
 */
export function unreadable(
  doing: string,
  { status, body }: RawAnswer,
  why: string,
  options?: ErrorOptions,
): WorldFailure {
  return new WorldFailure('magento-answer-unreadable', doing, true, {
    cause: new Error(`Magento answered ${status}, and ${why}: ${excerpt(body)}`, options),
    hint: 'See what the shop sent: a maintenance page, a proxy, a PHP warning before the JSON, or a module of another version.',
  });
}

function refusalOf(body: string): { reason: string; inWords: string } | undefined {
  const refusal = Refusal.safeParse(json(body));
  if (!refusal.success) return undefined;
  const { message, parameters } = refusal.data;
  const reasoned = Reasoned.safeParse(parameters);
  return { reason: reasoned.success ? reasoned.data.reason : '', inWords: filled(message, parameters) };
}

/** Magento sends the sentence and its figures apart: `Line %line_id has …`, `%1` for a list. */
function filled(message: string, parameters: unknown): string {
  if (typeof parameters !== 'object' || parameters === null) return message;
  const values = new Map(
    Object.entries(parameters).map(([name, value]) => [
      Array.isArray(parameters) ? String(Number(name) + 1) : name,
      value,
    ]),
  );
  return message.replace(/%(\w+)/g, (placeholder, name: string) => String(values.get(name) ?? placeholder));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(value) ? Number(value) : undefined;
}

function excerpt(body: string): string {
  return body.length > KEPT_OF_BODY ? `${body.slice(0, KEPT_OF_BODY)}…` : body || '(nothing)';
}
