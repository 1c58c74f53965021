import { invalidRequest, traced, type RequestTrace } from '@sandbank/oauth';
import { assess, enforce, rule } from './rule.js';

const content = () => undefined;
const refuse = () => {
  throw invalidRequest('no');
};
const rules = [rule('first', content), rule('second', refuse), rule('third', content)];

describe('the trace of a request', () => {
  it('tells which rules were enforced, and where they ended', () => {
    const trace: RequestTrace = { runs: [] };
    traced(trace, () => {
      enforce([rule('other', content)], {});
      expect(() => enforce(rules, {})).toThrow('no');
    });
    expect(trace.runs.map(({ rules: run, passed }) => [run.length, passed])).toEqual([
      [1, 1],
      [3, 1],
    ]);
  });

  it('holds nothing of rules that were only assessed, and needs not be there', () => {
    const trace: RequestTrace = { runs: [] };
    expect(traced(trace, () => assess(rules, {})?.clause)).toBe('second');
    expect(trace.runs).toEqual([]);
    expect(() => enforce(rules, {})).toThrow('no');
  });

  it('is that of its own request over everything that this waits for', async () => {
    const tell = async (name: string, milliseconds: number): Promise<RequestTrace> => {
      const trace: RequestTrace = { runs: [] };
      await traced(trace, async () => {
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        enforce([rule(name, content)], {});
      });
      return trace;
    };
    const traces = await Promise.all([tell('slow', 20), tell('quick', 1)]);
    expect(traces.map(({ runs }) => runs.map((run) => run.rules[0]?.clause))).toEqual([
      ['slow'],
      ['quick'],
    ]);
  });
});
