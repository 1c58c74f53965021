import type { ClaimsRequest } from '@sandbank/fapi-policy';
import type { AuthorizationDetail, OAuthParameters } from '@sandbank/oauth';
import type { NamedConsent } from './named-consent.js';

/** What a request asks about the customer and the sign-in (OpenID Connect Core 3.1.2.1, 5.5). */
export interface AuthenticationRequest {
  readonly claims: ClaimsRequest | undefined;
  /** Space-delimited, a wish. */
  readonly acrValues: string | undefined;
  /** From the request, else the client's `default_max_age`. */
  readonly maxAgeSeconds: number | undefined;
  /** The customer whom `id_token_hint` or a requested `sub` names. */
  readonly expectedSubject: string | undefined;
}

/** A pushed authorization request as it waits for its customer. */
export interface PushedRequest extends AuthenticationRequest {
  readonly slot: number;
  readonly reference: Buffer;
  readonly bank: string;
  readonly clientId: string;
  readonly parameters: OAuthParameters;
  readonly authorizationDetails: readonly AuthorizationDetail[];
  /** The key to which the code will be bound (RFC 9449 10). */
  readonly dpopJkt: string | undefined;
  /** The consent that this request created or names; undefined when it asks for no data. */
  readonly consentId: string | undefined;
  /** What it asks of the consent that it names; undefined when it describes its own. */
  readonly named: NamedConsent | undefined;
  readonly expiresAt: Date;
  readonly consumed: boolean;
  /** The interaction whose browser opened it first and keeps our cookie; undefined before (SP-6.4). */
  readonly interactionId: string | undefined;
}

/** The parameters that later steps read; whatever else was pushed is forgotten (RFC 6749 3.1). */
const keptParameters = [
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'resource',
  'code_challenge',
  'prompt',
  'login_hint',
  'grant_management_action',
  'grant_id',
  'agent_tool',
  'agent_action',
] as const;

export function keptOf(params: OAuthParameters): OAuthParameters {
  const kept = keptParameters.map((name) => [name, params[name]] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as OAuthParameters;
}

/** Columns of `pushed_request` that `pushedRequestOf` reads, of the table or its alias. */
export const pushedRequestColumns = (table: string): string =>
  [
    'slot',
    'reference',
    'client_id',
    'parameters',
    'authorization_details',
    'dpop_jkt',
    'consent_id',
    'named_consent',
  ]
    .concat('claims', 'acr_values', 'max_age', 'expected_subject')
    .map((column) => `${table}.${column}`)
    .concat(
      `${table}.expires_at AS request_expires_at`,
      `${table}.consumed_at IS NOT NULL AS consumed`,
      `${table}.interaction_id AS opened_by`,
    )
    .join(', ');

/** A row with `pushedRequestColumns`. */
export interface PushedRequestRow {
  readonly slot: number;
  readonly reference: Buffer;
  readonly client_id: string;
  readonly parameters: OAuthParameters;
  readonly authorization_details: readonly AuthorizationDetail[];
  readonly dpop_jkt: string | null;
  readonly consent_id: string | null;
  readonly named_consent: NamedConsent | null;
  readonly claims: ClaimsRequest | null;
  readonly acr_values: string | null;
  readonly max_age: number | null;
  readonly expected_subject: string | null;
  readonly opened_by: string | null;
  readonly request_expires_at: Date;
  readonly consumed: boolean;
}

export function pushedRequestOf(row: PushedRequestRow, bank: string): PushedRequest {
  return {
    slot: row.slot,
    reference: row.reference,
    bank,
    clientId: row.client_id,
    parameters: row.parameters,
    authorizationDetails: row.authorization_details,
    dpopJkt: row.dpop_jkt ?? undefined,
    consentId: row.consent_id ?? undefined,
    named: row.named_consent ?? undefined,
    claims: row.claims ?? undefined,
    acrValues: row.acr_values ?? undefined,
    maxAgeSeconds: row.max_age ?? undefined,
    expectedSubject: row.expected_subject ?? undefined,
    interactionId: row.opened_by ?? undefined,
    expiresAt: row.request_expires_at,
    consumed: row.consumed,
  };
}
