import { statement } from '@sandbank/platform';

const schema = 'resource_server';

/**
 * One call more in the window that it falls in, or the first of a new one: $1 customer, $2 client, $3 now, $4 calls
 * that a window has, $5 its seconds. What is counted stays small, however often a client calls.
 */
export const countCall = statement(
  'scenarios.count_call',
  `INSERT INTO ${schema}.call_count AS known (customer_id, client_id, window_began_at, calls)
   VALUES ($1, $2, $3::timestamptz, 1)
   ON CONFLICT (customer_id, client_id) DO UPDATE SET
     window_began_at = CASE WHEN known.window_began_at + make_interval(secs => $5::int) <= $3::timestamptz
       THEN $3::timestamptz ELSE known.window_began_at END,
     calls = CASE WHEN known.window_began_at + make_interval(secs => $5::int) <= $3::timestamptz
       THEN 1 ELSE least(known.calls, $4::int) + 1 END
   RETURNING calls, window_began_at`,
);

/** $1 account, $2 when it is to be closed: once it is arranged, it stays so. */
export const arrangeClosing = statement(
  'scenarios.arrange_closing',
  `UPDATE ${schema}.account SET closes_at = $2
   WHERE id = $1 AND closes_at IS NULL AND status <> 'Deleted'`,
);

/** $1 now: closes what is due. */
export const closeDueAccounts = statement(
  'scenarios.close_due_accounts',
  `UPDATE ${schema}.account SET status = 'Deleted', status_changed_at = $1, closes_at = NULL
   WHERE closes_at <= $1 AND status <> 'Deleted'`,
);
