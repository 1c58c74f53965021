import type { PublicJwk } from './jwk.js';

/** The only signature algorithms in use (SP-5.4.1-1); `EdDSA` means Ed25519, its newer name (RFC 9864). */
export const jwsAlgorithms = ['PS256', 'ES256', 'EdDSA', 'Ed25519'] as const;

export type JwsAlgorithm = (typeof jwsAlgorithms)[number];

const keyTypes = {
  PS256: 'RSA',
  ES256: 'EC',
  EdDSA: 'OKP',
  Ed25519: 'OKP',
} as const satisfies Record<JwsAlgorithm, PublicJwk['kty']>;

/** Whether the name is one of `jwsAlgorithms`. */
export function isJwsAlgorithm(name: unknown): name is JwsAlgorithm {
  return jwsAlgorithms.includes(name as JwsAlgorithm);
}

/** The kind of key that the algorithm signs with. */
export function keyTypeOf(alg: JwsAlgorithm): PublicJwk['kty'] {
  return keyTypes[alg];
}

/** Whether the key is of the algorithm's kind and does not name another algorithm. */
export function algorithmFits(alg: JwsAlgorithm, jwk: PublicJwk): boolean {
  if (jwk.kty !== keyTypes[alg]) return false;
  // Both names mean Ed25519: a key registered under one may sign under the other.
  return (
    jwk.alg === undefined ||
    jwk.alg === alg ||
    (jwk.kty === 'OKP' && isJwsAlgorithm(jwk.alg) && keyTypes[jwk.alg] === 'OKP')
  );
}
