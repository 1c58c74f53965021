import { setTimeout as delay } from 'node:timers/promises';
import { createLogger } from '../src/logger.js';
import { Sweeper } from '../src/sweeper.js';

const everySeconds = 0.005;

class SlowSweeper extends Sweeper {
  turns = 0;
  release: () => void = () => undefined;

  constructor() {
    super('what is slow', everySeconds, createLogger('test', 'silent'));
  }

  protected clean(): Promise<void> {
    this.turns += 1;
    return new Promise((resolve) => (this.release = resolve));
  }
}

it('a slow turn is alone: the next begins when it is done', async () => {
  const sweeper = new SlowSweeper();
  try {
    await delay(everySeconds * 20_000);
    expect(sweeper.turns).toBe(1);
    sweeper.release();
    while (sweeper.turns === 1) await delay(everySeconds * 1000);
    expect(sweeper.turns).toBe(2);
  } finally {
    sweeper.onApplicationShutdown();
    sweeper.release();
  }
});
