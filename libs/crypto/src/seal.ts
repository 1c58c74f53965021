import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts and authenticates with AES-256-GCM; `associatedData` must be the same when opening. The key has 32 bytes. */
export function seal(
  key: Buffer,
  plaintext: string | Uint8Array,
  associatedData: string | Uint8Array,
): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(bytesOf(associatedData));
  const body = cipher.update(bytesOf(plaintext));
  return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]);
}

/** Reads what `seal` made; undefined when it was altered, or made with another key or other associated data. */
export function open(
  key: Buffer,
  sealed: Uint8Array,
  associatedData: string | Uint8Array,
): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(bytesOf(associatedData));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const body = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    return undefined;
  }
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
}
