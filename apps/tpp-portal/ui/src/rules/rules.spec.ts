import { demandOf, dutyOf, ruleOf, rules, rulesBySpecification } from './rules.js';
import { topicOf, topics } from './topics.js';

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
      const topic = topicOf(rule.id);
      expect([rule.id, topic?.title]).toEqual([rule.id, expect.any(String)]);
      expect(topic?.why).toMatch(/^.{100,}\.$/);
      expect(topic?.example.right).not.toBe(topic?.example.wrong);
      // A page's address is the clause itself.
      expect(encodeURIComponent(rule.id)).toBe(rule.id);
    }
  });

  it('are told as what is never done, where the clause forbids it', () => {
    expect(demandOf({ level: 'MN', summary: 'Serve the password grant.' })).toBe(
      'Never serve the password grant.',
    );
    expect(demandOf({ level: 'M', summary: 'Demand the code.' })).toBe('Demand the code.');
  });

  it('have no topic that explains nothing', () => {
    for (const topic of topics) {
      expect([topic.title, rules.some(({ id }) => topicOf(id) === topic)]).toEqual([
        topic.title,
        true,
      ]);
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
