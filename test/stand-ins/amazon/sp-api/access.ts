import { timestamp, type World } from '../world.ts';
import { failure, type Reply } from './reply.ts';

export interface Credentials {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** Login with Amazon: hands out access tokens for the refresh token, and knows which are still good. */
export interface Access {
  token(form: URLSearchParams): Reply;
  /** Undefined when the token opens the door. 401 where the operation's model lists it, else 403. */
  refuse(token: string | undefined, lists401: boolean): Reply | undefined;
  rotateClientSecret(next: string): void;
}

const TOKEN_LIVES_SECONDS = 3600;
const OLD_SECRET_LIVES_MS = 7 * 86_400_000;
const NEW_SECRET_DELAY_MS = 5 * 60_000;

export function access(world: World, credentials: Credentials): Access {
  const expiry = new Map<string, number>();
  let secrets = [{ value: credentials.clientSecret, from: 0, until: Number.POSITIVE_INFINITY }];
  const isSecret = (value: string | null) => {
    const now = world.now().getTime();
    return secrets.some((secret) => secret.value === value && secret.from <= now && now < secret.until);
  };

  return {
    token(form) {
      if (!form.get('grant_type'))
        return lwaError(400, 'invalid_request', 'The request is missing a required parameter : grant_type');
      if (form.get('grant_type') !== 'refresh_token') {
        return lwaError(
          400,
          'unsupported_grant_type',
          'The authorization grant type is not supported by the authorization server',
        );
      }
      if (form.get('client_id') !== credentials.clientId || !isSecret(form.get('client_secret'))) {
        return lwaError(401, 'invalid_client', 'Client authentication failed');
      }
      if (form.get('refresh_token') !== credentials.refreshToken) {
        return lwaError(400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token');
      }
      const token = `Atza|stand-in-${String(world.next('access-token')).padStart(6, '0')}`;
      expiry.set(token, world.now().getTime() + TOKEN_LIVES_SECONDS * 1000);
      return {
        status: 200,
        body: {
          access_token: token,
          refresh_token: credentials.refreshToken,
          token_type: 'bearer',
          expires_in: TOKEN_LIVES_SECONDS,
        },
      };
    },
    refuse(token, lists401) {
      const until = token === undefined ? undefined : expiry.get(token);
      if (until !== undefined && world.now().getTime() < until) return undefined;
      const details =
        token === undefined
          ? 'Access token is missing in the request header.'
          : until === undefined
            ? 'The access token you provided is revoked, malformed or invalid.'
            : 'The access token you provided has expired.';
      return failure(lists401 ? 401 : 403, 'Unauthorized', 'Access to requested resource is denied.', details);
    },
    rotateClientSecret(next) {
      const now = new Date(timestamp(world)).getTime();
      const from = now + (world.quirks.has('Q37') ? NEW_SECRET_DELAY_MS : 0);
      secrets = [
        ...secrets.map((secret) => ({ ...secret, until: Math.min(secret.until, now + OLD_SECRET_LIVES_MS) })),
        { value: next, from, until: Number.POSITIVE_INFINITY },
      ];
    },
  };
}

function lwaError(status: number, error: string, description: string): Reply {
  return { status, body: { error, error_description: description } };
}
