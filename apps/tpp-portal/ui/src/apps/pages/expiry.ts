import type { Certificate } from '../types.js';

/** How much of a certificate's life is left, and how that is said. */
export interface Expiry {
  /** From 0 to 1. */
  readonly left: number;
  readonly daysLeft: number;
  readonly urgency: 'fine' | 'soon' | 'over';
  readonly words: string;
}

const dayMilliseconds = 86_400_000;
const soonDays = 14;

/** Where a certificate stands at a moment. */
export function expiryOf(
  { not_before: from, not_after: until, status, revoked_at: revokedAt }: Certificate,
  now: number,
): Expiry {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const left = Math.min(1, Math.max(0, (end - now) / (end - start)));
  const daysLeft = Math.max(0, Math.floor((end - now) / dayMilliseconds));
  if (status === 'revoked') {
    const when = revokedAt === null || revokedAt === undefined ? '' : ` ${revokedAt.slice(0, 10)}`;
    return { left: 0, daysLeft: 0, urgency: 'over', words: `Revoked${when}` };
  }
  if (status === 'expired' || now >= end)
    return { left: 0, daysLeft: 0, urgency: 'over', words: 'Expired' };
  const words = daysLeft === 1 ? '1 day left' : `${daysLeft} days left`;
  return { left, daysLeft, urgency: daysLeft < soonDays ? 'soon' : 'fine', words };
}
