import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

import { JwkError } from './errors.js';
import { assertPublicJwk, jwkThumbprint, type PrivateJwk, type PublicJwk } from './jwk.js';
import { algorithmFits, isJwsAlgorithm, keyTypeOf, type JwsAlgorithm } from './jws-algorithm.js';

/** A private key with the one algorithm it signs with. */
export interface SigningKey {
  readonly alg: JwsAlgorithm;
  readonly kid: string;
  readonly publicJwk: PublicJwk;
  readonly keyObject: KeyObject;
}

const generateKeyPairAsync = promisify(generateKeyPair);
const rsaBits = 2048;
const defaultAlgorithms = { EC: 'ES256', RSA: 'PS256', OKP: 'EdDSA' } as const;

/** Makes a key pair; `kid` is the thumbprint, so that no two keys of a set share one (SP-5.4.2-3). */
export async function generateSigningKey(
  alg: JwsAlgorithm,
): Promise<{ privateJwk: PrivateJwk; publicJwk: PublicJwk }> {
  const exported = (await generatePrivateKey(alg)).export({ format: 'jwk' });
  const publicJwk = publicPart(exported as PrivateJwk);
  const metadata = { kid: jwkThumbprint(publicJwk), alg, use: 'sig' };
  return {
    privateJwk: { ...(exported as PrivateJwk), ...metadata },
    publicJwk: { ...publicJwk, ...metadata },
  };
}

/**
 * Reads a private JWK; without `alg` EC means ES256, RSA PS256 and OKP EdDSA; without `kid` the thumbprint is used.
 * @throws JwkError when it is not private, unsupported, weak, or its halves do not belong together.
 */
export function importSigningKey(privateJwk: PrivateJwk): SigningKey {
  const publicJwk = publicPart(privateJwk);
  const alg = privateJwk.alg ?? defaultAlgorithms[publicJwk.kty];
  if (!isJwsAlgorithm(alg) || !algorithmFits(alg, publicJwk))
    throw new JwkError('jwk_unsupported_alg', 'the alg of the key is not one its kty signs with');
  const keyObject = importPrivateKey(privateJwk);
  assertPair(keyObject, publicJwk);
  const kid = privateJwk.kid ?? jwkThumbprint(publicJwk);
  return { alg, kid, publicJwk: { ...publicJwk, kid, alg, use: 'sig' }, keyObject };
}

function publicPart(jwk: PrivateJwk): PublicJwk {
  const names = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'];
  const part: unknown = Object.fromEntries(
    Object.entries(jwk).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
  assertPublicJwk(part);
  return part;
}

function importPrivateKey(jwk: PrivateJwk): KeyObject {
  try {
    return createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch (cause) {
    throw new JwkError('jwk_malformed', 'the private key cannot be imported', { cause });
  }
}

// A private half with a stranger's public half would sign what nobody can verify: refuse it at boot, not at the first token.
function assertPair(privateKey: KeyObject, publicJwk: PublicJwk): void {
  const digest = publicJwk.kty === 'OKP' ? null : 'sha256';
  const probe = Buffer.from('probe');
  const publicKey = createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' });
  if (!verify(digest, probe, publicKey, sign(digest, probe, privateKey)))
    throw new JwkError('jwk_malformed', 'the private and the public part are not a pair');
}

async function generatePrivateKey(alg: JwsAlgorithm): Promise<KeyObject> {
  switch (keyTypeOf(alg)) {
    case 'EC':
      return (await generateKeyPairAsync('ec', { namedCurve: 'P-256' })).privateKey;
    case 'OKP':
      return (await generateKeyPairAsync('ed25519', {})).privateKey;
    case 'RSA':
      return (await generateKeyPairAsync('rsa', { modulusLength: rsaBits })).privateKey;
  }
}
