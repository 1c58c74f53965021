import type { TokenEndpointAuthMethod } from '@sandbank/oauth';
import type {
  AssertionContext,
  AuthorizeContext,
  CertificateContext,
  ClientAuthenticationContext,
  CodeExchangeContext,
  ConstraintContext,
  DecisionContext,
  PresentedTokenContext,
  ProofContext,
  PushContext,
  RefreshContext,
  ResourceContext,
  TokenContext,
} from './contexts.js';
import type { Rule } from './rule.js';

/** The numbers an issuer reads; seconds and characters. */
export interface ProfileLimits {
  readonly authorizationCodeSeconds: number;
  readonly requestUriSeconds: number;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** A refresh token that nobody has used for this long is worth nothing. */
  readonly refreshTokenInactivitySeconds: number;
  /** Permissions that may live in one grant at a time. */
  readonly grantConsentsMax: number;
  /** True where every request must say what becomes of the grant (GM-7.1). */
  readonly grantManagementActionRequired: boolean;
  /** `iat` and `nbf` may lie this far in the future (SP-5.3.2.1-13). */
  readonly futureSkewSeconds: number;
  /** `exp` may have passed this long ago. */
  readonly expiryLeewaySeconds: number;
  readonly clientAssertionSecondsMax: number;
  readonly dpopProofSecondsMax: number;
  readonly stateLengthMax: number;
  readonly nonceLengthMax: number;
  readonly loginHintLengthMax: number;
  readonly acrValuesLengthMax: number;
  /** A sign-in counts for this long at least, whatever `max_age` says. */
  readonly signInSecondsMin: number;
  /** And at most for this long, until the decision. */
  readonly signInSecondsMax: number;
}

/** What discovery publishes because a rule enforces it (RFC 8414 2). */
export interface ProfileMetadata {
  readonly response_types_supported: readonly string[];
  readonly response_modes_supported: readonly string[];
  readonly grant_types_supported: readonly string[];
  readonly token_endpoint_auth_methods_supported: readonly TokenEndpointAuthMethod[];
  readonly token_endpoint_auth_signing_alg_values_supported: readonly string[];
  readonly dpop_signing_alg_values_supported: readonly string[];
  readonly code_challenge_methods_supported: readonly string[];
  readonly prompt_values_supported: readonly string[];
  readonly grant_management_actions_supported: readonly string[];
  readonly require_pushed_authorization_requests: true;
  readonly authorization_response_iss_parameter_supported: true;
  readonly tls_client_certificate_bound_access_tokens: boolean;
  readonly request_parameter_supported: boolean;
  readonly request_uri_parameter_supported: boolean;
}

/** A profile: numbers, promises, and the rules of each endpoint in the order they run. */
export interface FapiProfile {
  readonly id: string;
  readonly limits: ProfileLimits;
  readonly metadata: ProfileMetadata;
  /** Every client, before the rules of its method. */
  readonly clientAuthentication: readonly Rule<ClientAuthenticationContext>[];
  readonly private_key_jwt: readonly Rule<AssertionContext>[];
  readonly tls_client_auth: readonly Rule<CertificateContext>[];
  readonly self_signed_tls_client_auth: readonly Rule<CertificateContext>[];
  /** Every authenticated client, before the rules of its proof. */
  readonly constraint: readonly Rule<ConstraintContext>[];
  readonly proof: readonly Rule<ProofContext>[];
  readonly push: readonly Rule<PushContext>[];
  readonly authorize: readonly Rule<AuthorizeContext>[];
  /** From the customer's arrival to the decision: what the client is told in a redirect. */
  readonly decision: readonly Rule<DecisionContext>[];
  /** Every token request, before the rules of its grant type. */
  readonly token: readonly Rule<TokenContext>[];
  readonly codeExchange: readonly Rule<CodeExchangeContext>[];
  readonly refresh: readonly Rule<RefreshContext>[];
  readonly clientCredentials: readonly Rule<TokenContext>[];
  readonly revocation: readonly Rule<PresentedTokenContext>[];
  readonly introspection: readonly Rule<PresentedTokenContext>[];
  readonly resource: readonly Rule<ResourceContext>[];
}
