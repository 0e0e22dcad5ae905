import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** A Magento integration: its token, and what it may. */
export interface Integration {
  /** As bearer, and as OAuth token. */
  token: string;
  tokenSecret: string;
  consumerKey: string;
  consumerSecret: string;
  /** ACL resources; everything where absent. */
  resources?: string[];
}

/** What the stand-in accepts where nobody says otherwise. */
export const DEFAULT_INTEGRATION: Integration = {
  token: 'stand-in-access-token-000000001',
  tokenSecret: 'stand-in-token-secret-000000001',
  consumerKey: 'stand-in-consumer-key-000000001',
  consumerSecret: 'stand-in-consumer-secret-0000001',
};

export interface Authority {
  /** Throws what Magento answers unless the caller may use the resource. */
  check(header: string | undefined, method: string, url: URL, resource: string): void;
}

export function authority(integrations: readonly Integration[]): Authority {
  const nonces = new Set<string>();
  return {
    check(header, method, url, resource) {
      const caller = callerOf(header ?? '', method, url);
      if (!caller || (caller.resources && !caller.resources.includes(resource))) {
        throw new Refusal(401, "The consumer isn't authorized to access %resources.", { resources: resource });
      }
    },
  };

  function callerOf(header: string, method: string, url: URL): Integration | undefined {
    const bearer = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
    if (bearer !== undefined) return integrations.find(({ token }) => token === bearer);
    return /^OAuth\s/i.test(header) ? signedBy(header, method, url) : undefined;
  }

  function signedBy(header: string, method: string, url: URL): Integration {
    const given = oauthParameters(header);
    const algorithm = given.get('oauth_signature_method') ?? '';
    if (algorithm !== 'HMAC-SHA256') throw new Refusal(400, 'Signature method %1 is not supported', [algorithm]);
    const integration = integrations.find(
      ({ consumerKey, token }) => consumerKey === given.get('oauth_consumer_key') && token === given.get('oauth_token'),
    );
    const signature = given.get('oauth_signature') ?? '';
    if (!integration || !isSame(signature, sign(integration, given, method, url))) {
      throw new Refusal(401, 'The signature is invalid. Verify and try again.');
    }
    const once = `${given.get('oauth_nonce')} ${given.get('oauth_timestamp')}`;
    if (nonces.has(once)) throw new Refusal(401, 'The nonce is already being used by the consumer with ID %1.', [1]);
    nonces.add(once);
    return integration;
  }
}

/** RFC 5849 section 3.4.1 with SHA-256: method, address without query, all parameters sorted. A JSON body is not signed. */
function sign(integration: Integration, given: ReadonlyMap<string, string>, method: string, url: URL): string {
  const pairs = [...url.searchParams, ...[...given].filter(([name]) => name !== 'oauth_signature')]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  const query = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  const base = [method, `${url.origin}${normalised(url.pathname)}`, query].map(encode).join('&');
  const key = `${encode(integration.consumerSecret)}&${encode(integration.tokenSecret)}`;
  return createHmac('sha256', key).update(base).digest('base64');
}

/** As Laminas\Uri does it before Magento signs: seen with numbers that hold a plus, a space, an exclamation mark. */
function normalised(pathname: string): string {
  const plain = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~:@&=+$,/;');
  const freed = pathname.replace(/%[\da-fA-F]{2}/g, (escaped) => {
    const sign = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return plain.has(sign) ? sign : escaped.toUpperCase();
  });
  return freed.replace(/[!'*]/g, encode);
}

function oauthParameters(header: string): Map<string, string> {
  const found = [...header.matchAll(/([a-z_]+)="([^"]*)"/g)];
  return new Map(found.map(([, name, value]) => [name ?? '', decodeURIComponent(value ?? '')]));
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
