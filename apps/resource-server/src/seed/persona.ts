import { z } from 'zod';
import { habitSchema } from './habit.schema.js';
import { amount, key, label, signedAmount, told } from './persona-fields.js';
import { scenarioSchema } from './scenario.schema.js';
import { standingDataMembers } from './standing-data/standing-data.schema.js';

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
