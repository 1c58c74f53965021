import { z } from 'zod';
import type { OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { operate } from '../operate.js';
import { table } from '../table.js';

type Print = (text: string) => void;

const keysSchema = z.array(
  z.looseObject({
    kid: z.string(),
    purpose: z.string(),
    alg: z.string(),
    state: z.string(),
    activeFrom: z.string().nullish(),
    removedFrom: z.string().nullish(),
  }),
);

function show(result: unknown, asJson: boolean, print: Print): void {
  const keys = keysSchema.parse(result);
  if (asJson) {
    print(JSON.stringify(keys, null, 2));
    return;
  }
  const rows = keys.map(({ kid, purpose, alg, state, activeFrom, removedFrom }) => [
    ...[kid, purpose, alg, state, activeFrom ?? '', removedFrom ?? ''],
  ]);
  print(table([['kid', 'purpose', 'alg', 'state', 'signs from', 'published until'], ...rows]));
}

/** Lists every key that a bank has or had. */
export async function listKeys(
  context: Context,
  { bank, json }: OptionsOf<'key list'>,
  print: Print,
): Promise<number> {
  show(
    await operate(context, 'authorization-server', { operation: 'key.list', bank }),
    json,
    print,
  );
  return 0;
}

/** Gives a bank new keys and shows them. */
export async function rotateKeys(
  context: Context,
  { bank, purpose, alg, emergency, json }: OptionsOf<'key rotate'>,
  print: Print,
): Promise<number> {
  const order = { operation: 'key.rotate', bank, purpose, alg, emergency };
  show(await operate(context, 'authorization-server', order), json, print);
  return 0;
}
