import type { Person, PersonAccount } from '../api/types.js';

/** What a developer looks for in a customer, and what is to be learned from such a one. */
export interface Need {
  /** Its name in addresses. */
  readonly id: string;
  readonly group: string;
  readonly words: string;
  readonly has: (person: Person) => boolean;
  readonly lesson: Lesson;
}

export interface Lesson {
  /** What the bank does. */
  readonly happens: string;
  /** What an app makes of it. */
  readonly app: string;
  readonly more?: readonly { readonly to: string; readonly words: string }[];
  /** Whether it shows in a payment rather than in what is read. */
  readonly pays?: boolean;
}

const holds =
  (test: (account: PersonAccount) => boolean) =>
  ({ accounts }: Person): boolean =>
    accounts.some(test);
const plays =
  (...names: readonly string[]) =>
  ({ scenario }: Person): boolean =>
    scenario !== undefined && names.includes(scenario.name);

const isShared = ({ sharedWith }: PersonAccount): boolean => sharedWith.length > 0;

const trouble = 'Something that goes wrong';
const accounts = 'Kinds of accounts';
const lives = 'Lives';

/** Every need, in the order in which they are offered. */
export const needs: readonly Need[] = [
  {
    id: 'no-money',
    group: trouble,
    words: 'Not enough money',
    has: plays('insufficient-funds'),
    lesson: {
      happens:
        'For a payment of £25 or more the bank’s page has no account to offer. A payment within limits is answered 400 U014, and the question whether there is enough is answered no.',
      app: 'Say that the money is not there, and let the customer choose another account or amount. Sending the order again changes nothing.',
      more: [{ to: '/errors/U014', words: 'U014' }],
      pays: true,
    },
  },
  {
    id: 'rejected-payment',
    group: trouble,
    words: 'A payment that is rejected afterwards',
    has: (person) =>
      plays('payment-rejected')(person) ||
      holds(({ paymentFate }) => paymentFate !== undefined)(person),
    lesson: {
      happens:
        'The order is answered 201. A moment later its status is RJCT with the reason AC04, and what was held for it is free again.',
      app: 'An accepted payment is not yet a paid one. Follow its payment-details, or subscribe to events, until it says ACCC or RJCT.',
      more: [
        {
          to: '/api-reference/getDomesticPaymentsByDomesticPaymentIdPaymentDetails',
          words: 'Payment details',
        },
      ],
      pays: true,
    },
  },
  {
    id: 'closing-account',
    group: trouble,
    words: 'An account that closes',
    has: plays('account-closed'),
    lesson: {
      happens:
        'Three minutes after an app first reads under a consent for “Old account”, the bank closes it. It leaves every list, and calls that name it are answered 400 U011.',
      app: 'Drop the one account and keep the others: the consent stands. The event account-access-consent-linked-account-update tells it without a call.',
      more: [{ to: '/errors/U011', words: 'U011' }],
    },
  },
  {
    id: 'slow-bank',
    group: trouble,
    words: 'A bank that takes its time',
    has: plays('slow-bank'),
    lesson: {
      happens: 'Each call about this customer takes three seconds longer.',
      app: 'Show at once that something happens, ask in parallel what can be asked in parallel, and wait longer than this before giving up.',
    },
  },
  {
    id: 'too-many-calls',
    group: trouble,
    words: 'Too many calls',
    has: plays('throttled'),
    lesson: {
      happens:
        'The sixth call of an app within a minute is answered 429 U014 with Retry-After, until the minute is over.',
      app: 'Wait as long as Retry-After says, then go on where you were. What was read before is still good.',
      more: [{ to: '/errors/U014', words: 'U014' }],
    },
  },
  {
    id: 'joint-account',
    group: accounts,
    words: 'A joint account',
    has: holds(isShared),
    lesson: {
      happens:
        'The account is in the list of each holder, under one AccountId. Either of them can share it, and each shares for themselves alone.',
      app: 'Connect as one holder, then as the other, and show the account once: the ids are the same.',
      more: [{ to: '/api-reference/getAccountsByAccountIdParties', words: 'Who holds an account' }],
    },
  },
  {
    id: 'two-to-sign',
    group: accounts,
    words: 'Two who must sign',
    has: holds(({ signatories }) => signatories > 1),
    lesson: {
      happens:
        'A payment from the shared account is placed as PATC, its money held. It goes on when the other holder has signed at the bank’s dashboard, and is rejected after 24 hours or a no.',
      app: 'Read MultiAuthorisation of the payment: AWAU is waiting, AUTH goes on. Tell the customer for whom it waits.',
      pays: true,
    },
  },
  {
    id: 'card',
    group: accounts,
    words: 'A credit card',
    has: holds(({ type }) => type === 'CARD'),
    lesson: {
      happens:
        'The balance of a card is what is owed: CreditDebitIndicator says Debit. Its number is given in full with the permission ReadPAN alone.',
      app: 'Subtract what is owed when you add up what somebody has.',
      more: [{ to: '/api-reference/getBalances', words: 'Balances' }],
    },
  },
  {
    id: 'savings',
    group: accounts,
    words: 'Savings',
    has: holds(({ type }) => type === 'SVGS'),
    lesson: {
      happens:
        'Where an account bears interest, it arrives on the first of the month; money moves to and from the current account.',
      app: 'Leave transfers between two accounts of one customer out of what was spent.',
    },
  },
  {
    id: 'euros',
    group: accounts,
    words: 'An account in euros',
    has: holds(({ currency }) => currency !== 'GBP'),
    lesson: {
      happens: 'Every amount names its currency, and the account is identified by its IBAN.',
      app: 'Add up by currency. Nothing tells you a rate.',
    },
  },
  {
    id: 'business',
    group: accounts,
    words: 'A business account',
    has: holds(({ category }) => category === 'Business'),
    lesson: {
      happens: 'AccountCategory says Business, and the holder is a company or a trade.',
      app: 'Expect many entries: read page after page by Links.Next.',
      more: [{ to: '/api-reference/getTransactions', words: 'Transactions' }],
    },
  },
  {
    id: 'many-accounts',
    group: lives,
    words: 'Four accounts to choose from',
    has: ({ accounts: held }) => held.length >= 4,
    lesson: {
      happens:
        'The bank asks which accounts to share. What is not ticked does not exist for the app.',
      app: 'Take the AccountIds of the granted authorization_details for the whole truth.',
    },
  },
  {
    id: 'one-account',
    group: lives,
    words: 'One account and no other',
    has: ({ accounts: held }) => held.length === 1,
    lesson: {
      happens: 'There is little to choose at the bank, and a list of one to show.',
      app: 'Leave out what only makes sense for several: totals, and choosing between them.',
    },
  },
  {
    id: 'short-history',
    group: lives,
    words: 'A few weeks of history',
    has: ({ historyDays }) => historyDays !== undefined && historyDays < 90,
    lesson: {
      happens: 'The account is new: asked for a year, the bank answers with weeks.',
      app: 'Do not draw empty months as months without spending.',
    },
  },
];

/** The people who fit a need and hold every word somewhere in what is told of them. */
export function fitting(
  people: readonly Person[],
  need: Need | undefined,
  words: string,
): readonly Person[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return people.filter((person) => {
    if (need !== undefined && !need.has(person)) return false;
    const text = textOf(person);
    return wanted.every((word) => text.includes(word));
  });
}

const textOf = (person: Person): string => {
  const { name, username, persona = '', scenario, accounts: held } = person;
  const ofAccounts = held.flatMap(({ product, name: own, sharedWith }) => [
    product,
    own,
    ...sharedWith,
  ]);
  const ofNeeds = needs.filter((need) => need.has(person)).map((need) => need.words);
  const told = [name, username, persona, scenario?.name ?? '', scenario?.about ?? ''];
  return [...told, ...ofAccounts, ...ofNeeds].join(' ').toLowerCase();
};
