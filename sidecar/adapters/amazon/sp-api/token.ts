import { z } from 'zod';
import type { Clock } from '../../../domain/calendar.ts';
import type { TriedSecret } from '../../../ports/access.ts';
import { Refused, Unreachable } from '../../../ports/failures.ts';
import type { SpApiConnection } from '../connections.ts';

/** Access to SP-API: Login with Amazon exchanges the refresh token for an hour. */
export interface AccessTokens {
  /** A token that is good for some minutes yet. Many callers at once cause one login. */
  current(doing: string): Promise<string>;
  /** Amazon did not take it: the next `current` logs in again, unless somebody has done so already. */
  forget(token: string): void;
}

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const Denied = z.object({ error: z.string(), error_description: z.string().optional() });

type Login = Pick<
  SpApiConnection,
  'tokenUrl' | 'clientId' | 'clientSecret' | 'previousClientSecret' | 'refreshToken' | 'timeoutSeconds'
>;

export function accessTokens(login: Login, clock: Clock): AccessTokens {
  let kept: { token: string; refreshAt: number } | undefined;
  let underWay: Promise<string> | undefined;

  async function renew(doing: string): Promise<string> {
    const { access_token: token, expires_in: seconds } = await logIn(login, doing);
    // A tenth of its life early, so that it does not end between our look at the clock and Amazon's.
    kept = { token, refreshAt: clock().getTime() + seconds * 900 };
    return token;
  }

  return {
    async current(doing) {
      if (kept && clock().getTime() < kept.refreshAt) return kept.token;
      underWay ??= renew(doing).finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    forget(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

/** Tries each secret of the settings by itself: around a rotation one of the two may work and the other not. */
export async function trySecrets(login: Login, doing: string): Promise<TriedSecret[]> {
  const tried: TriedSecret[] = [];
  for (const { name, secret } of secretsOf(login)) {
    const answer = await ask(login, secret, doing);
    const works = 'access_token' in answer;
    tried.push({ name, works, problem: works ? '' : `${answer.error} ${answer.error_description ?? ''}`.trim() });
  }
  return tried;
}

function secretsOf({ clientSecret, previousClientSecret }: Login): { name: TriedSecret['name']; secret: string }[] {
  const previous =
    previousClientSecret === undefined ? [] : [{ name: 'previous' as const, secret: previousClientSecret }];
  return [{ name: 'current', secret: clientSecret }, ...previous];
}

/**
 * After a rotation the new secret takes minutes to work and the old one lives on for days: each is
 * tried. Neither a secret nor a token ever stands in an error.
 */
async function logIn(login: Login, doing: string): Promise<z.infer<typeof Granted>> {
  let denied: z.infer<typeof Denied> | undefined;
  for (const { secret } of secretsOf(login)) {
    const answer = await ask(login, secret, doing);
    if ('access_token' in answer) return answer;
    denied = answer;
    if (denied.error !== 'invalid_client') break;
  }
  throw new Refused('sp-api-login-refused', doing, {
    cause: new Error(`Login with Amazon: ${denied?.error} ${denied?.error_description ?? ''}`.trim()),
    hint:
      denied?.error === 'invalid_client'
        ? 'The client secret has expired or is wrong: rotate it in the developer console and put the new one into the settings.'
        : 'The grant was withdrawn or the refresh token is wrong: authorise the application again in Vendor Central.',
  });
}

async function ask(
  { tokenUrl, clientId, refreshToken, timeoutSeconds }: Login,
  secret: string,
  doing: string,
): Promise<z.infer<typeof Granted> | z.infer<typeof Denied>> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        client_secret: secret,
      }),
    });
    status = response.status;
    text = await response.text();
  } catch (cause) {
    throw new Unreachable(doing, { cause: new Error('Login with Amazon does not answer', { cause }) });
  }
  const json = jsonOf(text);
  const granted = Granted.safeParse(json);
  if (status === 200 && granted.success) return granted.data;
  const denied = Denied.safeParse(json);
  if (status >= 400 && status < 500 && status !== 429 && denied.success) return denied.data;
  // The text is not kept: half a token is half a secret.
  throw new Unreachable(doing, {
    cause: new Error(`Login with Amazon answered ${status} with ${text.length} characters that are no token`),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
