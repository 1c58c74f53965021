import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an app may ask the bank to move money. A consent pays once, which is a constraint here as it is in the store
// of consents; a request that comes again under its key finds what it made the first time, for a day.
const payments = `
-- How old the sign-in behind a payment may be: bank data, since banks differ (RFC 9470 3).
ALTER TABLE resource_server.bank ADD COLUMN payment_authentication_seconds integer NOT NULL DEFAULT 300
  CONSTRAINT bank_payment_authentication CHECK (payment_authentication_seconds BETWEEN 1 AND 86400);
GRANT UPDATE (payment_authentication_seconds) ON resource_server.bank TO sandbank_resource_server;

-- The other account is one of the bank's own where the payee banks elsewhere. Status codes are those of ISO 20022.
CREATE TABLE resource_server.payment (
  id uuid PRIMARY KEY,
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  client_id text NOT NULL,
  consent_id uuid NOT NULL CONSTRAINT payment_once UNIQUE,
  customer_id uuid NOT NULL REFERENCES resource_server.customer,
  debtor_account_id uuid NOT NULL REFERENCES resource_server.account,
  creditor_account_id uuid NOT NULL REFERENCES resource_server.account,
  journal_id uuid NOT NULL CONSTRAINT payment_journal UNIQUE REFERENCES resource_server.journal,
  initiation jsonb NOT NULL,
  risk jsonb NOT NULL,
  status text NOT NULL CONSTRAINT payment_status CHECK (status IN ('PDNG', 'ACTC', 'PATC', 'ACCP', 'ACFC',
    'ACSP', 'ACWC', 'ACSC', 'ACWP', 'ACCC', 'BLCK', 'RJCT')),
  created_at timestamptz(3) NOT NULL,
  status_changed_at timestamptz(3) NOT NULL,
  interaction_id uuid NOT NULL,
  CONSTRAINT payment_moves CHECK (debtor_account_id <> creditor_account_id)
);
CREATE INDEX payment_of_customer ON resource_server.payment (customer_id, created_at DESC);
GRANT SELECT, INSERT, UPDATE (status, status_changed_at) ON resource_server.payment TO sandbank_resource_server;

CREATE TABLE resource_server.idempotency_record (
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  client_id text NOT NULL,
  endpoint text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 40),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  resource_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (bank_slug, client_id, endpoint, key)
);
CREATE INDEX idempotency_record_expiry ON resource_server.idempotency_record (expires_at);
GRANT SELECT, INSERT, DELETE, UPDATE (digest, resource_id, expires_at) ON resource_server.idempotency_record
  TO sandbank_resource_server;
`;

/** Payments, and what was asked under which idempotency key. */
export class Payments1763750000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(payments);
  }

  async down(): Promise<void> {
    throw new Error('payments are never taken back: migrations go forward only');
  }
}
