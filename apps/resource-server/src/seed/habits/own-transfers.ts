import { minorUnits } from '../../ledger/money.js';
import { atMinute, happens, type Day } from '../calendar.js';
import type { LifeEvent } from '../life-event.js';
import type { HabitOf } from '../habit.schema.js';
import { ifAffordable, type Scene } from './scene.js';

/** A fixed amount between two accounts of the bank. */
export function* move(habit: HabitOf<'move'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  if (!happens(day, habit.every, 'stay')) return;
  const [from, to] = [scene.account(habit.from), scene.account(habit.to)];
  const amountMinor = minorUnits(habit.amount, from.plan.currency);
  yield {
    key: scene.key(day),
    at: atMinute(day, 8 * 60 + scene.dice(day).between(0, 30)),
    legs: (books) =>
      ifAffordable(books, from, amountMinor, () =>
        scene.between(from, to, amountMinor, habit.about),
      ),
  };
}

/** Whatever an account holds beyond what its owner keeps there. */
export function* sweep(habit: HabitOf<'sweep'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  if (!happens(day, habit.every, 'stay')) return;
  const [from, to] = [scene.account(habit.from), scene.account(habit.to)];
  const keepMinor = minorUnits(habit.keep, from.plan.currency);
  yield {
    key: scene.key(day),
    at: atMinute(day, 21 * 60 + scene.dice(day).between(0, 30)),
    legs: (books) => {
      // People move round sums.
      const spare = Math.floor((books.balance(from.id) - keepMinor) / 1000) * 1000;
      return spare > 0 ? scene.between(from, to, spare, habit.about) : undefined;
    },
  };
}

/** What is owed on a card, in full, by direct debit from another account. */
export function* repay(habit: HabitOf<'repay'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  if (!happens(day, habit.every, 'working-day-after')) return;
  const [from, card] = [scene.account(habit.from), scene.account(habit.card)];
  yield {
    key: scene.key(day),
    at: atMinute(day, 5 * 60 + scene.dice(day).between(0, 30)),
    legs: (books) => {
      const owed = Math.min(-books.balance(card.id), books.available(from.id));
      return owed > 0 ? scene.between(from, card, owed, 'Card repayment') : undefined;
    },
  };
}

/** Interest for the month gone by, on the first: paid on savings, charged on an overdraft. */
export function* interest(habit: HabitOf<'interest'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  if (!happens(day, { month: 1 }, 'stay')) return;
  const account = scene.account(habit.account);
  yield {
    key: scene.key(day),
    at: atMinute(day, 2 * 60),
    legs: (books) => {
      const balance = books.balance(account.id);
      const amountMinor = Math.round((balance * habit.percentPerYear) / 1200);
      if (amountMinor === 0 || -amountMinor > books.available(account.id)) return undefined;
      return scene.across(account, 'interest', amountMinor, {
        kind: amountMinor > 0 ? 'interest-paid' : 'interest-charged',
        information: amountMinor > 0 ? 'GROSS INTEREST' : 'OVERDRAFT INTEREST',
        category: 'Interest',
      });
    },
  };
}
