import { hash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** SHA-256 of the data; strings are taken as UTF-8. */
export function sha256(data: string | Uint8Array): Buffer {
  return hash('sha256', data, 'buffer');
}

/** SHA-256 in unpadded base64url, the form of `ath`, `code_challenge` and thumbprints. */
export function sha256Base64Url(data: string | Uint8Array): string {
  return hash('sha256', data, 'base64url');
}

/** Equality whose duration tells neither the content nor the length. */
export function constantTimeEquals(a: string | Uint8Array, b: string | Uint8Array): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

/** A key for one purpose out of a master secret, by HKDF-SHA-256 with the purpose as its label (RFC 5869). */
export function deriveKey(secret: Buffer, purpose: string, bytes = 32): Buffer {
  if (secret.length < 32) throw new RangeError('a master secret has at least 32 bytes');
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, bytes));
}
