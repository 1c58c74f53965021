import { Inject, Injectable } from '@nestjs/common';
import type { ClaimsRequest } from '@sandbank/fapi-policy';
import { insufficientScope, invalidToken } from '@sandbank/oauth';
import { Database, statement } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { claimsOf } from './identity-claims.js';

// What was asked by `claims` belongs to the grant, and so do the scopes: another approval may have replaced them since.
const findCustomer = statement(
  'userinfo.customer',
  `SELECT c.id, c.name, g.claims, g.scopes FROM authorization_server.customer c
   JOIN consent."grant" g ON g.customer_id = c.id AND g.bank = c.bank
   WHERE c.bank = $1 AND c.id = $2 AND g.grant_id = $3`,
);

interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly claims: ClaimsRequest | null;
  readonly scopes: readonly string[];
}

/** Tells an app who its customer is, as far as the customer agreed (OpenID Connect Core 5.3). */
@Injectable()
export class UserInfoService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Claims by scope and by the `claims` parameter. Throws for a token that speaks for no customer. */
  async claims(authorization: ResourceAuthorization): Promise<Readonly<Record<string, unknown>>> {
    const { bank, subject, grantId, scopes } = authorization;
    if (subject === undefined) {
      throw insufficientScope('the access token speaks for no customer').citing('OIDC-5.3');
    }
    const [row] = await this.database.query<CustomerRow>(findCustomer, [bank, subject, grantId]);
    if (row === undefined) throw invalidToken('there is no such customer').citing('OIDC-5.3');
    const held = scopes.filter((scope) => row.scopes.includes(scope));
    if (!held.includes('openid')) {
      const evidence = { expected: 'openid', received: row.scopes };
      throw insufficientScope('the grant was replaced by one without identity', evidence).citing(
        'GM-10',
      );
    }
    return claimsOf(row, held, row.claims?.userinfo);
  }
}
