import { JwkError } from './errors.js';
import { assertPublicJwk, type JwkSet, type PublicJwk } from './jwk.js';
import { verificationKey } from './verification-key.js';
import { algorithmFits, isJwsAlgorithm } from './jws-algorithm.js';

const keysMax = 64;
const candidatesMax = 4;

/**
 * Reads a JWK set from outside; keys of kinds we do not use are left out (RFC 7517 5).
 * @throws JwkError for another shape, more than 64 keys, private members, or weak or malformed keys.
 */
export function parseJwkSet(value: unknown): JwkSet {
  const keys: unknown =
    typeof value === 'object' && value !== null && 'keys' in value ? value.keys : undefined;
  if (!Array.isArray(keys)) throw new JwkError('jwk_set_malformed', 'a JWK set has a list of keys');
  if (keys.length > keysMax)
    throw new JwkError('jwk_oversized', `a JWK set has at most ${keysMax} keys`);
  return { keys: keys.filter(isUsable) };
}

/**
 * The keys that may have signed a JWS with this header, at most four.
 * A `kid` alone decides nothing: decoys may share it, so kty, crv, use, key_ops and alg choose too (SP-5.4.3).
 */
export function selectVerificationKeys(
  jwks: JwkSet,
  header: { readonly alg: string; readonly kid?: string },
): PublicJwk[] {
  const { alg, kid } = header;
  if (!isJwsAlgorithm(alg)) return [];
  return jwks.keys
    .filter(
      (jwk) => (kid === undefined || jwk.kid === kid) && algorithmFits(alg, jwk) && verifies(jwk),
    )
    .slice(0, candidatesMax);
}

function isUsable(jwk: unknown): jwk is PublicJwk {
  try {
    assertPublicJwk(jwk);
    // A key that cannot be imported is found here, once, and not at some later signature.
    verificationKey(jwk);
    return true;
  } catch (error) {
    if (error instanceof JwkError && isForeignKind(error)) return false;
    throw error;
  }
}

function isForeignKind({ code }: JwkError): boolean {
  return code === 'jwk_unsupported_kty' || code === 'jwk_unsupported_crv';
}

function verifies({ use, key_ops: operations }: PublicJwk): boolean {
  return (use ?? 'sig') === 'sig' && (operations === undefined || operations.includes('verify'));
}
