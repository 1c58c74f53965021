import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '@sandbank/crypto';
import { invalidField } from '../open-banking/open-banking-error.js';

/** A place in a list that never moves: what is booked later than `recordedUntil` is not part of this walk. */
export interface PageCursor {
  /** Number of the page it leads to, counted from 1. */
  readonly page: number;
  /** The page holds what comes after this entry (older), or before it (newer). */
  readonly side: 'after' | 'before';
  readonly bookedAt: string;
  readonly id: string;
  /** The walk's own facts, told once by its first page. */
  readonly walk: Walk;
}

/** What the first page found out, so that no later page asks again. */
export interface Walk {
  /** PostgreSQL's own clock, in its own precision. */
  readonly recordedUntil: string;
  readonly total: number;
  readonly firstAvailable: string | null;
  readonly lastAvailable: string | null;
}

/** What a cursor is good for: consent, grant, accounts and filter. Any difference makes it a forgery. */
export type CursorBinding = readonly (string | number | null)[];

const signatureBytes = 16;
const lengthMax = 600;

/** Makes and reads opaque cursors: base64url of a MAC and what it protects. */
export class PageCursors {
  private readonly key: Buffer;

  /** `secret` is the app's own; the key for cursors is derived from it. */
  constructor(secret: Buffer) {
    this.key = deriveKey(secret, 'transactions page cursor');
  }

  write({ page, side, bookedAt, id, walk }: PageCursor, binding: CursorBinding): string {
    const { recordedUntil, total, firstAvailable, lastAvailable } = walk;
    const payload = Buffer.from(
      JSON.stringify([
        page,
        side,
        bookedAt,
        id,
        recordedUntil,
        total,
        firstAvailable,
        lastAvailable,
      ]),
    );
    return Buffer.concat([this.sign(payload, binding), payload]).toString('base64url');
  }

  /** 400 for anything that this server did not write for this very list. */
  read(text: string, binding: CursorBinding): PageCursor {
    const bytes = Buffer.from(text.slice(0, lengthMax), 'base64url');
    const payload = bytes.subarray(signatureBytes);
    const isOurs =
      text.length <= lengthMax &&
      bytes.length > signatureBytes &&
      bytes.toString('base64url') === text &&
      timingSafeEqual(bytes.subarray(0, signatureBytes), this.sign(payload, binding));
    if (!isOurs) throw invalidField('page does not belong to this list', 'page', text);
    return toCursor(JSON.parse(payload.toString('utf8')) as CursorParts);
  }

  private sign(payload: Buffer, binding: CursorBinding): Buffer {
    return createHmac('sha256', this.key)
      .update(JSON.stringify(binding))
      .update('\n')
      .update(payload)
      .digest()
      .subarray(0, signatureBytes);
  }
}

type CursorParts = [
  number,
  PageCursor['side'],
  string,
  string,
  string,
  number,
  string | null,
  string | null,
];

// Only what carries our signature comes here, so its shape is known.
const toCursor = ([page, side, bookedAt, id, ...walk]: CursorParts): PageCursor => {
  const [recordedUntil, total, firstAvailable, lastAvailable] = walk;
  return {
    page,
    side,
    bookedAt,
    id,
    walk: { recordedUntil, total, firstAvailable, lastAvailable },
  };
};
