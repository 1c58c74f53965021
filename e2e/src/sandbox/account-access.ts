import type { Bank } from './sandbox.js';

/** The authorization details of an app that wants to see accounts, balances and transactions. */
export const accountAccess = (bank: Bank) => [
  {
    type: 'urn:sandbank:account-access:v1',
    locations: [`${bank.resource_base}/aisp`],
    consent: {
      Permissions: [
        'ReadAccountsDetail',
        'ReadBalances',
        'ReadTransactionsDetail',
        'ReadTransactionsCredits',
        'ReadTransactionsDebits',
      ],
      Purpose: 'Budgeting',
    },
  },
];

/** What a token response says of the consent, as far as the tests look. */
export interface GrantedAccess {
  type: string;
  ConsentId: string;
  Status: string;
  AccountIds: string[];
}
