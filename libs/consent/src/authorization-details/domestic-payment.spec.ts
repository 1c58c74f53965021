import { Ajv2020 } from 'ajv/dist/2020.js';
import { paymentDetails } from '../../test/payments.js';
import { domesticPayment, isAsConsented } from './domestic-payment.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const context = { now, resourceBase };
const { consent } = paymentDetails;
const { Initiation } = consent;

/** The details with one part of the initiation replaced. */
const withInitiation = (changes: object) => ({
  ...paymentDetails,
  consent: { ...consent, Initiation: { ...Initiation, ...changes } },
});
const withAmount = (Amount: string, Currency = 'GBP') =>
  withInitiation({ InstructedAmount: { Amount, Currency } });
const withAccount = (changes: object) =>
  withInitiation({ CreditorAccount: { ...Initiation.CreditorAccount, ...changes } });

/** The same in euros, to an IBAN. */
const inEuros = (changes: object = {}) =>
  withInitiation({
    InstructedAmount: { Amount: '1234.5', Currency: 'EUR' },
    CreditorAccount: {
      SchemeName: 'UK.OBIE.IBAN',
      Identification: 'DE89370400440532013000',
      Name: 'Käthe Brandt',
    },
    ...changes,
  });

describe('a domestic payment', () => {
  it('is read as it was sent, with the place where it is made', () => {
    const expected = { ...paymentDetails, locations: [`${resourceBase}/pisp`] };
    expect(domesticPayment.parse(paymentDetails, context)).toEqual(expected);
    expect(domesticPayment.parse(expected, context)).toEqual(expected);
  });

  it.each(['0.01', '12', '9999999999999.99'])('may be of %s pounds', (amount) => {
    expect(domesticPayment.parse(withAmount(amount), context)).toMatchObject({
      consent: { Initiation: { InstructedAmount: { Amount: amount } } },
    });
  });

  const place = '/consent/Initiation';
  it.each([
    ['no amount', withAmount(''), `${place}/InstructedAmount/Amount`],
    ['nothing', withAmount('0.00'), `${place}/InstructedAmount/Amount`],
    ['less than nothing', withAmount('-1.00'), `${place}/InstructedAmount/Amount`],
    ['a third of a penny', withAmount('1.003'), `${place}/InstructedAmount/Amount`],
    ['14 digits', withAmount('12345678901234'), `${place}/InstructedAmount/Amount`],
    ['an exponent', withAmount('1e3'), `${place}/InstructedAmount/Amount`],
    ['another currency', withAmount('1.00', 'USD'), `${place}/InstructedAmount/Currency`],
    ['euros to a sort code', withAmount('1.00', 'EUR'), `${place}/CreditorAccount/SchemeName`],
    [
      'euros from a sort code',
      inEuros({ DebtorAccount: Initiation.CreditorAccount }),
      `${place}/DebtorAccount/SchemeName`,
    ],
    [
      'another kind of account',
      withAccount({ SchemeName: 'UK.OBIE.PAN' }),
      `${place}/CreditorAccount/SchemeName`,
    ],
    [
      'no kind of account',
      withAccount({ SchemeName: undefined }),
      `${place}/CreditorAccount/SchemeName`,
    ],
    [
      'a sort code that is to be an IBAN',
      withAccount({ SchemeName: 'UK.OBIE.IBAN' }),
      `${place}/CreditorAccount/Identification`,
    ],
    [
      'an IBAN with a slip of the pen',
      withAccount({ SchemeName: 'UK.OBIE.IBAN', Identification: 'DE89370400440532013001' }),
      `${place}/CreditorAccount/Identification`,
    ],
    [
      'a short number',
      withAccount({ Identification: '123' }),
      `${place}/CreditorAccount/Identification`,
    ],
    ['a nameless payee', withAccount({ Name: ' ' }), `${place}/CreditorAccount/Name`],
    [
      'a payee written backwards',
      withAccount({ Name: 'Rosa\u202e' }),
      `${place}/CreditorAccount/Name`,
    ],
    ['a word of its own', withInitiation({ Urgent: true }), place],
    [
      'six lines',
      withInitiation({ RemittanceInformation: { Unstructured: Array(6).fill('a') } }),
      `${place}/RemittanceInformation/Unstructured`,
    ],
    ['no risk', { ...paymentDetails, consent: { Initiation } }, '/consent/Risk'],
    ['another bank', { ...paymentDetails, locations: ['https://other.example'] }, '/locations/0'],
  ])('is refused with %s, naming the place (RFC 9396 5)', (_what, value, at) => {
    expect(() => domesticPayment.parse(value, context)).toThrow(
      expect.objectContaining({
        error: 'invalid_authorization_details',
        description: expect.stringContaining(`authorization_details${at}: `),
      }),
    );
  });

  it('may be in euros, to an IBAN, from the one account that the app names', () => {
    const DebtorAccount = { SchemeName: 'UK.OBIE.IBAN', Identification: 'GB82WEST12345698765432' };
    const details = domesticPayment.parse(inEuros({ DebtorAccount }), context);
    const { payment, account, linked } = domesticPayment.describe(details);
    expect(payment).toMatchObject({
      ...{ amount: '€1,234.50', payeeAccount: 'DE89 3704 0044 0532 0130 00' },
      money: { Amount: '1234.5', Currency: 'EUR' },
    });
    const text = 'GB82 WEST 1234 5698 7654 32';
    expect(account).toEqual({ identification: 'GB82WEST12345698765432', text });
    expect(linked?.text).toBe('pay €1,234.50 to Käthe Brandt (DE89 3704 0044 0532 0130 00)');
    expect(linked?.data).toEqual({
      InstructedAmount: { Amount: '1234.5', Currency: 'EUR' },
      CreditorAccount: details.consent.Initiation.CreditorAccount,
    });
  });

  it('tells the app which account paid only where it asks for that, and the customer is told', () => {
    const tells = (ReadRefundAccount: unknown) =>
      domesticPayment.describe(
        domesticPayment.parse(
          { ...paymentDetails, consent: { ...consent, ReadRefundAccount } },
          context,
        ),
      ).payment?.tellsAccount;
    expect([tells('Yes'), tells('No')]).toEqual([true, undefined]);
    expect(() => tells('yes')).toThrow(/ReadRefundAccount: is not an allowed value/);
    const asked = { ...paymentDetails, consent: { ...consent, ReadRefundAccount: 'Yes' as const } };
    expect(isAsConsented(asked, { Initiation, Risk: consent.Risk })).toBe(true);
  });

  it('publishes a schema that says the same (RFC 9396 2.1)', () => {
    const validate = new Ajv2020({ strict: false }).compile(domesticPayment.jsonSchema);
    expect(validate(paymentDetails)).toBe(true);
    expect(validate(withInitiation({ Urgent: true }))).toBe(false);
    expect(validate(withAccount({ Identification: '123' }))).toBe(false);
  });

  it('has no smaller part: it is the same, or refused (RFC 9396 6)', () => {
    const granted = domesticPayment.parse(paymentDetails, context);
    expect(domesticPayment.narrow(granted, structuredClone(granted))).toEqual(granted);
    const less = domesticPayment.parse(withAmount('1.00'), context);
    expect(() => domesticPayment.narrow(granted, less)).toThrow(/differs from what was granted/);
  });

  it('is ordered to the letter, in whatever order its members come', () => {
    const { Risk } = consent;
    const turned = Object.fromEntries(Object.entries(Initiation).reverse()) as typeof Initiation;
    expect(isAsConsented(paymentDetails, { Risk, Initiation: turned })).toBe(true);
    const { Initiation: other } = withAmount('1234.51').consent;
    expect(isAsConsented(paymentDetails, { Initiation: other, Risk })).toBe(false);
    expect(isAsConsented(paymentDetails, { Initiation, Risk: {} })).toBe(false);
  });

  it('is told in words: amount, payee, account and reference', () => {
    expect(domesticPayment.describe(paymentDetails)).toEqual({
      clusters: [],
      expiry: { text: 'Once, and not again' },
      payment: {
        money: Initiation.InstructedAmount,
        amount: '£1,234.50',
        payee: 'Rosa Lindqvist',
        payeeAccount: '00-12-20 12345678',
        reference: 'Dinner on Friday',
      },
      linked: {
        data: {
          InstructedAmount: Initiation.InstructedAmount,
          CreditorAccount: Initiation.CreditorAccount,
        },
        text: 'pay £1,234.50 to Rosa Lindqvist (00-12-20 12345678)',
      },
    });
    expect(domesticPayment.describe(withAmount('9999999999999.99')).payment?.amount).toBe(
      '£9,999,999,999,999.99',
    );
  });

  it('is enriched with its consent and its one account, and forgotten after a day', () => {
    const enriched = domesticPayment.enrich(paymentDetails, {
      ...{ consentId: 'c-1', status: 'CONSUMED', accountIds: ['a-1'] },
    });
    expect(enriched).toEqual({
      ...{ ...paymentDetails, ConsentId: 'c-1', Status: 'COND', AccountIds: ['a-1'] },
    });
    const dayLater = new Date('2026-11-22T12:00:00Z');
    expect(domesticPayment.expiresAt(paymentDetails, now)).toEqual(dayLater);
    expect(domesticPayment.accountsMax).toBe(1);
  });
});
