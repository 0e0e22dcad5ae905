import { addHours, dayOf } from '../domain/calendar.ts';
import { type Grant, secretLives, WARN_DAYS_BEFORE } from '../domain/grant.ts';
import { raise } from './discrepancies.ts';
import type { World } from './world.ts';

/** Rings before the secret of a grant expires: on that day every road by the API ends at once. */
export async function watchAccess(grants: readonly Grant[], world: World): Promise<void> {
  const today = dayOf(world.now());
  for (const grant of grants) {
    const current = secretLives(grant, today).find(({ secret }) => secret === 'current');
    if (!current || current.daysLeft > WARN_DAYS_BEFORE) continue;
    const accounts = grant.vendorCodes.join(', ');
    await raise(world, {
      key: `access-expiring:${grant.vendorCodes[0] ?? ''}:${current.expiresOn}`,
      kind: 'access-expiring',
      subject: {},
      summary:
        current.daysLeft < 0
          ? `the client secret for ${accounts} expired on ${current.expiresOn}: nothing goes by SP-API any more`
          : `the client secret for ${accounts} expires on ${current.expiresOn}, in ${current.daysLeft} days: rotate it`,
      detail: { vendorCodes: grant.vendorCodes, ...current },
      dueBy: addHours(new Date(current.expiresOn), 0),
    });
  }
}
