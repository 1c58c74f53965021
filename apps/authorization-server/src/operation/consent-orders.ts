import {
  ConsentStore,
  CustomerStops,
  deadlinesOf,
  effectiveStatus,
  type Act,
  type ConsentStatus,
  type Owner,
} from '@sandbank/consent';
import {
  conflictWithOrder,
  statement,
  unknownInOrder,
  type Database,
  type Queryable,
} from '@sandbank/platform';

const findConsent = statement(
  'operation.consent',
  `SELECT status, authorise_by, expires_at, reauthenticate_by, customer_id FROM consent.consent
   WHERE bank = $1 AND consent_id = $2`,
);

const findGrant = statement(
  'operation.grant',
  `SELECT status FROM consent."grant" WHERE bank = $1 AND grant_id = $2`,
);

/** What else stands on a grant ends with it, also what was not used yet. */
const endTokens = statement(
  'operation.end_tokens_of_grant',
  `WITH codes AS (
     UPDATE authorization_server.authorization_code SET consumed_at = $2
     WHERE grant_id = $1 AND consumed_at IS NULL)
   UPDATE authorization_server.refresh_token SET revoked_at = $2
   WHERE grant_id = $1 AND revoked_at IS NULL`,
);

/** What an operator does to one consent. */
export type ConsentChange = 'suspend' | 'resume' | 'revoke';

/** As for customers: a grant ends with its last living consent. */
const carriedOut = {
  suspend: (database, _owner, consentId, act) => new ConsentStore(database).suspend(consentId, act),
  resume: (database, _owner, consentId, act) => new ConsentStore(database).resume(consentId, act),
  revoke: (database, owner, consentId, act) =>
    new CustomerStops(database).stopConsent(owner, consentId, act),
} as const satisfies Record<
  ConsentChange,
  (database: Database, owner: Owner, consentId: string, act: Act) => Promise<boolean>
>;

/**
 * Suspends, resumes or revokes one consent of a bank; resolves to its new state.
 * Throws `OrderRefused` when there is none, or when it is in no state for it.
 */
export async function changeConsent(
  database: Database,
  bank: string,
  consentId: string,
  change: ConsentChange,
  act: Act,
): Promise<{ readonly consent_id: string; readonly status: ConsentStatus }> {
  const { status, customerId } = await findState(database, bank, consentId, act.now);
  const isOver = customerId === null || (status !== 'AUTHORISED' && status !== 'SUSPENDED');
  // The store decides what may follow what; what the clock has ended was not written down yet, maybe.
  const isDone =
    !isOver && (await carriedOut[change](database, { bank, customerId }, consentId, act));
  if (!isDone) throw conflictWithOrder(`the consent is ${status}: there is nothing to ${change}`);
  // As it stands: what is resumed after the time to sign in again waits for its customer.
  const { status: changed } = await findState(database, bank, consentId, act.now);
  return { consent_id: consentId, status: changed };
}

async function findState(
  database: Queryable,
  bank: string,
  consentId: string,
  now: Date,
): Promise<{ readonly status: ConsentStatus; readonly customerId: string | null }> {
  const [row] = await database.query<{
    status: ConsentStatus;
    authorise_by: Date;
    expires_at: Date | null;
    reauthenticate_by: Date | null;
    customer_id: string | null;
  }>(findConsent, [bank, consentId]);
  if (row === undefined) throw unknownInOrder(`${bank} has no consent ${consentId}`);
  return { status: effectiveStatus(deadlinesOf(row), now), customerId: row.customer_id };
}

/**
 * Ends a grant with every consent, code and refresh token of it, in one transaction.
 * Throws `OrderRefused` when the bank has no such grant, or when it had ended before.
 */
export function revokeGrant(
  database: Database,
  bank: string,
  grantId: string,
  act: Act,
): Promise<{ readonly grant_id: string; readonly status: 'REVOKED' }> {
  return database.transaction(async (transaction) => {
    const [grant] = await transaction.query<{ status: string }>(findGrant, [bank, grantId]);
    if (grant === undefined) throw unknownInOrder(`${bank} has no grant ${grantId}`);
    const isRevoked = await new ConsentStore(transaction).revokeGrant(grantId, act);
    if (!isRevoked) throw conflictWithOrder(`the grant is ${grant.status} already`);
    await transaction.query(endTokens, [grantId, act.now]);
    return { grant_id: grantId, status: 'REVOKED' };
  });
}
