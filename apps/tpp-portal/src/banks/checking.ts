import type { Check } from '../flow/hop.js';

/** Thrown when an issuer's metadata or answer fails a check of the client. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';

  constructor(readonly check: Check) {
    super(`${check.what} (${check.clause})`);
  }
}

/** Throws `CheckFailed` for the first check that did not pass. */
export const requireAll = (checks: readonly Check[]): void => {
  const failed = checks.find((check) => !check.passed);
  if (failed !== undefined) throw new CheckFailed(failed);
};

/** A check that two values are the same. */
export const equal = (
  clause: string,
  what: string,
  expected: string | undefined,
  received: unknown,
): Check => ({
  clause,
  what,
  passed: expected !== undefined && received === expected,
  expected: expected ?? 'a value',
  received: typeof received === 'string' ? received : JSON.stringify(received ?? null),
});

/** A list of strings in a foreign document; empty for anything else. */
export const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
