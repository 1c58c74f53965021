import { oauthErrorStatus } from '@sandbank/oauth';
import { errorGroups, explanationOf } from './guide.js';

describe('the guide to errors', () => {
  it('has a page for every code that this product sends', () => {
    const missing = Object.keys(oauthErrorStatus).filter(
      (code) => explanationOf(code) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it('explains each code once, with a cure', () => {
    const codes = errorGroups.flatMap(({ codes: all }) => Object.entries(all));
    expect(new Set(codes.map(([code]) => code)).size).toBe(codes.length);
    for (const [, { title, meaning, fixes }] of codes) {
      expect([title.length > 5, meaning.endsWith('.'), fixes.length > 0]).toEqual([
        true,
        true,
        true,
      ]);
    }
  });

  it('explains nothing that is not in it', () => {
    for (const code of ['nonsense', '__proto__', 'constructor', 'toString', '']) {
      expect(explanationOf(code)).toBeUndefined();
    }
  });
});
