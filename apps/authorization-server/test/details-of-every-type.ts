import type { AuthorizationDetail } from '@sandbank/oauth';
import type { RunningServer } from './running-server.js';

const account = (Identification: string, Name: string) => ({
  SchemeName: 'UK.OBIE.SortCodeAccountNumber',
  Identification,
  Name,
});

// Orders are asked for within a year of the day of these specs.
const inDays = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T09:00:00+00:00`;

/** One entry of each type, with every field. */
const every: readonly AuthorizationDetail[] = [
  {
    type: 'urn:sandbank:account-access:v1',
    consent: {
      Permissions: ['ReadAccountsBasic', 'ReadTransactionsBasic', 'ReadTransactionsCredits'],
      ExpirationDateTime: '2030-01-01T00:00:00+00:00',
      TransactionFromDateTime: '2026-01-01T00:00:00+00:00',
      TransactionToDateTime: '2026-12-31T00:00:00+00:00',
      Purpose: 'Budgeting',
    },
  },
  {
    type: 'urn:sandbank:domestic-payment:v1',
    consent: {
      Initiation: {
        InstructionIdentification: 'T-1',
        EndToEndIdentification: 'E2E-1',
        InstructedAmount: { Amount: '25.00', Currency: 'GBP' },
        CreditorAccount: account('40000012345678', 'Rosa Lindqvist'),
        RemittanceInformation: { Unstructured: ['Dinner'] },
      },
      Risk: { PaymentContextCode: 'TransferToThirdParty', MerchantCategoryCode: '5812' },
    },
  },
  {
    type: 'urn:sandbank:domestic-scheduled-payment:v1',
    consent: {
      Initiation: {
        InstructionIdentification: 'T-2',
        EndToEndIdentification: 'E2E-2',
        RequestedExecutionDateTime: inDays(30),
        InstructedAmount: { Amount: '2500.00', Currency: 'GBP' },
        DebtorAccount: account('20410700000002', 'Maya'),
        CreditorAccount: account('40000012345678', 'Rosa Lindqvist'),
        RemittanceInformation: { Unstructured: ['Presents'] },
      },
      Risk: { PaymentContextCode: 'TransferToThirdParty' },
    },
  },
  {
    type: 'urn:sandbank:domestic-standing-order:v1',
    consent: {
      Initiation: {
        MandateRelatedInformation: {
          MandateIdentification: 'RENT-1',
          Classification: 'FIXE',
          FirstPaymentDateTime: inDays(10),
          RecurringPaymentDateTime: inDays(30),
          FinalPaymentDateTime: inDays(400),
          Frequency: { Type: 'MNTH', CountPerPeriod: 1 },
        },
        FirstPaymentAmount: { Amount: '600.00', Currency: 'GBP' },
        RecurringPaymentAmount: { Amount: '500.00', Currency: 'GBP' },
        FinalPaymentAmount: { Amount: '100.00', Currency: 'GBP' },
        DebtorAccount: account('20410700000002', 'Maya'),
        CreditorAccount: account('40000012345678', 'Rosa Lindqvist'),
        RemittanceInformation: { Unstructured: ['Rent'] },
      },
      Risk: {},
    },
  },
  {
    type: 'urn:sandbank:domestic-vrp:v1',
    consent: {
      ControlParameters: {
        ValidFromDateTime: '2026-01-01T00:00:00+00:00',
        ValidToDateTime: '2030-01-01T00:00:00+00:00',
        MaximumIndividualAmount: { Amount: '200.00', Currency: 'GBP' },
        PeriodicLimits: [
          { PeriodType: 'Month', PeriodAlignment: 'Calendar', Amount: '500.00', Currency: 'GBP' },
        ],
        VRPType: ['UK.OBIE.VRPType.Sweeping'],
        PSUAuthenticationMethods: ['UK.OBIE.SCANotRequired'],
        PSUInteractionTypes: ['OffSession'],
      },
      Initiation: {
        DebtorAccount: account('20410700000002', 'Maya'),
        CreditorAccount: account('40000012345678', 'Rosa Lindqvist'),
        RemittanceInformation: { Unstructured: ['Rainy days'] },
      },
      Risk: { ContractPresentIndicator: true },
    },
  },
  {
    type: 'urn:sandbank:funds-confirmation:v1',
    consent: {
      DebtorAccount: account('20410700000002', 'Maya'),
      ExpirationDateTime: '2030-01-01T00:00:00+00:00',
    },
  },
];

export const allTypes = every.map(({ type }) => type);

/** The entry of that type. */
export function detailsOf(type: string): AuthorizationDetail {
  const found = every.find((entry) => entry.type === type);
  if (found === undefined) throw new Error(`no entry of type ${type}`);
  return structuredClone(found);
}

/** Lets the first client ask for every type. */
export async function registerForAllTypes(server: RunningServer): Promise<void> {
  const metadata = {
    scope: 'openid profile accounts payments fundsconfirmations',
    authorization_details_types: allTypes,
  };
  await server.database.query(
    `UPDATE authorization_server.client SET metadata = metadata || $1 WHERE client_id = 'client-one'`,
    [JSON.stringify(metadata)],
  );
}
