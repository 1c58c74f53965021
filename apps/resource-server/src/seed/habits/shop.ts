import type { EntryKindName } from '../../ledger/entry-kinds.js';
import type { PlannedAccount } from '../blueprint.js';
import { atMinute, weekdayOf, type Day } from '../calendar.js';
import type { Dice } from '../deterministic.js';
import type { LifeEvent, Narrative } from '../life-event.js';
import { merchants, towns, type PriceStyle, type PurchaseKind } from '../merchants.js';
import type { HabitOf } from '../habit.schema.js';
import { ifAffordable, type Scene } from './scene.js';

const contactlessLimitMinor = 10_000;

/** Purchases by card and cash from machines: so many a week on average, more at weekends. */
export function* shop(habit: HabitOf<'shop'>, scene: Scene, day: Day): Iterable<LifeEvent> {
  const kind: PurchaseKind = merchants[habit.at];
  const weekend = weekdayOf(day) % 6 === 0 ? kind.weekendFactor : 1;
  const mean = (habit.timesPerWeek * weekend) / (5 + 2 * kind.weekendFactor);
  const count = scene.dice(day).times(mean);
  for (let index = 0; index < count; index += 1) {
    yield* purchase(habit, kind, scene, day, index);
  }
}

function* purchase(
  habit: HabitOf<'shop'>,
  kind: PurchaseKind,
  scene: Scene,
  day: Day,
  index: number,
): Iterable<LifeEvent> {
  const dice = scene.dice(day, index);
  const account = scene.account(habit.account);
  const amountMinor = price(kind, habit.scale, dice);
  const merchant = dice.favourite(kind.merchants);
  const bought = narrative(kind, account, merchant, amountMinor, dice);
  const key = scene.key(day, index);
  const at = atMinute(day, dice.between(kind.opens * 60, kind.closes * 60));
  const through = habit.at === 'cash' ? 'cash' : 'card-scheme';
  yield {
    key,
    at,
    legs: (books) =>
      ifAffordable(books, account, amountMinor, () =>
        scene.across(account, through, -amountMinor, bought),
      ),
  };
  if (kind.refunds === undefined || !dice.chance(kind.refunds)) return;
  yield {
    key: `${key}/refund`,
    at: atMinute(day + dice.integer(3, refundDaysMax), dice.between(600, 960)),
    answers: { key, at },
    legs: () => scene.across(account, through, amountMinor, refund(bought, merchant)),
  };
}

/** A purchase comes back at the latest after so many days. */
export const refundDaysMax = 13;

const endings: Readonly<Record<PriceStyle, (amount: number) => number>> = {
  pence: (amount) => Math.round(amount),
  'ninety-nine': (amount) => Math.max(1, Math.round(amount / 100)) * 100 - 1,
  five: (amount) => Math.max(1, Math.round(amount / 5)) * 5,
  notes: (amount) => Math.max(1, Math.round(amount / 1000)) * 1000,
};

function price(kind: PurchaseKind, scale: number, dice: Dice): number {
  // Two throws: middling amounts are common, the smallest and the largest rare.
  const middle = (dice.next() + dice.next()) / 2;
  const amount = kind.smallest * (kind.largest / kind.smallest) ** middle;
  return endings[kind.price](amount * scale);
}

function narrative(
  kind: PurchaseKind,
  account: PlannedAccount,
  merchant: string,
  amountMinor: number,
  dice: Dice,
): Narrative {
  const town = kind.remote === true ? 'ONLINE' : dice.favourite(towns);
  return {
    kind: entryKind(kind, account),
    information: `${merchant.toUpperCase()} ${town}`,
    category: kind.category,
    merchantName: merchant,
    merchantCategoryCode: kind.merchantCategoryCode,
    cardAuthorisation: authorisation(kind, amountMinor, dice),
  };
}

function entryKind(kind: PurchaseKind, account: PlannedAccount): EntryKindName {
  if (kind.price === 'notes') return 'cash-withdrawal';
  return account.plan.type === 'CARD' ? 'credit-card' : 'debit-card';
}

function authorisation(
  kind: PurchaseKind,
  amountMinor: number,
  dice: Dice,
): NonNullable<Narrative['cardAuthorisation']> {
  if (kind.remote === true) return 'ConsumerDevice';
  if (kind.price === 'notes' || amountMinor > contactlessLimitMinor) return 'PIN';
  return dice.chance(0.8) ? 'Contactless' : 'PIN';
}

const refund = (bought: Narrative, merchant: string): Narrative => ({
  ...bought,
  kind: 'card-refund',
  information: `REFUND ${merchant.toUpperCase()}`,
  cardAuthorisation: 'None',
});
