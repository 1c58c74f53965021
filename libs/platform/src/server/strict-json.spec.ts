import fc from 'fast-check';
import { assertUnambiguous, AmbiguousJson, utf8Text } from './strict-json.js';

describe('a body of JSON', () => {
  it('passes when every name stands once in its object', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (value, indent) => {
        assertUnambiguous(JSON.stringify(value, null, indent));
      }),
    );
    assertUnambiguous('[{"a":1},{"a":2},{"b":{"a":3},"a":[{"a":4}]}]');
    assertUnambiguous('{"a":"\\"a\\":","b":"{\\"a\\":1,\\"a\\":2}"}');
  });

  it.each([
    ['twice beside each other', '{"a":1,"a":1}'],
    ['twice with others between', '{"a":1,"b":{"c":[1,{"d":2}]},"a":2}'],
    ['twice within', '{"a":{"b":1,"c":2,"b":3}}'],
    ['twice in a list', '[1,{"a":1 , "a" : 2}]'],
    ['twice, once in other letters', '{"Amount":"1","\\u0041mount":"2"}'],
    ['twice although empty', '{"":1,"":2}'],
  ])('is refused when it names a member %s', (_, text) => {
    JSON.parse(text);
    expect(() => assertUnambiguous(text)).toThrow(AmbiguousJson);
  });

  it('may be nested 32 deep and not deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    assertUnambiguous(nested(32));
    expect(() => assertUnambiguous(nested(33))).toThrow('nested too deeply');
    expect(() => assertUnambiguous(nested(60_000))).toThrow('nested too deeply');
  });

  it('is UTF-8, with or without a mark at its beginning', () => {
    expect(utf8Text(Buffer.from('{"a":"£"}'))).toBe('{"a":"£"}');
    expect(utf8Text(Buffer.from('\ufeff{}'))).toBe('{}');
    expect(() => utf8Text(Buffer.from('{"a":"£"}', 'latin1'))).toThrow(AmbiguousJson);
    expect(() => utf8Text(Buffer.from('\ufeff{}', 'utf16le'))).toThrow(AmbiguousJson);
  });

  it('takes no longer for many names and quotes than for few', () => {
    const many = JSON.stringify(
      Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`n${index}`, '"\\"'])),
    );
    expect(many.length).toBeGreaterThan(80_000);
    assertUnambiguous(many);
  });
});
