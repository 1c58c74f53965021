import { Ajv2020 } from 'ajv/dist/2020.js';
import { vrpDetails } from '../../test/details.js';
import { domesticVrp, type ControlParameters, type DomesticVrp } from './domestic-vrp.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const context = { now, resourceBase };
const { ControlParameters: parameters, Initiation, Risk } = vrpDetails.consent;

const withParameters = (changes: object): DomesticVrp => ({
  ...vrpDetails,
  consent: { ControlParameters: { ...parameters, ...changes }, Initiation, Risk },
});
const limit = (Amount: string, PeriodType = 'Month', PeriodAlignment = 'Calendar') =>
  ({
    PeriodType,
    PeriodAlignment,
    Amount,
    Currency: 'GBP',
  }) as ControlParameters['PeriodicLimits'][number];
const place = '/consent/ControlParameters';

describe('payments within limits', () => {
  it('are read as they were sent, with the place where they are ordered', () => {
    const expected = { ...vrpDetails, locations: [`${resourceBase}/pisp`] };
    expect(domesticVrp.parse(vrpDetails, context)).toEqual(expected);
    expect(domesticVrp.parse(expected, context)).toEqual(expected);
  });

  it.each([
    ['no limit for a period', { PeriodicLimits: [] }, `${place}/PeriodicLimits: must not be empty`],
    [
      'two limits for a month',
      { PeriodicLimits: [limit('1'), limit('2')] },
      `${place}/PeriodicLimits: limits a period twice`,
    ],
    [
      'a fortnight of the calendar',
      { PeriodicLimits: [limit('1', 'Fortnight')] },
      `${place}/PeriodicLimits/0/PeriodAlignment: must be Consent for a Fortnight`,
    ],
    [
      'a quarter',
      { PeriodicLimits: [limit('1', 'Quarter')] },
      `${place}/PeriodicLimits/0/PeriodType: is not an allowed value`,
    ],
    ['no kind', { VRPType: [] }, `${place}/VRPType: must not be empty`],
    [
      'a kind twice',
      { VRPType: ['UK.OBIE.VRPType.Other', 'UK.OBIE.VRPType.Other'] },
      `${place}/VRPType: names a value twice`,
    ],
    [
      'a limit of nothing',
      { MaximumIndividualAmount: { Amount: '0.00', Currency: 'GBP' } },
      `${place}/MaximumIndividualAmount/Amount: must be an amount`,
    ],
    [
      'an end in the past',
      { ValidToDateTime: '2026-11-21T12:00:00Z' },
      `${place}/ValidToDateTime: is in the past`,
    ],
    [
      'an end before its beginning',
      { ValidToDateTime: '2026-11-30T00:00:00Z' },
      `${place}/ValidToDateTime: lies before its start`,
    ],
    ['a field of its own', { Urgent: true }, `${place}: has a field that this type`],
  ])('are refused with %s, naming the place (RFC 9396 5)', (_what, changes, description) => {
    expect(() => domesticVrp.parse(withParameters(changes), context)).toThrow(
      expect.objectContaining({
        error: 'invalid_authorization_details',
        description: expect.stringContaining(`authorization_details${description}`),
      }),
    );
  });

  it('publish a schema that says the same (RFC 9396 2.1)', () => {
    const validate = new Ajv2020({ strict: false }).compile(domesticVrp.jsonSchema);
    expect(validate(vrpDetails)).toBe(true);
    expect(validate(withParameters({ PeriodicLimits: [limit('1', 'Fortnight', 'Consent')] }))).toBe(
      true,
    );
    for (const changes of [
      ...[{ PeriodicLimits: [] }, { PeriodicLimits: [limit('1', 'Fortnight')] }, { Extra: 1 }],
      ...[{ VRPType: [] }, { MaximumIndividualAmount: { Amount: '0', Currency: 'GBP' } }],
    ]) {
      expect(validate(withParameters(changes))).toBe(false);
    }
  });

  it('end with their last day, and are used again and again from one account', () => {
    expect(domesticVrp.expiresAt(vrpDetails, now)).toEqual(new Date('2027-12-01T00:00:00Z'));
    expect(
      domesticVrp.expiresAt(withParameters({ ValidToDateTime: undefined }), now),
    ).toBeUndefined();
    expect(domesticVrp).toMatchObject({ singleUse: false, accountsMax: 1, scope: 'payments' });
  });
});

describe('narrowing payments within limits (RFC 9396 6)', () => {
  const narrow = (changes: object) => domesticVrp.narrow(vrpDetails, withParameters(changes));

  it('keeps every limit that is not named, and takes a lower one', () => {
    const { ControlParameters: left } = narrow({
      ...{ ValidFromDateTime: undefined, ValidToDateTime: undefined },
      PeriodicLimits: [limit('499.99'), limit('9', 'Day', 'Consent')],
      MaximumIndividualAmount: { Amount: '200', Currency: 'GBP' },
    }).consent;
    expect(left).toEqual({
      ...parameters,
      PeriodicLimits: [
        limit('499.99'),
        limit('400.00', 'Week', 'Consent'),
        limit('9', 'Day', 'Consent'),
      ],
      MaximumIndividualAmount: { Amount: '200', Currency: 'GBP' },
    });
  });

  it.each([
    ['MaximumIndividualAmount', { Amount: '200.01', Currency: 'GBP' }],
    ['PeriodicLimits/0/Amount', [limit('500.01')]],
    ['VRPType', ['UK.OBIE.VRPType.Other']],
    ['ValidToDateTime', '2027-12-01T00:00:01+00:00'],
    ['ValidFromDateTime', '2026-11-30T23:59:59+00:00'],
  ])('refuses more in %s', (name, value) => {
    const [member = ''] = name.split('/');
    expect(() => narrow({ [member]: value })).toThrow(
      expect.objectContaining({
        description: `authorization_details${place}/${name}: goes beyond what was granted`,
      }),
    );
  });

  it('takes an absent PSUInteractionTypes for OffSession, as the standard does', () => {
    const silent = withParameters({ PSUInteractionTypes: undefined });
    const present = withParameters({ PSUInteractionTypes: ['InSession'] });
    expect(() => domesticVrp.narrow(silent, present)).toThrow(/PSUInteractionTypes: goes beyond/);
    expect(domesticVrp.narrow(silent, silent)).toEqual(silent);
    expect(domesticVrp.narrow(vrpDetails, present).consent.ControlParameters).toMatchObject({
      PSUInteractionTypes: ['InSession'],
    });
  });

  it('never changes who is paid, from where, or under which circumstances', () => {
    const CreditorAccount = { ...Initiation.CreditorAccount, Identification: '00122087654321' };
    const other = {
      ...vrpDetails,
      consent: { ...vrpDetails.consent, Initiation: { ...Initiation, CreditorAccount } },
    };
    expect(() => domesticVrp.narrow(vrpDetails, other)).toThrow(/Initiation: differs/);
    const riskless = { ...vrpDetails, consent: { ...vrpDetails.consent, Risk: {} } };
    expect(() => domesticVrp.narrow(vrpDetails, riskless)).toThrow(/Risk: differs/);
  });
});

describe('payments within limits, in words', () => {
  it('are told with each limit and what it comes to', () => {
    const { mandate, expiry, account, linked } = domesticVrp.describe(vrpDetails);
    expect(mandate).toEqual({
      payee: 'Rosa Lindqvist',
      payeeAccount: '00-12-20 12345678',
      reference: 'Rainy days',
      kinds: ['Moving money between accounts of your own'],
      presence: 'Also when you are not using the app',
      starts: new Date('2026-12-01T00:00:00Z'),
      limits: [
        {
          term: 'Each payment',
          text: 'Up to £200.00',
          example: 'A payment of £200.00 is made. One of £200.01 is refused.',
        },
        {
          term: 'Each month',
          text: 'Up to £500.00 in all, from the 1st to the last day',
          example: 'After 2 payments of £200.00, £100.00 is left for the rest of the month.',
        },
        {
          term: 'Each week',
          text: 'Up to £400.00 in all, counted from the day you allow it',
          example: 'After 2 payments of £200.00, nothing more until the week is over.',
        },
      ],
    });
    expect(expiry.text).toBe('Until 1 December 2027');
    expect(account).toEqual({ identification: '20410700003318', text: '20-41-07 00003318' });
    expect(linked?.text).toBe(
      'allow payments to Rosa Lindqvist (00-12-20 12345678): up to £200.00 each, £500.00 a month, £400.00 a week, until 1 December 2027',
    );
  });

  it.each([
    ['50.00', 'After one payment of £50.00, nothing more until the month is over.'],
    ['200.00', 'After one payment of £200.00, nothing more until the month is over.'],
    ['200.01', 'After one payment of £200.00, £0.01 is left for the rest of the month.'],
  ])('give an example for £%s a month', (amount, example) => {
    const { mandate } = domesticVrp.describe(withParameters({ PeriodicLimits: [limit(amount)] }));
    expect(mandate?.limits[1]?.example).toBe(example);
  });

  it('link the code to limits and payee: another limit is another code (PSD2 RTS 5)', () => {
    const { linked } = domesticVrp.describe(vrpDetails);
    const other = domesticVrp.describe(withParameters({ PeriodicLimits: [limit('500.01')] }));
    expect(linked?.data).not.toEqual(other.linked?.data);
  });
});
