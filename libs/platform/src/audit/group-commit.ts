import { OAuthError, temporarilyUnavailable } from '@sandbank/oauth';

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/** How much waits at most, and how much is written at once. */
export interface GroupCommitLimits {
  readonly waitingMax: number;
  readonly batchMax: number;
}

/**
 * Writes things in batches, without a timer: while one batch is under way, what comes forms the next. `add` resolves once
 * its thing is durable, and rejects when it is not. `write` must write all of its batch or nothing.
 */
export class GroupCommit<T> {
  private waiting: Waiting<T>[] = [];
  private writing: Promise<void> | undefined;

  constructor(
    private readonly write: (batch: readonly T[]) => Promise<void>,
    private readonly limits: GroupCommitLimits = { waitingMax: 5000, batchMax: 200 },
  ) {}

  /** @throws `temporarily_unavailable` when too many wait; whatever `write` throws. */
  add(item: T): Promise<void> {
    if (this.waiting.length >= this.limits.waitingMax) {
      const headers = { 'retry-after': '2' };
      return Promise.reject(temporarilyUnavailable('too many calls wait', { headers }));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.writing ??= this.drain();
    });
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    while (this.writing !== undefined) await this.writing;
  }

  private async drain(): Promise<void> {
    // What arrives in the same turn of the event loop belongs together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.limits.batchMax);
      await this.commit(batch);
    }
    // In the same step that found nothing waiting: whoever comes now begins anew.
    this.writing = undefined;
  }

  private async commit(batch: readonly Waiting<T>[]): Promise<void> {
    try {
      await this.write(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      // One bad thing must not cost the others their answer; a database that did not answer is not asked again.
      if (batch.length > 1 && !(cause instanceof OAuthError)) {
        for (const one of batch) await this.commit([one]);
      } else {
        for (const { reject } of batch) reject(cause);
      }
    }
  }
}
