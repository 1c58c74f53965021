import { Ajv2020 } from 'ajv/dist/2020.js';
import { scheduledDetails } from '../../test/payment-orders.js';
import { isAsConsented } from './domestic-payment.js';
import { domesticScheduledPayment } from './domestic-scheduled-payment.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const context = { now, resourceBase };
const { consent } = scheduledDetails;
const { Initiation, Risk } = consent;

const withInitiation = (changes: object) => ({
  ...scheduledDetails,
  consent: { ...consent, Initiation: { ...Initiation, ...changes } },
});
const on = (RequestedExecutionDateTime: string) => withInitiation({ RequestedExecutionDateTime });
const day = '/consent/Initiation/RequestedExecutionDateTime';

describe('a payment on a day to come', () => {
  it('is read as it was sent, with the place where it is ordered', () => {
    const expected = { ...scheduledDetails, locations: [`${resourceBase}/pisp`] };
    expect(domesticScheduledPayment.parse(scheduledDetails, context)).toEqual(expected);
    expect(domesticScheduledPayment.parse(expected, context)).toEqual(expected);
  });

  it.each(['2026-11-21T12:00:00.001Z', '2026-11-21T15:00:01+03:00', '2027-11-21T12:00:00Z'])(
    'may be for %s',
    (moment) => {
      expect(domesticScheduledPayment.parse(on(moment), context)).toMatchObject(on(moment));
    },
  );

  it.each([
    ['this moment', on('2026-11-21T12:00:00Z'), `${day}: is in the past`],
    ['a moment past', on('2026-11-21T14:59:59+03:00'), `${day}: is in the past`],
    ['more than a year away', on('2027-11-21T12:00:01Z'), `${day}: is more than a year away`],
    ['a day without time and zone', on('2026-12-24'), `${day}: must be an ISO 8601 date-time`],
    ['no day', withInitiation({ RequestedExecutionDateTime: undefined }), `${day}: is required`],
    [
      'nothing',
      withInitiation({ InstructedAmount: { Amount: '0.00', Currency: 'GBP' } }),
      '/consent/Initiation/InstructedAmount/Amount: must be an amount',
    ],
    [
      'a word of its own',
      withInitiation({ Urgent: true }),
      '/consent/Initiation: has a field that this type does not know',
    ],
  ])('is refused for %s, naming the place (RFC 9396 5)', (_what, value, description) => {
    expect(() => domesticScheduledPayment.parse(value, context)).toThrow(
      expect.objectContaining({
        error: 'invalid_authorization_details',
        description: expect.stringContaining(`authorization_details${description}`),
      }),
    );
  });

  it('publishes a schema that says the same (RFC 9396 2.1)', () => {
    const validate = new Ajv2020({ strict: false }).compile(domesticScheduledPayment.jsonSchema);
    expect(validate(scheduledDetails)).toBe(true);
    expect(validate(on('2026-12-24'))).toBe(false);
    expect(validate(withInitiation({ LocalInstrument: 'FAST' }))).toBe(false);
  });

  it('has no smaller part, and is ordered to the letter (RFC 9396 6)', () => {
    const granted = domesticScheduledPayment.parse(scheduledDetails, context);
    expect(domesticScheduledPayment.narrow(granted, structuredClone(granted))).toEqual(granted);
    const sooner = domesticScheduledPayment.parse(on('2026-12-23T09:00:00+00:00'), context);
    expect(() => domesticScheduledPayment.narrow(granted, sooner)).toThrow(/differs from what/);
    expect(isAsConsented(scheduledDetails, { Initiation, Risk })).toBe(true);
    expect(isAsConsented(scheduledDetails, sooner.consent)).toBe(false);
  });

  it('is told in words with its day, which the code is linked to (PSD2 RTS 5)', () => {
    const { payment, account, linked, expiry } =
      domesticScheduledPayment.describe(scheduledDetails);
    expect(payment).toEqual({
      ...{ money: Initiation.InstructedAmount, amount: '£1,234.50', payee: 'Rosa Lindqvist' },
      ...{ payeeAccount: '00-12-20 12345678', reference: 'Presents' },
      due: new Date('2026-12-24T09:00:00Z'),
    });
    expect(account).toEqual({ identification: '20410700003318', text: '20-41-07 00003318' });
    expect(expiry.text).toBe('Once, and not again');
    expect(linked?.text).toBe(
      'pay £1,234.50 to Rosa Lindqvist (00-12-20 12345678) on 24 December 2026',
    );
    const later = domesticScheduledPayment.describe(on('2026-12-25T09:00:00Z'));
    expect(later.linked?.data).not.toEqual(linked?.data);
  });

  it('is forgotten after a day, or when its own day has come', () => {
    const ends = (moment: string) => domesticScheduledPayment.expiresAt(on(moment), now);
    expect(ends('2026-12-24T09:00:00Z')).toEqual(new Date('2026-11-22T12:00:00Z'));
    expect(ends('2026-11-21T12:05:00Z')).toEqual(new Date('2026-11-21T12:05:00Z'));
    expect(domesticScheduledPayment).toMatchObject({ singleUse: true, accountsMax: 1 });
  });
});
