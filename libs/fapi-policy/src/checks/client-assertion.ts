import type { JwsAlgorithm } from '@sandbank/crypto';
import { invalidClient } from '@sandbank/oauth';
import type { AssertionContext } from '../contexts.js';
import type { Check } from '../rule.js';
import { isSameAlgorithm, isSignedBy } from './signatures.js';

type AssertionCheck = Check<AssertionContext>;

export const jwtBearerAssertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export const assertionTypeIsJwtBearer: AssertionCheck = ({ params }) => {
  if (params['client_assertion_type'] === jwtBearerAssertionType) return;
  throw invalidClient('client_assertion_type is not supported', {
    expected: jwtBearerAssertionType,
    received: params['client_assertion_type'],
  });
};

/** A `client_id` beside the assertion must name the same client. */
export const clientIdIsThatOfTheAssertion: AssertionCheck = ({ params, assertion }) => {
  const named = params['client_id'];
  if (named === undefined || named === assertion.payload['sub']) return;
  throw invalidClient('client_id is not the client of the assertion', {
    expected: assertion.payload['sub'],
    received: named,
  });
};

/** The header names an allowed algorithm, and the one that the client registered. */
export const assertionAlgorithmIs =
  (...algorithms: readonly JwsAlgorithm[]): AssertionCheck =>
  ({ assertion, client }) => {
    const { alg } = assertion.header;
    const pinned = client.token_endpoint_auth_signing_alg;
    const allowed = (algorithms as readonly string[]).includes(alg);
    if (allowed && (pinned === undefined || isSameAlgorithm(pinned, alg))) return;
    throw invalidClient('the client assertion is signed with an algorithm that is not allowed', {
      expected: pinned ?? algorithms,
      received: alg,
    });
  };

const assertionTypes = [undefined, 'jwt', 'client-authentication+jwt'];

/** A `typ` may be absent, but never that of another kind of JWT. */
export const assertionTypIsNotForeign: AssertionCheck = ({ assertion }) => {
  const typ = assertion.header.typ?.toLowerCase().replace(/^application\//, '');
  if (assertionTypes.includes(typ)) return;
  throw invalidClient('the client assertion has the typ of another kind of JWT', {
    expected: 'client-authentication+jwt',
    received: typ,
  });
};

export const assertionIsAboutTheClient: AssertionCheck = ({ assertion, client }) => {
  const { iss, sub } = assertion.payload;
  if (iss === client.client_id && sub === client.client_id) return;
  throw invalidClient('iss and sub of the client assertion must be the client_id', {
    expected: client.client_id,
    received: { iss, sub },
  });
};

/** A token endpoint or an array as audience would let a rogue server replay the assertion here. */
export const assertionAudienceIsIssuer: AssertionCheck = ({ assertion, issuer }) => {
  if (assertion.payload['aud'] === issuer) return;
  throw invalidClient('aud of the client assertion must be the issuer as a string', {
    expected: issuer,
    received: assertion.payload['aud'],
  });
};

export const assertionIsUnexpired: AssertionCheck = ({ assertion, nowSeconds, limits }) => {
  const { exp } = assertion.payload;
  if (typeof exp !== 'number') throw invalidClient('the client assertion needs exp, a number');
  if (exp + limits.expiryLeewaySeconds > nowSeconds) return;
  throw invalidClient('the client assertion has expired', { expected: nowSeconds, received: exp });
};

export const assertionIsShortLived: AssertionCheck = ({ assertion, nowSeconds, limits }) => {
  const latest = nowSeconds + limits.clientAssertionSecondsMax + limits.futureSkewSeconds;
  if (Number(assertion.payload['exp']) <= latest) return;
  throw invalidClient('the client assertion lives too long', {
    expected: `exp at most ${limits.clientAssertionSecondsMax} s ahead`,
    received: assertion.payload['exp'],
  });
};

export const assertionIsNotFromTheFuture: AssertionCheck = ({ assertion, nowSeconds, limits }) => {
  for (const name of ['iat', 'nbf']) {
    const time = assertion.payload[name];
    if (time === undefined) continue;
    if (typeof time === 'number' && time <= nowSeconds + limits.futureSkewSeconds) continue;
    throw invalidClient(`${name} of the client assertion lies in the future or is no number`, {
      expected: `at most ${nowSeconds + limits.futureSkewSeconds}`,
      received: time,
    });
  }
};

const jtiLengthMax = 512;

export const assertionHasJti: AssertionCheck = ({ assertion }) => {
  const { jti } = assertion.payload;
  if (typeof jti === 'string' && jti.length > 0 && jti.length <= jtiLengthMax) return;
  throw invalidClient('the client assertion needs jti, a string of 1 to 512 characters');
};

export const assertionSignatureIsValid =
  (...algorithms: readonly JwsAlgorithm[]): AssertionCheck =>
  ({ assertion, clientKeys }) => {
    if (isSignedBy(assertion, clientKeys, algorithms)) return;
    throw invalidClient('the client assertion is not signed with a registered key', {
      received: { kid: assertion.header.kid, alg: assertion.header.alg },
    });
  };
