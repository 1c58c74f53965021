import { Harness } from './harness.js';
import { doors, lodge, lodged, ownToken, urlOf, type Door } from './lodging.js';
import { agree, pay, settle } from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());

const address = { StreetName: 'Quay Street', BuildingNumber: '7', Country: 'GB' };
const kept = {
  UltimateCreditor: { Name: 'Rosa Lindqvist Ltd', PostalAddress: address },
  UltimateDebtor: { Name: 'Maya Lindqvist Ltd', SchemeName: 'UK.OBIE.BBAN', Identification: '1' },
  RegulatoryReporting: [{ DebitCreditReportingIndicator: 'BOTH', Details: [{ Type: 'VAT' }] }],
  RemittanceInformation: {
    Structured: [{ CreditorReferenceInformation: { Code: 'SCOR', Reference: 'RF18' } }],
    Unstructured: ['Dinner', 'on Friday'],
  },
} as const;
const alias = {
  SecondaryIdentification: 'ROLL-1',
  Proxy: { Identification: '+441632960001', Code: 'TELE' },
} as const;
const SupplementaryData = { Till: { Number: 4, IsOpen: true } };
const ofPayments = { ...kept, CreditorPostalAddress: address, LocalInstrument: 'UK.OBIE.FPS' };
const besides = {
  ReadRefundAccount: 'Yes',
  Authorisation: {
    AuthorisationType: 'Any',
    CompletionDateTime: '2026-11-30T09:00:00+00:00',
  },
  SCASupportData: { RequestedSCAExemptionType: 'PartyToParty' },
} as const;
const Risk = {
  PaymentContextCode: 'BillingGoodsAndServicesInArrears',
  MerchantCategoryCode: '5812',
  PaymentPurposeCode: 'GDDS',
  CategoryPurposeCode: 'SUPP',
  BeneficiaryAccountType: 'Business',
  DeliveryAddress: address,
} as const;

type Body = { Data: Record<string, unknown> & { Initiation: Record<string, unknown> } };
const bodyOf = (door: Door): Body => JSON.parse(JSON.stringify(doors[door].body)) as Body;

/** What a client may send at a door, with more than it needs. */
function fullBody(door: Door, more: object): object {
  const { Data } = bodyOf(door);
  const { CreditorAccount } = Data.Initiation;
  const Initiation = {
    ...{ ...Data.Initiation, ...more },
    CreditorAccount: { ...(CreditorAccount as object), ...alias },
  };
  return door === 'domestic-vrp-consents'
    ? { Data: { ReadRefundAccount: 'No', ...Data, Initiation }, Risk }
    : { Data: { ...Data, ...besides, Initiation }, Risk };
}

it.each([
  ['domestic-payment-consents', { ...ofPayments, SupplementaryData }],
  ['domestic-scheduled-payment-consents', { ...ofPayments, SupplementaryData }],
  ['domestic-standing-order-consents', { ...kept, SupplementaryData }],
  ['domestic-vrp-consents', { ...kept, CreditorPostalAddress: address }],
] as const)('%s keep and send back what the standard lets an app say', async (door, more) => {
  const body = fullBody(door, more);
  const answer = await lodge(bank, door, { body });
  expect(answer.status).toBe(201);
  expect(answer.json()).toMatchObject(body);
  for (const [change, code, place] of [
    [{ UltimateCreditor: { Name: 'a', Planet: 'Earth' } }, 'U005', 'UltimateCreditor.Planet'],
    [{ UltimateDebtor: { SchemeName: 'IBAN' } }, 'U002', 'UltimateDebtor.SchemeName'],
  ] as const) {
    const refused = await lodge(bank, door, { body: fullBody(door, { ...more, ...change }) });
    expect(refused.status).toBe(400);
    const error = { ErrorCode: code, Path: `Data.Initiation.${place}` };
    expect(refused.json()).toMatchObject({ Errors: [error] });
  }
});

it('a payment is made as it was consented, with all that was said of it', async () => {
  const more = { ...ofPayments, SupplementaryData } as never;
  const agreed = await agree(bank, { amount: '9.00', more });
  const { Initiation } = agreed.order.Data;
  expect(Initiation).toMatchObject(more);
  const other = { ...Initiation, UltimateDebtor: { Name: 'Somebody else' } };
  const { ConsentId } = agreed.order.Data;
  const body = { ...agreed.order, Data: { ConsentId, Initiation: other } };
  expect((await pay(bank, agreed, { body })).json()).toMatchObject({
    Errors: [{ ErrorCode: 'U008', Path: 'Data.Initiation' }],
  });
  const paid = await pay(bank, agreed);
  expect(paid.status).toBe(201);
  expect(paid.json()).toMatchObject({ Data: { Initiation } });
  await settle(bank);
});

it('a consent that counts on one approval pays from no account that two sign for', async () => {
  const signatories = (count: number) =>
    bank.test.query(
      `UPDATE resource_server.account SET signatories = $1 WHERE nickname = 'Everyday'`,
      [count],
    );
  const single = await agree(bank, { amount: '9.00', authorisation: 'Single' });
  const any = await agree(bank, { amount: '9.00', authorisation: 'Any' });
  await signatories(2);
  const refused = await pay(bank, single);
  expect(refused.status).toBe(403);
  expect(refused.json()).toMatchObject({ Errors: [{ ErrorCode: 'U008' }] });
  expect((await pay(bank, any)).json()).toMatchObject({ Data: { Status: 'PATC' } });
  await signatories(1);
  expect((await pay(bank, single)).status).toBe(201);
});

it('a consent that nobody approved in the time that the app left is rejected', async () => {
  const door = 'domestic-payment-consents';
  const { Data } = bodyOf(door);
  const by = new Date(bank.clock.now().getTime() + 60_000).toISOString();
  const Authorisation = { AuthorisationType: 'Any', CompletionDateTime: by };
  const body = { Data: { ...Data, Authorisation }, Risk: {} };
  const consentId = await lodged(bank, door, { body });
  const statusOf = async () => {
    const answer = await bank.call(urlOf(bank, door, consentId), await ownToken(bank, door));
    return answer.json<Body>().Data['Status'];
  };
  expect(await statusOf()).toBe('AWAU');
  bank.clock.advance(60);
  expect(await statusOf()).toBe('RJCT');
  expect((await lodge(bank, door, { body })).json()).toMatchObject({
    Errors: [{ ErrorCode: 'U003', Path: 'Data.Authorisation.CompletionDateTime' }],
  });
});
