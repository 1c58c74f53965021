import { randomBytes } from 'node:crypto';

/** Positive, 32 hexadecimal digits, with 126 random bits (RFC 5280 4.1.2.2). */
export function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}
