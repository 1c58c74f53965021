import { z } from 'zod';
import { purchaseKinds } from './merchants.js';
import { scenarioSchema } from './scenario.schema.js';
import { productPlanSchema, standingDataMembers } from './standing-data/standing-data.schema.js';

const told = (description: string) => ({ description });
const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a short name in lower case')
  .meta(told('The short name of an account, for habits.'));
const amount = z.string().regex(/^\d{1,7}\.\d{2}$/, 'an amount such as "12.50"');
const signedAmount = z.string().regex(/^-?\d{1,7}\.\d{2}$/, 'an amount such as "-12.50"');
const label = z.string().min(1).max(70);
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

/** One account a customer opens. `limit` is the arranged overdraft or the credit limit. Without `opened`, it is new. */
export const accountSchema = z.strictObject({
  key,
  type: z.enum(['CACC', 'SVGS', 'CARD']).meta(told('Current account, savings, credit card.')),
  category: z.enum(['Personal', 'Business']).default('Personal'),
  description: z.string().min(1).max(35).meta(told('The product.')),
  nickname: label.meta(told('What its owner calls it.')),
  currency: z.enum(['GBP', 'EUR']).default('GBP'),
  opened: z.iso
    .date()
    .meta(told('Absent for an account that is opened as its history begins.'))
    .optional(),
  openingBalance: signedAmount
    .meta(told('What it holds as its history begins; below zero within the limit.'))
    .default('0.00'),
  limit: amount.meta(told('Arranged overdraft, or credit limit of a card.')).default('0.00'),
  sharedWith: z.array(z.uuid()).max(3).meta(told('Ids of further holders.')).default([]),
  signatories: z
    .int()
    .min(1)
    .max(4)
    .meta(told('How many of the holders must sign a payment.'))
    .default(1),
  paymentFate: z
    .string()
    .regex(/^[A-Z0-9]{4}$/, 'a reason code such as "AC04"')
    .meta(told('Why (ISO 20022) each payment from or to it is rejected in the end.'))
    .optional(),
});
export type AccountPlan = z.output<typeof accountSchema>;

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

/** A persona is data: who the customer is, what accounts they hold and what they do with them. */
export const customerSchema = z.strictObject({
  id: z.uuid(),
  bank: z.string().min(1),
  name: z.string().min(1).max(140),
  persona: z.string().max(200).optional(),
  scenario: scenarioSchema.optional(),
  historyDays: z
    .int()
    .min(1)
    .max(540)
    .meta(told('How far the transactions of a new customer reach back; eighteen months if absent.'))
    .optional(),
  accounts: z.array(accountSchema).min(1).max(8),
  habits: z.array(habitSchema).max(60).default([]),
  ...standingDataMembers,
});
export type Customer = z.output<typeof customerSchema>;

export const bankSchema = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  name: z.string().min(1).max(70),
  issuer: z.url({ protocol: /^https$/ }),
  profile: z.string().min(1).default('fapi2-security-profile'),
  payment_authentication_seconds: z.int().min(1).max(86_400).default(300),
  products: z.array(productPlanSchema).max(50).default([]),
});
export type Bank = z.output<typeof bankSchema>;

/** The seed file that the launcher hands over. */
export const seedSchema = z
  .object({
    banks: z.array(bankSchema).min(1),
    customers: z.array(customerSchema),
    seed: z.string().min(1).default('sandbank'),
  })
  .superRefine(({ banks, customers }, context) => {
    const slugs = new Set(banks.map(({ slug }) => slug));
    customers.forEach((customer, index) => {
      const say = (message: string, ...path: (string | number)[]): void =>
        context.addIssue({ code: 'custom', message, path: ['customers', index, ...path] });
      if (!slugs.has(customer.bank)) say(`there is no bank ${customer.bank}`, 'bank');
      const { closes } = customer.scenario ?? {};
      if (closes !== undefined && !customer.accounts.some(({ key }) => key === closes.account)) {
        say(`there is no account ${closes.account}`, 'scenario', 'closes');
      }
      for (const account of customer.accounts) {
        if (customer.accounts.filter(({ key }) => key === account.key).length > 1) {
          say(`two accounts are called ${account.key}`, 'accounts');
        }
        if (account.signatories > 1 + account.sharedWith.length) {
          say(`${account.key} has fewer holders than must sign`, 'accounts');
        }
        for (const id of account.sharedWith) {
          if (!customers.some((other) => other.id === id && other.bank === customer.bank)) {
            say(`${account.key} is shared with ${id}, who is no customer of this bank`, 'accounts');
          }
        }
      }
      const reachable = new Map(
        accountsWithinReach(customer, customers).map(({ key, currency }) => [key, currency]),
      );
      for (const member of ['beneficiaries', 'offers'] as const) {
        customer[member].forEach(({ account }, at) => {
          if (!reachable.has(account)) say(`there is no account ${account}`, member, at);
        });
      }
      customer.habits.forEach((habit, at) => {
        const names = accountKeysOf(habit);
        for (const name of names) {
          if (!reachable.has(name)) say(`there is no account ${name}`, 'habits', at);
        }
        if (new Set(names.flatMap((name) => reachable.get(name) ?? [])).size > 1) {
          say(`${names.join(' and ')} are not of one currency`, 'habits', at);
        }
      });
    });
  });
export type Seed = z.output<typeof seedSchema>;

/** The accounts a customer's habits may name: their own, then those others share with them. */
export function accountsWithinReach(
  customer: Customer,
  customers: readonly Customer[],
): (AccountPlan & { ownerId: string })[] {
  const owned = customer.accounts.map((plan) => ({ ...plan, ownerId: customer.id }));
  const shared = customers.flatMap((other) =>
    other.accounts
      .filter((plan) => plan.sharedWith.includes(customer.id))
      .map((plan) => ({ ...plan, ownerId: other.id })),
  );
  return [...owned, ...shared];
}

function accountKeysOf(habit: Habit): string[] {
  if (habit.does === 'repay') return [habit.from, habit.card];
  if (habit.does === 'move' || habit.does === 'sweep') return [habit.from, habit.to];
  return [habit.account];
}
