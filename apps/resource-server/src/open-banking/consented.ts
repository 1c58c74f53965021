import { permits, type Permission, type ResourceConsent } from '@sandbank/consent';
import { isUuid, statement, type Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { invalidField, notCovered, unknownResource } from './open-banking-error.js';

/** What a call may read: a customer's accounts at a bank. */
export interface ConsentedCall {
  readonly bank: string;
  readonly customerId: string;
  /** Each account with the consent that decides what is shown of it: never what two of them allow together. */
  readonly accounts: ReadonlyMap<string, ResourceConsent>;
}

/** The accounts behind a call; a token of the client's own reads nobody's. */
export function consentedCall({ bank, consents }: ResourceAuthorization): ConsentedCall {
  const [newest] = consents;
  if (newest === undefined) {
    throw notCovered('the access token stands for no customer', 'Authorization');
  }
  return { bank, customerId: newest.customerId, accounts: accountsOf(consents) };
}

/** For each account, of the consents that cover it the one that comes first. */
export function accountsOf(
  consents: readonly ResourceConsent[],
): ReadonlyMap<string, ResourceConsent> {
  // Of two entries for one account a map keeps the later: the first consent comes last.
  return new Map(
    consents.toReversed().flatMap((consent) => consent.accountIds.map((id) => [id, consent])),
  );
}

export const may = ({ permissions }: ResourceConsent, ...anyOf: Permission[]): boolean =>
  permits(permissions, ...anyOf);

const accountExists = statement(
  'open_banking.account_exists',
  `SELECT 1 FROM resource_server.account WHERE id = $1 AND bank_slug = $2 AND kind = 'customer'`,
);

/**
 * The call, about the one account that a path names, once it is clear that the customer chose it. 400 for what is no
 * account of this bank, 403 for one that no consent covers; the database is asked on the way to a refusal alone.
 */
export async function aboutAccount(
  accountId: string,
  call: ConsentedCall,
  database: Database,
): Promise<ConsentedCall> {
  if (!isUuid(accountId)) throw invalidField('AccountId is malformed', 'AccountId', accountId);
  const id = accountId.toLowerCase();
  const consent = call.accounts.get(id);
  if (consent !== undefined) return { ...call, accounts: new Map([[id, consent]]) };
  const [found] = await database.query(accountExists, [id, call.bank]);
  if (found === undefined) throw unknownResource('there is no such account', 'AccountId', id);
  throw notCovered('the customer did not choose this account', 'AccountId', id);
}
