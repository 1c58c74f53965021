import { clientConsentSql, createAwaitingSql, withdrawConsentSql } from '@sandbank/consent';
import { statement } from '@sandbank/platform';
import { claimKeySql, underKeySql } from '../idempotency/keyed-request.js';

/** $1 `awaitingConsents(…)`. */
export const lodgeConsent = statement('consents.lodge', createAwaitingSql('$1'));

/**
 * The same under an idempotency key, which is claimed in the same statement; answers nothing, and nothing happened, where
 * the key is in use. $1 to $7 `claimValues`, $8 consent, $9 `awaitingConsents(…)`.
 */
export const lodgeConsentOnce = statement(
  'consents.lodge_once',
  `WITH claimed AS (${claimKeySql('$8::uuid')})
   ${createAwaitingSql('$9', 'EXISTS (SELECT FROM claimed)')}`,
);

/** $1 to $5 `lookValues`. */
export const consentUnderKey = statement(
  'consents.under_key',
  `SELECT r.digest, r.resource_id FROM ${underKeySql()}`,
);

/** $1 consent. */
export const findConsent = statement('consents.find', clientConsentSql('$1'));

/** $1 consent, $2 bank, $3 client, $4 now, $5 interaction. */
export const withdrawConsent = statement(
  'consents.withdraw',
  `SELECT ${withdrawConsentSql('$1', '$2', '$3', '$4', '$5')} AS withdrawn`,
);
