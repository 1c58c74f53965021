import { dutyOf, ruleOf, rules, rulesBySpecification } from './rules.js';

const found = (words: string): string[] =>
  [...rulesBySpecification(words).values()].flat().map(({ id }) => id);

describe('the rules that can refuse', () => {
  it('have a page each: a summary, a cure and the place where they are written', () => {
    expect(rules.length).toBeGreaterThan(80);
    for (const rule of rules) {
      expect(ruleOf(rule.id)).toBe(rule);
      expect(rule.summary).toMatch(/\.$/);
      expect(rule.fix.length).toBeGreaterThan(20);
      expect(rule.url).toMatch(/^https:\/\//);
      expect(dutyOf(rule)).toMatch(/server|client/);
      // A page's address is the clause itself.
      expect(encodeURIComponent(rule.id)).toBe(rule.id);
    }
  });

  it('are grouped, none lost', () => {
    expect(found('').sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it('are found by words of the clause, the summary and the cure, in any case', () => {
    expect(found('sp-5.3.2.1-8')).toContain('SP-5.3.2.1-8');
    expect(found('AUDIENCE assertion')).toContain('SP-5.3.2.1-8');
    expect(found('zebra')).toEqual([]);
  });

  it('are unknown by any other name', () => {
    for (const name of ['', 'SP', '__proto__', 'constructor']) expect(ruleOf(name)).toBeUndefined();
  });
});
