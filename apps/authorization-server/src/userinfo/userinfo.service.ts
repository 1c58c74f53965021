import { Inject, Injectable } from '@nestjs/common';
import type { ClaimsRequest } from '@sandbank/fapi-policy';
import { insufficientScope, invalidToken } from '@sandbank/oauth';
import { Database, statement } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { claimsOf } from './identity-claims.js';

// What was asked by `claims` stands with the refresh token, or with the code of a client that has none.
const findCustomer = statement(
  'userinfo.customer',
  `SELECT id, name, coalesce(
     (SELECT claims FROM authorization_server.refresh_token WHERE grant_id = $3 LIMIT 1),
     (SELECT claims FROM authorization_server.authorization_code WHERE grant_id = $3 LIMIT 1)
   ) AS claims
   FROM authorization_server.customer WHERE bank = $1 AND id = $2`,
);

interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly claims: ClaimsRequest | null;
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
    return claimsOf(row, scopes, row.claims?.userinfo);
  }
}
