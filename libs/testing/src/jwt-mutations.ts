import fc from 'fast-check';
import type { JwtOverrides } from './fapi-client-jwt.js';

const characters = Array.from(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~=',
);

/** One thing done to a JWT: a name for the report, and what a client must be told to do it. */
export interface JwtMutation {
  readonly what: string;
  readonly overrides: JwtOverrides;
}

const rewriting = (what: string, rewrite: (compact: string) => string): JwtMutation => ({
  what,
  overrides: { rewrite },
});

/** Changes the text of a signed JWT, so that no signature can fit any more; it stays fit for a header field. */
export const textMutations: fc.Arbitrary<JwtMutation> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    character: fc.constantFrom(...characters),
    kind: fc.constantFrom('replace', 'insert', 'remove', 'cut', 'repeat', 'swap'),
  })
  .map(({ at, character, kind }) =>
    rewriting(`${kind} ${character} at ${at.toFixed(4)}`, (compact) =>
      altered(compact, kind, Math.floor(at * compact.length), character),
    ),
  );

function altered(compact: string, kind: string, at: number, character: string): string {
  const before = compact.slice(0, at);
  const after = compact.slice(at + 1);
  const here = compact.charAt(at);
  switch (kind) {
    case 'replace':
      return `${before}${here === character ? other(character) : character}${after}`;
    case 'insert':
      return `${before}${character}${here}${after}`;
    case 'remove':
      return `${before}${after}`;
    case 'cut':
      return before;
    case 'repeat':
      return `${compact}.${compact}`;
    default:
      return compact.split('.').reverse().join('.');
  }
}

const other = (character: string): string => (character === 'A' ? 'B' : 'A');

/** Values that are none of the right kind for a claim that must be a text of a known meaning. */
const foreignValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, false, '', ' ', [], {}),
  fc.integer({ max: 0 }),
  fc.string({ maxLength: 40 }),
  fc.array(fc.string({ maxLength: 10 }), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
);

/** Properly signed, with one of these claims missing or of no fitting value. */
export const claimMutations = (...names: readonly string[]): fc.Arbitrary<JwtMutation> =>
  fc.tuple(fc.constantFrom(...names), foreignValues).map(([name, value]) => ({
    what: `${name} = ${JSON.stringify(value)}`,
    overrides: { claims: { [name]: value } },
  }));

const foreignTypes = ['oauth-authz-req+jwt', 'token-introspection+jwt', 'secevent+jwt', 'x'];

/** Properly signed, and of another type than the one that is expected here. */
export const typeMutations = (...others: readonly string[]): fc.Arbitrary<JwtMutation> =>
  fc.constantFrom(...foreignTypes, ...others).map((typ) => ({
    what: `typ ${typ}`,
    overrides: { header: { typ } },
  }));

/** The header names another algorithm than the one that signed, or marks something unknown as critical. */
export const headerMutations: fc.Arbitrary<JwtMutation> = fc
  .constantFrom(
    ...['none', 'None', 'HS256', 'RS256', 'ES384', 'ES512', 'PS512', ''].map((alg) => ({ alg })),
    { crit: ['exp'], exp: 1 },
    { crit: [] },
    { b64: false, crit: ['b64'] },
  )
  .map((header) =>
    rewriting(`header ${JSON.stringify(header)}`, (compact) => {
      const [head = '', ...rest] = compact.split('.');
      const original = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as object;
      const changed = Buffer.from(JSON.stringify({ ...original, ...header }));
      return [changed.toString('base64url'), ...rest].join('.');
    }),
  );
