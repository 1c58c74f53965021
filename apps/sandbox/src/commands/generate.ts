import { join } from 'node:path';
import { z } from 'zod';
import type { OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { readData } from '../data/read-data.js';
import { LauncherError } from '../launcher-error.js';
import { operate } from '../operate.js';
import { table } from '../table.js';

// All of a load sign in alike: it is for tests, and documented.
const password = 'one-harbour-many-boats';
const code = '246810';

const writtenSchema = z.object({
  customers: z.number(),
  transactions: z.number(),
  added: z.number(),
});
const signInsSchema = z.object({ added: z.number() });

/** Makes customers in numbers, with accounts and transactions; goes on with a load that was interrupted. */
export async function generateCustomers(
  context: Context,
  options: OptionsOf<'customer generate'>,
  print: (text: string) => void,
): Promise<number> {
  const { json } = options;
  const seed = options.seed ?? '1';
  const bank = options.bank ?? (await firstBank(context));
  const order = { operation: 'customer.generate', bank, seed, count: whole('count', options) };
  const written = writtenSchema.parse(
    await operate(
      context,
      'resource-server',
      { ...order, transactions: whole('transactions', options) },
      (progress) => {
        if (!json) print(`  ${progress}`);
      },
    ),
  );
  // The sign-in comes last: there is never a customer who signs in and has nothing.
  const signIns = signInsSchema.parse(
    await operate(context, 'authorization-server', { ...order, password, code }),
  );
  if (json) {
    print(JSON.stringify({ bank, seed, ...written, signIns: signIns.added, password, code }));
    return 0;
  }
  const { generatedCustomer } = await import('@sandbank/platform');
  const username = (place: number): string => generatedCustomer(bank, seed, place).username;
  print(
    written.added === 0 && signIns.added === 0
      ? `All of it was there already: ${written.customers} customers.`
      : `${written.customers} customers have ${written.transactions} transactions.`,
  );
  const names = `${username(0)} to ${username(written.customers - 1)}`;
  print(
    table([
      ['usernames', 'password', 'code'],
      [names, password, code],
    ]),
  );
  return 0;
}

async function firstBank({ apps }: Context): Promise<string> {
  const { banks } = await readData(join(apps, 'sandbox', 'data'));
  const [first] = banks;
  if (first === undefined) throw new LauncherError('there is no bank', 'add one to data/banks');
  return first.slug;
}

function whole(
  name: 'count' | 'transactions',
  { [name]: word }: OptionsOf<'customer generate'>,
): number {
  if (/^\d{1,8}$/.test(word)) return Number(word);
  throw new LauncherError(`--${name} wants a whole number, not ${word}`, 'see docs/people.md');
}
