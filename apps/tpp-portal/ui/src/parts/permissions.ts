// The words that the bank uses as well, so that a customer reads the same on both sides.
const wording: Readonly<Record<string, readonly [cluster: string, label: string]>> = {
  ReadAccountsBasic: ['Your Account Details', 'Your accounts'],
  ReadAccountsDetail: ['Your Account Details', 'Your accounts in full'],
  ReadBalances: ['Your Account Details', 'Your balances'],
  ReadPAN: ['Your Account Details', 'Your full card numbers'],
  ReadStandingOrdersBasic: ['Your Regular Payments', 'Your standing orders'],
  ReadStandingOrdersDetail: ['Your Regular Payments', 'Your standing orders in full'],
  ReadDirectDebits: ['Your Regular Payments', 'Your direct debits'],
  ReadTransactionsBasic: ['Your Account Transactions', 'Your transactions'],
  ReadTransactionsDetail: ['Your Account Transactions', 'Your transactions in full'],
  ReadTransactionsCredits: ['Your Account Transactions', 'Money in'],
  ReadTransactionsDebits: ['Your Account Transactions', 'Money out'],
  ReadParty: ['Contact and party details', 'The account holders'],
};

/** Permission codes as a person reads them, by cluster; where Detail is asked, Basic is not repeated. */
export const wordsOfPermissions = (
  codes: readonly string[],
): { title: string; words: string }[] => {
  const found = new Map<string, string[]>();
  for (const code of codes) {
    if (codes.includes(code.replace(/Basic$/, 'Detail')) && code.endsWith('Basic')) continue;
    const [cluster, label] = wording[code] ?? ['Other', code];
    found.set(cluster, [...(found.get(cluster) ?? []), label]);
  }
  return [...found].map(([title, labels]) => ({ title, words: labels.join(' · ') }));
};
