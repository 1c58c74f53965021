import { TestClock } from '@sandbank/testing';
import { SystemClock } from '../src/index.js';

describe('Clock', () => {
  it('counts whole seconds, never ahead of the time', () => {
    expect(new TestClock('2026-11-21T10:00:00.999Z').nowSeconds()).toBe(1_795_255_200);
  });

  it("is the machine's own time, moving on", () => {
    const clock = new SystemClock();
    const before = Date.now();
    const now = clock.now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });
});
