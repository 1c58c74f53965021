import { currentTrace, OAuthError } from '@sandbank/oauth';

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

/** Runs the rules in order, for the record of the request too; the first refusal is thrown with the clause of its rule. */
export function enforce<Context>(rules: readonly Rule<Context>[], context: Context): void {
  const { refusal, passed } = judged(rules, context);
  currentTrace()?.runs.push({ rules, passed });
  if (refusal !== undefined) throw refusal;
}

/** The first refusal of the rules in their order, with the clause of its rule; undefined when all are content. */
export const assess = <Context>(
  rules: readonly Rule<Context>[],
  context: Context,
): OAuthError | undefined => judged(rules, context).refusal;

interface Judgement {
  readonly passed: number;
  readonly refusal: OAuthError | undefined;
}

function judged<Context>(rules: readonly Rule<Context>[], context: Context): Judgement {
  let passed = 0;
  for (const { clause, check } of rules) {
    try {
      check(context);
    } catch (error) {
      if (error instanceof OAuthError) return { passed, refusal: error.citing(clause) };
      throw error;
    }
    passed += 1;
  }
  return { passed, refusal: undefined };
}
