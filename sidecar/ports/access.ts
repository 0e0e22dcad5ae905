import type { Grant, SecretLife } from '../domain/grant.ts';

/** A secret of the settings, tried by itself. */
export interface TriedSecret {
  name: 'current' | 'previous';
  works: boolean;
  /** In the words of the login; empty where it works. */
  problem: string;
}

/** What one grant lets us do, asked just now. */
export interface AccessReport {
  /** Where it was asked. */
  endpoint: string;
  secrets: TriedSecret[];
  lives: SecretLife[];
  /** Whether orders may be read, account by account. */
  accounts: { vendorCode: string; ok: boolean; problem: string }[];
}

/** One grant of Amazon's API, and a way to ask whether it still opens the door. */
export interface GrantAccess extends Grant {
  /** Logs in with each secret and reads one order of each account. Throws only where nobody answers. */
  check(): Promise<AccessReport>;
}
