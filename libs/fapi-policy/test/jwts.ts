import { randomUUID } from 'node:crypto';
import { parseDpopProof } from '../src/index.js';
import * as parties from './parties.js';
import { digest, signed, type Signer } from './signing.js';

const { issuer, nowSeconds, client, resourceBase } = parties;

export interface Jwt {
  /** Laid over valid claims; one that is undefined is left out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The payload as text instead, for what JavaScript cannot write as JSON. */
  readonly text?: string;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: Signer;
}

export const assertionClaims = {
  iss: client.client_id,
  sub: client.client_id,
  aud: issuer,
  iat: nowSeconds,
  exp: nowSeconds + 60,
  jti: randomUUID(),
};

/** A client assertion; `claims` are laid over valid ones, and one that is undefined is left out. */
export function assertion({ claims, text, header, key = parties.clientKey }: Jwt = {}) {
  const payload = text ?? { ...assertionClaims, ...claims };
  return signed({ typ: 'client-authentication+jwt', kid: key.kid, ...header }, payload, key);
}

/** A DPoP proof for the token endpoint. */
export function dpopProof({ claims, text, header, key = parties.dpopKey }: Jwt = {}) {
  const { kid: _kid, ...jwk } = key.publicJwk;
  const valid = {
    jti: randomUUID(),
    htm: 'POST',
    htu: parties.tokenEndpoint,
    iat: nowSeconds,
    nonce: parties.serverNonce,
  };
  const payload = text ?? { ...valid, ...claims };
  return signed({ typ: 'dpop+jwt', jwk, ...header }, payload, key);
}

/** An access token of the bank, bound to the DPoP key (RFC 9068 2, RFC 9449 6.1). */
export function accessToken({ claims, text, header, key = parties.bankKey }: Jwt = {}) {
  const valid = {
    iss: issuer,
    aud: resourceBase,
    sub: parties.customer,
    client_id: client.client_id,
    iat: nowSeconds - 10,
    exp: nowSeconds + 290,
    jti: randomUUID(),
    scope: 'openid accounts',
    cnf: { jkt: parties.dpopKey.thumbprint },
  };
  const payload = text ?? { ...valid, ...claims };
  return signed({ typ: 'at+jwt', kid: key.kid, ...header }, payload, key);
}

/** An access token that is bound to the client's certificate instead (RFC 8705 3.1). */
export const certificateToken = ({ claims, ...rest }: Jwt = {}) =>
  accessToken({
    ...rest,
    claims: { cnf: { 'x5t#S256': parties.certificate.thumbprint }, ...claims },
  });

/** An ID token that the bank once gave the client (OpenID Connect Core 2). */
export function idToken({ claims, text, header, key = parties.bankKey }: Jwt = {}) {
  const valid = {
    iss: issuer,
    aud: client.client_id,
    sub: parties.customer,
    iat: nowSeconds - 500,
    exp: nowSeconds - 200,
  };
  const payload = text ?? { ...valid, ...claims };
  return signed({ typ: 'JWT', kid: key.kid, ...header }, payload, key);
}

/** A proof taken apart, as the servers do. */
export async function parsedProof(jwt: Jwt = {}) {
  const proof = parseDpopProof(await dpopProof(jwt));
  if (proof === undefined) throw new Error('a proof was made, so one is parsed');
  return proof;
}

/** A proof for a call of `accountsUrl` with this token. */
export const resourceProof = (token: string, { claims, ...rest }: Jwt = {}) =>
  parsedProof({
    ...rest,
    claims: {
      htm: 'GET',
      htu: parties.accountsUrl,
      ath: digest(token),
      ...claims,
    },
  });
