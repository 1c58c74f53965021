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

// One statement: token, grant and consents end together, or nothing does.
const revokeRefreshToken = statement(
  'revocation.refresh_token',
  `WITH ${admissionSql},
  held AS (
    SELECT grant_id FROM authorization_server.refresh_token
    WHERE reference = $11 AND bank = $1 AND client_id = $2 AND EXISTS (SELECT FROM admitted)),
  ${revokeGrantCtes('held', '$12')},
  ended_token AS (
    UPDATE authorization_server.refresh_token SET revoked_at = a.now FROM revocation a
    WHERE grant_id = ANY(ARRAY(SELECT grant_id FROM held)) AND revoked_at IS NULL)
  SELECT admission.*, EXISTS (SELECT FROM held) AS found FROM admission`,
);

// Without a refresh token nobody could ever use the grant again: then it ends with its access token.
const revokeAccessToken = statement(
  'revocation.access_token',
  `WITH ${admissionSql},
  ended_token AS (${revokeTokenSql(11, 'EXISTS (SELECT FROM admitted)')}),
  bereft AS (
    SELECT $14::uuid AS grant_id WHERE EXISTS (SELECT FROM admitted) AND NOT EXISTS (
      SELECT FROM authorization_server.refresh_token
      WHERE grant_id = $14::uuid AND revoked_at IS NULL AND expires_at > $16::timestamptz)),
  ${revokeGrantCtes('bereft', '$15')}
  SELECT admission.* FROM admission`,
);

/** Ends tokens in PostgreSQL; each way is one statement. */
@Injectable()
export class RevocationStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Ends the client's refresh token with all that came of its authorization; false when the client has no such token.
   * Throws when assertion or proof were used before.
   */
  async refreshToken(reference: Buffer, act: Act, admission: Admission): Promise<boolean> {
    const values = [...admission.take(), reference, revocationOf(act)];
    const [row] = await this.database.query<AdmissionRow & { found: boolean }>(
      revokeRefreshToken,
      values,
    );
    assertAdmitted(row);
    return row?.found === true;
  }

  /** Ends one access token, which must be the client's own. Throws when assertion or proof were used before. */
  async accessToken(token: TokenReference, act: Act, admission: Admission): Promise<void> {
    const [row] = await this.database.query<AdmissionRow>(revokeAccessToken, [
      ...admission.take(),
      ...revokedTokenValues(token),
      token.grantId ?? null,
      revocationOf(act),
      act.now,
    ]);
    assertAdmitted(row);
  }
}
