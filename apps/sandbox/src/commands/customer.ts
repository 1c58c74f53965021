import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { personaOf } from '../data/persona.js';
import { readData } from '../data/read-data.js';
import { transactionSeed } from '../data/seed-files.js';
import { operate } from '../operate.js';
import { table } from '../table.js';

const addedSchema = z.object({ issuer: z.string(), password: z.string() });

/** Adds a customer who can sign in and has accounts at the bank; prints the password once. */
export async function addCustomer(
  context: Context,
  options: OptionsOf<'customer add'>,
  print: (text: string) => void,
): Promise<number> {
  const { bank, username, name, password, code, persona, json } = options;
  const data = await readData(join(context.apps, 'sandbox', 'data'));
  const life = personaOf(data, bank, persona, context.clock.now());
  const id = randomUUID();
  const customer = { id, username, name, password, code };
  const order = { bank, customer };
  // The sign-in comes last: there is never a customer who signs in and has nothing.
  await operate(context, 'authorization-server', { operation: 'customer.check', ...order });
  await operate(context, 'resource-server', {
    ...{ operation: 'customer.add', bank, seed: transactionSeed },
    customer: { id, name, ...life },
  });
  const added = addedSchema.parse(
    await operate(context, 'authorization-server', { operation: 'customer.add', ...order }),
  );
  const shown = { bank, username, password: added.password, code, name };
  if (json) {
    print(JSON.stringify({ id, ...shown }, null, 2));
    return 0;
  }
  const cells = [username, added.password, code ?? 'a new one at each sign-in', name];
  print(table([['username', 'password', 'code', 'name'], cells]));
  if (password === undefined) print('  The password was made now and is shown this once.');
  return 0;
}
