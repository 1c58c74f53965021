import { Inject, Injectable } from '@nestjs/common';
import {
  revocationOf,
  revokedTokenValues,
  revokeGrantCtes,
  revokeTokenSql,
  type Act,
  type TokenReference,
} from '@sandbank/consent';
import { Database, statement } from '@sandbank/platform';
import {
  admissionSql,
  assertAdmitted,
  type Admission,
  type AdmissionRow,
} from '../client-authentication/admission.js';
import { endGrantsCtes } from '../token/end-grants.sql.js';

// One statement: token, grant and consents end together, or nothing does. A token that another approval has ended before
// holds nothing, and must not end what that approval gave.
const revokeRefreshToken = statement(
  'revocation.refresh_token',
  `WITH ${admissionSql},
  held AS (
    SELECT r.grant_id FROM authorization_server.refresh_token r
    JOIN consent."grant" g ON g.grant_id = r.grant_id AND g.revision = r.grant_revision
    WHERE r.reference = $11 AND r.bank = $1 AND r.client_id = $2 AND r.revoked_at IS NULL
      AND r.expires_at > $13::timestamptz AND EXISTS (SELECT FROM admitted)),
  ${endGrantsCtes('held', '$12')}
  SELECT admission.*, EXISTS (SELECT FROM held) AS found FROM admission`,
);

// Without a refresh token, or a code for one, nobody could ever use the grant again: then it ends with its access token,
// if that is of the last approval ($17, when it was issued).
const revokeAccessToken = statement(
  'revocation.access_token',
  `WITH ${admissionSql},
  ended_token AS (${revokeTokenSql(11, 'EXISTS (SELECT FROM admitted)')}),
  bereft AS (
    SELECT g.grant_id FROM consent."grant" g
    WHERE g.grant_id = $14::uuid AND g.updated_at < to_timestamp($17::bigint + 1)
      AND EXISTS (SELECT FROM admitted)
      AND NOT EXISTS (
        SELECT FROM authorization_server.refresh_token r
        WHERE r.grant_id = g.grant_id AND r.grant_revision = g.revision AND r.revoked_at IS NULL
          AND r.expires_at > $16::timestamptz)
      AND NOT EXISTS (
        SELECT FROM authorization_server.authorization_code c
        WHERE c.grant_id = g.grant_id AND c.grant_revision = g.revision AND c.consumed_at IS NULL
          AND c.expires_at > $16::timestamptz)),
  ${revokeGrantCtes('bereft', '$15')}
  SELECT admission.* FROM admission`,
);

/** Ends tokens in PostgreSQL; each way is one statement. */
@Injectable()
export class RevocationStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Ends the client's refresh token with all that came of its authorization; false when the client has no such token, or
   * it was worth nothing any more.
   * Throws when assertion or proof were used before.
   */
  async refreshToken(reference: Buffer, act: Act, admission: Admission): Promise<boolean> {
    const values = [...admission.take(), reference, revocationOf(act), act.now];
    const [row] = await this.database.query<AdmissionRow & { found: boolean }>(
      revokeRefreshToken,
      values,
    );
    assertAdmitted(row);
    return row?.found === true;
  }

  /** Ends one access token, which must be the client's own. Throws when assertion or proof were used before. */
  async accessToken(
    token: TokenReference & { readonly issuedAtSeconds: number },
    act: Act,
    admission: Admission,
  ): Promise<void> {
    const [row] = await this.database.query<AdmissionRow>(revokeAccessToken, [
      ...admission.take(),
      ...revokedTokenValues(token),
      token.grantId ?? null,
      revocationOf(act),
      act.now,
      token.issuedAtSeconds,
    ]);
    assertAdmitted(row);
  }
}
