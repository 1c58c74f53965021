import { permits, type Permission, type ResourceConsent } from '@sandbank/consent';
import { isUuid, statement, type Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { invalidField, notCovered, unknownResource } from './open-banking-error.js';

/** The customer's consent behind a call and the bank it was given at. */
export interface ConsentedCall {
  readonly bank: string;
  readonly consent: ResourceConsent;
}

/** The consent behind a call; a token of the client's own reads nobody's accounts. */
export function consentedCall({ bank, consent }: ResourceAuthorization): ConsentedCall {
  if (consent !== undefined) return { bank, consent };
  throw notCovered('the access token stands for no customer', 'Authorization');
}

export const may = ({ consent }: ConsentedCall, ...anyOf: Permission[]): boolean =>
  permits(consent.permissions, ...anyOf);

const accountExists = statement(
  'open_banking.account_exists',
  `SELECT 1 FROM resource_server.account WHERE id = $1 AND bank_slug = $2 AND kind = 'customer'`,
);

/**
 * The account a path names, once it is clear that the customer chose it. 400 for what is no account of this
 * bank, 403 for one that the consent does not cover; the database is asked on the way to a refusal alone.
 */
export async function chosenAccount(
  accountId: string,
  { bank, consent }: ConsentedCall,
  database: Database,
): Promise<string> {
  if (!isUuid(accountId)) throw invalidField('AccountId is malformed', 'AccountId', accountId);
  const id = accountId.toLowerCase();
  if (consent.accountIds.includes(id)) return id;
  const [found] = await database.query(accountExists, [id, bank]);
  if (found === undefined) throw unknownResource('there is no such account', 'AccountId', id);
  throw notCovered('the customer did not choose this account', 'AccountId', id);
}
