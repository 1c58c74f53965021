import {
  endGrantsOfClientSql,
  rejectAwaitingOfClientSql,
  revocationOf,
  type Act,
} from '@sandbank/consent';
import { statement, type Database, type Transaction } from '@sandbank/platform';
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

const endGrants = statement('operation.end_grants', endGrantsOfClientSql('$1', '$2', '$3'));

const rejectAwaiting = statement(
  'operation.reject_awaiting',
  rejectAwaitingOfClientSql('$1', '$2', '$3'),
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
 * consents (RFC 7592 2.3). `admit` has the first word in it. Throws `OrderRefused` when the bank has no such client.
 */
export function removeClient(
  database: Database,
  bank: string,
  clientId: string,
  act: Act,
  admit?: (transaction: Transaction) => Promise<void>,
): Promise<RemovedClient> {
  const ending = revocationOf({ ...act, reason: act.reason ?? 'the client was removed' });
  return database.transaction(async (transaction) => {
    await admit?.(transaction);
    const removed = await transaction.query(deleteClient, [bank, clientId]);
    if (removed.length === 0) throw unknownClient(bank, clientId);
    const ended = async (which: keyof typeof outstanding): Promise<number> =>
      (await transaction.query(outstanding[which], [bank, clientId, act.now])).length;
    // In the order in which everybody locks them: request, grant, and what stands on it.
    const requests = await ended('requests');
    const grants = await transaction.query(endGrants, [bank, clientId, ending]);
    const codes = await ended('codes');
    const refreshTokens = await ended('refresh_tokens');
    await transaction.query(rejectAwaiting, [bank, clientId, ending]);
    return {
      client_id: clientId,
      ...{ requests, codes, refresh_tokens: refreshTokens, grants: grants.length },
    };
  });
}
