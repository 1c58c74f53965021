import { profiles, type Rule } from '@sandbank/fapi-policy';
import { readRegister, registerProblems, type Clause } from './clause-register.ts';
import { demandedClauses } from './demanded-clauses.ts';
import { homelessClauses, pageIsCurrent } from './conformance-statement.ts';

const register = readRegister();
const sound: Clause = {
  id: 'X-1',
  roles: ['AS'],
  level: 'M',
  summary: 'Do it.',
  disposition: 'by-construction',
  test: 'tools/clauses.spec.ts › has a disposition for every clause',
};

const citedClauses = (): Set<string> => {
  const lists = Object.values(profiles).flatMap((profile) => Object.values(profile) as unknown[]);
  const rules = lists.filter(Array.isArray).flat() as Rule<never>[];
  return new Set(rules.map(({ clause }) => clause));
};

describe('the register of clauses', () => {
  it('has a disposition for every clause, and each is backed', () => {
    expect(registerProblems(register)).toEqual([]);
  });

  it('answers every demand of the standards', () => {
    expect(demandedClauses.length).toBeGreaterThan(300);
    const known = new Set(register.map(({ id }) => id));
    expect(demandedClauses.filter((clause) => !known.has(clause))).toEqual([]);
  });

  it('holds every clause that a rule of a profile cites', () => {
    const cited = citedClauses();
    expect(cited.size).toBeGreaterThan(40);
    const known = new Set(register.map(({ id }) => id));
    expect([...cited].filter((clause) => !known.has(clause))).toEqual([]);
  });

  it('calls no clause a rule that no profile cites', () => {
    const cited = citedClauses();
    const claimed = register
      .filter(({ disposition }) => disposition === 'rule')
      .map(({ id, rule = id }) => rule);
    expect(claimed.filter((clause) => !cited.has(clause))).toEqual([]);
  });

  it('gives credit where a rule sees to a clause', () => {
    const cited = citedClauses();
    const others = register.filter(
      ({ id, disposition }) => cited.has(id) && disposition !== 'rule',
    );
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  it('names only limits that a profile has', () => {
    const limits = Object.values(profiles).flatMap((profile) => Object.keys(profile.limits));
    const claimed = register.flatMap(({ limit }) => (limit === undefined ? [] : [limit]));
    expect(claimed.filter((name) => !limits.includes(name))).toEqual([]);
  });

  it('has every entry on the page, and the page up to date', async () => {
    expect(homelessClauses(register)).toEqual([]);
    expect(await pageIsCurrent(register)).toBe(true);
  });
});

describe('the validator', () => {
  it('passes a sound entry', () => {
    expect(registerProblems([sound])).toEqual([]);
  });

  it.each<[string, Partial<Clause>, string]>([
    ['no disposition', { disposition: undefined as never }, 'has no disposition'],
    ['no reason', { disposition: 'planned' }, 'is planned without a reason'],
    ['no limit', { disposition: 'limit' }, 'is limit without a limit'],
    ['no test', { test: undefined as never }, 'is by-construction without a test'],
    [
      'a missing file',
      { test: 'tools/nowhere.spec.ts › x' },
      'does not exist: tools/nowhere.spec.ts',
    ],
    ['a missing title', { test: `tools/clauses.spec.ts › ${'nothing '.repeat(3)}` }, 'is not in'],
    ['a bare file', { test: 'tools/clauses.spec.ts' }, 'without a title'],
    ['an unknown level', { level: 'X' as never }, 'has no valid level'],
    ['no role', { roles: [] }, 'has no valid role'],
    ['no fix', { disposition: 'rule', fix: '' }, 'is a rule without a fix'],
  ])('refuses an entry with %s', (_, change, problem) => {
    const problems = registerProblems([{ ...sound, ...change }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('refuses an entry that is listed twice', () => {
    expect(registerProblems([sound, sound])).toEqual(['X-1 is listed twice']);
  });
});
