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

// What a bank tells apps is signed by its API, all else by its authorization server.
const eventPurpose = 'event';

/** Lists every key that a bank has or had. */
export async function listKeys(
  context: Context,
  { bank, json }: OptionsOf<'key list'>,
  print: Print,
): Promise<number> {
  const order = { operation: 'key.list', bank };
  const listed = await operate(context, 'authorization-server', order);
  const ofEvents = await operate(context, 'resource-server', order);
  show([...keysSchema.parse(listed), ...keysSchema.parse(ofEvents)], json, print);
  return 0;
}

/** Gives a bank new keys and shows them; those for events are asked for by name. */
export async function rotateKeys(
  context: Context,
  { bank, purpose, alg, emergency, json }: OptionsOf<'key rotate'>,
  print: Print,
): Promise<number> {
  const isOfEvents = purpose === eventPurpose;
  const order = { operation: 'key.rotate', bank, emergency, ...(!isOfEvents && { purpose, alg }) };
  const server = isOfEvents ? 'resource-server' : 'authorization-server';
  show(await operate(context, server, order), json, print);
  return 0;
}
