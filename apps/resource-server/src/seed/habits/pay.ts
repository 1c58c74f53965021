import { minorUnits } from '../../ledger/money.js';
import { atMinute, happens, type Day } from '../calendar.js';
import { digitsOf } from '../deterministic.js';
import type { LifeEvent, Narrative } from '../life-event.js';
import type { HabitOf } from '../habit.schema.js';
import { ifAffordable, varied, type Scene } from './scene.js';

// Hours of the day at which each kind of payment leaves.
const leavesAtHour = { 'direct-debit': 3, 'standing-order': 6, transfer: 9, card: 4 } as const;

/** Rent, bills, subscriptions: money that leaves by itself, on the working day after a weekend. */
export function* pay(habit: HabitOf<'pay'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  const byCard = habit.as === 'card';
  if (!happens(day, habit.every, byCard ? 'stay' : 'working-day-after')) return;
  const dice = scene.dice(day);
  const account = scene.account(habit.account);
  const amountMinor = varied(minorUnits(habit.amount, account.plan.currency), habit.vary, dice);
  const narrative = byCard ? subscription(habit, scene) : bill(habit, scene);
  const through = byCard ? 'card-scheme' : 'settlement';
  yield {
    key: scene.key(day),
    at: atMinute(day, leavesAtHour[habit.as] * 60 + dice.between(0, 100)),
    legs: (books) =>
      ifAffordable(books, account, amountMinor, () =>
        scene.across(account, through, -amountMinor, narrative),
      ),
  };
}

const bill = (habit: HabitOf<'pay'>, scene: Scene): Narrative => ({
  kind: habit.as === 'card' ? 'debit-card' : habit.as,
  information: `${habit.party.toUpperCase()} ${habit.about}`,
  category: habit.category,
  reference: billReference(scene),
  counterpartyName: habit.party,
  counterpartyIdentification: scene.numberOf(habit.party, scene.account(habit.account)),
});

/** What all payments of one bill carry: the payer's number at the payee, or that of the mandate. */
export const billReference = (scene: Scene): string =>
  `${scene.customer.name.slice(0, 3).toUpperCase()}${digitsOf(8, scene.key('reference'))}`;

const subscription = (habit: HabitOf<'pay'>, scene: Scene): Narrative => ({
  kind: scene.account(habit.account).plan.type === 'CARD' ? 'credit-card' : 'debit-card',
  information: habit.about,
  category: habit.category,
  merchantName: habit.party,
  merchantCategoryCode: '5968', // ISO 18245: continuity and subscription merchants
  cardAuthorisation: 'None',
});
