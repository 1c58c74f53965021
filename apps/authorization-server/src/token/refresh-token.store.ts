import { Inject, Injectable } from '@nestjs/common';
import {
  heldGrantSql,
  isInForce,
  revocationOf,
  toHeldGrant,
  type Act,
  type HeldGrant,
} from '@sandbank/consent';
import { Database, statement } from '@sandbank/platform';
import {
  admissionSql,
  assertAdmitted,
  type Admission,
  type AdmissionRow,
} from '../client-authentication/admission.js';
import { opaqueReference } from '../opaque-reference.js';
import { endGrantsCtes } from './end-grants.sql.js';

/** A refresh token as stored, and what stood behind it when it was presented. */
export interface RefreshToken {
  readonly clientId: string;
  readonly grantId: string;
  readonly customerId: string;
  readonly scope: string;
  /** Space-delimited; undefined when the request named none. */
  readonly resource: string | undefined;
  readonly authenticatedAt: Date;
  readonly expiresAt: Date;
  /** Before this use. */
  readonly lastUsedAt: Date;
  readonly grant: HeldGrant | undefined;
  /** False once the token was revoked, or its grant has ended, holds nothing any more, or was approved anew. */
  readonly active: boolean;
}

// The client cannot change what it was admitted for, so the token is read in the statement that admits it, and the time of
// its use noted there, no more than once a minute.
const useToken = statement(
  'refresh_token.use',
  `WITH ${admissionSql},
  used AS (
    UPDATE authorization_server.refresh_token r SET last_used_at = $12::timestamptz
    WHERE reference = $11 AND bank = $1 AND client_id = $2 AND revoked_at IS NULL
      AND expires_at > $12::timestamptz AND last_used_at <= $12::timestamptz - interval '1 minute'
      AND last_used_at > $12::timestamptz - $13::integer * interval '1 second'
      AND EXISTS (SELECT FROM admitted))
  SELECT admission.*, token.* FROM admission LEFT JOIN LATERAL (
    SELECT client_id, grant_id, grant_revision, customer_id, scope, resource, authenticated_at, expires_at,
      last_used_at, revoked_at IS NOT NULL AS revoked, ${heldGrantSql('r.grant_id')} AS held
    FROM authorization_server.refresh_token r WHERE reference = $11 AND bank = $1) token ON true`,
);

// One statement: whoever dies in the middle leaves nothing half ended.
const endGrant = statement(
  'refresh_token.end_grant',
  `WITH named AS (SELECT $1::uuid AS grant_id), ${endGrantsCtes('named', '$2')}
  SELECT 1 FROM ended_grant`,
);

// As an array, so that each step takes keys and never the whole table; processes that sweep at once share the work.
const removeExpired = statement(
  'refresh_token.remove_expired',
  `DELETE FROM authorization_server.refresh_token WHERE reference = ANY(ARRAY(
     SELECT reference FROM authorization_server.refresh_token WHERE expires_at < $1
     ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED)) RETURNING 1`,
);

interface RefreshTokenRow extends AdmissionRow {
  readonly client_id: string | null;
  readonly grant_id: string;
  readonly grant_revision: number;
  readonly customer_id: string;
  readonly scope: string;
  readonly resource: string | null;
  readonly authenticated_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date;
  readonly revoked: boolean;
  readonly held: unknown;
}

/** Refresh tokens in PostgreSQL, by their digest; they are not rotated (SP-5.3.2.1-9). */
@Injectable()
export class RefreshTokenStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The token that was presented, noted as used unless it lay idle too long. Throws when assertion or proof were used before. */
  async use(
    token: string,
    admission: Admission,
    now: Date,
    inactivitySeconds: number,
  ): Promise<RefreshToken | undefined> {
    const at = opaqueReference(token);
    const values = [...admission.take(), at?.reference, now, inactivitySeconds];
    const [row] = await this.database.query<RefreshTokenRow>(useToken, values);
    assertAdmitted(row);
    if (row === undefined || row.client_id === null) return undefined;
    const grant = toHeldGrant(row.held, now);
    const isOfThisApproval = grant?.revision === row.grant_revision;
    return {
      clientId: row.client_id,
      grantId: row.grant_id,
      customerId: row.customer_id,
      scope: row.scope,
      resource: row.resource ?? undefined,
      authenticatedAt: row.authenticated_at,
      expiresAt: row.expires_at,
      lastUsedAt: row.last_used_at,
      grant,
      active: !row.revoked && isOfThisApproval && isInForce(grant),
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
