import { schemeOf } from '../../ledger/account-numbers.js';
import { dayOf } from '../calendar.js';
import { idAt } from '../deterministic.js';
import { billReference, pay } from '../habits/pay.js';
import type { Scene } from '../habits/scene.js';
import type { Books } from '../life-event.js';
import type { HabitOf, Rhythm } from '../habit.schema.js';

type Row = Readonly<Record<string, string | number | Date | null>>;
type Bill = HabitOf<'pay'>;

/** A bill, where it is paid from, and how the seed calls it. */
export interface PlannedBill {
  readonly habit: Bill;
  readonly scene: Scene;
  readonly seed: string;
}

// Nothing that a habit does lies further ahead.
const daysAheadMax = 400;

// What the bill would be on an account that can bear anything.
const fullBooks: Books = {
  balance: () => Number.MAX_SAFE_INTEGER,
  available: () => Number.MAX_SAFE_INTEGER,
  posted: () => true,
};

/** When a bill is paid next, and how much it will be: exactly what will be booked. */
function nextPayment({ habit, scene }: PlannedBill, now: Date): { at: Date; minor: number } | null {
  for (let day = dayOf(now); day <= dayOf(now) + daysAheadMax; day += 1) {
    for (const event of pay(habit, scene, day)) {
      const [leg] = event.legs(fullBooks) ?? [];
      if (event.at > now.getTime() && leg !== undefined) {
        return { at: new Date(event.at), minor: -leg.amountMinor };
      }
    }
  }
  return null;
}

const idOf = ({ scene, seed, habit }: PlannedBill): { id: string; account_id: string } => {
  const account = scene.account(habit.account);
  const id = idAt(account.openedAt?.getTime() ?? 0, seed, scene.key('mandate'));
  return { id, account_id: account.id };
};

const creditorOf = ({ scene, habit }: PlannedBill): Row => {
  const identification = scene.numberOf(habit.party, scene.account(habit.account));
  return {
    creditor_name: habit.party,
    creditor_scheme_name: schemeOf(identification),
    creditor_identification: identification,
  };
};

/** Who collects a bill by direct debit. */
export function directDebitRow(bill: PlannedBill, now: Date): Row {
  const reference = billReference(bill.scene);
  return {
    ...idOf(bill),
    name: bill.habit.party,
    mandate_identification: reference,
    ledger_reference: reference,
    classification: bill.habit.vary === 0 ? 'FIXE' : 'USGB',
    next_payment_at: nextPayment(bill, now)?.at ?? null,
    ...frequencyColumns(bill.habit.every),
  };
}

/** A bill that its payer sends again and again. */
export function standingOrderRow(bill: PlannedBill, now: Date): Row {
  const next = nextPayment(bill, now);
  return {
    ...idOf(bill),
    ledger_reference: billReference(bill.scene),
    next_payment_at: next?.at ?? null,
    next_minor: next?.minor ?? null,
    reference: bill.habit.about,
    ...frequencyColumns(bill.habit.every),
    ...creditorOf(bill),
  };
}

/** The next payment of a bill that comes a few times a year: whoever pays it has it planned already. */
export function scheduledPaymentRows(bill: PlannedBill, now: Date): Row[] {
  const next = 'year' in bill.habit.every ? nextPayment(bill, now) : null;
  if (next === null) return [];
  return [
    {
      ...idOf(bill),
      scheduled_at: next.at,
      amount_minor: next.minor,
      reference: bill.habit.about.slice(0, 35),
      ...creditorOf(bill),
    },
  ];
}

/** A rhythm in ISO 20022's words; the last day of a month is its thirty-first. */
function frequencyColumns(every: Rhythm): Row {
  const columns = (type: string, count: number, point: number | null): Row => ({
    frequency_type: type,
    count_per_period: count,
    point_in_time: point === null ? null : String(point).padStart(2, '0'),
  });
  if ('month' in every) return columns('MNTH', 1, every.month === 'last' ? 31 : every.month);
  if ('week' in every) {
    const [day] = every.week;
    const only = every.week.length === 1 && day !== undefined ? weekdays.indexOf(day) + 1 : null;
    return columns('WEEK', every.week.length, only);
  }
  const times = every.year.length;
  if (times === 2) return columns('MIAN', 1, null);
  return times === 4 ? columns('QURT', 1, null) : columns('YEAR', times, null);
}

const weekdays = [
  ...(['Monday', 'Tuesday', 'Wednesday', 'Thursday'] as const),
  ...(['Friday', 'Saturday', 'Sunday'] as const),
];
