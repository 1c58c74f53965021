import { Ajv2020 } from 'ajv/dist/2020.js';
import { fundsDetails } from '../../test/details.js';
import { fundsConfirmation } from './funds-confirmation.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const context = { now, resourceBase };
const { DebtorAccount } = fundsDetails.consent;
const withConsent = (changes: object) => ({
  ...fundsDetails,
  consent: { ...fundsDetails.consent, ...changes },
});

describe('a funds confirmation', () => {
  it('is read as it was sent, with the place where it is answered', () => {
    const expected = { ...fundsDetails, locations: [`${resourceBase}/cbpii`] };
    expect(fundsConfirmation.parse(fundsDetails, context)).toEqual(expected);
  });

  const account = '/consent/DebtorAccount';
  it.each([
    ['no account', { DebtorAccount: undefined }, account],
    [
      'a card',
      { DebtorAccount: { ...DebtorAccount, SchemeName: 'UK.OBIE.PAN' } },
      `${account}/SchemeName`,
    ],
    [
      'a short number',
      { DebtorAccount: { ...DebtorAccount, Identification: '1' } },
      `${account}/Identification`,
    ],
    [
      'an end in the past',
      { ExpirationDateTime: '2026-11-21T12:00:00Z' },
      '/consent/ExpirationDateTime',
    ],
    ['a purpose of its own', { Purpose: 'x' }, '/consent'],
  ])('is refused with %s, naming the place (RFC 9396 5)', (_what, changes, at) => {
    expect(() => fundsConfirmation.parse(withConsent(changes), context)).toThrow(
      expect.objectContaining({
        error: 'invalid_authorization_details',
        description: expect.stringContaining(`authorization_details${at}: `),
      }),
    );
  });

  it('publishes a schema that says the same (RFC 9396 2.1)', () => {
    const validate = new Ajv2020({ strict: false }).compile(fundsConfirmation.jsonSchema);
    expect(validate(fundsDetails)).toBe(true);
    expect(validate({ ...fundsDetails, consent: { DebtorAccount } })).toBe(true);
    expect(validate(withConsent({ Purpose: 'x' }))).toBe(false);
  });

  it('can only end sooner, for the same account (RFC 9396 6)', () => {
    const sooner = withConsent({ ExpirationDateTime: '2027-01-01T00:00:00+00:00' });
    expect(fundsConfirmation.narrow(fundsDetails, sooner)).toEqual(sooner);
    expect(() => fundsConfirmation.narrow(sooner, fundsDetails)).toThrow(/goes beyond/);
    const other = withConsent({
      DebtorAccount: { ...DebtorAccount, Identification: '20410700009042' },
    });
    expect(() => fundsConfirmation.narrow(fundsDetails, other)).toThrow(/DebtorAccount: differs/);
  });

  it('is told in words, names its one account, and links no code to money', () => {
    expect(fundsConfirmation.describe(fundsDetails)).toEqual({
      clusters: [],
      expiry: { at: new Date('2027-03-01T00:00:00Z'), text: 'Until 1 March 2027' },
      fundsCheck: { account: '20-41-07 00003318' },
      account: { identification: '20410700003318', text: '20-41-07 00003318' },
    });
    expect(fundsConfirmation.expiresAt(fundsDetails, now)).toEqual(
      new Date('2027-03-01T00:00:00Z'),
    );
    expect(
      fundsConfirmation.expiresAt({ ...fundsDetails, consent: { DebtorAccount } }, now),
    ).toBeUndefined();
    expect(fundsConfirmation).toMatchObject({ singleUse: false, accountsMax: 1 });
  });
});
