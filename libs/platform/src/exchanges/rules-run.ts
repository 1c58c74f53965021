import type { OAuthError, RequestTrace } from '@sandbank/oauth';

/** A rule that was executed, by its clause. */
export interface ExecutedRule {
  readonly clause: string;
  readonly passed: boolean;
}

const rulesMax = 120;

/**
 * What rules a request met, each clause once, in their order. A refusal beside the table of rules that cites a clause is
 * told as that clause not being met.
 */
export function rulesRun(
  trace: RequestTrace | undefined,
  refusal: OAuthError | undefined,
): ExecutedRule[] {
  const outcome = new Map<string, boolean>();
  for (const { rules, passed } of trace?.runs ?? []) {
    rules.slice(0, passed + 1).forEach(({ clause }, at) => {
      const isMet = at < passed && outcome.get(clause) !== false;
      outcome.set(clause, isMet);
    });
  }
  if (refusal?.clause !== undefined) outcome.set(refusal.clause, false);
  return [...outcome].slice(0, rulesMax).map(([clause, passed]) => ({ clause, passed }));
}
