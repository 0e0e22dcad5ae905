import { addHours, type Clock, dayOf } from '../../../domain/calendar.ts';
import { type Grant, secretLives } from '../../../domain/grant.ts';
import type { AccessReport, GrantAccess } from '../../../ports/access.ts';
import { Refused } from '../../../ports/failures.ts';
import type { SpApiConnection } from '../connections.ts';
import type { SpApi } from './client.ts';
import { trySecrets } from './token.ts';

/** What a grant of the settings is worth, asked of Amazon itself. */
export function grantAccess(connection: SpApiConnection, api: SpApi, clock: Clock): GrantAccess {
  const grant: Grant = {
    vendorCodes: connection.vendorCodes,
    secretIssuedOn: connection.clientSecretIssuedOn,
    hasPreviousSecret: connection.previousClientSecret !== undefined,
  };
  return {
    ...grant,
    async check() {
      const secrets = await trySecrets(connection, `log in for ${connection.vendorCodes.join(', ')}`);
      const lives = secretLives(grant, dayOf(clock()));
      const mayEnter = secrets.some(({ works }) => works);
      const accounts: AccessReport['accounts'] = [];
      for (const vendorCode of connection.vendorCodes) {
        const problem = mayEnter ? await problemOf(vendorCode) : 'no secret works';
        accounts.push({ vendorCode, ok: problem === '', problem });
      }
      return { endpoint: connection.endpoint, secrets, lives, accounts };
    },
  };

  /** A role that is missing shows only when something is asked for. */
  async function problemOf(vendorCode: string): Promise<string> {
    const createdAfter = addHours(clock(), -24);
    try {
      const query = { orderingVendorCode: vendorCode, createdAfter, limit: 1 };
      await api.getPurchaseOrders(query, `read orders of ${vendorCode}`);
      return '';
    } catch (error) {
      if (error instanceof Refused) return `${error.code}: ${error.hint}`;
      throw error;
    }
  }
}
