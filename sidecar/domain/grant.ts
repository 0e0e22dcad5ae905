import { addDays, type CalendarDay } from './calendar.ts';

/** One authorisation of Amazon's API: one application, one vendor group of one region, its vendor codes. */
export interface Grant {
  vendorCodes: readonly string[];
  /** When the client secret was made; absent where the settings do not say. */
  secretIssuedOn: CalendarDay | undefined;
  /** Whether the secret before it is kept beside it. */
  hasPreviousSecret: boolean;
}

/** How long one secret of a grant works on. */
export interface SecretLife {
  secret: 'current' | 'previous';
  expiresOn: CalendarDay;
  /** Whole days; negative when it is over. */
  daysLeft: number;
}

/** Amazon's rule for client secrets. */
const SECRET_LIVES_DAYS = 180;
/** How long the secret before goes on beside a new one. */
const PREVIOUS_LIVES_DAYS = 7;
/** Rotating needs a person of the developer account; two weeks are a holiday. */
export const WARN_DAYS_BEFORE = 14;

/** What is left of each secret; empty where nobody told when it was made. */
export function secretLives({ secretIssuedOn, hasPreviousSecret }: Grant, today: CalendarDay): SecretLife[] {
  if (secretIssuedOn === undefined) return [];
  const life = (secret: SecretLife['secret'], days: number): SecretLife => {
    const expiresOn = addDays(secretIssuedOn, days);
    return { secret, expiresOn, daysLeft: daysFrom(today, expiresOn) };
  };
  return [life('current', SECRET_LIVES_DAYS), ...(hasPreviousSecret ? [life('previous', PREVIOUS_LIVES_DAYS)] : [])];
}

function daysFrom(first: CalendarDay, last: CalendarDay): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
}
