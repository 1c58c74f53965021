import { accessTokenHash, constantTimeEquals, type JwsAlgorithm } from '@sandbank/crypto';
import { invalidDpopProof, invalidRequest, invalidToken } from '@sandbank/oauth';
import type { ResourceContext } from '../contexts.js';
import type { Check } from '../rule.js';
import { isSignedBy } from './signatures.js';

type ResourceCheck = Check<ResourceContext>;

/** A URL is logged and shared; what is in its query is no longer a secret (RFC 6750 5.3). */
export const tokenIsNotInTheQuery: ResourceCheck = ({ tokenInQuery }) => {
  if (!tokenInQuery) return;
  throw invalidRequest('an access token belongs into the Authorization header alone');
};

export const tokenTypIsAccessToken: ResourceCheck = ({ token }) => {
  const typ = token.header.typ?.toLowerCase().replace(/^application\//, '');
  if (typ === 'at+jwt') return;
  throw invalidToken('the token is not an access token', { expected: 'at+jwt', received: typ });
};

export const tokenIssuerIsTheBank: ResourceCheck = ({ token, issuer }) => {
  if (token.payload['iss'] === issuer) return;
  throw invalidToken('the access token is of another issuer', {
    expected: issuer,
    received: token.payload['iss'],
  });
};

export const tokenAudienceIsHere: ResourceCheck = ({ token, audience }) => {
  const { aud } = token.payload;
  if (aud === audience || (Array.isArray(aud) && aud.includes(audience))) return;
  throw invalidToken('the access token is for another resource server', {
    expected: audience,
    received: aud,
  });
};

export const tokenSignatureIsValid =
  (...algorithms: readonly JwsAlgorithm[]): ResourceCheck =>
  ({ token, issuerKeys }) => {
    if (isSignedBy(token, issuerKeys, algorithms)) return;
    throw invalidToken('the access token is not signed by the bank', {
      received: { kid: token.header.kid, alg: token.header.alg },
    });
  };

export const tokenIsUnexpired: ResourceCheck = ({ token, nowSeconds }) => {
  const { exp } = token.payload;
  if (typeof exp === 'number' && nowSeconds < exp) return;
  throw invalidToken('the access token has expired', { expected: nowSeconds, received: exp });
};

export const tokenIsNotFromTheFuture: ResourceCheck = ({ token, nowSeconds, limits }) => {
  for (const name of ['iat', 'nbf']) {
    const time = token.payload[name];
    if (time === undefined) continue;
    if (typeof time === 'number' && time <= nowSeconds + limits.futureSkewSeconds) continue;
    throw invalidToken('the access token is not valid yet', { received: time });
  }
};

/** Whom and what the token is about is read from these, so they must be there as strings. */
export const tokenHasItsClaims: ResourceCheck = ({ token }) => {
  const required = ['sub', 'client_id', 'jti'];
  const missing = required.filter((name) => typeof token.payload[name] !== 'string');
  if (missing.length === 0) return;
  throw invalidToken('the access token lacks a claim', { expected: required, received: missing });
};

const confirmedKey = (token: ResourceContext['token']): unknown => {
  const { cnf } = token.payload;
  return typeof cnf === 'object' && cnf !== null ? (cnf as { jkt?: unknown }).jkt : undefined;
};

/** Whoever finds a token without `cnf.jkt` could use it. */
export const tokenIsBoundToAKey: ResourceCheck = ({ token }) => {
  if (typeof confirmedKey(token) === 'string') return;
  throw invalidToken('the access token is not bound to a key', { expected: 'cnf.jkt' });
};

/** A token that is bound to a key is of no use as a bearer token. */
export const schemeIsDpop: ResourceCheck = ({ scheme }) => {
  if (scheme === 'dpop') return;
  throw invalidToken('the access token must be presented with the DPoP scheme', {
    expected: 'DPoP',
    received: scheme,
  });
};

export const proofIsPresent: ResourceCheck = ({ proof }) => {
  if (proof !== undefined) return;
  throw invalidDpopProof('a DPoP proof is required', { status: 401 });
};

export const proofNamesTheToken: ResourceCheck = ({ proof, accessToken }) => {
  const ath = proof?.claims.ath;
  if (ath !== undefined && constantTimeEquals(ath, accessTokenHash(accessToken))) return;
  throw invalidDpopProof('ath of the DPoP proof is not the hash of this access token', {
    status: 401,
  });
};

export const proofKeyIsThatOfTheToken: ResourceCheck = ({ proof, token }) => {
  const jkt = confirmedKey(token);
  if (proof !== undefined && jkt === proof.thumbprint) return;
  throw invalidToken('the access token is bound to another key', {
    expected: jkt,
    received: proof?.thumbprint,
  });
};
