interface Cluster {
  readonly title: string;
  readonly words: string;
  readonly permissions: readonly string[];
}

// The standard's own clusters, in the words that the bank uses as well; the longer wording is for Detail.
const clusters: readonly Cluster[] = [
  {
    title: 'Your Account Details',
    words: 'Account name, number and sort code',
    permissions: ['ReadAccountsDetail'],
  },
  {
    title: 'Your Account Details',
    words: 'Account name, type and currency',
    permissions: ['ReadAccountsBasic'],
  },
  { title: 'Your Account Details', words: 'Balances', permissions: ['ReadBalances'] },
  {
    title: 'Your Account Transactions',
    words: 'Payments in and out, with who was paid and what for',
    permissions: ['ReadTransactionsDetail'],
  },
  {
    title: 'Your Account Transactions',
    words: 'Payments in and out',
    permissions: ['ReadTransactionsBasic'],
  },
];

/** Permission codes as a person reads them; where Detail is asked, Basic is not repeated. */
export const wordsOfPermissions = (
  codes: readonly string[],
): { title: string; words: string }[] => {
  const asked = new Set(codes);
  for (const code of codes) asked.delete(code.replace(/Detail$/, 'Basic'));
  const found = new Map<string, string[]>();
  for (const { title, words, permissions } of clusters) {
    if (permissions.some((permission) => asked.has(permission) || codes.includes(permission))) {
      const basic = permissions.some((permission) => permission.endsWith('Basic'));
      if (basic && !permissions.some((permission) => asked.has(permission))) continue;
      found.set(title, [...(found.get(title) ?? []), words]);
    }
  }
  return [...found].map(([title, words]) => ({ title, words: words.join(' · ') }));
};
