import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: beside what was booked, an account has what is arranged for it: payees, mandates, orders, offers; and each is of
// a product, and has holders who live somewhere. Amounts are minor units of the account's currency.
const arranged = `
CREATE TABLE resource_server.beneficiary (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES resource_server.account,
  beneficiary_type text NOT NULL DEFAULT 'Ordinary'
    CONSTRAINT beneficiary_type CHECK (beneficiary_type IN ('Trusted', 'Ordinary')),
  reference text CHECK (length(reference) BETWEEN 1 AND 35),
  creditor_name text NOT NULL CHECK (length(creditor_name) BETWEEN 1 AND 350),
  creditor_scheme_name text NOT NULL,
  creditor_identification text NOT NULL CHECK (length(creditor_identification) BETWEEN 1 AND 256)
);
CREATE INDEX beneficiary_of_account ON resource_server.beneficiary (account_id, id);

CREATE TABLE resource_server.direct_debit (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES resource_server.account,
  status_code text NOT NULL DEFAULT 'ACTV'
    CONSTRAINT direct_debit_status CHECK (status_code IN ('ACTV', 'CANC', 'EXPI', 'SUSP')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 70),
  mandate_identification text NOT NULL CHECK (length(mandate_identification) BETWEEN 1 AND 35),
  classification text NOT NULL CONSTRAINT direct_debit_classification CHECK (classification IN ('FIXE', 'USGB', 'VARI')),
  frequency_type text NOT NULL,
  count_per_period smallint,
  point_in_time text CHECK (length(point_in_time) <= 2),
  next_payment_at timestamptz(3),
  last_payment_at timestamptz(3),
  last_minor bigint
);
CREATE INDEX direct_debit_of_account ON resource_server.direct_debit (account_id, id);

CREATE TABLE resource_server.standing_order (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES resource_server.account,
  status_code text NOT NULL DEFAULT 'ACTV'
    CONSTRAINT standing_order_status CHECK (status_code IN ('ACTV', 'CANC', 'EXPI', 'SUSP')),
  frequency_type text NOT NULL,
  count_per_period smallint,
  point_in_time text CHECK (length(point_in_time) <= 2),
  first_payment_at timestamptz(3),
  first_minor bigint,
  next_payment_at timestamptz(3),
  next_minor bigint,
  last_payment_at timestamptz(3),
  last_minor bigint,
  final_payment_at timestamptz(3),
  final_minor bigint,
  reference text CHECK (length(reference) BETWEEN 1 AND 140),
  creditor_name text NOT NULL CHECK (length(creditor_name) BETWEEN 1 AND 350),
  creditor_scheme_name text NOT NULL,
  creditor_identification text NOT NULL CHECK (length(creditor_identification) BETWEEN 1 AND 256)
);
CREATE INDEX standing_order_of_account ON resource_server.standing_order (account_id, id);

CREATE TABLE resource_server.scheduled_payment (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES resource_server.account,
  scheduled_type text NOT NULL DEFAULT 'Execution'
    CONSTRAINT scheduled_payment_type CHECK (scheduled_type IN ('Execution', 'Arrival')),
  scheduled_at timestamptz(3) NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  reference text CHECK (length(reference) BETWEEN 1 AND 35),
  creditor_name text NOT NULL CHECK (length(creditor_name) BETWEEN 1 AND 350),
  creditor_scheme_name text NOT NULL,
  creditor_identification text NOT NULL CHECK (length(creditor_identification) BETWEEN 1 AND 256)
);
CREATE INDEX scheduled_payment_of_account ON resource_server.scheduled_payment (account_id, id);

-- What is shown of orders, wherever they stand.
CREATE VIEW resource_server.standing_order_shown AS
  SELECT id, account_id, status_code, frequency_type, count_per_period, point_in_time, first_payment_at, first_minor,
    next_payment_at, next_minor, last_payment_at, last_minor, final_payment_at, final_minor, reference,
    creditor_name, creditor_scheme_name, creditor_identification
  FROM resource_server.standing_order;
CREATE VIEW resource_server.scheduled_payment_shown AS
  SELECT id, account_id, scheduled_type, scheduled_at, amount_minor, reference, creditor_name, creditor_scheme_name,
    creditor_identification
  FROM resource_server.scheduled_payment;
`;

const offered = `
CREATE TABLE resource_server.offer (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES resource_server.account,
  offer_type text NOT NULL CONSTRAINT offer_type CHECK (offer_type IN
    ('BalanceTransfer', 'LimitIncrease', 'MoneyTransfer', 'Other', 'PromotionalRate')),
  description text NOT NULL CHECK (length(description) BETWEEN 1 AND 500),
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  rate numeric(7, 4),
  term text CHECK (length(term) BETWEEN 1 AND 500),
  amount_minor bigint CHECK (amount_minor >= 0),
  fee_minor bigint CHECK (fee_minor >= 0),
  CONSTRAINT offer_ends CHECK (ends_at > starts_at)
);
CREATE INDEX offer_of_account ON resource_server.offer (account_id, id);

-- An account is of the product that it is called after, else of its bank's standard one for its kind.
CREATE TABLE resource_server.product (
  bank_slug text NOT NULL REFERENCES resource_server.bank,
  id text NOT NULL CHECK (length(id) BETWEEN 1 AND 40),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 35),
  type_code char(4) NOT NULL,
  category text NOT NULL CHECK (category IN ('Personal', 'Business')),
  is_standard boolean NOT NULL,
  product_type text NOT NULL CONSTRAINT product_type CHECK (product_type IN
    ('BusinessCurrentAccount', 'CommercialCreditCard', 'Other', 'PersonalCurrentAccount', 'SMELoan')),
  details jsonb NOT NULL CHECK (jsonb_typeof(details) = 'object'),
  PRIMARY KEY (bank_slug, id)
);
CREATE INDEX product_of_name ON resource_server.product (bank_slug, name);

-- How a customer is reached; who has no row is known by name alone.
CREATE TABLE resource_server.party (
  customer_id uuid PRIMARY KEY REFERENCES resource_server.customer,
  party_number text NOT NULL CHECK (length(party_number) BETWEEN 1 AND 35),
  full_legal_name text NOT NULL CHECK (length(full_legal_name) BETWEEN 1 AND 350),
  legal_structure text NOT NULL,
  email_address text CHECK (length(email_address) BETWEEN 1 AND 256),
  phone text,
  mobile text,
  address jsonb CHECK (jsonb_typeof(address) = 'object')
);
`;

// The past is the ledger's; what is arranged changes, and an arrangement may end.
const tables = [
  ...['beneficiary', 'direct_debit', 'standing_order', 'scheduled_payment'],
  ...['offer', 'product', 'party'],
]
  .map((table) => `resource_server.${table}`)
  .join(', ');
const grants = `
GRANT SELECT, INSERT, UPDATE, DELETE ON ${tables} TO sandbank_resource_server;
GRANT SELECT ON resource_server.standing_order_shown, resource_server.scheduled_payment_shown
  TO sandbank_resource_server;
`;

/** Payees, mandates, orders, offers, products and parties. */
export class StandingData1763750000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [arranged, offered, grants]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('orders of customers are never taken back: migrations go forward only');
  }
}
