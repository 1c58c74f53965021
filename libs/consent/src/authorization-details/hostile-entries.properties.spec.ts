import { OAuthError } from '@sandbank/oauth';
import fc from 'fast-check';
import { context as where } from '../../test/arbitrary-details.js';
import { oneOfEach } from '../../test/details.js';
import {
  authorizationDetailsType,
  authorizationDetailsTypesSupported as allowedTypes,
  parseAuthorizationDetails,
} from './authorization-details.js';
import { enrich } from './enrichment.js';
import { narrowDetails, parseNarrowedDetails } from './narrowed-details.js';

const context = { ...where, allowedTypes };

const hidden = /[\p{C}\p{Zl}\p{Zp}]/u;
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u0000', '\ud800', 'a\u202eb', '\u2028', '<script>', '', 'W'.repeat(5000)),
);
const hostileValue = fc.oneof(
  hostileText,
  fc.jsonValue({ maxDepth: 4 }),
  fc.constant({ a: [[[]]] }),
);
const hostileName = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'type',
  'ConsentId',
  '\u0000',
  '',
);

const placesOf = (value: unknown, path: string[] = []): string[][] =>
  typeof value !== 'object' || value === null
    ? [path]
    : [path, ...Object.entries(value).flatMap(([name, at]) => placesOf(at, [...path, name]))];

/** An entry of any type in which one place was replaced, or got one member more. */
const spoilt = fc
  .constantFrom(...oneOfEach.map((entry) => ({ ...entry, AccountIds: ['a-1'] })))
  .chain((entry) => fc.tuple(fc.constant(entry), fc.constantFrom(...placesOf(entry))))
  .chain(([entry, path]) =>
    fc.record({ value: hostileValue, name: fc.option(hostileName) }).map(({ value, name }) => {
      const copy = structuredClone(entry) as unknown;
      const way = name === null ? path.slice(0, -1) : path;
      const at = way.reduce<unknown>((object, step) => (object as never)[step], copy);
      const member = name ?? path.at(-1);
      if (typeof at === 'object' && at !== null && member !== undefined) {
        Object.defineProperty(at, member, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return copy;
    }),
  );

/** The result, or undefined where it was refused as RFC 9396 5 says, with nothing hidden in the evidence. */
function resultOf<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    expect(error).toBeInstanceOf(OAuthError);
    const { error: code, description, received } = error as OAuthError;
    expect(code).toBe('invalid_authorization_details');
    expect(description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(String(received)).not.toMatch(hidden);
    return undefined;
  }
}

// Nothing but what all objects inherit, in whatever realm they were made.
const isOrdinary = (value: object): boolean =>
  Array.isArray(value) || Object.getPrototypeOf(Object.getPrototypeOf(value)) === null;

/** True when every text in it is what it looks like, and PostgreSQL can keep it. */
const isHarmless = (value: unknown): boolean => {
  if (typeof value === 'string') return !hidden.test(value) && value.length <= 2048;
  if (typeof value !== 'object' || value === null) return true;
  return (
    isOrdinary(value) &&
    Object.entries(value).every(([name, at]) => !hidden.test(name) && isHarmless(at))
  );
};

describe('entries that mean harm (RFC 9396 5, 12)', () => {
  it('are refused, or come back harmless and can be told in words', () => {
    fc.assert(
      fc.property(spoilt, (entry) => {
        const withoutAccounts = { ...(entry as object) };
        Reflect.deleteProperty(withoutAccounts, 'AccountIds');
        for (const value of [[entry], [withoutAccounts], JSON.stringify([withoutAccounts])]) {
          const [parsed] = resultOf(() => parseAuthorizationDetails(value, context)) ?? [];
          if (parsed === undefined || !('consent' in parsed)) continue;
          expect(isHarmless(parsed)).toBe(true);
          const words = authorizationDetailsType(parsed.type)?.describe(parsed);
          expect(words?.expiry.text).not.toMatch(hidden);
          expect(JSON.stringify(words)).not.toMatch(/undefined|NaN|Invalid Date|\\u0000/);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('at the token endpoint are refused, or narrow (RFC 9396 6)', () => {
    const held = oneOfEach.map((entry, index) => {
      const [parsed] = parseAuthorizationDetails([entry], context);
      const consentId = `01234567-89ab-7cde-8f01-00000000000${index}`;
      return enrich(parsed!, { consentId, status: 'AUTHORISED', accountIds: ['a-1', 'a-2'] });
    });
    fc.assert(
      fc.property(spoilt, (entry) => {
        const narrowed = resultOf(() =>
          narrowDetails(held, parseNarrowedDetails([entry], context)),
        );
        if (narrowed === undefined) return;
        expect(isHarmless(narrowed)).toBe(true);
        const { ConsentId, AccountIds, Status } = narrowed[0]!;
        const [meant] = held.filter((one) => one['ConsentId'] === ConsentId);
        expect(meant?.['AccountIds']).toEqual(expect.arrayContaining(AccountIds as string[]));
        expect(Status).toBe('AUTH');
      }),
      { numRuns: 3000 },
    );
  });
});
