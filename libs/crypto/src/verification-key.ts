import { createPublicKey, type KeyObject } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { JwkError } from './errors.js';
import { jwkThumbprint, publicMembers, type PublicJwk } from './jwk.js';

/** A public key ready to verify with. */
export interface VerificationKey {
  readonly kty: PublicJwk['kty'];
  readonly thumbprint: string;
  readonly keyObject: KeyObject;
}

// Importing a P-256 key costs as much as a verification, and most keys come again.
const importedKeys = new LRUCache<string, VerificationKey>({ max: 10_000 });

/**
 * Imports the key, or finds it among the 10,000 last used.
 * @throws JwkError `jwk_malformed` when the key is not a point on its curve.
 */
export function verificationKey(
  jwk: PublicJwk,
  thumbprint: string = jwkThumbprint(jwk),
): VerificationKey {
  const known = importedKeys.get(thumbprint);
  if (known !== undefined) return known;
  const imported = { kty: jwk.kty, thumbprint, keyObject: importPublicKey(jwk) };
  importedKeys.set(thumbprint, imported);
  return imported;
}

function importPublicKey(jwk: PublicJwk): KeyObject {
  try {
    return createPublicKey({ key: { ...publicMembers(jwk) }, format: 'jwk' });
  } catch (cause) {
    throw new JwkError('jwk_malformed', 'the key cannot be imported', { cause });
  }
}
