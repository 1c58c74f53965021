import type { Clock } from '@sandbank/platform';

/** What the launcher needs of a clock. */
export type WallClock = Pick<Clock, 'now'>;

/** The machine's clock. */
export const systemClock: WallClock = { now: () => new Date() };
