import { z } from 'zod';
import { accountKeysOf } from './habit.schema.js';
import { accountsWithinReach, customerSchema, type Customer } from './persona.js';
import { productPlanSchema } from './standing-data/standing-data.schema.js';

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
      const say: Say = (message, ...path) =>
        context.addIssue({ code: 'custom', message, path: ['customers', index, ...path] });
      if (!slugs.has(customer.bank)) say(`there is no bank ${customer.bank}`, 'bank');
      checkAccounts(customer, customers, say);
      checkNames(customer, customers, say);
    });
  });
export type Seed = z.output<typeof seedSchema>;

type Say = (message: string, ...path: (string | number)[]) => void;

function checkAccounts(customer: Customer, customers: readonly Customer[], say: Say): void {
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
}

/** Whatever names an account names one that there is, and a habit names accounts of one currency. */
function checkNames(customer: Customer, customers: readonly Customer[], say: Say): void {
  const { closes } = customer.scenario ?? {};
  if (closes !== undefined && !customer.accounts.some(({ key }) => key === closes.account)) {
    say(`there is no account ${closes.account}`, 'scenario', 'closes');
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
}
