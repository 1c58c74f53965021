import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Why the launcher was asked to end, and the exit code that says so. */
export interface Ending {
  readonly reason: string;
  readonly code: number;
}

/**
 * Settles when a signal asks this process to end, or when the process that started it is gone, as long as that counts.
 */
export function endingAsked(parentCounts: () => boolean = () => true): Promise<Ending> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      // Kept for good: a second Ctrl-C must not cut the orderly end short.
      process.on(signal, () => resolve({ reason: signal, code: 128 + constants.signals[signal] }));
    }
    process.on('disconnect', () => {
      if (parentCounts()) resolve({ reason: 'the parent process ended', code: 1 });
    });
    // Waiting for an end must not keep a process alive that has nothing else to do.
    process.channel?.unref();
  });
}

/** A terminal that is gone must not end the launcher in the middle of its orderly end. */
export function outliveTerminal(): void {
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}
