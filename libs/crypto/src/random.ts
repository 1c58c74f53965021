import { randomBytes, randomUUID } from 'node:crypto';

import { sha256 } from './digest.js';

const timeBytes = 6;
const secretBytes = 32;
const digestBytes = 16;
const encodedLength = Math.ceil(((timeBytes + secretBytes) * 4) / 3);
const latestMilliseconds = 2 ** 48 - 1;

/** An unguessable value of `bytes` random bytes in base64url (SP-5.4.1-4: at least 128 bits, 256 by default). */
export function randomToken(bytes = secretBytes): string {
  return randomBytes(bytes).toString('base64url');
}

/** A random UUID, version 4. */
export function randomUuid(): string {
  return randomUUID();
}

/** What is stored of a time-prefixed token: never the token itself. */
export interface ParsedTimePrefixedToken {
  /** When the token says it was issued; trust it only after the digest was found. */
  readonly issuedAt: Date;
  /** The first 16 bytes of SHA-256 over the whole token. */
  readonly digest: Buffer;
  /** 44 hex digits, time prefix then digest: a database key that grows with time, so that inserts stay in one page. */
  readonly key: string;
}

/** An opaque value of a 48-bit millisecond prefix and 256 bits, random unless given, in base64url. */
export function timePrefixedToken(now: Date, secret: Buffer = randomBytes(secretBytes)): string {
  if (secret.length !== secretBytes) throw new RangeError(`the secret has ${secretBytes} bytes`);
  const bytes = Buffer.allocUnsafe(timeBytes + secretBytes);
  bytes.writeUIntBE(milliseconds(now), 0, timeBytes);
  secret.copy(bytes, timeBytes);
  return bytes.toString('base64url');
}

/** Splits a value made by `timePrefixedToken`, or answers undefined for anything of another shape. */
export function parseTimePrefixedToken(token: string): ParsedTimePrefixedToken | undefined {
  if (token.length !== encodedLength) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.toString('base64url') !== token) return undefined;
  const digest = sha256(token).subarray(0, digestBytes);
  return {
    issuedAt: new Date(bytes.readUIntBE(0, timeBytes)),
    digest,
    key: bytes.toString('hex', 0, timeBytes) + digest.toString('hex'),
  };
}

/** A UUID, version 7: sorts by creation time in milliseconds (RFC 9562 5.7). */
export function uuidV7(now: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(milliseconds(now), 0, timeBytes);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function milliseconds(now: Date): number {
  const value = now.getTime();
  if (!(value >= 0 && value <= latestMilliseconds))
    throw new RangeError('time does not fit 48 bits');
  return value;
}
