import { randomBytes } from 'node:crypto';

/** Before every id (UUIDv7, RFC 9562 5.7) that is made at this time or later. */
export function firstIdOf(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}

/** Behind every id. */
export const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Before every id. */
export const firstId = '00000000-0000-0000-0000-000000000000';

/** A UUIDv7 of this time whose other bits are these: the same value for the same bytes, and sorted by time. */
export function uuidOf(milliseconds: number, bytes: Buffer): string {
  const id = Buffer.alloc(16);
  id.writeUIntBE(milliseconds, 0, 6);
  bytes.copy(id, 6, 0, 10);
  id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x70, 6);
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const countMax = 0x0fff;

/**
 * Makes ids that grow from each to the next within a process, also within a millisecond (RFC 9562 6.2): who reads on from
 * an id misses none behind it.
 */
export class GrowingIds {
  private milliseconds = 0;
  private count = 0;

  next(now: Date): string {
    const time = Math.max(now.getTime(), this.milliseconds);
    this.count = time === this.milliseconds ? this.count + 1 : 0;
    this.milliseconds = this.count > countMax ? time + 1 : time;
    this.count %= countMax + 1;
    const bytes = randomBytes(10);
    bytes.writeUInt16BE(this.count, 0);
    return uuidOf(this.milliseconds, bytes);
  }
}
