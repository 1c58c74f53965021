import type { Act } from '@sandbank/consent';
import { statement, type Queryable } from '@sandbank/platform';
import type { ClientStatus } from '../client/client.entity.js';
import { clientOf, type ClientOfBank } from './client-registration.js';

// A trigger tells the resource servers in the same transaction; the authorization server asks with each statement.
const setStatus = statement(
  'operation.set_client_status',
  `UPDATE authorization_server.client SET status = $3, status_reason = $4, status_changed_at = $5,
     status_changed_by = $6, status_interaction_id = $7
   WHERE bank = $1 AND client_id = $2 AND status <> $3`,
);

/**
 * Freezes a client, so that it may not act, or lets it act again; resolves to the client. A client that has the status
 * already keeps it as it got it, with that reason. Throws `OrderRefused` when the bank has no such client.
 */
export async function setClientStatus(
  database: Queryable,
  bank: string,
  clientId: string,
  status: ClientStatus,
  { reason, now, by, interactionId }: Act,
): Promise<ClientOfBank> {
  const circumstances = [reason ?? null, now, by, interactionId ?? null];
  await database.query(setStatus, [bank, clientId, status, ...circumstances]);
  return clientOf(database, bank, clientId);
}
