import {
  algorithmFits,
  assertPublicJwk,
  CryptoError,
  isJwsAlgorithm,
  jwsAlgorithms,
  jwkThumbprint,
  publicMembers,
  verificationKey,
  type PublicJwk,
} from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import { z } from 'zod';

const keysMax = 10;
const kidLengthMax = 200;

/** The outer shape of a JWK set (RFC 7517 5). */
export const pastedKeySet = z.object({
  keys: z.array(z.record(z.string(), z.unknown())).max(keysMax),
});

/**
 * The public keys of a pasted set, each with a `kid` of its own: its thumbprint where it has none. Throws
 * `invalid_request` for private members, weak or malformed keys, kinds that banks do not use, and a `kid` twice.
 */
export function pastedKeys({ keys }: z.output<typeof pastedKeySet>): PublicJwk[] {
  const read = keys.map((given, index) => keyOf(given, `keys.${index}`));
  const kids = read.map(({ kid }) => kid);
  const double = kids.find((kid, index) => kids.indexOf(kid) !== index);
  if (double !== undefined)
    throw invalidRequest('keys: two keys share one kid, or are the same', { received: double });
  return read;
}

function keyOf(given: Readonly<Record<string, unknown>>, member: string): PublicJwk {
  try {
    assertPublicJwk(given);
    // A key that cannot be imported is found here, not at some later signature.
    verificationKey(given);
    const { kid = jwkThumbprint(given), alg, use } = given;
    if (use !== undefined && use !== 'sig')
      throw invalidRequest(`${member}: use is sig: keys of other uses are not hosted`);
    if (alg !== undefined && !(isJwsAlgorithm(alg) && algorithmFits(alg, given)))
      throw invalidRequest(
        `${member}: alg is that of the key, one of ${jwsAlgorithms.join(', ')}, or left out`,
      );
    if (!/^[!-~]+$/.test(kid) || kid.length > kidLengthMax)
      throw invalidRequest(`${member}: kid is 1 to ${kidLengthMax} visible ASCII characters`);
    return { ...publicMembers(given), kid, use: 'sig', ...(alg !== undefined && { alg }) };
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw invalidRequest(`${member}: ${cause.message}`, { received: cause.code, cause });
  }
}
