import type { Database } from '@sandbank/platform';
import { TestClock } from '@sandbank/testing';
import { OperatorActs } from './operator-acts.js';

describe('an act of an operator', () => {
  it('that was done and could not be written down as done is not written down as refused', async () => {
    const written: unknown[] = [];
    const query = (_statement: unknown, [, outcome]: readonly unknown[]): Promise<never[]> => {
      written.push(outcome);
      return written.length === 2
        ? Promise.reject(new Error('the database is away'))
        : Promise.resolve([]);
    };
    const acts = new OperatorActs({ query } as unknown as Database, new TestClock());
    const intent = { action: 'freeze', bank: 'harbour' } as const;
    const done = acts.carryOut({ personId: 'p', name: 'Operator' }, 'i', intent, async () => {});
    await expect(done).rejects.toThrow('the database is away');
    expect(written).toEqual(['p', 'done']);
  });
});
