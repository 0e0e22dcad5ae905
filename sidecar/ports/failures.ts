/**
 * The world did not do what it was asked. The class says whether to try again: `retriable` is a
 * lost connection, a 429, a 5xx; the rest needs a person (wrong credentials, missing right).
 */
export class WorldFailure extends Error {
  override readonly name: string = 'WorldFailure';
  constructor(
    /** Stands in docs/errors.md. */
    readonly code: string,
    /** What we were doing: `hold 4KQ7TZ1M in Magento`. */
    readonly doing: string,
    readonly retriable: boolean,
    options?: ErrorOptions & {
      /** What to do about it, for a person. */
      hint?: string;
      /** Seconds that the other side asked us to wait. */
      retryAfterSeconds?: number;
    },
  ) {
    super(`could not ${doing}: ${code}`, options);
    this.hint = options?.hint ?? '';
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
  readonly hint: string;
  readonly retryAfterSeconds: number | undefined;
}

/** No answer, or one that says nothing about our request: it may have landed. */
export class Unreachable extends WorldFailure {
  override readonly name = 'Unreachable';
  constructor(doing: string, options?: ErrorOptions & { retryAfterSeconds?: number }) {
    super('unreachable', doing, true, options);
  }
}

/** They answered, and the answer is no until somebody changes something. */
export class Refused extends WorldFailure {
  override readonly name = 'Refused';
  constructor(code: string, doing: string, options?: ErrorOptions & { hint?: string }) {
    super(code, doing, false, options);
  }
}
