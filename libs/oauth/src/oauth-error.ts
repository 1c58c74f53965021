/** Every error code this product sends, with the HTTP status it travels under outside a redirect. */
export const oauthErrorStatus = {
  // RFC 6749 5.2 and 4.1.2.1
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  invalid_scope: 400,
  access_denied: 400,
  server_error: 500,
  temporarily_unavailable: 503,
  // RFC 9101, RFC 9126
  invalid_request_uri: 400,
  invalid_request_object: 400,
  request_not_supported: 400,
  request_uri_not_supported: 400,
  // OpenID Connect Core 3.1.2.6, RFC 9470
  login_required: 400,
  consent_required: 400,
  interaction_required: 400,
  account_selection_required: 400,
  unmet_authentication_requirements: 400,
  // RFC 9449, RFC 9396, RFC 8707
  invalid_dpop_proof: 400,
  use_dpop_nonce: 400,
  invalid_authorization_details: 400,
  invalid_target: 400,
  // Grant Management for OAuth 2.0 5.4
  invalid_grant_id: 400,
  // RFC 7591 3.2.2
  invalid_redirect_uri: 400,
  invalid_client_metadata: 400,
  invalid_software_statement: 400,
  unapproved_software_statement: 400,
  // RFC 6750 3.1, RFC 9470 3
  invalid_token: 401,
  insufficient_scope: 403,
  insufficient_user_authentication: 401,
} as const;

export type OAuthErrorCode = keyof typeof oauthErrorStatus;

/** Where an authorization error may be sent: set only after client and redirect URI are verified. */
export interface ErrorRedirect {
  readonly uri: string;
  readonly state?: string;
  readonly issuer: string;
}

/** What a refusal knows beyond its public words; none of it goes on the wire. */
export interface RefusalEvidence {
  readonly expected?: unknown;
  readonly received?: unknown;
  readonly cause?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

// RFC 6749 5.2 allows %x20-21 / %x23-5B / %x5D-7E in error_description: no quote, backslash or line break.
const outsideDescription = /[^\x20-\x21\x23-\x5B\x5D-\x7E]/g;

/**
 * A refusal. The description is public and bland; clause, expected, received and cause are for
 * the log and for the client's own developers.
 */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly description: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly expected: unknown;
  readonly received: unknown;
  readonly clause: string | undefined;
  readonly redirect: ErrorRedirect | undefined;

  constructor(
    readonly error: OAuthErrorCode,
    description: string,
    private readonly evidence: RefusalEvidence = {},
    placement: { clause?: string | undefined; redirect?: ErrorRedirect | undefined } = {},
  ) {
    super(`${error}: ${description}`, { cause: evidence.cause });
    this.description = description.replace(outsideDescription, '?').slice(0, 400);
    this.status = evidence.status ?? oauthErrorStatus[error];
    this.headers = evidence.headers ?? {};
    this.expected = evidence.expected;
    this.received = evidence.received;
    this.clause = placement.clause;
    this.redirect = placement.redirect;
  }

  /** The same refusal, citing the clause whose rule fired; the first citation stays. */
  citing(clause: string): OAuthError {
    if (this.clause !== undefined) return this;
    return this.placed({ clause, redirect: this.redirect });
  }

  /** The same refusal, to be delivered to the client's verified redirect URI. */
  redirectedTo(redirect: ErrorRedirect): OAuthError {
    return this.placed({ clause: this.clause, redirect });
  }

  /** The same refusal with further response headers. */
  withHeaders(headers: Readonly<Record<string, string>>): OAuthError {
    const evidence = { ...this.evidence, headers: { ...this.headers, ...headers } };
    const copy = new OAuthError(this.error, this.description, evidence, this);
    if (this.stack !== undefined) copy.stack = this.stack;
    return copy;
  }

  private placed(placement: {
    clause: string | undefined;
    redirect: ErrorRedirect | undefined;
  }): OAuthError {
    const copy = new OAuthError(this.error, this.description, this.evidence, placement);
    if (this.stack !== undefined) copy.stack = this.stack;
    return copy;
  }
}

type Maker = (description: string, evidence?: RefusalEvidence) => OAuthError;

const maker =
  (error: OAuthErrorCode): Maker =>
  (description, evidence) =>
    new OAuthError(error, description, evidence);

export const invalidRequest = maker('invalid_request');
export const invalidClient = maker('invalid_client');
export const invalidGrant = maker('invalid_grant');
export const unauthorizedClient = maker('unauthorized_client');
export const unsupportedGrantType = maker('unsupported_grant_type');
export const unsupportedResponseType = maker('unsupported_response_type');
export const invalidScope = maker('invalid_scope');
export const accessDenied = maker('access_denied');
export const serverError = maker('server_error');
export const temporarilyUnavailable = maker('temporarily_unavailable');
export const invalidRequestUri = maker('invalid_request_uri');
export const requestNotSupported = maker('request_not_supported');
export const loginRequired = maker('login_required');
export const unmetAuthenticationRequirements = maker('unmet_authentication_requirements');
export const invalidDpopProof = maker('invalid_dpop_proof');
export const useDpopNonce = maker('use_dpop_nonce');
export const invalidAuthorizationDetails = maker('invalid_authorization_details');
export const invalidTarget = maker('invalid_target');
/** The grant is unknown, has ended, or is another client's or customer's (Grant Management 5.4). */
export const invalidGrantId = maker('invalid_grant_id');
/** A software statement that is none, has expired, or is not signed by its issuer (RFC 7591 3.2.2). */
export const invalidSoftwareStatement = maker('invalid_software_statement');
/** A software statement that is good and means nothing here (RFC 7591 3.2.2). */
export const unapprovedSoftwareStatement = maker('unapproved_software_statement');
export const invalidToken = maker('invalid_token');
export const insufficientScope = maker('insufficient_scope');
/** The call needs a stronger or more recent sign-in than that of its token (RFC 9470 3). */
export const insufficientUserAuthentication = maker('insufficient_user_authentication');
