import { parsedOrder, statement, unknownInOrder, type Database } from '@sandbank/platform';
import { z } from 'zod';

const clientId = z.string().min(1).max(100).optional();
const listOrder = z.object({
  bank: z.string().min(1).max(40),
  client_id: clientId,
  state: z.enum(['waiting', 'dead', 'delivered']).optional(),
});
const replayOrder = z.object({
  bank: z.string().min(1).max(40),
  client_id: clientId,
  jti: z.uuid().optional(),
});

/** An event as an operator sees it. */
export interface ListedEvent {
  readonly jti: string;
  readonly client_id: string;
  readonly event: string;
  readonly resource: string;
  readonly happened_at: Date;
  readonly state: 'waiting' | 'dead' | 'delivered';
  readonly acknowledged_by: 'push' | 'poll' | null;
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly last_failure: string | null;
}

const listedMax = 200;
const state = `CASE WHEN acknowledged_at IS NOT NULL THEN 'delivered' WHEN dead_at IS NOT NULL THEN 'dead' ELSE 'waiting' END`;

// The first attempt is due at once, which is no moment that could be shown.
const findEvents = statement(
  'event.list',
  `SELECT jti, client_id, event_type AS event, resource_path || '/' || resource_id AS resource, happened_at,
     ${state} AS state, acknowledged_by, attempts, last_failure,
     CASE WHEN ${state} = 'waiting' THEN nullif(next_attempt_at, '-infinity') END AS next_attempt_at
   FROM resource_server.event
   WHERE bank_slug = $1 AND ($2::text IS NULL OR client_id = $2) AND ($3::text IS NULL OR ${state} = $3)
   ORDER BY happened_at DESC, jti LIMIT $4`,
);

const replayEvents = statement(
  'event.replay',
  `UPDATE resource_server.event SET attempts = 0, first_attempt_at = NULL, next_attempt_at = '-infinity',
     dead_at = NULL, acknowledged_at = NULL, acknowledged_by = NULL
   WHERE bank_slug = $1 AND ($2::text IS NULL OR client_id = $2) AND ($3::uuid IS NULL OR jti = $3)
     AND (dead_at IS NOT NULL AND acknowledged_at IS NULL OR $3::uuid IS NOT NULL)
   RETURNING jti`,
);

const findBank = statement('event.bank', 'SELECT 1 FROM resource_server.bank WHERE slug = $1');

/** The last events of a bank, of a client, in a state. Throws `OrderRefused`. */
export async function listEvents(
  database: Database,
  order: unknown,
): Promise<readonly ListedEvent[]> {
  const { bank, client_id: client, state: wanted } = parsedOrder(listOrder, order);
  await assertBank(database, bank);
  return database.query(findEvents, [bank, client, wanted, listedMax]);
}

/** Lets events that were given up be sent again, or one of whatever state; resolves to how many. Throws `OrderRefused`. */
export async function replayed(database: Database, order: unknown): Promise<{ replayed: number }> {
  const { bank, client_id: client, jti } = parsedOrder(replayOrder, order);
  await assertBank(database, bank);
  const events = await database.query(replayEvents, [bank, client, jti]);
  if (jti !== undefined && events.length === 0) throw unknownInOrder(`there is no event ${jti}`);
  return { replayed: events.length };
}

async function assertBank(database: Database, bank: string): Promise<void> {
  const found = await database.query(findBank, [bank]);
  if (found.length === 0) throw unknownInOrder(`there is no bank ${bank}`);
}
