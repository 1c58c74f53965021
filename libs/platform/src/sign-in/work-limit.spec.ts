import { WorkLimit } from './work-limit.js';

describe('WorkLimit', () => {
  const started: number[] = [];
  const finish: (() => void)[] = [];
  const job = (number: number) => () => {
    started.push(number);
    return new Promise<number>((resolve) => finish.push(() => resolve(number)));
  };
  beforeEach(() => {
    started.length = 0;
    finish.length = 0;
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('runs a few at once, the others in their order, and turns the rest away', async () => {
    const limit = new WorkLimit(2, 2);
    const jobs = [1, 2, 3, 4].map((number) => limit.run(job(number)));
    await settle();
    expect(started).toEqual([1, 2]);
    expect(() => limit.assertRoom()).toThrow(
      expect.objectContaining({
        error: 'temporarily_unavailable',
        headers: { 'retry-after': '2' },
      }),
    );
    await expect(limit.run(job(5))).rejects.toThrow('temporarily_unavailable');
    finish[0]!();
    await settle();
    expect(started).toEqual([1, 2, 3]);
    expect(() => limit.assertRoom()).not.toThrow();
    finish[1]!();
    await settle();
    finish[2]!();
    finish[3]!();
    expect(await Promise.all(jobs)).toEqual([1, 2, 3, 4]);
  });

  it('gives a place back when the work fails', async () => {
    const limit = new WorkLimit(1, 0);
    await expect(limit.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(limit.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
