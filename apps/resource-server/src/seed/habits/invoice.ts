import { minorUnits } from '../../ledger/money.js';
import { atMinute, weekdayOf, type Day } from '../calendar.js';
import { digitsOf } from '../deterministic.js';
import type { LifeEvent, Narrative } from '../life-event.js';
import type { HabitOf } from '../habit.schema.js';
import { ifAffordable, type Scene } from './scene.js';

/** A business's invoices, paid by its customers or to its suppliers on working days. */
export function* invoice(habit: HabitOf<'invoice'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  if (weekdayOf(day) % 6 === 0) return;
  const count = scene.dice(day).times(habit.timesPerWeek / 5);
  for (let index = 0; index < count; index += 1) yield settlement(habit, scene, day, index);
}

function settlement(habit: HabitOf<'invoice'>, scene: Scene, day: Day, index: number): LifeEvent {
  const dice = scene.dice(day, index);
  const account = scene.account(habit.account);
  const smallest = minorUnits(habit.smallest, account.plan.currency);
  const largest = minorUnits(habit.largest, account.plan.currency);
  const middle = (dice.next() + dice.next()) / 2;
  const amountMinor = Math.max(1, Math.round(smallest * (largest / smallest) ** middle));
  const party = dice.favourite(habit.parties);
  const reference = `${habit.about} ${digitsOf(5, scene.key(day, index, 'number'))}`;
  const narrative: Narrative = {
    kind: habit.direction === 'in' ? 'credit-transfer' : 'transfer',
    information: `${party.toUpperCase()} ${reference}`,
    category: habit.category,
    reference,
    counterpartyName: party,
    counterpartyIdentification: scene.numberOf(party, account),
  };
  const incoming = habit.direction === 'in';
  return {
    key: scene.key(day, index),
    at: atMinute(day, dice.between(7 * 60, 18 * 60)),
    legs: (books) =>
      incoming
        ? scene.across(account, 'settlement', amountMinor, narrative)
        : ifAffordable(books, account, amountMinor, () =>
            scene.across(account, 'settlement', -amountMinor, narrative),
          ),
  };
}
