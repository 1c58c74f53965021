import { decodeJws, jwsAlgorithms, CryptoError, type DecodedJws } from '@sandbank/crypto';
import { isSignedBy } from '@sandbank/fapi-policy';
import type { Issuer } from '../issuer/issuer.js';

/**
 * The access token of this bank that was presented, while it lives; undefined for anything else: another bank's, an
 * expired one, another kind of JWT that the bank or a client signed, or no JWT at all.
 */
export function issuedAccessToken(
  issuer: Issuer,
  presented: string,
  now: Date,
): DecodedJws | undefined {
  const token = decoded(presented);
  if (token === undefined) return undefined;
  const { iss, exp, jti, client_id: clientId } = token.payload;
  const isOurs =
    token.header.typ === 'at+jwt' &&
    iss === issuer.url &&
    typeof jti === 'string' &&
    typeof clientId === 'string' &&
    isSignedBy(token, { keys: [...issuer.publicKeys] }, jwsAlgorithms);
  const lives = typeof exp === 'number' && now.getTime() < exp * 1000;
  return isOurs && lives ? token : undefined;
}

function decoded(presented: string): DecodedJws | undefined {
  try {
    return decodeJws(presented);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
