import {
  isJwsAlgorithm,
  selectVerificationKeys,
  verificationKey,
  verifyJws,
  type DecodedJws,
  type JwkSet,
  type JwsAlgorithm,
} from '@sandbank/crypto';

/** True when one of the keys that fit the header signed this JWS, under one of these algorithms. */
export function isSignedBy(
  jws: DecodedJws,
  keys: JwkSet,
  algorithms: readonly JwsAlgorithm[],
): boolean {
  const { alg } = jws.header;
  if (!isJwsAlgorithm(alg) || !algorithms.includes(alg)) return false;
  return selectVerificationKeys(keys, jws.header).some((jwk) =>
    verifyJws(jws, verificationKey(jwk), alg),
  );
}

/** `EdDSA` is the older name of what RFC 9864 calls `Ed25519`; as a pinned algorithm they are one. */
export function isSameAlgorithm(one: string, other: string): boolean {
  const name = (alg: string) => (alg === 'EdDSA' ? 'Ed25519' : alg);
  return name(one) === name(other);
}
