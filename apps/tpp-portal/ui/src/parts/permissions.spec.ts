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
      ]),
    ).toEqual([
      { title: 'Your Account Details', words: 'Your accounts in full · Your balances' },
      { title: 'Your Account Transactions', words: 'Your transactions in full · Money in' },
    ]);
  });

  it('shows the Basic line where nothing more is asked, and a code that it does not know', () => {
    expect(wordsOfPermissions(['ReadAccountsBasic', 'ReadMinds'])).toEqual([
      { title: 'Your Account Details', words: 'Your accounts' },
      { title: 'Other', words: 'ReadMinds' },
    ]);
    expect(wordsOfPermissions([])).toEqual([]);
  });
});
