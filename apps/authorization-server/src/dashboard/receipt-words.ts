import type { DataCluster } from '@sandbank/consent';

interface Reading {
  readonly what: string;
  readonly cluster?: DataCluster;
}

const details = 'Your Account Details' satisfies DataCluster;
const regular = 'Your Regular Payments' satisfies DataCluster;
const transactions = 'Your Account Transactions' satisfies DataCluster;
const features = 'Your Account Features and Benefits' satisfies DataCluster;

/** Asked for all accounts at once, or for one. */
const ofAccounts = (resource: string, reading: Reading): Record<string, Reading> => ({
  [`GET ${resource}`]: reading,
  [`GET accounts/${resource}`]: reading,
});

// By method and resource of the bank's API, as customers would say it.
const readings: Readonly<Record<string, Reading>> = {
  'GET accounts': { what: 'Your accounts', cluster: details },
  'GET balances': { what: 'Your balances', cluster: details },
  'GET accounts/balances': { what: 'Your balances', cluster: details },
  'GET transactions': { what: 'Your transactions', cluster: transactions },
  'GET accounts/transactions': { what: 'Your transactions', cluster: transactions },
  ...ofAccounts('beneficiaries', { what: 'Whom you pay', cluster: regular }),
  ...ofAccounts('direct-debits', { what: 'Your direct debits', cluster: regular }),
  ...ofAccounts('standing-orders', { what: 'Your standing orders', cluster: regular }),
  ...ofAccounts('scheduled-payments', { what: 'Your scheduled payments', cluster: regular }),
  ...ofAccounts('statements', { what: 'Your statements', cluster: 'Your Statements' }),
  'GET accounts/statements/transactions': {
    what: 'The transactions of a statement',
    cluster: transactions,
  },
  'GET accounts/statements/file': {
    what: 'A statement, as a document',
    cluster: 'Your Statements',
  },
  'GET products': { what: 'What kind of accounts they are', cluster: features },
  'GET accounts/product': { what: 'What kind of account it is', cluster: features },
  ...ofAccounts('offers', { what: 'Offers to you', cluster: features }),
  'GET accounts/party': { what: 'Who holds the account', cluster: 'Contact and party details' },
  'GET accounts/parties': { what: 'Who holds the account', cluster: 'Contact and party details' },
  'GET party': { what: 'Who you are', cluster: 'Contact and party details' },
  'POST domestic-payments': { what: 'Ordered the payment' },
  'GET domestic-payments': { what: 'Looked what became of the payment' },
  'GET domestic-payments/payment-details': { what: 'Looked what became of the payment' },
  'POST domestic-scheduled-payments': { what: 'Ordered the payment' },
  'GET domestic-scheduled-payments': { what: 'Looked what became of the payment' },
  'GET domestic-scheduled-payments/payment-details': { what: 'Looked what became of the payment' },
  'POST domestic-standing-orders': { what: 'Set up the standing order' },
  'GET domestic-standing-orders': { what: 'Looked what became of the standing order' },
  'GET domestic-standing-orders/payment-details': { what: 'Looked what became of its payments' },
  'POST domestic-vrps': { what: 'Made a payment' },
  'GET domestic-vrps': { what: 'Looked what became of a payment' },
  'GET domestic-vrps/payment-details': { what: 'Looked what became of a payment' },
  'POST funds-confirmations': { what: 'Asked whether the account holds enough' },
  'POST domestic-vrp-consents/funds-confirmation': {
    what: 'Asked whether the account holds enough',
  },
  'GET domestic-payment-consents/funds-confirmation': {
    what: 'Asked whether the account holds enough',
  },
};

/** What a call to the bank's API read or did, in words; a resource that has none yet goes by its own name. */
export const readingOf = (method: string, resource: string): Reading =>
  readings[`${method} ${resource}`] ?? { what: resource.replaceAll(/[/-]/g, ' ') };
