import { randomUUID } from 'node:crypto';

/** What the customer granted, as the token endpoint tells it. */
export const grantedDetails = {
  type: 'urn:sandbank:account-access:v1',
  ConsentId: randomUUID(),
  Status: 'AUTH',
  AccountIds: ['acc-1', 'acc-2'],
};

const amount = (Amount: string): object => ({ Amount, Currency: 'GBP' });

const accounts = [
  {
    AccountId: 'acc-1',
    AccountTypeCode: 'CACC',
    Nickname: 'Everyday',
    Account: [{ SchemeName: 'UK.OBIE.SortCodeAccountNumber', Identification: '10203012345678' }],
  },
  { AccountId: 'acc-2', Description: 'Savings' },
];

const balance = { AccountId: 'acc-1', DateTime: '2026-11-21T10:00:00+00:00' };
const balances = [
  { ...balance, CreditDebitIndicator: 'Credit', Type: 'ITAV', Amount: amount('250.00') },
  { ...balance, CreditDebitIndicator: 'Debit', Type: 'ITBD', Amount: amount('12.50') },
];

const transactions = (): object[] => {
  const entry = {
    AccountId: 'acc-1',
    Status: 'BOOK',
    BookingDateTime: new Date().toISOString(),
  };
  return [
    {
      ...entry,
      CreditDebitIndicator: 'Debit',
      Amount: amount('20.40'),
      MerchantDetails: { MerchantName: 'Fennel & Rye', MerchantCategoryCode: '5411' },
    },
    {
      ...entry,
      CreditDebitIndicator: 'Credit',
      Amount: amount('1000.00'),
      BankTransactionCode: { Code: 'RCDT', SubCode: 'SALA' },
    },
  ];
};

/** What the bank's API holds at a path. */
export const dataAt = (path: string, nextPage: string | undefined): unknown => {
  if (path.endsWith('/accounts')) return { Data: { Account: accounts } };
  if (path.endsWith('/balances')) return { Data: { Balance: balances } };
  return {
    Data: { Transaction: transactions() },
    ...(nextPage === undefined ? {} : { Links: { Next: nextPage } }),
  };
};
