/** A rule as its place in a profile names it. */
export interface RuleName {
  readonly endpoint: string;
  readonly clause: string;
}

/** How far rules and executed refusals are apart; all empty when each rule was seen to refuse. */
export interface Comparison {
  /** Rules that no executed refusal has seen firing. */
  readonly neverFired: readonly string[];
  /** Executed refusals that name no rule of the profile. */
  readonly withoutRule: readonly string[];
  /** Clauses that one endpoint cites twice, so that a refusal could not tell which rule fired. */
  readonly ambiguous: readonly string[];
}

interface TableOfRules {
  readonly [endpoint: string]: unknown;
}

/** Every rule of a profile; members that are no lists of rules are left out. */
export function rulesOf(profile: object): RuleName[] {
  return Object.entries(profile as TableOfRules).flatMap(([endpoint, rules]) =>
    Array.isArray(rules)
      ? rules.map(({ clause }: { clause: string }) => ({ endpoint, clause }))
      : [],
  );
}

/** Compares whole ids, both ways: `SP-5.3.2.2-1` is not a part of `SP-5.3.2.2-12`. */
export function compareRefusals(
  rules: readonly RuleName[],
  executed: readonly RuleName[],
): Comparison {
  const ofRules = rules.map(idOf);
  const ofRefusals = executed.map(idOf);
  return {
    neverFired: ofRules.filter((id) => !ofRefusals.includes(id)),
    withoutRule: [...new Set(ofRefusals)].filter((id) => !ofRules.includes(id)),
    ambiguous: ofRules.filter((id, at) => ofRules.indexOf(id) !== at),
  };
}

const idOf = ({ endpoint, clause }: RuleName): string => `${endpoint} ${clause}`;
