import { invalidGrant, OAuthError } from '@sandbank/oauth';
import { enforce, rule } from '../src/index.js';
import { refusalOf } from './refusal.js';

interface Context {
  readonly seen: string[];
  readonly refuseAt?: string;
}

const step = (name: string) =>
  rule<Context>(`X-${name}`, ({ seen, refuseAt }) => {
    seen.push(name);
    if (refuseAt === name) throw invalidGrant('refused', { expected: 1, received: 2 });
  });

const rules = [step('1'), step('2'), step('3')];

describe('enforce', () => {
  it('runs every rule in order', () => {
    const seen: string[] = [];
    enforce(rules, { seen });
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('stops at the first refusal and cites its clause', () => {
    const seen: string[] = [];
    const refusal = refusalOf(() => enforce(rules, { seen, refuseAt: '2' }));
    expect(refusal).toMatchObject({ clause: 'X-2', expected: 1, received: 2 });
    expect(seen).toEqual(['1', '2']);
  });

  it('keeps the clause that a check cited itself', () => {
    const citing = rule('outer', () => {
      throw invalidGrant('refused').citing('inner');
    });
    expect(refusalOf(() => enforce([citing], {})).clause).toBe('inner');
  });

  it('lets a failure through as it is: it is no refusal', () => {
    const failure = new TypeError('broken');
    const failing = rule('X', () => {
      throw failure;
    });
    expect(() => enforce([failing], {})).toThrow(failure);
    expect(failure).not.toBeInstanceOf(OAuthError);
  });
});
