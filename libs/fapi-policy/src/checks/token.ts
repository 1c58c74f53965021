import { constantTimeEquals, sha256Base64Url } from '@sandbank/crypto';
import {
  bindsToCertificate,
  invalidAuthorizationDetails,
  invalidDpopProof,
  invalidGrant,
  invalidRequest,
  invalidScope,
  spaceDelimited,
  unsupportedGrantType,
} from '@sandbank/oauth';
import type {
  CodeExchangeContext,
  RefreshContext,
  TokenContext,
  ConstraintContext,
} from '../contexts.js';
import type { Check } from '../rule.js';

type CodeCheck = Check<CodeExchangeContext>;
type RefreshCheck = Check<RefreshContext>;

export const grantTypeIs =
  (...grantTypes: readonly string[]): Check<TokenContext> =>
  ({ params }) => {
    const received = params['grant_type'];
    if (received === undefined) throw invalidRequest('grant_type is required');
    if (grantTypes.includes(received)) return;
    throw unsupportedGrantType('grant_type is not supported', { expected: grantTypes, received });
  };

/** Without proof of possession a token would be a bearer token; which proof, the client's registration says. */
export const senderConstraintIsProven: Check<TokenContext> = ({ client, proof, certificate }) => {
  if (!bindsToCertificate(client)) {
    if (proof !== undefined) return;
    throw invalidDpopProof('a DPoP proof is required');
  }
  if (certificate !== undefined) return;
  throw invalidRequest('a client certificate is required, at the endpoints for mutual TLS', {
    expected: 'tls_client_certificate_bound_access_tokens',
    received: 'a connection without client certificate',
  });
};

/** A token is bound to one thing: a client registered for its certificate has no use for a DPoP key. */
export const noDpopForACertificateClient: Check<ConstraintContext> = (context) => {
  const { params, client, dpopHeader } = context;
  if (!bindsToCertificate(client)) return;
  if (!dpopHeader && params['dpop_jkt'] === undefined) return;
  throw invalidRequest('the client is registered for tokens that are bound to its certificate', {
    expected: 'tls_client_certificate_bound_access_tokens',
    received: dpopHeader ? 'a DPoP proof' : 'dpop_jkt',
  });
};

export const codeIsPresent: CodeCheck = ({ params }) => {
  if (params['code'] !== undefined) return;
  throw invalidRequest('code is required');
};

const notRedeemable = 'the authorization code is unknown, expired or used, or not for this client';

export const codeIsKnown: CodeCheck = ({ code }) => {
  if (code === undefined) throw invalidGrant(notRedeemable);
};

export const codeIsOfThisClient: CodeCheck = ({ code, client }) => {
  if (code?.clientId === client.client_id) return;
  throw invalidGrant(notRedeemable, { expected: code?.clientId, received: client.client_id });
};

export const codeIsUnused: CodeCheck = ({ code }) => {
  if (code?.consumed === false) return;
  throw invalidGrant(notRedeemable, { received: 'a code that was used before' });
};

/** The time is in whole seconds: a fraction that was left of the expiry would let a code live beyond its limit. */
export const codeIsUnexpired: CodeCheck = ({ code, nowSeconds }) => {
  if (code !== undefined && nowSeconds < Math.floor(code.expiresAtSeconds)) return;
  throw invalidGrant(notRedeemable, {
    expected: `before ${code?.expiresAtSeconds}`,
    received: nowSeconds,
  });
};

/** The grant may have ended, or been approved anew, since the code was made. */
export const codeStandsOnAGrant: CodeCheck = ({ code }) => {
  if (code?.active === true) return;
  throw invalidGrant(notRedeemable, { received: 'a code whose grant has ended or was changed' });
};

export const redirectUriIsTheSame: CodeCheck = ({ code, params }) => {
  const received = params['redirect_uri'];
  if (received === undefined) throw invalidRequest('redirect_uri is required');
  if (received === code?.redirectUri) return;
  throw invalidGrant('redirect_uri is not that of the authorization request', {
    expected: code?.redirectUri,
    received,
  });
};

export const codeVerifierIsWellFormed: CodeCheck = ({ params }) => {
  if (/^[A-Za-z0-9\-._~]{43,128}$/.test(params['code_verifier'] ?? '')) return;
  throw invalidGrant('code_verifier is missing or malformed');
};

export const codeVerifierMatches: CodeCheck = ({ code, params }) => {
  const challenge = sha256Base64Url(params['code_verifier'] ?? '');
  if (code !== undefined && constantTimeEquals(challenge, code.codeChallenge)) return;
  throw invalidGrant('code_verifier does not match the challenge of the request');
};

export const proofKeyIsThatOfTheRequest: CodeCheck = ({ code, proof }) => {
  if (code?.dpopJkt === undefined || code.dpopJkt === proof?.thumbprint) return;
  throw invalidGrant('the DPoP key is not the one to which the code is bound', {
    expected: code.dpopJkt,
    received: proof?.thumbprint,
  });
};

export const refreshTokenIsPresent: RefreshCheck = ({ params }) => {
  if (params['refresh_token'] !== undefined) return;
  throw invalidRequest('refresh_token is required');
};

const notRefreshable = 'the refresh token is unknown, expired or revoked, or not for this client';

export const refreshTokenIsKnown: RefreshCheck = ({ refreshToken }) => {
  if (refreshToken === undefined) throw invalidGrant(notRefreshable);
};

export const refreshTokenIsOfThisClient: RefreshCheck = ({ refreshToken, client }) => {
  if (refreshToken?.clientId === client.client_id) return;
  throw invalidGrant(notRefreshable, {
    expected: refreshToken?.clientId,
    received: client.client_id,
  });
};

export const refreshTokenIsActive: RefreshCheck = ({ refreshToken, nowSeconds }) => {
  const end = Math.floor(refreshToken?.expiresAtSeconds ?? 0);
  if (refreshToken?.active === true && nowSeconds < end) return;
  throw invalidGrant(notRefreshable, { received: 'a token that was revoked or has expired' });
};

/** Who has not come back for long has most likely forgotten the token. */
export const refreshTokenIsInUse: RefreshCheck = ({ refreshToken, nowSeconds, limits }) => {
  const allowed = limits.refreshTokenInactivitySeconds;
  const unused = nowSeconds - Math.floor(refreshToken?.lastUsedAtSeconds ?? 0);
  if (unused < allowed) return;
  throw invalidGrant(notRefreshable, { expected: `used within ${allowed} s`, received: unused });
};

/** What a client may have of its own has no details: they are a customer's to give. */
export const detailsNeedACustomer: Check<TokenContext> = ({ params }) => {
  if (params['authorization_details'] === undefined) return;
  throw invalidAuthorizationDetails('authorization_details need a customer');
};

export const scopeIsNotWidened: RefreshCheck = ({ refreshToken, params }) => {
  const granted = spaceDelimited(refreshToken?.scope);
  const wider = spaceDelimited(params['scope']).filter((scope) => !granted.includes(scope));
  if (wider.length === 0) return;
  throw invalidScope('scope asks for more than was granted', {
    expected: granted,
    received: wider,
  });
};
