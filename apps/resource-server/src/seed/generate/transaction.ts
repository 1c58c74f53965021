import { Dice, idAt } from '../deterministic.js';
import type { Narrative } from '../life-event.js';
import type { GeneratedJournal } from '../life.js';
import { merchants, purchaseKinds, towns } from '../merchants.js';
import type { Load, Share } from './load.js';

const historyMilliseconds = 548 * 86_400_000;
/** The first of so many transactions is a wage, the others are purchases that it pays for. */
const cycle = 24;
const wageMinor = 216_000;
/** No purchase is dearer than its part of the wage: whatever the order, no account goes below zero. */
const purchaseMinorMax = wageMinor / cycle;

/** The bank's own accounts on the other side. */
export interface CounterAccounts {
  readonly settlement: string;
  readonly cardScheme: string;
}

/** When a customer's history begins. */
export const beginningOf = ({ endsAt }: Load): number => endsAt.getTime() - historyMilliseconds;

/** A customer's transaction by its number: it depends on nothing but the load, the customer and the number. */
export function transactionOf(
  load: Load,
  share: Share,
  number: number,
  counter: CounterAccounts,
): GeneratedJournal {
  const { customer, total } = share;
  const dice = new Dice(customer.id, number);
  // In the order of their numbers, spread over the history, the last one as it ends.
  const at = Math.floor(
    beginningOf(load) + ((number + 1 - dice.next()) / total) * historyMilliseconds,
  );
  const isWage = number % cycle === 0;
  const [narrative, amountMinor] = isWage ? wage() : purchase(dice);
  const id = (...labels: (string | number)[]): string => idAt(at, customer.id, number, ...labels);
  return {
    ...{ id: id('journal'), at },
    entries: [
      { id: id(0), accountId: share.accountId, amountMinor, narrative },
      {
        ...{ id: id(1), amountMinor: -amountMinor },
        accountId: isWage ? counter.settlement : counter.cardScheme,
      },
    ],
  };
}

const wage = (): [Narrative, number] => [
  {
    ...{ kind: 'salary', information: 'MONTHLY PAY', category: 'Income' },
    counterpartyName: 'Longshore Analytics',
  },
  wageMinor,
];

function purchase(dice: Dice): [Narrative, number] {
  const kind = merchants[dice.favourite(purchaseKinds)];
  const merchantName = dice.favourite<string>(kind.merchants);
  const town = dice.favourite(towns);
  const amountMinor = dice.integer(120, purchaseMinorMax);
  return [
    {
      ...{ kind: 'debit-card', merchantName, category: kind.category },
      ...{ merchantCategoryCode: kind.merchantCategoryCode, cardAuthorisation: 'Contactless' },
      information: `${merchantName.toUpperCase()} ${town}`,
    },
    -amountMinor,
  ];
}
