import { z } from 'zod';
import { purchaseKinds } from './merchants.js';
import { amount, key, label } from './persona-fields.js';

const category = z.string().min(1).max(35);

const weekday = z.enum([
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
]);

/** When a habit repeats: a day of the month, days of the week, or dates of the year. */
const rhythmSchema = z.union([
  z.strictObject({ month: z.union([z.int().min(1).max(31), z.literal('last')]) }),
  z.strictObject({ week: z.array(weekday).min(1).max(7) }),
  z.strictObject({
    year: z
      .array(z.string().regex(/^\d{2}-\d{2}$/))
      .min(1)
      .max(24),
  }),
]);
export type Rhythm = z.output<typeof rhythmSchema>;

const shared = { every: rhythmSchema, about: label };

/** What a customer does again and again; each kind has a file of its name in `habits`. */
export const habitSchema = z.discriminatedUnion('does', [
  z.strictObject({
    does: z.literal('receive'),
    account: key,
    party: label,
    amount,
    vary: z.number().min(0).max(0.9).default(0),
    as: z.enum(['salary', 'benefit', 'pension', 'credit-transfer', 'takings']),
    ...shared,
  }),
  z.strictObject({
    does: z.literal('pay'),
    account: key,
    party: label,
    amount,
    vary: z.number().min(0).max(0.9).default(0),
    as: z.enum(['direct-debit', 'standing-order', 'transfer', 'card']),
    category,
    ...shared,
  }),
  z.strictObject({
    does: z.literal('shop'),
    account: key,
    at: z.enum(purchaseKinds),
    timesPerWeek: z.number().positive().max(70),
    scale: z.number().positive().max(20).default(1),
  }),
  z.strictObject({
    does: z.literal('invoice'),
    account: key,
    direction: z.enum(['in', 'out']),
    parties: z.array(label).min(1).max(60),
    timesPerWeek: z.number().positive().max(200),
    smallest: amount,
    largest: amount,
    about: label,
    category,
  }),
  z.strictObject({ does: z.literal('move'), from: key, to: key, amount, ...shared }),
  z.strictObject({ does: z.literal('sweep'), from: key, to: key, keep: amount, ...shared }),
  z.strictObject({ does: z.literal('repay'), from: key, card: key, every: rhythmSchema }),
  z.strictObject({
    does: z.literal('interest'),
    account: key,
    percentPerYear: z.number().positive().max(40),
  }),
  z.strictObject({ does: z.literal('fee'), account: key, amount, ...shared }),
]);
export type Habit = z.output<typeof habitSchema>;
export type HabitOf<Kind extends Habit['does']> = Extract<Habit, { does: Kind }>;

/** The accounts that a habit names. */
export function accountKeysOf(habit: Habit): string[] {
  if (habit.does === 'repay') return [habit.from, habit.card];
  if (habit.does === 'move' || habit.does === 'sweep') return [habit.from, habit.to];
  return [habit.account];
}
