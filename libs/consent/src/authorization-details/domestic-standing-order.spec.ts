import { Ajv2020 } from 'ajv/dist/2020.js';
import { standingOrderDetails } from '../../test/payment-orders.js';
import { isAsConsented } from './domestic-payment.js';
import { domesticStandingOrder, type DomesticStandingOrder } from './domestic-standing-order.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const context = { now, resourceBase };
const { consent } = standingOrderDetails;
const { MandateRelatedInformation: mandate } = consent.Initiation;

const withInitiation = (changes: object) =>
  ({
    ...standingOrderDetails,
    consent: { ...consent, Initiation: { ...consent.Initiation, ...changes } },
  }) as DomesticStandingOrder;
const withMandate = (changes: object, more: object = {}) =>
  withInitiation({ MandateRelatedInformation: { ...mandate, ...changes }, ...more });
const frequency = (Type: string, more: object = {}) => ({ Frequency: { Type, ...more } });
const place = '/consent/Initiation';
const dates = `${place}/MandateRelatedInformation`;

describe('a standing order', () => {
  it('is read as it was sent, with the place where it is ordered', () => {
    const expected = { ...standingOrderDetails, locations: [`${resourceBase}/pisp`] };
    expect(domesticStandingOrder.parse(standingOrderDetails, context)).toEqual(expected);
    expect(domesticStandingOrder.parse(expected, context)).toEqual(expected);
  });

  it.each([
    [
      'a first payment in the past',
      withMandate({ FirstPaymentDateTime: '2026-11-21T12:00:00Z' }),
      `${dates}/FirstPaymentDateTime: is in the past`,
    ],
    [
      'a first payment after more than a year',
      withMandate({ FirstPaymentDateTime: '2027-11-21T12:00:01Z' }),
      `${dates}/FirstPaymentDateTime: is more than a year away`,
    ],
    [
      'a rhythm that begins with the first payment',
      withMandate({ RecurringPaymentDateTime: mandate.FirstPaymentDateTime }),
      `${dates}/RecurringPaymentDateTime: must lie after the first payment`,
    ],
    [
      'an end before the rhythm begins',
      withMandate({ FinalPaymentDateTime: '2027-01-31T09:00:00+00:00' }),
      `${dates}/FinalPaymentDateTime: must lie after the payments before it`,
    ],
    [
      'a final amount and no end',
      withMandate({ FinalPaymentDateTime: undefined }),
      `${place}/FinalPaymentAmount: needs a FinalPaymentDateTime`,
    ],
    ['no rhythm', withMandate(frequency('ADHO')), `${dates}/Frequency/Type: is not an allowed`],
    [
      'two payments in each period',
      withMandate(frequency('MNTH', { CountPerPeriod: 2 })),
      `${dates}/Frequency/CountPerPeriod: is not an allowed value`,
    ],
    [
      'a point in time that is another day',
      withMandate(frequency('MNTH', { PointInTime: '30' })),
      `${dates}/Frequency/PointInTime: is not the day of the payments`,
    ],
    [
      'a point in time of a day',
      withMandate(frequency('DAIL', { PointInTime: '01' })),
      `${dates}/Frequency/PointInTime: is not the day of the payments`,
    ],
    [
      'a variable amount',
      withMandate({ Classification: 'VARI' }),
      `${dates}/Classification: is not an allowed value`,
    ],
    ['no first amount', withInitiation({ FirstPaymentAmount: undefined }), `${place}/FirstPayment`],
    [
      'a word of its own',
      withInitiation({ LocalInstrument: 'UK.OBIE.FPS' }),
      `${place}: has a field that`,
    ],
  ])('is refused with %s, naming the place (RFC 9396 5)', (_what, value, description) => {
    expect(() => domesticStandingOrder.parse(value, context)).toThrow(
      expect.objectContaining({
        error: 'invalid_authorization_details',
        description: expect.stringContaining(`authorization_details${description}`),
      }),
    );
  });

  it('may name the day of the week of its payments, Monday first', () => {
    // 31 January 2027 is a Sunday.
    const value = withMandate(frequency('FRTN', { PointInTime: '07' }));
    expect(domesticStandingOrder.parse(value, context)).toMatchObject(value);
  });

  it('publishes a schema that says the same (RFC 9396 2.1)', () => {
    const validate = new Ajv2020({ strict: false }).compile(domesticStandingOrder.jsonSchema);
    expect(validate(standingOrderDetails)).toBe(true);
    for (const wrong of [withMandate(frequency('INDA')), withInitiation({ Extra: 1 })])
      expect(validate(wrong)).toBe(false);
  });

  it('has no smaller part, and is ordered to the letter (RFC 9396 6)', () => {
    const granted = domesticStandingOrder.parse(standingOrderDetails, context);
    expect(domesticStandingOrder.narrow(granted, structuredClone(granted))).toEqual(granted);
    const less = withInitiation({ RecurringPaymentAmount: { Amount: '1.00', Currency: 'GBP' } });
    expect(() => domesticStandingOrder.narrow(granted, less)).toThrow(/differs from what/);
    expect(isAsConsented(standingOrderDetails, consent)).toBe(true);
    expect(isAsConsented(standingOrderDetails, less.consent)).toBe(false);
  });

  it('is forgotten after a day, or when its first day has come', () => {
    const soon = withMandate({ FirstPaymentDateTime: '2026-11-21T12:05:00Z' });
    expect(domesticStandingOrder.expiresAt(soon, now)).toEqual(new Date('2026-11-21T12:05:00Z'));
    expect(domesticStandingOrder.expiresAt(standingOrderDetails, now)).toEqual(
      new Date('2026-11-22T12:00:00Z'),
    );
    expect(domesticStandingOrder).toMatchObject({ singleUse: true, accountsMax: 1 });
  });
});

describe('a standing order, in words', () => {
  it('is told with every amount and its day', () => {
    const { standingOrder, expiry, account, linked } =
      domesticStandingOrder.describe(standingOrderDetails);
    expect(standingOrder).toEqual({
      ...{ payee: 'Rosa Lindqvist', payeeAccount: '00-12-20 12345678', reference: 'Rent' },
      first: { amount: '£600.00', on: new Date('2026-12-24T09:00:00Z') },
      then: {
        ...{ amount: '£500.00', every: 'every month', on: 'on the 31st' },
        from: new Date('2027-01-31T09:00:00Z'),
      },
      last: { amount: '£100.00', on: new Date('2027-12-31T09:00:00Z') },
    });
    expect(expiry.text).toBe('Until 31 December 2027');
    expect(account).toEqual({ identification: '20410700003318', text: '20-41-07 00003318' });
    expect(linked?.text).toBe(
      'set up a standing order to Rosa Lindqvist (00-12-20 12345678): £600.00 on 24 December 2026, then £500.00 every month, last £100.00 on 31 December 2027',
    );
  });

  it.each([
    ['DAIL', 'every day', undefined],
    ['WEEK', 'every week', 'on Thursday'],
    ['FRTN', 'every two weeks', 'on Thursday'],
    ['QURT', 'every three months', 'on the 24th'],
    ['MIAN', 'every six months', 'on the 24th'],
    ['YEAR', 'every year', 'on 24 December'],
  ])('says how often %s is', (type, every, on) => {
    const none = { RecurringPaymentDateTime: undefined, FinalPaymentDateTime: undefined };
    const value = withMandate(
      { ...frequency(type), ...none },
      { RecurringPaymentAmount: undefined, FinalPaymentAmount: undefined },
    );
    const { standingOrder, linked } = domesticStandingOrder.describe(value);
    expect(standingOrder?.then).toMatchObject({ amount: '£600.00', every, on });
    expect(standingOrder?.last).toBeUndefined();
    expect(linked?.text).toMatch(new RegExp(`: £600\\.00 ${every} from 24 December 2026$`));
  });

  it('of two payments says both', () => {
    const value = withMandate({
      ...{ RecurringPaymentDateTime: undefined, ...frequency('MNTH') },
      FinalPaymentDateTime: '2027-01-02T09:00:00+00:00',
    });
    const { standingOrder, linked } = domesticStandingOrder.describe(value);
    expect(standingOrder?.then).toBeUndefined();
    expect(linked?.text).toMatch(
      /: £600\.00 on 24 December 2026, last £100\.00 on 2 January 2027$/,
    );
  });

  it('links the code to amounts, dates and payee (PSD2 RTS 5)', () => {
    const { linked } = domesticStandingOrder.describe(standingOrderDetails);
    for (const other of [
      withInitiation({ RecurringPaymentAmount: { Amount: '500.01', Currency: 'GBP' } }),
      withMandate({ FinalPaymentDateTime: '2028-12-31T09:00:00+00:00' }),
    ])
      expect(domesticStandingOrder.describe(other).linked?.data).not.toEqual(linked?.data);
  });
});
