import type { AuthorizationDetail } from '@sandbank/oauth';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { scheduledDetails, standingOrderDetails } from '../../test/payment-orders.js';
import { fullPaymentDetails } from '../../test/payments.js';
import { vrpDetails } from '../../test/details.js';
import { awaitingConsents } from '../consent-questions.js';
import { authorizationDetailsType, parseAuthorizationDetails } from './authorization-details.js';
import { domesticVrp } from './domestic-vrp.js';
import { narrowDetails, parseNarrowedDetails } from './narrowed-details.js';

const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const now = new Date('2026-11-21T12:00:00Z');
const full: readonly AuthorizationDetail[] = [
  fullPaymentDetails,
  scheduledDetails,
  standingOrderDetails,
  vrpDetails,
];
const kinds = full.map((details) => [details.type, details] as const);
const contextAt = (at: Date) => ({
  ...{ now: at, resourceBase },
  allowedTypes: full.map(({ type }) => type),
});
const read = (details: unknown, at = now) => parseAuthorizationDetails([details], contextAt(at));

/** A copy in which the value at a path is another. */
function changed(details: AuthorizationDetail, path: string, value: unknown): AuthorizationDetail {
  const copy = JSON.parse(JSON.stringify(details)) as AuthorizationDetail;
  const names = path.split('.');
  const last = names.pop()!;
  const at = names.reduce<unknown>((object, name) => (object as never)[name], copy);
  Object.assign(at as object, { [last]: value });
  return copy;
}

const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });
// Deeper than a function that calls itself would get.
const nested = (levels: number): unknown =>
  JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels));

describe('whatever the standard lets an app say of a payment', () => {
  it.each(kinds)('is kept: %s', (type, details) => {
    const [kept] = read(details);
    expect(kept).toEqual({ ...details, locations: [`${resourceBase}/pisp`] });
    const schema = authorizationDetailsType(type)?.jsonSchema ?? {};
    expect(new Ajv2020({ strict: false }).compile(schema)(details)).toBe(true);
  });

  it.each([
    ['CreditorAccount.SecondaryIdentification', 'x'.repeat(35)],
    ['CreditorAccount.Proxy.Code', 'FAXN'],
    ['CreditorAccount.Proxy.Identification', ''],
    ['UltimateCreditor.SchemeName', 'IBAN'],
    ['UltimateDebtor.PostalAddress.Country', 'gb'],
    ['UltimateDebtor.PostalAddress.AddressLine', Array(8).fill('a')],
    ['RegulatoryReporting', Array(11).fill({})],
    ['RegulatoryReporting.0.Authority.CountryCode', 'GBR'],
    ['RegulatoryReporting.0.Details.0.Amount.Amount', '1.123456'],
    ['RegulatoryReporting.0.Details.0.Amount.Currency', 'Pfund'],
    ['RegulatoryReporting.0.Details.0.Date', '2026-11-01'],
    ['RemittanceInformation.Structured.0.ReferredDocumentInformation.0.Code', 'BILL'],
    ['RemittanceInformation.Structured.0.ReferredDocumentAmount', 2 ** 31],
    ['RemittanceInformation.Structured.0.AdditionalRemittanceInformation', Array(4).fill('a')],
    ['RemittanceInformation.Structured', Array(6).fill({})],
  ])('is refused with a wrong %s, which is named, in every kind', (path, value) => {
    for (const [, details] of kinds) {
      const place = `/0/consent/Initiation/${path.replaceAll('.', '/')}: `;
      const spoilt = changed(details, `consent.Initiation.${path}`, value);
      expect(() => read(spoilt)).toThrow(new RegExp(`authorization_details${place}`));
    }
  });

  it.each([
    ['PaymentPurposeCode', 'NONE'],
    ['CategoryPurposeCode', 'GDDS'],
    ['BeneficiaryAccountType', 'Current'],
    ['MerchantCategoryCode', '12'],
    ['DeliveryAddress', { Planet: 'Earth' }],
  ])('is refused with a wrong Risk.%s', (name, value) => {
    for (const [, details] of kinds) {
      const place = new RegExp(`/consent/Risk/${name}: `);
      expect(() => read(changed(details, `consent.Risk.${name}`, value))).toThrow(place);
    }
  });

  it.each([
    ['six levels', deep(5)],
    ['twenty thousand levels', nested(20_000)],
    ['too much', { a: Array(400).fill('12345') }],
    ['a text that is not what it looks like', { a: ['b\u202e'] }],
    ['what PostgreSQL cannot keep', { a: { '\u0000': 1 } }],
    ['half a letter', { a: '\ud800' }],
    ['no object', ['a']],
    ['a prototype', { a: JSON.parse('{"__proto__":{"b":1}}') as unknown }],
  ])('holds no SupplementaryData of %s', (_what, value) => {
    const place = /Initiation\/SupplementaryData: /;
    const spoilt = changed(fullPaymentDetails, 'consent.Initiation.SupplementaryData', value);
    expect(() => read(spoilt)).toThrow(place);
    const taken = changed(fullPaymentDetails, 'consent.Initiation.SupplementaryData', deep(4));
    expect(read(taken)).toHaveLength(1);
  });
});

describe('the time until which an app wants a payment approved', () => {
  const soon = '2026-11-21T12:05:00+00:00';
  const three = full.slice(0, 3).map((one) => {
    const hurried = changed(one, 'consent.Authorisation.CompletionDateTime', soon);
    return [one.type, hurried] as const;
  });

  it.each(three)('is when the question ends: %s', (_type, requested) => {
    const asked = { consentId: 'c', bank: 'harbour', clientId: 'tally', requested };
    const [row] = JSON.parse(
      awaitingConsents([
        {
          ...asked,
          authoriseBy: new Date('2026-11-22T12:00:00Z'),
          act: { now, by: 'client:tally', surface: 'consents-api', interactionId: 'i' },
        },
      ]),
    ) as [{ authorise_by: string }];
    expect(row.authorise_by).toBe('2026-11-21T12:05:00.000Z');
  });

  it.each(three)('has not passed when it is asked; what was approved stays: %s', (type, wanted) => {
    const [granted] = read(wanted);
    const late = new Date('2026-11-21T12:10:00Z');
    expect(() => read(wanted, late)).toThrow(/Authorisation\/CompletionDateTime: is in the past/);
    const back = parseNarrowedDetails([wanted], contextAt(late));
    expect(narrowDetails([granted!], back)[0]?.type).toBe(type);
  });
});

describe('what was said of payments within limits', () => {
  it.each([
    ['ReadRefundAccount', 'Yes'],
    ['ControlParameters.SupplementaryData', { Other: true }],
    ['Initiation.UltimateCreditor', { Name: 'Somebody Else' }],
  ])('stays in whatever is left of them: %s', (path, value) => {
    const other = changed(vrpDetails, `consent.${path}`, value) as typeof vrpDetails;
    const silent = changed(vrpDetails, `consent.${path}`, undefined) as typeof vrpDetails;
    expect(() => domesticVrp.narrow(vrpDetails, other)).toThrow(/differs from what was granted/);
    expect(() => domesticVrp.narrow(silent, other)).toThrow(/differs from what was granted/);
    if (path.startsWith('Initiation')) return;
    expect(domesticVrp.narrow(vrpDetails, JSON.parse(JSON.stringify(silent)))).toEqual(vrpDetails);
  });
});
