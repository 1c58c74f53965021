import type { Role } from '../types.js';

/** Where the moment at which a consent ends is written into a program. */
export const expiryMark = '@expiry@';

const account = {
  SchemeName: 'UK.OBIE.SortCodeAccountNumber',
  Identification: '00122084592555',
  Name: 'Tomos Rhys',
};

const details: Readonly<Record<Role, object>> = {
  AISP: {
    type: 'urn:sandbank:account-access:v1',
    consent: {
      Permissions: [
        ...['ReadAccountsDetail', 'ReadBalances', 'ReadTransactionsDetail'],
        ...['ReadTransactionsCredits', 'ReadTransactionsDebits'],
      ],
      ExpirationDateTime: expiryMark,
      Purpose: 'Budgeting',
    },
  },
  PISP: {
    type: 'urn:sandbank:domestic-payment:v1',
    consent: {
      Initiation: {
        ...{ InstructionIdentification: 'A1', EndToEndIdentification: 'E1' },
        InstructedAmount: { Amount: '12.50', Currency: 'GBP' },
        CreditorAccount: account,
        RemittanceInformation: { Unstructured: ['Dinner on Friday'] },
      },
      Risk: { PaymentContextCode: 'TransferToThirdParty' },
    },
  },
  CBPII: {
    type: 'urn:sandbank:funds-confirmation:v1',
    consent: {
      DebtorAccount: {
        SchemeName: 'UK.OBIE.SortCodeAccountNumber',
        Identification: '00122020119852',
      },
      ExpirationDateTime: expiryMark,
    },
  },
};

/** What the snippets of an application ask its customer for: the first thing that it may do. */
export const authorizationDetails = (roles: readonly Role[]): readonly object[] => [
  details[roles[0] ?? 'AISP'],
];
