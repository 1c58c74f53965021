import { sha256Base64Url } from './digest.js';
import { JwsError } from './errors.js';
import { assertPublicJwk, jwkThumbprint, publicMembers, type PublicJwk } from './jwk.js';
import { decodeJws, signJws, type DecodedJws, type JwsHeader } from './jws.js';
import { randomUuid } from './random.js';
import type { SigningKey } from './signing-key.js';
import type { JsonObject } from './json-object.js';
import { verificationKey, type VerificationKey } from './verification-key.js';

const proofLengthMax = 8192;

/** The claims of a proof; those present have their types, and whether they must be present is the policy's affair. */
export interface DpopClaims extends JsonObject {
  readonly jti?: string;
  readonly htm?: string;
  readonly htu?: string;
  /** Seconds since 1970. */
  readonly iat?: number;
  readonly ath?: string;
  readonly nonce?: string;
}

/** A proof taken apart; its signature is not verified yet. */
export interface DpopProof {
  readonly header: JwsHeader;
  readonly claims: DpopClaims;
  readonly jwk: PublicJwk;
  /** RFC 7638 thumbprint of `jwk`, to compare with `cnf.jkt` and `dpop_jkt`. */
  readonly thumbprint: string;
  /** `jwk`, ready to verify with. */
  readonly key: VerificationKey;
  readonly decoded: DecodedJws;
}

/**
 * Takes the value of one DPoP header apart (RFC 9449 4.2); two proofs in one value are refused.
 * @throws JwsError or JwkError when it is no JWS, or carries no usable public key, or a claim of a wrong type.
 */
export function decodeDpopProof(headerValue: string): DpopProof {
  const decoded = decodeJws(headerValue, proofLengthMax);
  const jwk: unknown = decoded.header['jwk'];
  if (jwk === undefined) throw new JwsError('jws_jwk_missing', 'the proof carries no jwk');
  assertPublicJwk(jwk);
  const thumbprint = jwkThumbprint(jwk);
  return {
    header: decoded.header,
    claims: checkedClaims(decoded.payload),
    jwk,
    thumbprint,
    key: verificationKey(jwk, thumbprint),
    decoded,
  };
}

/** The `ath` of an access token (RFC 9449 4.2). */
export function accessTokenHash(accessToken: string): string {
  return sha256Base64Url(accessToken);
}

export interface DpopProofInput {
  readonly key: SigningKey;
  readonly htm: string;
  readonly htu: string;
  readonly now: Date;
  readonly nonce?: string | undefined;
  readonly accessToken?: string | undefined;
}

/** Makes a fresh proof for one request; `htu` is cut before query and fragment (RFC 9449 4.2). */
export function createDpopProof(input: DpopProofInput): Promise<string> {
  const { key, htm, htu, now, nonce, accessToken } = input;
  return signJws({
    key,
    header: { typ: 'dpop+jwt', jwk: publicMembers(key.publicJwk) },
    payload: {
      jti: randomUuid(),
      htm,
      htu: htu.replace(/[?#].*$/s, ''),
      iat: Math.floor(now.getTime() / 1000),
      ...(accessToken !== undefined && { ath: accessTokenHash(accessToken) }),
      ...(nonce !== undefined && { nonce }),
    },
  });
}

function checkedClaims(payload: JsonObject): DpopClaims {
  for (const name of ['jti', 'htm', 'htu', 'ath', 'nonce'])
    if (name in payload && typeof payload[name] !== 'string')
      throw new JwsError('jws_claim_malformed', `${name} is a string`);
  if ('iat' in payload && typeof payload['iat'] !== 'number')
    throw new JwsError('jws_claim_malformed', 'iat is a number');
  return payload;
}
