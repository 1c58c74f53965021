import { parseFrontChannelParameters, parseOAuthParameters, spaceDelimited } from './parameters.js';

describe('parseOAuthParameters', () => {
  it('reads a form', () => {
    expect({ ...parseOAuthParameters('a=1&b=x+y%21') }).toEqual({ a: '1', b: 'x y!' });
  });

  it('treats a parameter without a value as omitted', () => {
    expect({ ...parseOAuthParameters('a=&b') }).toEqual({});
  });

  it.each([
    ['a parameter sent twice', 'a=1&a=1'],
    ['a parameter sent twice, once without a value', 'a=&a=1'],
    ['a parameter sent twice without a value', 'a=&a='],
    ['a parameter sent twice under two spellings', 'a=1&%61=2'],
    ['a NUL character', 'a=%00'],
    ['a NUL character in a name', '%00=1'],
    ['bytes that are no UTF-8', 'state=%FF%FE'],
    ['a surrogate in the clothes of UTF-8', 'state=%ED%A0%80'],
    ['more than 60 parameters', Array.from({ length: 61 }, (_, i) => `p${i}=1`).join('&')],
    ['a name of 101 characters', `${'n'.repeat(101)}=1`],
  ])('refuses %s', (_what, encoded) => {
    expect(() => parseOAuthParameters(encoded)).toThrow(
      expect.objectContaining({ error: 'invalid_request' }),
    );
  });

  it('keeps what was sent, character by character', () => {
    const value = 'a b+c%&=é✓😀"\\\r\n';
    expect(parseOAuthParameters(`state=${encodeURIComponent(value)}`)['state']).toBe(value);
  });

  it.each([
    ['60 parameters', Array.from({ length: 60 }, (_, i) => `p${i}=1`).join('&')],
    ['a name of 100 characters', `${'n'.repeat(100)}=1`],
    ['a long value', `state=${'s'.repeat(100_000)}`],
    ['nothing', ''],
  ])('takes %s', (_what, encoded) => {
    expect(() => parseOAuthParameters(encoded)).not.toThrow();
  });

  it('tells which parameter was repeated, and not its values (RFC 6749 3.1)', () => {
    const repeated = () => parseOAuthParameters('code=secret-one&code=secret-two');
    const clause = 'RFC6749-3.1';
    expect(repeated).toThrow(expect.objectContaining({ received: 'code', clause }));
    expect(repeated).not.toThrow(/secret/);
  });

  it('is not confused by names of object members', () => {
    expect(parseOAuthParameters('__proto__=x&toString=y')['toString']).toBe('y');
    expect(parseOAuthParameters('a=1')['toString']).toBeUndefined();
  });
});

describe('resource, the one parameter that may be sent again (RFC 8707 2)', () => {
  it('keeps all its values, in order', () => {
    const params = parseOAuthParameters('resource=https%3A%2F%2Fa&x=1&resource=&resource=urn%3Ab');
    expect(spaceDelimited(params['resource'])).toEqual(['https://a', 'urn:b']);
  });

  it.each(['resource=a%20b', 'resource=a&resource=b%0A', 'resource=+'])(
    'is one URI each: %s',
    (sent) => {
      expect(() => parseOAuthParameters(sent)).toThrow(
        expect.objectContaining({ error: 'invalid_target', clause: 'RFC8707-2' }),
      );
    },
  );

  it('counts each time it is sent', () => {
    const many = Array.from({ length: 61 }, () => 'resource=urn:a').join('&');
    expect(() => parseOAuthParameters(many)).toThrow('too many parameters');
  });
});

describe('parseFrontChannelParameters', () => {
  it('reads client_id and request_uri, and counts what else came, whatever it holds', () => {
    const { params, strays } = parseFrontChannelParameters(
      'client_id=c&request_uri=urn%3Ax&state=a&state=b&%00=%FF&__proto__=x',
    );
    expect({ ...params }).toEqual({ client_id: 'c', request_uri: 'urn:x' });
    expect(strays).toBe(4);
  });

  it.each([
    ['client_id twice', 'client_id=a&client_id=a'],
    ['request_uri twice, once without a value', 'request_uri=&request_uri=a'],
    ['a NUL in client_id', 'client_id=%00'],
    ['bytes that are no UTF-8 in request_uri', 'request_uri=%FF'],
  ])('refuses %s', (_what, encoded) => {
    expect(() => parseFrontChannelParameters(encoded)).toThrow(
      expect.objectContaining({ error: 'invalid_request', clause: 'RFC6749-3.1' }),
    );
  });
});

describe('spaceDelimited', () => {
  it('keeps order and drops repeats', () => {
    expect(spaceDelimited('openid accounts  openid')).toEqual(['openid', 'accounts']);
    expect(spaceDelimited(undefined)).toEqual([]);
  });
});
