import { statement } from '@sandbank/platform';

const table = 'authorization_server.client_registration';

/** Two registrations of one software at one bank come one after the other. */
export const takeTurn = statement(
  'registration.take_turn',
  `SELECT pg_advisory_xact_lock(hashtextextended('registration ' || $1 || ' ' || $2, 0))`,
);

export const countClients = statement(
  'registration.count_clients',
  `SELECT count(*)::int AS clients, (count(*) FILTER (WHERE c.status = 'frozen'))::int AS frozen
   FROM ${table} r JOIN authorization_server.client c USING (bank, client_id)
   WHERE r.bank = $1 AND r.software_id = $2`,
);

/** The client and its registration, in one statement: there is never one without the other. */
export const insertRegistration = statement(
  'registration.insert',
  `WITH added AS (
     INSERT INTO authorization_server.client (bank, client_id, metadata, status)
     VALUES ($1, $2, $3, 'active') RETURNING bank, client_id)
   INSERT INTO ${table} (bank, client_id, token_digest, software_id, organisation_id, statement_issuer,
     statement_jti, software_statement, issued_at, changed_at)
   SELECT bank, client_id, $4, $5, $6, $7, $8, $9, $10, $10 FROM added`,
);

export const findRegistration = statement(
  'registration.find',
  `SELECT r.client_id, r.token_digest, r.software_id, r.software_statement, r.issued_at, c.metadata, c.status
   FROM ${table} r JOIN authorization_server.client c USING (bank, client_id)
   WHERE r.bank = $1 AND r.client_id = $2`,
);

export const findTokenOfOther = statement(
  'registration.find_token_of_other',
  `SELECT 1 FROM ${table} WHERE bank = $1 AND client_id <> $2 AND token_digest = $3`,
);

/**
 * Who holds the current token wins: the client is locked first, as everybody locks it first, and then the token is compared
 * with what is there by then.
 */
export const replaceRegistration = statement(
  'registration.replace',
  `WITH locked AS (
     SELECT bank, client_id FROM authorization_server.client
     WHERE bank = $1 AND client_id = $2 AND status = 'active' FOR UPDATE),
   won AS (
     UPDATE ${table} r SET token_digest = $5, statement_jti = $6, software_statement = $7, changed_at = $8
     FROM locked WHERE r.bank = locked.bank AND r.client_id = locked.client_id AND r.token_digest = $3
     RETURNING r.bank, r.client_id)
   UPDATE authorization_server.client c SET metadata = $4 FROM won
   WHERE c.bank = won.bank AND c.client_id = won.client_id RETURNING c.client_id`,
);

export const lockClient = statement(
  'registration.lock_client',
  `SELECT 1 FROM authorization_server.client WHERE bank = $1 AND client_id = $2 AND status = 'active' FOR UPDATE`,
);

export const tokenIsCurrent = statement(
  'registration.token_is_current',
  `SELECT 1 FROM ${table} WHERE bank = $1 AND client_id = $2 AND token_digest = $3`,
);
