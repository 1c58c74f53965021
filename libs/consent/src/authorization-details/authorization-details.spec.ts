import fc from 'fast-check';
import { OAuthError } from '@sandbank/oauth';
import { accountAccessTypeName } from './account-access.js';
import {
  authorizationDetailsScopes,
  authorizationDetailsType,
  authorizationDetailsTypes,
  authorizationDetailsTypesSupported,
  detailsOfScopes,
  parseAuthorizationDetails,
} from './authorization-details.js';
import { domesticPaymentTypeName } from './domestic-payment.js';
import { domesticVrpTypeName } from './domestic-vrp.js';
import { fundsConfirmationTypeName } from './funds-confirmation.js';
import { paymentDetails } from '../../test/payments.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const allowedTypes = [accountAccessTypeName, domesticPaymentTypeName];
const context = { now, resourceBase, allowedTypes };
const entry = { type: accountAccessTypeName, consent: { Permissions: ['ReadAccountsBasic'] } };

describe('parseAuthorizationDetails', () => {
  it('reads JSON text and the array of a request object alike', () => {
    const expected = [{ ...entry, locations: [`${resourceBase}/aisp`] }];
    expect(parseAuthorizationDetails(JSON.stringify([entry]), context)).toEqual(expected);
    expect(parseAuthorizationDetails([entry], context)).toEqual(expected);
  });

  it.each([
    ['text that is not JSON', 'urn:sandbank', ': is not JSON'],
    ['nothing', '', ': is not JSON'],
    ['a single object', JSON.stringify(entry), ': must be a JSON array'],
    ['null', 'null', ': must be a JSON array'],
    ['a string', '"x"', ': must be a JSON array'],
    ['an absent value', undefined, ': must be a JSON array'],
    ['an empty array', '[]', ': must not be empty'],
    ['11 entries', Array(11).fill(entry), ': has too many entries'],
    ['a type more often than it may', [entry, entry], ': repeats a type more often than it may'],
    [
      'two types in one request',
      [entry, paymentDetails],
      ': asks for two kinds of consent at once',
    ],
    ['20,001 characters', ' '.repeat(20_001), ': is too long'],
    ['deep nesting', '['.repeat(9999) + ']'.repeat(9999), '/0: must be an object with a type'],
    ['an entry that is no object', [entry, 'x'], '/1: must be an object with a type'],
    ['an entry that is null', [null], '/0: must be an object with a type'],
    ['an entry without a type', [{ consent: {} }], '/0: must be an object with a type'],
    [
      'a type that is no string',
      [{ type: [accountAccessTypeName] }],
      '/0: must be an object with a type',
    ],
    ['an inherited type', [Object.create(entry)], '/0: must be an object with a type'],
    ['an unknown type', [{ type: 'urn:other' }], '/0/type: is not supported'],
    [
      'a type in other letters',
      [{ ...entry, type: accountAccessTypeName.toUpperCase() }],
      '/0/type: is not supported',
    ],
    [
      'a bad entry, naming its place',
      [{ ...entry, consent: {} }],
      '/0/consent/Permissions: is required',
    ],
  ])('refuses %s (RFC 9396 5)', (_what, value: unknown, description) => {
    expect(() => parseAuthorizationDetails(value, context)).toThrow(
      expect.objectContaining({
        error: 'invalid_authorization_details',
        clause: 'RFC9396-5',
        description: `authorization_details${description}`,
      }),
    );
  });

  it('refuses a type that the client did not register (RFC 9396 10)', () => {
    const parsing = () => parseAuthorizationDetails([entry], { ...context, allowedTypes: [] });
    expect(parsing).toThrow(
      expect.objectContaining({
        description: 'authorization_details/0/type: is not registered for this client',
      }),
    );
  });

  it('answers any JSON at all with details or with its own refusal', () => {
    const hostile = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.array(fc.record({ type: fc.constant(accountAccessTypeName), consent: fc.jsonValue() })),
      fc
        .record({ Permissions: fc.jsonValue(), Purpose: fc.string({ unit: 'binary' }) })
        .map((consent) => [{ ...entry, consent }]),
    );
    fc.assert(
      fc.property(hostile, (value) => {
        try {
          parseAuthorizationDetails(value, context);
        } catch (error) {
          expect(error).toBeInstanceOf(OAuthError);
          expect(error).toMatchObject({ error: 'invalid_authorization_details' });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a scope without authorization_details', () => {
  it('means what its type says, where the client may use the type, and nothing otherwise', () => {
    const [access, ...others] = detailsOfScopes(['openid', 'accounts', 'payments'], context);
    expect(access).toMatchObject({ type: accountAccessTypeName });
    expect(others).toEqual([]);
    expect(detailsOfScopes(['accounts'], { ...context, allowedTypes: [] })).toEqual([]);
    expect(detailsOfScopes(['openid', 'payments', 'fundsconfirmations'], context)).toEqual([]);
  });
});

describe('the list of types', () => {
  it('is what metadata publishes', () => {
    expect(authorizationDetailsTypesSupported).toEqual([
      accountAccessTypeName,
      domesticPaymentTypeName,
      'urn:sandbank:domestic-scheduled-payment:v1',
      'urn:sandbank:domestic-standing-order:v1',
      domesticVrpTypeName,
      fundsConfirmationTypeName,
    ]);
    expect(authorizationDetailsScopes).toEqual(['accounts', 'payments', 'fundsconfirmations']);
    for (const type of authorizationDetailsTypes) {
      expect(authorizationDetailsType(type.type)).toBe(type);
      expect(type.type).toMatch(/^urn:sandbank:[a-z-]+:v\d+$/);
    }
    expect(authorizationDetailsType('toString')).toBeUndefined();
  });
});
