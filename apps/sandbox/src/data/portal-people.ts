import { z } from 'zod';
import type { PersonData } from './read-data.js';

// Of an account as much as a developer chooses a person by; the resource server reads it in full.
const accountSchema = z.looseObject({
  type: z.string(),
  description: z.string(),
  nickname: z.string().optional(),
  category: z.string().default('Personal'),
  currency: z.string().default('GBP'),
  limit: z.string().optional(),
  sharedWith: z.array(z.string()).default([]),
  signatories: z.int().default(1),
  paymentFate: z.string().optional(),
});
const lifeSchema = z.looseObject({
  accounts: z.array(accountSchema).default([]),
  historyDays: z.int().optional(),
});

/** Customers as the portal shows them: sign-in, story, what the bank does to them, and each account they hold. */
export function portalPeople(customers: readonly PersonData[]) {
  const written = customers.flatMap((owner) =>
    lifeSchema.parse(owner).accounts.map((account) => ({ ...account, owner })),
  );
  const nameOf = (id: string): string => customers.find((one) => one.id === id)?.name ?? id;
  return customers.map((person) => {
    const { bank, username, password, code, name, persona, scenario, id } = person;
    const { historyDays } = lifeSchema.parse(person);
    // A joint account is written down with one of its holders and shows up with each.
    const held = written.filter(
      ({ owner, sharedWith }) =>
        owner.id === id || (owner.bank === bank && sharedWith.includes(id)),
    );
    return {
      ...{ bank, username, password, code, name, persona },
      ...(scenario && { scenario: { name: scenario.name, about: scenario.about } }),
      ...(historyDays !== undefined && { historyDays }),
      accounts: held.map(({ owner, ...account }) => ({
        ...{ type: account.type, product: account.description },
        name: account.nickname ?? account.description,
        ...{ category: account.category, currency: account.currency },
        ...(account.limit !== undefined && { limit: account.limit }),
        sharedWith: [owner.id, ...account.sharedWith].filter((one) => one !== id).map(nameOf),
        signatories: account.signatories,
        ...(account.paymentFate !== undefined && { paymentFate: account.paymentFate }),
      })),
    };
  });
}
