import { Inject, Injectable } from '@nestjs/common';
import { claimGrantSql, heldGrantSql } from '@sandbank/consent';
import { Clock, Database, statement, type Queryable } from '@sandbank/platform';
import { flowOf } from '../records/flow-of.js';
import {
  admissionSql,
  assertAdmitted,
  type Admission,
  type AdmissionRow,
} from '../client-authentication/admission.js';
import { opaqueReference, type OpaqueReference } from '../opaque-reference.js';
import {
  codeOf,
  type ApprovedRequest,
  type AuthorizationCode,
  type CodeRow,
} from './authorization-code.js';

const insertCode = statement(
  'authorization_code.insert',
  `INSERT INTO authorization_server.authorization_code
     (slot, reference, bank, client_id, grant_id, customer_id, redirect_uri, code_challenge, dpop_jkt,
      scope, nonce, authenticated_at, expires_at, claims, acr_values, max_age, resource, grant_revision, flow)
   SELECT $1, $2, $3, $4, g.grant_id, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, g.revision, $18
   FROM consent."grant" g WHERE g.grant_id = $5`,
);

const findCode = statement(
  'authorization_code.find',
  `SELECT slot, reference, client_id, grant_id, grant_revision, customer_id, redirect_uri, code_challenge,
     dpop_jkt, scope, nonce, authenticated_at, expires_at, claims, acr_values, max_age, resource, flow,
     consumed_at IS NOT NULL AS consumed, ${heldGrantSql('code.grant_id')} AS held
   FROM authorization_server.authorization_code code
   WHERE slot = $1 AND reference = $2 AND bank = $3`,
);

// One statement: the code is used up, the grant is claimed and its refresh token written, or nothing is. The grant is
// locked before the code, as whoever ends both does.
const redeemCode = statement(
  'authorization_code.redeem',
  `WITH ${admissionSql},
  held AS (
    SELECT g.grant_id FROM consent."grant" g WHERE g.grant_id = $16 FOR NO KEY UPDATE),
  code AS (
    UPDATE authorization_server.authorization_code SET consumed_at = $13::timestamptz
    WHERE slot = $11 AND reference = $12 AND consumed_at IS NULL AND grant_id = (SELECT grant_id FROM held)
      AND EXISTS (SELECT FROM admitted)
    RETURNING bank, client_id, grant_id, grant_revision, customer_id, authenticated_at, resource),
  claimed AS (${claimGrantSql('code.grant_id', '$13::timestamptz', 'code', 'code.grant_revision')}),
  refresh AS (
    INSERT INTO authorization_server.refresh_token
      (reference, bank, client_id, grant_id, grant_revision, customer_id, scope, authenticated_at,
       issued_at, last_used_at, expires_at, resource)
    SELECT $14::bytea, bank, client_id, code.grant_id, grant_revision, customer_id, $17, authenticated_at,
      $13::timestamptz, $13::timestamptz, $15::timestamptz, resource
    FROM code JOIN claimed ON claimed.grant_id = code.grant_id WHERE $14::bytea IS NOT NULL)
  SELECT admission.*, EXISTS (SELECT FROM code) AS was_unused, EXISTS (SELECT FROM claimed) AS claimed
  FROM admission`,
);

/** What became of a code: redeemed now, used before, or left without a grant by an ending or another approval. */
export type Redemption = 'redeemed' | 'used before' | 'without a grant';

/** A refresh token to be stored, by its digest. */
export interface NewRefreshToken {
  readonly reference: Buffer;
  readonly expiresAt: Date;
}

/** Authorization codes in PostgreSQL. */
@Injectable()
export class AuthorizationCodeStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Stores a code for the approval that its grant has just had. */
  async insert(
    code: OpaqueReference,
    { request, grantId, customerId, authenticatedAt }: ApprovedRequest,
    expiresAt: Date,
    queryable: Queryable,
  ): Promise<void> {
    const { parameters } = request;
    await queryable.query(insertCode, [
      code.slot,
      code.reference,
      request.bank,
      request.clientId,
      grantId,
      customerId,
      parameters['redirect_uri'],
      parameters['code_challenge'],
      request.dpopJkt,
      parameters['scope'] ?? '',
      parameters['nonce'],
      authenticatedAt,
      expiresAt,
      request.claims && JSON.stringify(request.claims),
      request.acrValues,
      request.maxAgeSeconds,
      parameters['resource'],
      flowOf(request.reference),
    ]);
  }

  async find(bank: string, code: string): Promise<AuthorizationCode | undefined> {
    const at = opaqueReference(code);
    if (at === undefined) return undefined;
    const [row] = await this.database.query<CodeRow>(findCode, [at.slot, at.reference, bank]);
    return row && codeOf(row, this.clock.now());
  }

  /**
   * Uses the code up and stores the digest of its refresh token, if there is one, for all scopes of the grant.
   * Throws when assertion or proof were used before.
   */
  async redeem(
    code: AuthorizationCode,
    admission: Admission,
    now: Date,
    refresh: NewRefreshToken | undefined,
  ): Promise<Redemption> {
    const [row] = await this.database.query<
      AdmissionRow & { was_unused: boolean; claimed: boolean }
    >(redeemCode, [
      ...admission.take(),
      code.slot,
      code.reference,
      now,
      refresh?.reference,
      refresh?.expiresAt,
      code.grantId,
      code.grant?.scopes.join(' ') ?? '',
    ]);
    assertAdmitted(row);
    if (row?.was_unused !== true) return 'used before';
    return row.claimed ? 'redeemed' : 'without a grant';
  }
}
