import { Inject, Injectable } from '@nestjs/common';
import { revocationOf, revokeGrantCtes, type Act } from '@sandbank/consent';
import { Database, statement } from '@sandbank/platform';
import {
  admissionSql,
  assertAdmitted,
  type Admission,
  type AdmissionRow,
} from '../client-authentication/admission.js';
import { opaqueReference } from '../opaque-reference.js';

/** A refresh token as stored. */
export interface RefreshToken {
  readonly clientId: string;
  readonly grantId: string;
  readonly customerId: string;
  readonly scope: string;
  /** Space-delimited; undefined when the request named none. */
  readonly resource: string | undefined;
  readonly authenticatedAt: Date;
  readonly expiresAt: Date;
  readonly revoked: boolean;
}

// The client cannot change what it was admitted for, so the token is read in the statement that admits it.
const useToken = statement(
  'refresh_token.use',
  `WITH ${admissionSql}
  SELECT admission.*, token.* FROM admission LEFT JOIN LATERAL (
    SELECT client_id, grant_id, customer_id, scope, resource, authenticated_at, expires_at,
      revoked_at IS NOT NULL AS revoked
    FROM authorization_server.refresh_token WHERE reference = $11 AND bank = $1) token ON true`,
);

// One statement: whoever dies in the middle leaves nothing half ended.
const endGrant = statement(
  'refresh_token.end_grant',
  `WITH named AS (SELECT $1::uuid AS grant_id), ${revokeGrantCtes('named', '$2')},
  ended_token AS (
    UPDATE authorization_server.refresh_token SET revoked_at = a.now FROM revocation a
    WHERE grant_id = $1 AND revoked_at IS NULL)
  SELECT 1 FROM ended_grant`,
);

const removeExpired = statement(
  'refresh_token.remove_expired',
  `DELETE FROM authorization_server.refresh_token WHERE reference IN (
     SELECT reference FROM authorization_server.refresh_token WHERE expires_at < $1
     ORDER BY expires_at LIMIT 1000) RETURNING 1`,
);

interface RefreshTokenRow extends AdmissionRow {
  readonly client_id: string | null;
  readonly grant_id: string;
  readonly customer_id: string;
  readonly scope: string;
  readonly resource: string | null;
  readonly authenticated_at: Date;
  readonly expires_at: Date;
  readonly revoked: boolean;
}

/** Refresh tokens in PostgreSQL, by their digest; they are not rotated (SP-5.3.2.1-9). */
@Injectable()
export class RefreshTokenStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The token that was presented. Throws when assertion or proof were used before. */
  async use(token: string, admission: Admission): Promise<RefreshToken | undefined> {
    const at = opaqueReference(token);
    const [row] = await this.database.query<RefreshTokenRow>(useToken, [
      ...admission.take(),
      at?.reference,
    ]);
    assertAdmitted(row);
    if (row === undefined || row.client_id === null) return undefined;
    return {
      clientId: row.client_id,
      grantId: row.grant_id,
      customerId: row.customer_id,
      scope: row.scope,
      resource: row.resource ?? undefined,
      authenticatedAt: row.authenticated_at,
      expiresAt: row.expires_at,
      revoked: row.revoked,
    };
  }

  /** Ends a grant with its consents and refresh tokens, and with it every access token that names it. */
  async endGrant(grantId: string, act: Act): Promise<void> {
    await this.database.query(endGrant, [grantId, revocationOf(act)]);
  }

  /** In small steps, until none is left: more may have expired than one step removes. */
  async removeExpiredBefore(time: Date): Promise<void> {
    while ((await this.database.query(removeExpired, [time])).length > 0);
  }
}
