import { availableParallelism } from 'node:os';
import { temporarilyUnavailable } from '@sandbank/oauth';

/** Passwords looked at at the same time; one core stays free for everything else. */
export const passwordsAtOnce = Math.max(1, availableParallelism() - 1);

/** Passwords that may wait; each takes some 20 ms, so the last waits about a second. */
export const passwordsWaitingMax = 50;

/** Lets a few expensive things run at once and some wait; turns the rest away, so that a flood holds nobody up. */
export class WorkLimit {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly waitingMax: number,
  ) {}

  /** Throws `temporarily_unavailable` when as many wait as may. */
  assertRoom(): void {
    if (this.running < this.atOnce || this.waiting.length < this.waitingMax) return;
    throw temporarilyUnavailable('too many are signing in at this moment', {
      headers: { 'retry-after': '2' },
    });
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.assertRoom();
    if (this.running >= this.atOnce) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in the row, or is free.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
