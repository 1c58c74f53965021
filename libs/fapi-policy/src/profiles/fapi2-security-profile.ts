import type { JwsAlgorithm } from '@sandbank/crypto';
import type { GrantType, TokenEndpointAuthMethod } from '@sandbank/oauth';
import * as authorize from '../checks/authorize.js';
import * as assertion from '../checks/client-assertion.js';
import * as authentication from '../checks/client-authentication.js';
import * as certificate from '../checks/client-certificate.js';
import * as decision from '../checks/decision.js';
import * as dpop from '../checks/dpop-proof.js';
import * as grant from '../checks/grant-management.js';
import * as openid from '../checks/openid.js';
import * as push from '../checks/push.js';
import * as refresh from '../checks/refresh.js';
import * as resource from '../checks/resource.js';
import * as presented from '../checks/presented-token.js';
import * as token from '../checks/token.js';
import type { FapiProfile } from '../profile.js';
import { rule } from '../rule.js';

const responseTypes = ['code'] as const;
const responseModes = ['query'] as const;
const challengeMethods = ['S256'] as const;
const grantTypes = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
] as const satisfies readonly GrantType[];
const promptValues = ['none', 'login', 'consent', 'select_account'] as const;
/** What a request may make of a grant, and what a client may do with it besides (GM-5.2, GM-7.1). */
const grantActions = ['create', 'merge', 'replace'] as const;
/** Scopes of the client's own tokens: no customer gives them (GM-6.1). */
const grantScopes = ['grant_management_query', 'grant_management_revoke'] as const;
const authMethods = [
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const satisfies readonly TokenEndpointAuthMethod[];
const algorithms = [
  'PS256',
  'ES256',
  'EdDSA',
  'Ed25519',
] as const satisfies readonly JwsAlgorithm[];

const proofRules = [
  rule('RFC9449-4.3-3', dpop.proofHasItsClaims),
  rule('RFC9449-4.3-4', dpop.proofTypIsDpop),
  rule('RFC9449-4.3-5', dpop.proofAlgorithmIs(...algorithms)),
  rule('RFC9449-4.3-6', dpop.proofSignatureIsValid),
  rule('RFC9449-4.3-8', dpop.proofMethodMatches),
  rule('RFC9449-4.3-9', dpop.proofUrlMatches),
  rule('RFC9449-4.3-10', dpop.proofNonceIsCurrent),
  rule('RFC9449-4.3-11', dpop.proofIsFresh),
] as const;

/** FAPI 2.0 Security Profile, Final (22 February 2025). */
export const fapi2SecurityProfile = {
  id: 'fapi2-security-profile',
  limits: {
    authorizationCodeSeconds: 60, // SP-5.3.2.1-11
    requestUriSeconds: 90, // SP-5.3.2.2-12: below 600
    accessTokenSeconds: 300, // SP-6.1
    idTokenSeconds: 300,
    refreshTokenSeconds: 90 * 86_400,
    refreshTokenInactivitySeconds: 30 * 86_400, // RFC 9700 4.14.2
    grantConsentsMax: 10,
    grantManagementActionRequired: false,
    futureSkewSeconds: 30, // SP-5.3.2.1-13: 10 s must be accepted, 60 s refused
    expiryLeewaySeconds: 0,
    clientAssertionSecondsMax: 300,
    dpopProofSecondsMax: 60, // RFC 9449 11.1
    stateLengthMax: 4096, // SP-5.3.2.2 note 4
    nonceLengthMax: 512, // SP-5.3.2.2-14: 64 must be accepted
    loginHintLengthMax: 200,
    acrValuesLengthMax: 500,
    signInSecondsMin: 30,
    signInSecondsMax: 300, // PSD2 technical standards, article 4(3)(d)
  },
  metadata: {
    response_types_supported: responseTypes,
    response_modes_supported: responseModes,
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: authMethods,
    token_endpoint_auth_signing_alg_values_supported: algorithms,
    dpop_signing_alg_values_supported: algorithms,
    code_challenge_methods_supported: challengeMethods,
    prompt_values_supported: promptValues,
    grant_management_actions_supported: [...grantActions, 'query', 'revoke'],
    require_pushed_authorization_requests: true,
    authorization_response_iss_parameter_supported: true,
    tls_client_certificate_bound_access_tokens: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  },
  clientAuthentication: [
    rule('RFC6749-2.3', authentication.oneAuthenticationMethod),
    rule('SP-5.3.2.1-6', authentication.clientAuthIs(...authMethods)),
    rule('RFC5280-6.3', authentication.certificateIsNotRevoked),
  ],
  private_key_jwt: [
    rule('RFC7523-2.2', assertion.assertionTypeIsJwtBearer),
    rule('RFC7521-4.2', assertion.clientIdIsThatOfTheAssertion),
    rule('SP-5.4.1-1.2', assertion.assertionAlgorithmIs(...algorithms)),
    rule('RFC8725-3.11', assertion.assertionTypIsNotForeign),
    rule('OIDC-9', assertion.assertionIsAboutTheClient),
    rule('SP-5.3.2.1-8', assertion.assertionAudienceIsIssuer),
    rule('RFC7523-3-4', assertion.assertionIsUnexpired),
    rule('RFC7523-3-4-lifetime', assertion.assertionIsShortLived),
    rule('SP-5.3.2.1-13', assertion.assertionIsNotFromTheFuture),
    rule('OIDC-9-jti', assertion.assertionHasJti),
    rule('RFC7523-3-9', assertion.assertionSignatureIsValid(...algorithms)),
  ],
  tls_client_auth: [
    rule('RFC8705-2', certificate.clientIdIsNamed),
    rule('RFC8705-2.1', certificate.certificateIsTrusted),
    rule('RFC8705-2.1.2', certificate.oneNameIsRegistered),
    rule('RFC8705-2.1-name', certificate.certificateBearsTheName),
  ],
  self_signed_tls_client_auth: [
    rule('RFC8705-2', certificate.clientIdIsNamed),
    rule('RFC8705-2.2', certificate.certificateIsRegistered),
    rule('RFC8705-2.2-validity', certificate.certificateIsInItsTime),
  ],
  constraint: [rule('IA-2.3', token.noDpopForACertificateClient)],
  proof: proofRules,
  push: [
    rule('RFC7591-2', push.clientMayUse('authorization_code')),
    rule('RFC9126-2.1', push.noRequestUri),
    rule('RFC9101-7', push.noRequestObject),
    rule('SP-5.3.2.2-1', push.responseTypeIs(...responseTypes)),
    rule('OIDC-3.1.2.1-response-mode', push.responseModeIs(...responseModes)),
    rule('SP-5.3.2.2-6', push.redirectUriIsPresent),
    rule('RFC9700-2.1', push.redirectUriIsRegistered),
    rule('SP-5.3.2.2-8', push.redirectUriIsEncrypted),
    rule('SP-5.3.2.2-5', push.pkceIs(...challengeMethods)),
    rule('RFC7636-4.2', push.codeChallengeIsS256),
    rule('RFC6749-3.3', push.scopeIsRegistered),
    rule('RFC6749-3.3-nothing', push.somethingIsAskedFor),
    rule('GM-6.1', grant.scopeIsNotOnlyTheClients(...grantScopes)),
    rule('GM-5.4-required', grant.actionIsGivenWhereRequired),
    rule('GM-5.4-action', grant.actionIs(...grantActions)),
    rule('GM-5.2', grant.grantIdGoesWithTheAction),
    rule('GM-5.4', grant.grantIsOfThisClient),
    rule('GM-5.2-limit', grant.grantHasRoom),
    rule('SP-5.3.2.2-note-4', push.stateIsBounded),
    rule('SP-5.3.2.2-14', push.nonceIsBounded),
    rule('OIDC-3.1.2.1-prompt', openid.promptIs(...promptValues)),
    rule('OIDC-3.1.2.1-max-age', openid.maxAgeIsSeconds),
    rule('OIDC-3.1.2.1-acr-values', openid.acrValuesAreBounded),
    rule('OIDC-3.1.2.1-login-hint', openid.loginHintIsBounded),
    rule('OIDC-5.5', openid.claimsAreWellFormed),
    rule('OIDC-3.1.2.1-id-token-hint', openid.idTokenHintIsOurs(...algorithms)),
    rule('OIDC-3.1.2.2-sub', openid.subjectIsOne),
    rule('RFC8707-2', push.resourceIsServed),
    rule('RFC9449-10.1', push.dpopKeyIsOne),
  ],
  authorize: [
    rule('RFC6749-4.1.2.1', authorize.clientIsKnown),
    rule('SP-5.3.2.2-3', authorize.requestWasPushed),
    rule('RFC9101-7', authorize.requestUriIsKnown),
    rule('RFC9126-2.2', authorize.requestUriIsOfThisClient),
    rule('RFC9126-4', authorize.requestUriIsUnexpired),
    rule('RFC9126-7.3', authorize.requestUriIsUnused),
    rule('SP-6.4', authorize.requestIsOfThisBrowser),
    rule('RFC9126-7.4', authorize.redirectUriIsStillRegistered),
  ],
  decision: [
    rule('RFC9126-7.4', push.clientMayUse('authorization_code')),
    rule('RFC9126-7.4-scope', push.scopeIsRegistered),
    rule('RFC9126-7.4-details', decision.detailTypesAreAllowed),
    rule('GM-5.4', grant.grantIsStillActive),
    rule('GM-5.4-customer', grant.grantIsOfThisCustomer),
    rule('RFC9470-5', decision.essentialAcrIsAttainable),
    rule('OIDC-3.1.2.6', decision.promptNoneFindsNoSession),
    rule('OIDC-3.1.2.2', decision.customerIsTheExpectedOne),
    rule('OIDC-3.1.2.1-max-age', decision.signInIsFresh),
  ],
  token: [rule('SP-5.3.2.1-2', token.grantTypeIs(...grantTypes))],
  codeExchange: [
    rule('RFC7591-2', push.clientMayUse('authorization_code')),
    rule('SP-5.3.2.1-4', token.senderConstraintIsProven),
    rule('RFC6749-4.1.3', token.codeIsPresent),
    rule('RFC6749-5.2', token.codeIsKnown),
    rule('RFC6749-4.1.3-client', token.codeIsOfThisClient),
    rule('SP-5.3.2.2-9', token.codeIsUnused),
    rule('SP-5.3.2.1-11', token.codeIsUnexpired),
    rule('GM-5.6', token.codeStandsOnAGrant),
    rule('RFC6749-4.1.3-redirect', token.redirectUriIsTheSame),
    rule('RFC7636-4.1', token.codeVerifierIsWellFormed),
    rule('RFC7636-4.6', token.codeVerifierMatches),
    rule('RFC9449-10', token.proofKeyIsThatOfTheRequest),
    rule('RFC8707-2', push.resourceIsServed),
  ],
  refresh: [
    rule('RFC7591-2', push.clientMayUse('refresh_token')),
    rule('SP-5.3.2.1-4', token.senderConstraintIsProven),
    rule('RFC6749-6', token.refreshTokenIsPresent),
    rule('RFC6749-5.2', token.refreshTokenIsKnown),
    rule('RFC6749-10.4', token.refreshTokenIsOfThisClient),
    rule('RFC9700-4.14', token.refreshTokenIsActive),
    rule('RFC9700-4.14.2', token.refreshTokenIsInUse),
    rule('RFC6749-6-scope', token.scopeIsNotWidened),
    rule('RFC7591-2-scope', refresh.scopeIsStillRegistered),
    rule('RFC9396-10-registered', refresh.detailTypesAreStillRegistered),
    rule('RFC8707-2', push.resourceIsServed),
  ],
  clientCredentials: [
    rule('RFC7591-2', push.clientMayUse('client_credentials')),
    rule('SP-5.3.2.1-4', token.senderConstraintIsProven),
    rule('RFC6749-3.3', push.scopeIsRegistered),
    rule('RFC9396-6-client', token.detailsNeedACustomer),
    rule('RFC8707-2', push.resourceIsServed),
  ],
  revocation: [rule('RFC7009-2.1', presented.tokenIsPresent)],
  introspection: [
    rule('MS-6.2', presented.callerIsAResourceServer),
    rule('RFC7662-2.1', presented.tokenIsPresent),
  ],
  resource: [
    rule('SP-5.3.4-2', resource.tokenIsNotInTheQuery),
    rule('RFC9068-4-typ', resource.tokenTypIsAccessToken),
    rule('RFC9068-4-iss', resource.tokenIssuerIsTheBank),
    rule('RFC9068-4-aud', resource.tokenAudienceIsHere),
    rule('RFC9068-4-signature', resource.tokenSignatureIsValid(...algorithms)),
    rule('RFC9068-4-exp', resource.tokenIsUnexpired),
    rule('RFC7519-4.1.5', resource.tokenIsNotFromTheFuture),
    rule('RFC9068-2.2', resource.tokenHasItsClaims),
    rule('SP-5.3.4-5', resource.tokenIsBoundOnce),
    rule('RFC9449-7.2', resource.schemeFitsTheToken),
    rule('RFC9449-7.1', resource.proofIsPresent),
    rule('RFC9449-4.3-12-ath', resource.proofNamesTheToken),
    rule('RFC9449-4.3-12-key', resource.proofKeyIsThatOfTheToken),
    rule('RFC5280-6.3', resource.certificateIsNotRevoked),
    rule('RFC8705-3', resource.certificateIsThatOfTheToken),
    rule('IA-2.3', resource.noProofBesideTheCertificate),
  ],
} as const satisfies FapiProfile;
