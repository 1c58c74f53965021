import { statement } from '@sandbank/platform';

const subscriptions = 'resource_server.event_subscription';
const columns = 'id, client_id, version, callback_url, event_types';

/** $1 id, $2 bank, $3 client, $4 version, $5 URL, $6 types, $7 now; nothing where the client has one. */
export const insertSubscription = statement(
  'event_subscription.insert',
  `INSERT INTO ${subscriptions} (id, bank_slug, client_id, version, callback_url, event_types, created_at, changed_at)
   VALUES ($1, $2, $3, $4, $5, $6::text[], $7::timestamptz, $7::timestamptz)
   ON CONFLICT ON CONSTRAINT event_subscription_one DO NOTHING RETURNING ${columns}`,
);

/** $1 bank, $2 client. */
export const subscriptionOfClient = statement(
  'event_subscription.of_client',
  `SELECT ${columns} FROM ${subscriptions} WHERE bank_slug = $1 AND client_id = $2`,
);

/** $1 id, $2 bank: whose it is. */
export const ownerOfSubscription = statement(
  'event_subscription.owner',
  `SELECT client_id FROM ${subscriptions} WHERE id = $1 AND bank_slug = $2`,
);

/** $1 id, $2 bank, $3 client, $4 version, $5 URL, $6 types, $7 now. */
export const changeSubscription = statement(
  'event_subscription.change',
  `UPDATE ${subscriptions} SET version = $4, callback_url = $5, event_types = $6::text[], changed_at = $7
   WHERE id = $1 AND bank_slug = $2 AND client_id = $3 RETURNING ${columns}`,
);

/** $1 id, $2 bank, $3 client. */
export const deleteSubscription = statement(
  'event_subscription.delete',
  `DELETE FROM ${subscriptions} WHERE id = $1 AND bank_slug = $2 AND client_id = $3 RETURNING id`,
);
