import { z } from 'zod';
import type { Command, OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { operate } from '../operate.js';

type OnePermission = Extract<
  Command,
  'consent suspend' | 'consent resume' | 'consent revoke' | 'grant revoke'
>;

const changedSchema = z.looseObject({ status: z.string() });

/** Suspends, resumes or revokes one consent, or revokes a grant with all of its consents and tokens. */
export async function changePermission(
  context: Context,
  command: OnePermission,
  id: string,
  { bank, reason, json }: OptionsOf<OnePermission>,
  print: (text: string) => void,
): Promise<number> {
  const [noun, verb] = command.split(' ');
  const order = { operation: `${noun}.${verb}`, bank, [`${noun}_id`]: id, reason };
  const changed = changedSchema.parse(await operate(context, 'authorization-server', order));
  print(json ? JSON.stringify(changed, null, 2) : `${noun} ${id} is ${changed.status}.`);
  return 0;
}
