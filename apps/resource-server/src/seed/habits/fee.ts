import { minorUnits } from '../../ledger/money.js';
import { atMinute, happens, type Day } from '../calendar.js';
import type { LifeEvent } from '../life-event.js';
import type { HabitOf } from '../habit.schema.js';
import { ifAffordable, type Scene } from './scene.js';

/** What the bank charges for the account itself; one that cannot bear it is let off. */
export function* fee(habit: HabitOf<'fee'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  if (!happens(day, habit.every, 'stay')) return;
  const account = scene.account(habit.account);
  const amountMinor = minorUnits(habit.amount, account.plan.currency);
  yield {
    key: scene.key(day),
    at: atMinute(day, 2 * 60 + 30),
    legs: (books) =>
      ifAffordable(books, account, amountMinor, () =>
        scene.across(account, 'fees', -amountMinor, {
          kind: 'fee',
          information: habit.about.toUpperCase(),
          category: 'Bank charges',
        }),
      ),
  };
}
