import { ConsentStore, type Act } from '@sandbank/consent';
import { statement, type Database, type Queryable } from '@sandbank/platform';
import { unknownClient } from './client-registration.js';

const deleteClient = statement(
  'operation.delete_client',
  `DELETE FROM authorization_server.client WHERE bank = $1 AND client_id = $2 RETURNING client_id`,
);

// One statement each, in the order of a journey: a step that is under way is waited for, and its outcome is seen by
// the next statement.
const outstanding = {
  requests: statement(
    'operation.spend_requests',
    `UPDATE authorization_server.pushed_request SET consumed_at = $3
     WHERE bank = $1 AND client_id = $2 AND consumed_at IS NULL RETURNING 1`,
  ),
  codes: statement(
    'operation.spend_codes',
    `UPDATE authorization_server.authorization_code SET consumed_at = $3
     WHERE bank = $1 AND client_id = $2 AND consumed_at IS NULL RETURNING 1`,
  ),
  refresh_tokens: statement(
    'operation.revoke_refresh_tokens',
    `UPDATE authorization_server.refresh_token SET revoked_at = $3
     WHERE bank = $1 AND client_id = $2 AND revoked_at IS NULL RETURNING 1`,
  ),
} as const;

const livingGrants = statement(
  'operation.living_grants',
  `SELECT grant_id FROM consent."grant"
   WHERE bank = $1 AND client_id = $2 AND status IN ('UNCLAIMED', 'ACTIVE')`,
);

const awaitingConsents = statement(
  'operation.awaiting_consents',
  `SELECT consent_id FROM consent.consent
   WHERE bank = $1 AND client_id = $2 AND status = 'AWAITING_AUTHORISATION'`,
);

/** What ended together with a client. */
export interface RemovedClient {
  readonly client_id: string;
  readonly requests: number;
  readonly codes: number;
  readonly refresh_tokens: number;
  readonly grants: number;
}

/**
 * Removes a client and, in the same transaction, all that it may use: requests, codes, tokens, grants and their
 * consents (RFC 7592 2.3). Throws `OrderRefused` when the bank has no such client.
 */
export function removeClient(
  database: Database,
  bank: string,
  clientId: string,
  now: Date,
): Promise<RemovedClient> {
  return database.transaction(async (transaction) => {
    const removed = await transaction.query(deleteClient, [bank, clientId]);
    if (removed.length === 0) throw unknownClient(bank, clientId);
    const ended = async (which: keyof typeof outstanding): Promise<number> =>
      (await transaction.query(outstanding[which], [bank, clientId, now])).length;
    const requests = await ended('requests');
    const codes = await ended('codes');
    const refreshTokens = await ended('refresh_tokens');
    const grants = await endGrants(transaction, bank, clientId, now);
    return { client_id: clientId, requests, codes, refresh_tokens: refreshTokens, grants };
  });
}

async function endGrants(
  transaction: Queryable,
  bank: string,
  clientId: string,
  now: Date,
): Promise<number> {
  const consents = new ConsentStore(transaction);
  const reason = 'the client was removed';
  const act: Act = { now, by: 'operator:command', surface: 'operator', reason };
  const grants = await transaction.query<{ grant_id: string }>(livingGrants, [bank, clientId]);
  for (const { grant_id: id } of grants) await consents.revokeGrant(id, act);
  const awaiting = await transaction.query<{ consent_id: string }>(awaitingConsents, [
    bank,
    clientId,
  ]);
  for (const { consent_id: id } of awaiting) await consents.reject(id, act);
  return grants.length;
}
