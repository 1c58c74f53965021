import { OAuthError } from '@sandbank/oauth';
import fc from 'fast-check';
import {
  essentialAcrValues,
  parseClaimsParameter,
  requestedSubjects,
  type ClaimsRequest,
} from './claims-parameter.js';

const parse = (value: unknown): ClaimsRequest => parseClaimsParameter(JSON.stringify(value));
const named = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, null]));

describe('parseClaimsParameter (OpenID Connect Core 5.5)', () => {
  it('keeps what is asked of ID token and userinfo, and leaves the rest out', () => {
    const asked = {
      id_token: { acr: { essential: true, values: ['a', 'b'] }, auth_time: { essential: true } },
      userinfo: { name: null, 'https://claims.example/x': { value: { deep: [1] }, purpose: 'x' } },
      verified: { anything: true },
    };
    expect(parse(asked)).toEqual({
      id_token: asked.id_token,
      userinfo: { name: null, 'https://claims.example/x': { value: { deep: [1] } } },
    });
    expect(parse({})).toEqual({});
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a member twice', '{"id_token":{},"id_token":{}}'],
    ['a claim twice', '{"id_token":{"acr":null,"acr":{}}}'],
    ['NUL', '{"userinfo":{"a":{"value":"\\u0000"}}}'],
    ['NUL in a name', '{"userinfo":{"\\u0000":null}}'],
    ['half a surrogate pair', '{"userinfo":{"a":{"value":"\\ud800"}}}'],
    ['more than 4,096 characters', `{"x":"${'x'.repeat(4090)}"}`],
    ['a place that is null', '{"id_token":null}'],
    ['a place that is a list', '{"userinfo":[]}'],
    ['a claim asked for by true', '{"id_token":{"acr":true}}'],
    ['a claim asked for by a list', '{"id_token":{"acr":[]}}'],
    ['essential of another type', '{"id_token":{"acr":{"essential":"true"}}}'],
    ['values that are no list', '{"id_token":{"acr":{"values":"a"}}}'],
    ['values of nothing', '{"id_token":{"acr":{"values":[]}}}'],
    ['21 values', JSON.stringify({ id_token: { x: { values: Array(21).fill('a') } } })],
    ['51 claims', JSON.stringify({ userinfo: named(51) })],
    ['a name of 101 characters', JSON.stringify({ userinfo: { ['n'.repeat(101)]: null } })],
    ['an acr that is a number', '{"id_token":{"acr":{"value":1}}}'],
    ['a list with an acr that is a number', '{"id_token":{"acr":{"values":["a",1]}}}'],
    ['a sub that is a number', '{"id_token":{"sub":{"value":1}}}'],
    ['a sub of several', '{"id_token":{"sub":{"values":["a","b"]}}}'],
  ])('refuses %s', (_what, json) => {
    expect(() => parseClaimsParameter(json)).toThrow(
      expect.objectContaining({ name: 'OAuthError', error: 'invalid_request' }),
    );
  });

  it.each([
    ['50 claims', { userinfo: named(50) }],
    ['20 values', { id_token: { x: { values: Array(20).fill('a') } } }],
    ['names that objects have', JSON.parse('{"id_token":{"__proto__":null,"toString":null}}')],
  ])('takes %s', (_what, asked) => {
    expect(JSON.stringify(parse(asked))).toBe(JSON.stringify(asked));
  });

  it('never throws anything but a refusal, and understands what it wrote', () => {
    const place = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()));
    const shaped = fc.record({ id_token: place, userinfo: place }, { requiredKeys: [] });
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      shaped.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let claims: ClaimsRequest;
        try {
          claims = parseClaimsParameter(text);
        } catch (error) {
          expect(error).toBeInstanceOf(OAuthError);
          return;
        }
        essentialAcrValues(claims);
        requestedSubjects(claims);
        expect(parse(claims)).toEqual(JSON.parse(JSON.stringify(claims)));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('what a claims parameter makes a condition', () => {
  it.each<[string, ClaimsRequest | undefined, readonly string[] | undefined]>([
    ['no claims', undefined, undefined],
    ['a voluntary acr', { id_token: { acr: { values: ['a'] } } }, undefined],
    ['an essential acr of any value', { id_token: { acr: { essential: true } } }, undefined],
    ['one value', { id_token: { acr: { essential: true, value: 'a' } } }, ['a']],
    ['several', { userinfo: { acr: { essential: true, values: ['a', 'b'] } } }, ['a', 'b']],
    [
      'both places: what fits both',
      {
        id_token: { acr: { essential: true, values: ['a', 'b'] } },
        userinfo: { acr: { essential: true, values: ['b', 'c'] } },
      },
      ['b'],
    ],
  ])('acr: %s', (_what, claims, expected) => {
    expect(essentialAcrValues(claims)).toEqual(expected);
  });

  it('sub: whoever is named, essential or not', () => {
    const claims = { id_token: { sub: { value: 'a' } }, userinfo: { sub: { value: 'b' } } };
    expect(requestedSubjects(claims)).toEqual(['a', 'b']);
    expect(requestedSubjects({ id_token: { sub: null } })).toEqual([]);
  });
});
