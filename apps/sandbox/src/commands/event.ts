import { z } from 'zod';
import type { OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { operate } from '../operate.js';
import { table } from '../table.js';

type Print = (text: string) => void;

const eventsSchema = z.array(
  z.looseObject({
    jti: z.string(),
    client_id: z.string(),
    event: z.string(),
    happened_at: z.string(),
    state: z.string(),
    attempts: z.number(),
    last_failure: z.string().nullable(),
  }),
);

/** Lists what the clients of a bank were told, the last first. */
export async function listEvents(
  context: Context,
  { bank, client, state, json }: OptionsOf<'event list'>,
  print: Print,
): Promise<number> {
  const order = { operation: 'event.list', bank, client_id: client, state };
  const events = eventsSchema.parse(await operate(context, 'resource-server', order));
  if (json) {
    print(JSON.stringify(events, null, 2));
    return 0;
  }
  const rows = events.map((event) => [
    ...[event.jti, event.client_id, event.event.replace(/^.*:/, ''), event.happened_at],
    ...[event.state, String(event.attempts), event.last_failure ?? ''],
  ]);
  const head = ['jti', 'client', 'event', 'happened', 'state', 'attempts', 'last failure'];
  print(table([head, ...rows]));
  return 0;
}

/** Sends again what was given up, or one event. */
export async function replayEvents(
  context: Context,
  { bank, client, jti, json }: OptionsOf<'event replay'>,
  print: Print,
): Promise<number> {
  const order = { operation: 'event.replay', bank, client_id: client, jti };
  const outcome = z
    .object({ replayed: z.number() })
    .parse(await operate(context, 'resource-server', order));
  const events = outcome.replayed === 1 ? '1 event is' : `${outcome.replayed} events are`;
  print(json ? JSON.stringify(outcome, null, 2) : `${events} sent again.`);
  return 0;
}
