import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import type { MagentoConnection } from './connection.ts';

/** Makes the Authorization header of one call. `url` is the address that the shop believes to have, without its query. */
export type Authorise = (method: string, url: string, query: Query) => string;

/** Members of a query, in order, not encoded; each name once. */
export type Query = readonly (readonly [name: string, value: string])[];

export function authorisation({ credentials }: MagentoConnection): Authorise {
  if (credentials.kind === 'bearer') return () => `Bearer ${credentials.token}`;
  const { consumerKey, consumerSecret, token, tokenSecret } = credentials;
  const oauth = new OAuth({
    consumer: { key: consumerKey, secret: consumerSecret },
    // The only method that Magento 2.4.4 and later take; SHA-1 is answered with 400.
    signature_method: 'HMAC-SHA256',
    hash_function: (base, key) => createHmac('sha256', key).update(base).digest('base64'),
  });
  // A JSON body is not part of what OAuth 1.0a signs (RFC 5849, 3.4.1.3.1). The query goes in as data: the
  // package would leave names like `searchCriteria[page_size]` encoded in an address, and encode them again.
  return (method, url, query) => {
    const request = { method, url: asMagentoReads(url), data: Object.fromEntries(query) };
    return oauth.toHeader(oauth.authorize(request, { key: token, secret: tokenSecret })).Authorization;
  };
}

/**
 * Magento normalises the address before it signs (Laminas\Uri): what needs no escape in a path is not escaped, what is
 * not a path's own is. Signed as it is sent, an odd number would be answered as if the keys were wrong.
 */
function asMagentoReads(url: string): string {
  const { origin, pathname } = new URL(url);
  const path = pathname
    .replace(/%[\da-f]{2}/gi, (escaped) => {
      const sign = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
      return /[\w\-.~:@&=+$,/;%]/.test(sign) ? sign : escaped.toUpperCase();
    })
    .replace(/[!'*]|%(?![\da-f]{2})/gi, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${origin}${path}`;
}
