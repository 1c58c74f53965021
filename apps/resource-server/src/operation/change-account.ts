import { parsedOrder, statement, unknownInOrder, type Database } from '@sandbank/platform';
import { z } from 'zod';

/** What becomes of an account by each order. */
const statuses = {
  'account.close': 'Deleted',
  'account.disable': 'Disabled',
  'account.reopen': 'Enabled',
} as const;

type AccountOperation = keyof typeof statuses;

const orderSchema = z.object({
  operation: z.enum(Object.keys(statuses) as AccountOperation[]),
  account_id: z.uuid('must be the AccountId of the API'),
});

/** $1 account, $2 status, $3 now: what was arranged about its closing is over. */
const setStatus = statement(
  'operation.set_account_status',
  `UPDATE resource_server.account SET closes_at = NULL, status = $2,
     status_changed_at = CASE WHEN status = $2 THEN status_changed_at ELSE $3::timestamptz END
   WHERE id = $1 AND kind = 'customer'
   RETURNING id, status, coalesce(nickname, description) AS name, holder_name`,
);

/** An account after an order about it. */
export interface ChangedAccount {
  readonly id: string;
  readonly status: string;
  readonly name: string;
  readonly holder_name: string;
}

/**
 * Closes, disables or reopens an account; one that has the status already keeps it. Throws `OrderRefused` when there is
 * no such account.
 */
export async function changeAccount(
  database: Database,
  given: unknown,
  now: Date,
): Promise<ChangedAccount> {
  const { operation, account_id: id } = parsedOrder(orderSchema, given);
  const values = [id, statuses[operation], now];
  const [account] = await database.query<ChangedAccount>(setStatus, values);
  if (account === undefined) throw unknownInOrder(`there is no account ${id}`);
  return account;
}
