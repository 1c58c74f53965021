import { clientConsentSql, createAwaitingSql, withdrawConsentSql } from '@sandbank/consent';
import { statement } from '@sandbank/platform';

const records = 'resource_server.idempotency_record';

/** $1 `awaitingConsents(…)`. */
export const lodgeConsent = statement('consents.lodge', createAwaitingSql('$1'));

/**
 * The same under an idempotency key, which is claimed in the same statement; answers nothing, and nothing happened, where
 * the key is in use. $1 `awaitingConsents(…)`, $2 bank, $3 client, $4 endpoint, $5 key, $6 digest, $7 end of the key,
 * $8 now, $9 consent.
 */
export const lodgeConsentOnce = statement(
  'consents.lodge_once',
  `WITH claimed AS (
     INSERT INTO ${records} AS known (bank_slug, client_id, endpoint, key, digest, resource_id, expires_at)
     VALUES ($2, $3, $4, $5, $6, $9::uuid, $7)
     ON CONFLICT (bank_slug, client_id, endpoint, key) DO UPDATE
       SET digest = EXCLUDED.digest, resource_id = EXCLUDED.resource_id, expires_at = EXCLUDED.expires_at
       WHERE known.expires_at <= $8::timestamptz
     RETURNING 1)
   ${createAwaitingSql('$1', 'EXISTS (SELECT FROM claimed)')}`,
);

/** $1 bank, $2 client, $3 endpoint, $4 key, $5 now. */
export const consentUnderKey = statement(
  'consents.under_key',
  `SELECT digest, resource_id FROM ${records}
   WHERE bank_slug = $1 AND client_id = $2 AND endpoint = $3 AND key = $4 AND expires_at > $5`,
);

/** $1 consent. */
export const findConsent = statement('consents.find', clientConsentSql('$1'));

/** $1 consent, $2 bank, $3 client, $4 now, $5 interaction. */
export const withdrawConsent = statement(
  'consents.withdraw',
  `SELECT ${withdrawConsentSql('$1', '$2', '$3', '$4', '$5')} AS withdrawn`,
);
