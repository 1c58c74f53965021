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
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if ([audience].flat().some((identifier) => named.includes(identifier))) return;
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

/** What a token is bound to: a DPoP key (RFC 9449 6.1) or a certificate (RFC 8705 3.1), by its thumbprint. */
function confirmationOf({ payload }: ResourceContext['token']) {
  const { cnf } = payload;
  const members = typeof cnf === 'object' && cnf !== null ? cnf : {};
  const { jkt, 'x5t#S256': x5t } = members as { jkt?: unknown; 'x5t#S256'?: unknown };
  return { jkt, x5t };
}

/** Whoever finds a token without confirmation could use it; with two, which one counts would be a guess. */
export const tokenIsBoundOnce: ResourceCheck = ({ token }) => {
  const { jkt, x5t } = confirmationOf(token);
  const [bound, ...more] = [jkt, x5t].filter((thumbprint) => thumbprint !== undefined);
  if (typeof bound === 'string' && bound !== '' && more.length === 0) return;
  throw invalidToken('the access token is not bound to one key or certificate', {
    expected: 'cnf with either jkt or x5t#S256',
    received: token.payload['cnf'],
  });
};

/** What is bound to a key is of no use as a bearer token, and a certificate goes with no other scheme. */
export const schemeFitsTheToken: ResourceCheck = ({ scheme, token }) => {
  const expected = confirmationOf(token).jkt === undefined ? 'Bearer' : 'DPoP';
  if (scheme === expected.toLowerCase()) return;
  throw invalidToken(`the access token must be presented with the ${expected} scheme`, {
    expected,
    received: scheme,
  });
};

/** A check of what DPoP asks of a call; it says nothing about a token that is bound to a certificate. */
const ofDpopToken =
  (check: ResourceCheck): ResourceCheck =>
  (context) => {
    if (confirmationOf(context.token).jkt !== undefined) check(context);
  };

export const proofIsPresent = ofDpopToken(({ proof }) => {
  if (proof !== undefined) return;
  throw invalidDpopProof('a DPoP proof is required', { status: 401 });
});

export const proofNamesTheToken = ofDpopToken(({ proof, accessToken }) => {
  const ath = proof?.claims.ath;
  if (ath !== undefined && constantTimeEquals(ath, accessTokenHash(accessToken))) return;
  throw invalidDpopProof('ath of the DPoP proof is not the hash of this access token', {
    status: 401,
  });
});

export const proofKeyIsThatOfTheToken = ofDpopToken(({ proof, token }) => {
  const { jkt } = confirmationOf(token);
  if (proof !== undefined && jkt === proof.thumbprint) return;
  throw invalidToken('the access token is bound to another key', {
    expected: jkt,
    received: proof?.thumbprint,
  });
});

/** The certificate of this very connection, whoever issued it (RFC 8705 6.2). */
export const certificateIsThatOfTheToken: ResourceCheck = ({ certificate, token }) => {
  const { x5t } = confirmationOf(token);
  if (x5t === undefined || x5t === certificate?.thumbprint) return;
  throw invalidToken('the access token is bound to a certificate that this connection lacks', {
    expected: x5t,
    received: certificate?.thumbprint ?? 'a connection without client certificate',
  });
};

/** A proof that nothing asks for shows a client that takes its token for another kind. */
export const noProofBesideTheCertificate: ResourceCheck = ({ proof, token }) => {
  if (proof === undefined || confirmationOf(token).x5t === undefined) return;
  throw invalidRequest('a token that is bound to a certificate is used without DPoP', {
    expected: 'no DPoP header',
    received: 'a DPoP proof',
  });
};

/** Whoever has the key of a certificate that was revoked may not be whom it was issued to. */
export const certificateIsNotRevoked: ResourceCheck = ({ disowned }) => {
  if (disowned === undefined) return;
  throw invalidToken('the authority of the client certificate does not stand by it', {
    expected: 'a certificate that has not been revoked',
    received: disowned,
  });
};
