import { parseOAuthParameters, spaceDelimited } from './parameters.js';

describe('parseOAuthParameters', () => {
  it('reads a form', () => {
    expect({ ...parseOAuthParameters('a=1&b=x+y%21') }).toEqual({ a: '1', b: 'x y!' });
  });

  it('treats a parameter without a value as omitted', () => {
    expect({ ...parseOAuthParameters('a=&b') }).toEqual({});
  });

  it.each([
    ['a parameter sent twice', 'a=1&a=1'],
    ['a NUL character', 'a=%00'],
    ['more than 60 parameters', Array.from({ length: 61 }, (_, i) => `p${i}=1`).join('&')],
    ['a name of 101 characters', `${'n'.repeat(101)}=1`],
  ])('refuses %s', (_what, encoded) => {
    expect(() => parseOAuthParameters(encoded)).toThrow(
      expect.objectContaining({ error: 'invalid_request' }),
    );
  });

  it('is not confused by names of object members', () => {
    expect(parseOAuthParameters('__proto__=x&toString=y')['toString']).toBe('y');
    expect(parseOAuthParameters('a=1')['toString']).toBeUndefined();
  });
});

describe('spaceDelimited', () => {
  it('keeps order and drops repeats', () => {
    expect(spaceDelimited('openid accounts  openid')).toEqual(['openid', 'accounts']);
    expect(spaceDelimited(undefined)).toEqual([]);
  });
});
