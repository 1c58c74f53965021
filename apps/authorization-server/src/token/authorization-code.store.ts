import { Inject, Injectable } from '@nestjs/common';
import { claimGrantSql, enrichedDetails } from '@sandbank/consent';
import type { ClaimsRequest } from '@sandbank/fapi-policy';
import type { AuthorizationDetail } from '@sandbank/oauth';
import { Database, statement, type Queryable } from '@sandbank/platform';
import {
  admissionSql,
  assertAdmitted,
  type Admission,
  type AdmissionRow,
} from '../client-authentication/admission.js';
import type { AuthenticationRequest, PushedRequest } from '../authorization/pushed-request.js';
import { opaqueReference, type OpaqueReference } from '../opaque-reference.js';

/** An authorization code as stored, by the digest of what the client holds. */
export interface AuthorizationCode
  extends OpaqueReference, Omit<AuthenticationRequest, 'expectedSubject'> {
  readonly clientId: string;
  readonly grantId: string;
  readonly customerId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly dpopJkt: string | undefined;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly authorizationDetails: readonly AuthorizationDetail[];
  /** Space-delimited; undefined when the request named none. */
  readonly resource: string | undefined;
  readonly authenticatedAt: Date;
  readonly expiresAt: Date;
  readonly consumed: boolean;
}

/** What a customer's approval gives the code to carry. */
export interface ApprovedRequest {
  readonly request: PushedRequest;
  readonly grantId: string;
  readonly customerId: string;
  readonly authenticatedAt: Date;
  readonly consents: readonly {
    readonly consentId: string;
    readonly granted: AuthorizationDetail;
    readonly accountIds: readonly string[];
  }[];
}

const insertCode = statement(
  'authorization_code.insert',
  `INSERT INTO authorization_server.authorization_code
     (slot, reference, bank, client_id, grant_id, customer_id, redirect_uri, code_challenge, dpop_jkt,
      scope, nonce, authorization_details, authenticated_at, expires_at, claims, acr_values, max_age, resource)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
);

const findCode = statement(
  'authorization_code.find',
  `SELECT slot, reference, client_id, grant_id, customer_id, redirect_uri, code_challenge, dpop_jkt, scope,
     nonce, authorization_details, authenticated_at, expires_at, claims, acr_values, max_age,
     resource, consumed_at IS NOT NULL AS consumed
   FROM authorization_server.authorization_code
   WHERE slot = $1 AND reference = $2 AND bank = $3`,
);

// One statement: the code is used up, the grant is claimed and its refresh token written, or nothing is.
const redeemCode = statement(
  'authorization_code.redeem',
  `WITH ${admissionSql},
  code AS (
    UPDATE authorization_server.authorization_code SET consumed_at = $13::timestamptz
    WHERE slot = $11 AND reference = $12 AND consumed_at IS NULL AND EXISTS (SELECT FROM admitted)
    RETURNING bank, client_id, grant_id, customer_id, scope, authorization_details, authenticated_at,
      claims, acr_values, max_age, resource),
  claimed AS (${claimGrantSql('code.grant_id', '$13::timestamptz', 'code')}),
  refresh AS (
    INSERT INTO authorization_server.refresh_token
      (reference, bank, client_id, grant_id, customer_id, scope, authorization_details,
       authenticated_at, issued_at, expires_at, claims, acr_values, max_age, resource)
    SELECT $14::bytea, bank, client_id, code.grant_id, customer_id, scope, authorization_details,
      authenticated_at, $13::timestamptz, $15::timestamptz, claims, acr_values, max_age, resource
    FROM code JOIN claimed ON claimed.grant_id = code.grant_id WHERE $14::bytea IS NOT NULL)
  SELECT admission.*, EXISTS (SELECT FROM claimed) AS redeemed FROM admission`,
);

interface CodeRow {
  readonly slot: number;
  readonly reference: Buffer;
  readonly client_id: string;
  readonly grant_id: string;
  readonly customer_id: string;
  readonly redirect_uri: string;
  readonly code_challenge: string;
  readonly dpop_jkt: string | null;
  readonly scope: string;
  readonly nonce: string | null;
  readonly authorization_details: readonly AuthorizationDetail[];
  readonly authenticated_at: Date;
  readonly expires_at: Date;
  readonly claims: ClaimsRequest | null;
  readonly acr_values: string | null;
  readonly max_age: number | null;
  readonly resource: string | null;
  readonly consumed: boolean;
}

/** Authorization codes in PostgreSQL. */
@Injectable()
export class AuthorizationCodeStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async insert(
    code: OpaqueReference,
    approved: ApprovedRequest,
    expiresAt: Date,
    queryable: Queryable,
  ): Promise<void> {
    const { request, grantId, customerId, authenticatedAt } = approved;
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
      JSON.stringify(enriched(approved)),
      authenticatedAt,
      expiresAt,
      request.claims && JSON.stringify(request.claims),
      request.acrValues,
      request.maxAgeSeconds,
      parameters['resource'],
    ]);
  }

  async find(bank: string, code: string): Promise<AuthorizationCode | undefined> {
    const at = opaqueReference(code);
    if (at === undefined) return undefined;
    const [row] = await this.database.query<CodeRow>(findCode, [at.slot, at.reference, bank]);
    return row && codeOf(row);
  }

  /**
   * Uses the code up and stores the digest of its refresh token, if there is one. False when another request
   * was first, or the grant has ended. Throws when assertion or proof were used before.
   */
  async redeem(
    code: AuthorizationCode,
    admission: Admission,
    now: Date,
    refresh: { readonly reference: Buffer; readonly expiresAt: Date } | undefined,
  ): Promise<boolean> {
    const [row] = await this.database.query<AdmissionRow & { redeemed: boolean }>(redeemCode, [
      ...admission.take(),
      code.slot,
      code.reference,
      now,
      refresh?.reference,
      refresh?.expiresAt,
    ]);
    assertAdmitted(row);
    return row?.redeemed === true;
  }
}

function enriched({ consents }: ApprovedRequest): AuthorizationDetail[] {
  return enrichedDetails(
    consents.map(({ consentId, granted, accountIds }) => ({
      consentId,
      status: 'AUTHORISED' as const,
      details: granted,
      accountIds,
    })),
  );
}

function codeOf(row: CodeRow): AuthorizationCode {
  return {
    slot: row.slot,
    reference: row.reference,
    clientId: row.client_id,
    grantId: row.grant_id,
    customerId: row.customer_id,
    redirectUri: row.redirect_uri,
    codeChallenge: row.code_challenge,
    dpopJkt: row.dpop_jkt ?? undefined,
    scope: row.scope,
    nonce: row.nonce ?? undefined,
    authorizationDetails: row.authorization_details,
    resource: row.resource ?? undefined,
    authenticatedAt: row.authenticated_at,
    expiresAt: row.expires_at,
    claims: row.claims ?? undefined,
    acrValues: row.acr_values ?? undefined,
    maxAgeSeconds: row.max_age ?? undefined,
    consumed: row.consumed,
  };
}
