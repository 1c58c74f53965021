import { z } from 'zod';
import { LauncherError } from '../launcher-error.js';
import type { SandboxData } from './read-data.js';

// As far as a life has to be understood to be given to somebody else; the resource server reads it in full.
const accountSchema = z.looseObject({ key: z.string() });
const habitSchema = z.looseObject({
  account: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  card: z.string().optional(),
});
const lifeSchema = z.object({
  persona: z.string(),
  scenario: z.looseObject({}).optional(),
  historyDays: z.number().optional(),
  accounts: z.array(accountSchema),
  habits: z.array(habitSchema).default([]),
});

/** Accounts and habits, as the resource server is told of them. */
export type Life = z.output<typeof lifeSchema>;

const openedYearsAgo = 2;

/** One current account with some money on it, and nothing that ever happens. */
function simpleLife(now: Date): Life {
  const opened = `${now.getUTCFullYear() - openedYearsAgo}-01-15`;
  const account = {
    ...{ key: 'everyday', type: 'CACC', description: 'Current account', nickname: 'Everyday' },
    ...{ opened, openingBalance: '1000.00' },
  };
  return { persona: 'Added by an operator: one account', accounts: [account], habits: [] };
}

/**
 * The life of a new customer: that of the customer called `username`, with accounts of their own, or a simple one.
 * Throws `LauncherError` when nobody is called so.
 */
export function personaOf(
  { banks }: SandboxData,
  bank: string,
  username: string | undefined,
  now: Date,
): Life {
  if (username === undefined) return simpleLife(now);
  const sorted = [...banks].sort(
    (one, other) => Number(other.slug === bank) - Number(one.slug === bank),
  );
  const people = sorted.flatMap(({ customers }) => customers);
  const model = people.find((customer) => customer.username === username);
  if (model === undefined) {
    const names = people.map((customer) => customer.username).join(', ');
    throw new LauncherError(`there is no persona ${username}`, `choose one of ${names}`);
  }
  const { persona, scenario, historyDays, accounts, habits } = lifeSchema.parse(model);
  const keys = new Set(accounts.map(({ key }) => key));
  const isOwn = ({ account, from, to, card }: z.output<typeof habitSchema>): boolean =>
    [account, from, to, card].every((key) => key === undefined || keys.has(key));
  return {
    persona,
    ...(scenario && { scenario }),
    ...(historyDays !== undefined && { historyDays }),
    // What another customer shares stays theirs, and nothing of the new one's is shared: nobody else signs.
    accounts: accounts.map((account) => ({ ...account, sharedWith: [], signatories: 1 })),
    habits: habits.filter(isOwn),
  };
}
