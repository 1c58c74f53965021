import { temporarilyUnavailable } from '@sandbank/oauth';
import { GroupCommit } from '../../src/index.js';

/** A writer whose batches end when the test says so. */
function writer() {
  const batches: { readonly items: readonly number[]; end: (cause?: Error) => void }[] = [];
  const write = (items: readonly number[]): Promise<void> =>
    new Promise((resolve, reject) => {
      batches.push({ items, end: (cause) => (cause === undefined ? resolve() : reject(cause)) });
    });
  return { batches, write };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('GroupCommit', () => {
  it('writes at once, and what comes meanwhile as the next batch', async () => {
    const { batches, write } = writer();
    const commit = new GroupCommit(write, { waitingMax: 10, batchMax: 3 });
    const done: number[] = [];
    const add = (n: number) => commit.add(n).then(() => done.push(n));
    const all = [add(1)];
    await turn();
    all.push(...[2, 3, 4, 5].map(add));
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1]]);
    expect(done).toEqual([]);
    batches[0]!.end();
    await turn();
    expect(done).toEqual([1]);
    expect(batches[1]!.items).toEqual([2, 3, 4]);
    batches[1]!.end();
    await turn();
    expect(batches[2]!.items).toEqual([5]);
    batches[2]!.end();
    await Promise.all(all);
    await commit.settled();
    expect(done).toEqual([1, 2, 3, 4, 5]);
  });

  it('refuses what would wait behind too much', async () => {
    const { batches, write } = writer();
    const commit = new GroupCommit(write, { waitingMax: 2, batchMax: 1 });
    const first = commit.add(0);
    await turn();
    const waiting = [commit.add(1), commit.add(2)];
    await expect(commit.add(3)).rejects.toMatchObject({ error: 'temporarily_unavailable' });
    for (const at of [0, 1, 2]) {
      batches[at]!.end();
      await turn();
    }
    await Promise.all([first, ...waiting]);
  });

  it('fails a whole batch when the database did not answer, and serves the next', async () => {
    const { batches, write } = writer();
    const commit = new GroupCommit(write);
    const failed = Promise.allSettled([commit.add(1), commit.add(2)]);
    await turn();
    batches[0]!.end(temporarilyUnavailable('no answer'));
    expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = commit.add(3);
    await turn();
    batches[1]!.end();
    await next;
  });

  it('lets one bad thing fail alone', async () => {
    const commit = new GroupCommit<number>(async (items) => {
      if (items.includes(2)) throw new Error('bad');
    });
    const ends = await Promise.allSettled([1, 2, 3].map((n) => commit.add(n)));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
