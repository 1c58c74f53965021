import { randomUUID } from 'node:crypto';
import type { ClientMetadata } from '@sandbank/oauth';
import {
  OrderRefused,
  refusedOrder as refused,
  statement,
  unknownInOrder,
  type Database,
  type Problem,
  type Queryable,
} from '@sandbank/platform';
import type { ClientStatus } from '../client/client.entity.js';
import { clientMetadata } from '../client/client-metadata.schema.js';
import { metadataProblems } from './metadata-problems.js';

const insertClient = statement(
  'operation.insert_client',
  `INSERT INTO authorization_server.client (bank, client_id, metadata, status)
   VALUES ($1, $2, $3, 'active') ON CONFLICT (bank, client_id) DO NOTHING RETURNING client_id`,
);

const replaceClient = statement(
  'operation.replace_client',
  `INSERT INTO authorization_server.client (bank, client_id, metadata, status)
   VALUES ($1, $2, $3, 'active') ON CONFLICT (bank, client_id) DO UPDATE
   SET metadata = excluded.metadata RETURNING client_id`,
);

const selectClients = statement(
  'operation.clients',
  `SELECT client_id, status, status_reason, status_changed_at, status_changed_by, metadata
   FROM authorization_server.client
   WHERE bank = $1 AND ($2::text IS NULL OR client_id = $2) ORDER BY client_id`,
);

const clientsMax = 100;

/** A client as it is registered. */
export interface ClientOfBank {
  readonly client_id: string;
  readonly status: ClientStatus;
  /** Why, when and by whom the status was changed; null while nobody changed it. */
  readonly status_reason: string | null;
  readonly status_changed_at: Date | null;
  readonly status_changed_by: string | null;
  readonly metadata: ClientMetadata;
}

/**
 * Registers one client or an array of them, all or none; a client without `client_id` gets one (SP-6.7).
 * Resolves to the metadata as registered. Throws `OrderRefused` with every problem of RFC 7591 3.2.2.
 */
export async function addClients(
  database: Database,
  bank: string,
  given: unknown,
  replace: boolean,
): Promise<ClientMetadata[]> {
  const clients = parsedClients(given);
  await database.transaction(async (transaction) => {
    for (const client of clients) {
      const values = [bank, client.client_id, JSON.stringify(client)];
      const rows = await transaction.query(replace ? replaceClient : insertClient, values);
      if (rows.length === 0) throw refused(`${client.client_id} exists already`, 'client_id');
    }
  });
  return clients;
}

function parsedClients(given: unknown): ClientMetadata[] {
  const isArray = Array.isArray(given);
  const list: unknown[] = isArray ? given : [given];
  if (list.length === 0 || list.length > clientsMax) {
    throw refused(`the file must hold one client, or an array of 1 to ${clientsMax}`);
  }
  const problems: Problem[] = [];
  const clients = list.flatMap((item, index) => {
    const place = isArray ? `[${index}].` : '';
    const parsed = clientMetadata.safeParse(withClientId(item));
    if (parsed.success) return [parsed.data];
    problems.push(...metadataProblems(parsed.error, place));
    return [];
  });
  const ids = clients.map(({ client_id: id }) => id);
  for (const id of ids.filter((each, index) => ids.indexOf(each) < index)) {
    problems.push({ member: 'client_id', message: `${id} is in the file twice` });
  }
  if (problems.length > 0) throw new OrderRefused(problems);
  return clients;
}

/** An id that the server assigns cannot be mistaken for a customer's (SP-6.7). */
function withClientId(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return 'client_id' in item ? item : { client_id: `client-${randomUUID()}`, ...item };
}

/** The clients of a bank, by id. */
export const clientsOf = (database: Queryable, bank: string): Promise<ClientOfBank[]> =>
  database.query(selectClients, [bank, null]);

/** One client. Throws `OrderRefused` when the bank has none of that id. */
export async function clientOf(
  database: Queryable,
  bank: string,
  clientId: string,
): Promise<ClientOfBank> {
  const [client] = await database.query<ClientOfBank>(selectClients, [bank, clientId]);
  if (client === undefined) throw unknownClient(bank, clientId);
  return client;
}

export const unknownClient = (bank: string, clientId: string): OrderRefused =>
  unknownInOrder(`${bank} has no client ${clientId}`);
