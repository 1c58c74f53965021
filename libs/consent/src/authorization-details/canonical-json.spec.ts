import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

/** The same value with its members in the other order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, of]) => [name, turned(of)]),
  );
}

describe('canonicalJson', () => {
  it('is the same for whatever order the members came in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    [{ a: 1 }, { a: '1' }],
    [{ Amount: '1.0' }, { Amount: '1.00' }],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [{ a: { b: 1 } }, { a: { b: 1, c: null } }],
  ])('tells %j from %j', (one, other) => {
    expect(canonicalJson(one)).not.toBe(canonicalJson(other));
  });
});
