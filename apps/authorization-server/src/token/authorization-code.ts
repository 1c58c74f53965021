import { isInForce, toHeldGrant, type HeldGrant } from '@sandbank/consent';
import type { ClaimsRequest } from '@sandbank/fapi-policy';
import type { AuthenticationRequest, PushedRequest } from '../authorization/pushed-request.js';
import type { OpaqueReference } from '../opaque-reference.js';

/** An authorization code as stored, by the digest of what the client holds. */
export interface AuthorizationCode
  extends OpaqueReference, Omit<AuthenticationRequest, 'expectedSubject'> {
  readonly clientId: string;
  readonly grantId: string;
  readonly customerId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly dpopJkt: string | undefined;
  /** What this request asked for; the grant may hold more. */
  readonly scope: string;
  readonly nonce: string | undefined;
  /** Space-delimited; undefined when the request named none. */
  readonly resource: string | undefined;
  /** What its pushed request began, for the records; undefined for a code of an earlier version. */
  readonly flow: string | undefined;
  readonly authenticatedAt: Date;
  readonly expiresAt: Date;
  readonly consumed: boolean;
  /** All that its grant holds at the time of asking. */
  readonly grant: HeldGrant | undefined;
  /** False once the grant has ended, holds nothing any more, or was approved anew. */
  readonly active: boolean;
}

/** What a customer's approval gives the code to carry. */
export interface ApprovedRequest {
  readonly request: PushedRequest;
  readonly grantId: string;
  readonly customerId: string;
  readonly authenticatedAt: Date;
}

/** A row of `findCode`. */
export interface CodeRow {
  readonly slot: number;
  readonly reference: Buffer;
  readonly client_id: string;
  readonly grant_id: string;
  readonly grant_revision: number;
  readonly customer_id: string;
  readonly redirect_uri: string;
  readonly code_challenge: string;
  readonly dpop_jkt: string | null;
  readonly scope: string;
  readonly nonce: string | null;
  readonly authenticated_at: Date;
  readonly expires_at: Date;
  readonly claims: ClaimsRequest | null;
  readonly acr_values: string | null;
  readonly max_age: number | null;
  readonly resource: string | null;
  readonly flow: string | null;
  readonly consumed: boolean;
  readonly held: unknown;
}

/** The code as it stands at `now`. */
export function codeOf(row: CodeRow, now: Date): AuthorizationCode {
  const grant = toHeldGrant(row.held, now);
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
    resource: row.resource ?? undefined,
    authenticatedAt: row.authenticated_at,
    expiresAt: row.expires_at,
    claims: row.claims ?? undefined,
    acrValues: row.acr_values ?? undefined,
    maxAgeSeconds: row.max_age ?? undefined,
    flow: row.flow ?? undefined,
    consumed: row.consumed,
    grant,
    active: grant?.revision === row.grant_revision && isRedeemable(grant),
  };
}

/** A grant is active once its first tokens are claimed (GM-5.6). */
const isRedeemable = (grant: HeldGrant): boolean =>
  isInForce(grant.status === 'UNCLAIMED' ? { ...grant, status: 'ACTIVE' } : grant);
