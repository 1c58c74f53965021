import { readingOf } from './receipt-words.js';

describe('what an app read', () => {
  it.each([
    ...['accounts', 'balances', 'accounts/balances', 'transactions', 'accounts/transactions'],
    ...['beneficiaries', 'direct-debits', 'standing-orders', 'scheduled-payments', 'offers'],
    ...['statements', 'accounts/statements', 'accounts/statements/transactions'],
    ...['accounts/statements/file', 'products', 'accounts/product', 'accounts/offers', 'party'],
    ...['accounts/party', 'accounts/parties', 'accounts/beneficiaries', 'accounts/direct-debits'],
    ...['accounts/standing-orders', 'accounts/scheduled-payments'],
  ])('is told of %s in words, under a heading of the consent', (resource) => {
    const { what, cluster } = readingOf('GET', resource);
    expect(what).toMatch(/^[A-Z]/);
    expect(cluster).toMatch(/^(Your|Contact)/);
  });
});
