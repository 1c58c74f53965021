import { wordsOfPermissions } from './permissions.js';

describe('permissions in words', () => {
  it('shows the Detail line alone where Basic and Detail are both asked', () => {
    expect(
      wordsOfPermissions([
        'ReadAccountsBasic',
        'ReadAccountsDetail',
        'ReadBalances',
        'ReadTransactionsDetail',
        'ReadTransactionsCredits',
        'ReadTransactionsDebits',
      ]),
    ).toEqual([
      { title: 'Your Account Details', words: 'Account name, number and sort code · Balances' },
      {
        title: 'Your Account Transactions',
        words: 'Payments in and out, with who was paid and what for',
      },
    ]);
  });

  it('shows the Basic line where nothing more is asked', () => {
    expect(wordsOfPermissions(['ReadAccountsBasic'])).toEqual([
      { title: 'Your Account Details', words: 'Account name, type and currency' },
    ]);
    expect(wordsOfPermissions([])).toEqual([]);
  });
});
