import { compareRefusals, rulesOf } from './executed-refusals.js';

const nothing = { neverFired: [], withoutRule: [], ambiguous: [] };
const push = (clause: string) => ({ endpoint: 'push', clause });

describe('the guard of executed refusals', () => {
  it('is content when each rule fired and each refusal has its rule', () => {
    const rules = [push('SP-5.3.2.2-1'), push('SP-5.3.2.2-12')];
    expect(compareRefusals(rules, [...rules, ...rules])).toEqual(nothing);
  });

  it('names a rule that has no refusal, or whose refusal did not pass', () => {
    const { neverFired } = compareRefusals(
      [push('SP-5.3.2.2-1'), push('SP-5.3.2.2-5')],
      [push('SP-5.3.2.2-5')],
    );
    expect(neverFired).toEqual(['push SP-5.3.2.2-1']);
  });

  it('does not take the longer clause for the shorter one, nor the shorter for the longer', () => {
    const long = [push('SP-5.3.2.2-12')];
    const short = [push('SP-5.3.2.2-1')];
    expect(compareRefusals(short, long)).toEqual({
      neverFired: ['push SP-5.3.2.2-1'],
      withoutRule: ['push SP-5.3.2.2-12'],
      ambiguous: [],
    });
    expect(compareRefusals(long, short).neverFired).toEqual(['push SP-5.3.2.2-12']);
  });

  it('does not take a refusal at one endpoint for a rule at another', () => {
    const rules = [{ endpoint: 'refresh', clause: 'RFC6749-5.2' }];
    const executed = [{ endpoint: 'codeExchange', clause: 'RFC6749-5.2' }];
    expect(compareRefusals(rules, executed)).toEqual({
      neverFired: ['refresh RFC6749-5.2'],
      withoutRule: ['codeExchange RFC6749-5.2'],
      ambiguous: [],
    });
  });

  it('names a clause that one endpoint cites twice', () => {
    const { ambiguous } = compareRefusals(
      [push('RFC8707-2'), push('RFC8707-2')],
      [push('RFC8707-2')],
    );
    expect(ambiguous).toEqual(['push RFC8707-2']);
  });

  it('finds every list of rules in a profile', () => {
    const profile = { id: 'x', limits: { a: 1 }, metadata: { list: ['code'] }, push: [push('A')] };
    expect(rulesOf(profile)).toEqual([push('A')]);
  });
});
