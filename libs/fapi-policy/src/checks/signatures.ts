import {
  isJwsAlgorithm,
  selectVerificationKeys,
  verificationKey,
  verifyJws,
  type DecodedJws,
  type JwkSet,
  type JwsAlgorithm,
  type VerificationKey,
} from '@sandbank/crypto';

// Whether a key signed these bytes never changes: what is presented again as the same object is not verified again.
const verified = new WeakMap<DecodedJws, VerificationKey>();

/** True when one of the keys that fit the header signed this JWS, under one of these algorithms. */
export function isSignedBy(
  jws: DecodedJws,
  keys: JwkSet,
  algorithms: readonly JwsAlgorithm[],
): boolean {
  const { alg } = jws.header;
  if (!isJwsAlgorithm(alg) || !algorithms.includes(alg)) return false;
  return selectVerificationKeys(keys, jws.header).some((jwk) => {
    const key = verificationKey(jwk);
    if (verified.get(jws) === key) return true;
    const isValid = verifyJws(jws, key, alg);
    if (isValid) verified.set(jws, key);
    return isValid;
  });
}

/** `EdDSA` is the older name of what RFC 9864 calls `Ed25519`; as a pinned algorithm they are one. */
export function isSameAlgorithm(one: string, other: string): boolean {
  const name = (alg: string) => (alg === 'EdDSA' ? 'Ed25519' : alg);
  return name(one) === name(other);
}
