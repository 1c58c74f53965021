import { z } from 'zod';
import type { Command, OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { operate } from '../operate.js';

type AccountCommand = Extract<Command, `account ${string}`>;

const changedSchema = z.object({
  id: z.string(),
  status: z.string(),
  name: z.string(),
  holder_name: z.string(),
});

const done: Readonly<Record<AccountCommand, string>> = {
  'account close': 'is closed: it leaves every list, and nothing is paid from or to it',
  'account disable': 'is disabled: it can be read, but nothing is paid from or to it',
  'account reopen': 'is open',
};

/** Closes, disables or reopens an account, at once and for every app. */
export async function changeAccount(
  context: Context,
  command: AccountCommand,
  accountId: string,
  { json }: OptionsOf<AccountCommand>,
  print: (text: string) => void,
): Promise<number> {
  const order = { operation: command.replace(' ', '.'), account_id: accountId };
  const account = changedSchema.parse(await operate(context, 'resource-server', order));
  if (json) print(JSON.stringify(account, null, 2));
  else print(`${account.name} of ${account.holder_name} ${done[command]}.`);
  return 0;
}
