import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import { eventsAwait } from './event-poll.statements.js';

/** Who waits, and for what. */
export interface Poller {
  readonly bank: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

const lookEveryMilliseconds = 500;
const waitMillisecondsMax = 10_000;
const waitingMax = 50;
const waitingOfClientMax = 2;

/**
 * Holds a poll until there is something to answer it with, ten seconds at most (RFC 8936 2.2). So many at once and no
 * more: whoever comes then is answered at once.
 */
@Injectable()
export class LongPolls implements BeforeApplicationShutdown {
  private readonly waiting = new Map<string, number>();
  private total = 0;
  private readonly closing = new AbortController();

  constructor(@Inject(Database) private readonly database: Database) {}

  async wait(poller: Poller): Promise<void> {
    const who = `${poller.bank} ${poller.clientId}`;
    const ofClient = this.waiting.get(who) ?? 0;
    if (this.total >= waitingMax || ofClient >= waitingOfClientMax) return;
    this.total += 1;
    this.waiting.set(who, ofClient + 1);
    try {
      await this.look(poller);
    } finally {
      this.total -= 1;
      const left = (this.waiting.get(who) ?? 1) - 1;
      if (left === 0) this.waiting.delete(who);
      else this.waiting.set(who, left);
    }
  }

  /** A server that closes answers those who wait. */
  beforeApplicationShutdown(): void {
    this.closing.abort();
  }

  private async look({ bank, clientId, scopes }: Poller): Promise<void> {
    const { signal } = this.closing;
    const until = performance.now() + waitMillisecondsMax;
    while (performance.now() < until && !signal.aborted) {
      await setTimeout(lookEveryMilliseconds, undefined, { signal }).catch(() => undefined);
      const [found] = await this.database.query<{ yes: boolean }>(eventsAwait, [
        ...[bank, clientId, scopes],
      ]);
      if (found?.yes === true) return;
    }
  }
}
