import { OAuthError } from '@sandbank/oauth';

/** A sentence of the policy: returns, or throws an `OAuthError`. Pure and synchronous. */
export type Check<Context> = (context: Context) => void;

/** A check, and the clause for whose sake a profile demands it. */
export interface Rule<Context> {
  readonly clause: string;
  readonly check: Check<Context>;
}

export const rule = <Context>(clause: string, check: Check<Context>): Rule<Context> => ({
  clause,
  check,
});

/** Runs the rules in order; the first refusal is thrown with the clause of its rule. */
export function enforce<Context>(rules: readonly Rule<Context>[], context: Context): void {
  const refusal = assess(rules, context);
  if (refusal !== undefined) throw refusal;
}

/** The first refusal of the rules in their order, with the clause of its rule; undefined when all are content. */
export function assess<Context>(
  rules: readonly Rule<Context>[],
  context: Context,
): OAuthError | undefined {
  for (const { clause, check } of rules) {
    try {
      check(context);
    } catch (error) {
      if (error instanceof OAuthError) return error.citing(clause);
      throw error;
    }
  }
  return undefined;
}
