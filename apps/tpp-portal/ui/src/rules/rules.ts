import generated from './rules.generated.json' with { type: 'json' };

/** A rule that can refuse a request, as the register of clauses knows it. */
export interface Rule {
  readonly id: string;
  readonly summary: string;
  readonly roles: readonly string[];
  readonly level: string;
  readonly specification: string;
  /** What to change in the client. */
  readonly fix: string;
  /** Where the clause can be read. */
  readonly url: string;
}

/** Every rule, in the order of the register. */
export const rules: readonly Rule[] = generated;

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of a clause; undefined for one without a page. */
export const ruleOf = (clause: string): Rule | undefined => byId.get(clause);

/** What a rule demands, as a sentence; a clause that forbids something says so. */
export const demandOf = ({ summary, level }: Pick<Rule, 'summary' | 'level'>): string =>
  level.endsWith('N') ? `Never ${summary.charAt(0).toLowerCase()}${summary.slice(1)}` : summary;

/** Rules by specification; with words, those whose clause, summary or fix hold all of them. */
export function rulesBySpecification(words: string): ReadonlyMap<string, readonly Rule[]> {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rules.filter((rule) => {
    const text = `${rule.id} ${rule.summary} ${rule.fix} ${rule.specification}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  return Map.groupBy(found, ({ specification }) => specification);
}

const levels: Readonly<Record<string, string>> = {
  M: 'The specification demands it',
  MN: 'The specification forbids it',
  S: 'The specification recommends it',
  SN: 'The specification advises against it',
  O: 'The specification leaves it open',
};
const parties: Readonly<Record<string, string>> = {
  AS: 'authorization server',
  RS: 'resource server',
  C: 'client',
};

/** Who must do what, in words. */
export const dutyOf = ({ level, roles }: Rule): string =>
  `${levels[level] ?? 'The specification names it'}, of the ${roles
    .map((role) => parties[role] ?? role)
    .join(' and the ')}.`;
