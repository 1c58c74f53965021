import { currencies, type Currency } from './money.js';

/** The bank's own accounts: the other leg of whatever crosses its border. */
export const counterAccounts = [
  'settlement',
  'outgoing-clearing',
  'card-scheme',
  'cash',
  'interest',
  'fees',
  'opening',
] as const;
export type CounterAccount = (typeof counterAccounts)[number];

/** The scheme under which the bank's own accounts are identified: it is known to nobody outside. */
export const counterAccountScheme = 'SANDBANK.Internal';

/** How the bank identifies its own account for such business in a currency: the pound's goes without it. */
export const counterAccount = (name: CounterAccount, currency: Currency): string =>
  currency === 'GBP' ? name : `${name}-${currency}`;

/** The accounts for each business in each currency. */
export const everyCounterAccount = (): { name: CounterAccount; currency: Currency }[] =>
  (Object.keys(currencies) as Currency[]).flatMap((currency) =>
    counterAccounts.map((name) => ({ name, currency })),
  );
