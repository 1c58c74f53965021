import type { AuthorizationDetail } from '@sandbank/oauth';
import { accessDetails, fundsDetails, vrpDetails } from '../../test/details.js';
import { context as where } from '../../test/arbitrary-details.js';
import {
  authorizationDetailsTypesSupported as allowedTypes,
  parseAuthorizationDetails,
} from './authorization-details.js';
import { isConsentReference } from './consent-reference.js';
import { enrich } from './enrichment.js';
import { narrowDetails, parseNarrowedDetails } from './narrowed-details.js';

const context = { ...where, allowedTypes };
const ids = [
  '01234567-89ab-7cde-8f01-23456789abcd',
  '01234567-89ab-7cde-8f01-23456789abce',
] as const;

const parsed = (entry: AuthorizationDetail): AuthorizationDetail =>
  parseAuthorizationDetails([entry], context)[0]!;
const granted = (entry: AuthorizationDetail, consentId: string, accountIds = ['a-1', 'a-2']) =>
  enrich(parsed(entry), { consentId, status: 'AUTHORISED', accountIds });
const basic = {
  ...accessDetails,
  consent: { ...accessDetails.consent, Permissions: ['ReadAccountsBasic'] as const },
};
const narrow = (held: AuthorizationDetail[], wanted: unknown) =>
  narrowDetails(held, parseNarrowedDetails(wanted, context));
const refusal = (description: string) =>
  expect.objectContaining({
    error: 'invalid_authorization_details',
    clause: 'RFC9396-5',
    description: `authorization_details${description}`,
  });

describe('an entry that names a consent', () => {
  const type = accessDetails.type;

  it.each([
    [{ type, ConsentId: ids[0] }],
    [{ type, ConsentId: ids[0].toUpperCase() }],
    [{ type, ConsentId: ids[0], locations: [`${where.resourceBase}/aisp`] }],
  ])('is read as type and id: %j', (entry) => {
    const [reference] = parseAuthorizationDetails([entry], context);
    expect(reference).toEqual({ type, ConsentId: ids[0] });
    expect(isConsentReference(reference!)).toBe(true);
    expect(isConsentReference(parsed(accessDetails))).toBe(false);
    expect(isConsentReference(granted(accessDetails, ids[0]))).toBe(false);
  });

  it.each([
    [{ type, ConsentId: 'consent-1' }, '/0/ConsentId: must be a UUID'],
    [{ type, ConsentId: 7 }, '/0/ConsentId: must be of type string'],
    [{ type, ConsentId: null }, '/0/ConsentId: must be of type string'],
    [{ type, ConsentId: ids[0], Status: 'AUTH' }, '/0: has a field that this type does not know'],
    [
      { type, ConsentId: ids[0], locations: ['x'] },
      '/0/locations/0: is not served under this issuer',
    ],
    [{ ...accessDetails, ConsentId: ids[0] }, '/0: has a field that this type does not know'],
    [{ type: 'urn:other', ConsentId: ids[0] }, '/0/type: is not supported'],
  ])('is refused as %j (RFC 9396 5)', (entry, description) => {
    expect(() => parseAuthorizationDetails([entry], context)).toThrow(refusal(description));
  });

  it('is refused where its type is not registered for the client (RFC 9396 10)', () => {
    const parse = () =>
      parseAuthorizationDetails([{ type, ConsentId: ids[0] }], { ...context, allowedTypes: [] });
    expect(parse).toThrow(refusal('/0/type: is not registered for this client'));
  });
});

describe('the entries of a token request (RFC 9396 6)', () => {
  const held = [granted(accessDetails, ids[0]), granted(basic, ids[1], ['a-3'])];

  it('may be all that was granted, as it came back', () => {
    expect(narrow(held, JSON.stringify(held))).toEqual(held);
    const mixed = [...held, granted(vrpDetails, ids[0], ['a-1']), granted(fundsDetails, ids[1])];
    expect(narrow(mixed, mixed)).toEqual(mixed);
  });

  it('may be one of several consents, or fewer accounts of it', () => {
    expect(narrow(held, [held[1]])).toEqual([held[1]]);
    expect(narrow(held, [{ type: basic.type, ConsentId: ids[0] }])).toEqual([held[0]]);
    const fewer = [{ type: basic.type, ConsentId: ids[0], AccountIds: ['a-2'] }];
    expect(narrow(held, fewer)).toEqual([{ ...held[0], AccountIds: ['a-2'] }]);
    const turned = [{ ...held[0], AccountIds: ['a-2', 'a-1'] }];
    expect(narrow(held, turned)).toEqual([held[0]]);
  });

  it('may leave out what approval added; then the first consent that holds it is meant', () => {
    expect(narrow(held, [basic])).toEqual([{ ...held[0], ...parsed(basic) }]);
    // The second consent is left for the second entry.
    expect(narrow(held, [basic, basic])).toEqual([{ ...held[0], ...parsed(basic) }, held[1]]);
    expect(narrow([...held].reverse(), [accessDetails])).toEqual([held[0]]);
  });

  it('says the present state, whatever the request said', () => {
    const suspended = enrich(parsed(basic), {
      ...{ consentId: ids[0], status: 'SUSPENDED', accountIds: ['a-1'] },
    });
    expect(narrow([suspended], [{ ...suspended, Status: 'AUTH' }])).toEqual([suspended]);
  });

  it.each([
    [
      'an account beyond it',
      [{ ...held[0], AccountIds: ['a-3'] }],
      '/0/AccountIds: goes beyond what was granted',
    ],
    [
      'a foreign consent',
      [{ ...held[0], ConsentId: ids[0].replace('0', '9') }],
      '/0: is not a consent of this grant',
    ],
    ['another type', [fundsDetails], '/0: is not a consent of this grant'],
    ['one consent twice', [held[0], held[0]], '/1: is not a consent of this grant'],
    [
      'a permission beyond it',
      [held[1], { ...held[0], consent: { Permissions: ['ReadAccountsBasic', 'ReadPAN'] } }],
      '/1/consent/Permissions: goes beyond what was granted',
    ],
    ['nothing', [], ': must not be empty'],
    ['no account', [{ ...held[0], AccountIds: [] }], '/0/AccountIds: must not be empty'],
    [
      'an account twice',
      [{ ...held[0], AccountIds: ['a-1', 'a-1'] }],
      '/0/AccountIds: names an account twice',
    ],
    [
      'an unknown field',
      [{ ...held[0], actions: [] }],
      '/0: has a field that this type does not know',
    ],
    ['only a type', [{ type: basic.type }], '/0/ConsentId: is required'],
    ['an unknown state', [{ ...held[0], Status: 7 }], '/0/Status: must be of type string'],
    ['101 entries', Array(101).fill(held[0]), ': has too many entries'],
  ])('are refused with %s', (_what, wanted, description) => {
    expect(() => narrow(held, wanted)).toThrow(refusal(description));
  });
});
