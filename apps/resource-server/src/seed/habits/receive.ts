import { minorUnits } from '../../ledger/money.js';
import { atMinute, happens, type Day } from '../calendar.js';
import type { LifeEvent } from '../life-event.js';
import type { HabitOf } from '../habit.schema.js';
import { varied, type Scene } from './scene.js';

/** Wages, benefits, takings: money that arrives by itself, on the working day before a weekend. */
export function* receive(habit: HabitOf<'receive'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  const rule = habit.as === 'takings' ? 'stay' : 'working-day-before';
  if (!happens(day, habit.every, rule)) return;
  const dice = scene.dice(day);
  const account = scene.account(habit.account);
  const base = minorUnits(habit.amount, account.plan.currency);
  const amountMinor = varied(base, habit.vary, dice);
  yield {
    key: scene.key(day),
    at: atMinute(day, 6 * 60 + dice.between(0, 90)),
    legs: () =>
      scene.across(account, 'settlement', amountMinor, {
        kind: habit.as,
        information: habit.about,
        category: habit.as === 'takings' ? 'Sales' : 'Income',
        counterpartyName: habit.party,
        counterpartyIdentification: scene.numberOf(habit.party, account),
      }),
  };
}
