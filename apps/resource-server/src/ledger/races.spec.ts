import fc from 'fast-check';
import type { Database } from '@sandbank/platform';
import { Books } from '../../test/books.js';
import { proofOf } from './verify/verify-ledger.js';

let books: Books;
let world: string;
let pools: Database[];

beforeAll(async () => {
  books = await Books.open();
  world = await books.account(null);
  // Several processes, each with connections of its own.
  pools = Array.from({ length: 4 }, () => books.test.connect('resourceServer', 8));
});
afterAll(() => books.test.drop());

const pool = (index: number): Database => pools[index % pools.length]!;

async function accountWith(minor: number, limit = 0): Promise<string> {
  const account = await books.account(limit);
  if (minor !== 0) await books.move(world, account, minor);
  return account;
}

/** How many of these came to pass; the others were refused for want of money, and for nothing else. */
async function passed(attempts: readonly Promise<unknown>[]): Promise<number> {
  const outcomes = await Promise.allSettled(attempts);
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const others = refused.filter(({ constraint }) => constraint !== 'account_balance_within_limit');
  expect(others.map(String)).toEqual([]);
  return outcomes.length - refused.length;
}

/** What of the books is not whole; these have holds, but no payments around them. */
async function faults(): Promise<string[]> {
  const { faults: found } = await books.database.transaction(proofOf);
  const amongPayments = ['holds are those of payments', 'journals of payments have their payments'];
  return found.flatMap(({ check, fault }) => (amongPayments.includes(check) ? [] : [fault]));
}

const race = <T>(count: number, work: (index: number) => Promise<T>): Promise<T>[] =>
  Array.from({ length: count }, (_, index) => work(index));

describe('two hundred at once from one account', () => {
  it('debits: as many as the limit bears, to the penny', async () => {
    const account = await accountWith(10_000, 5_000);
    const count = await passed(
      race(200, (n) => books.move(account, world, 100, undefined, pool(n))),
    );
    expect(count).toBe(150);
    expect(await books.standing(account)).toEqual([-5_000, 0]);
    expect(await faults()).toEqual([]);
  });

  it('holds and debits together: none finds what the other has taken', async () => {
    const account = await accountWith(10_000, 5_000);
    const count = await passed(
      race(200, (n) =>
        n % 2 === 0
          ? books.hold(account, 100, pool(n))
          : books.move(account, world, 100, undefined, pool(n)),
      ),
    );
    expect(count).toBe(150);
    const [balance, held] = await books.standing(account);
    expect(balance - held).toBe(-5_000);
    expect(await faults()).toEqual([]);
  });
});

describe('the end of a hold', () => {
  it('comes once when all who may end it try at once', async () => {
    const account = await accountWith(10_000);
    const holds = await Promise.all(race(20, (n) => books.hold(account, 100, pool(n))));
    const ends = await Promise.allSettled(
      holds.flatMap((hold, n) => [
        books.move(account, world, 100, hold, pool(n)),
        books.release(hold, pool(n + 1)),
        books.release(hold, pool(n + 2)),
        books.move(account, world, 100, hold, pool(n + 3)),
      ]),
    );
    const why = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.constraint] : []));
    expect(why).toHaveLength(60);
    expect(
      why.filter((constraint: string) => !/^hold_ends_once|_captures_/.test(constraint)),
    ).toEqual([]);
    const [counted] = await books.run<{ captured: number; open: number }>(
      `SELECT count(*) FILTER (WHERE outcome = 'captured')::integer AS captured,
         count(*) FILTER (WHERE ended_at IS NULL)::integer AS open
       FROM resource_server.hold WHERE id = ANY($1)`,
      [holds],
    );
    expect(counted!.open).toBe(0);
    expect(await books.standing(account)).toEqual([10_000 - 100 * counted!.captured, 0]);
    expect(await faults()).toEqual([]);
  });
});

describe('money that crosses', () => {
  it('in both directions, in rings and through many accounts at once never waits in a circle', async () => {
    const accounts = await Promise.all(race(6, () => accountWith(100_000)));
    const at = (n: number): string => accounts[n % accounts.length]!;
    const attempts = race(240, (n) => {
      if (n % 3 === 0) return books.move(at(n), at(n + 1), 10, undefined, pool(n));
      if (n % 3 === 1) return books.move(at(n + 1), at(n), 10, undefined, pool(n));
      const legs = accounts.map((account, index) => ({
        account,
        minor: index === n % 6 ? -50 : 10,
      }));
      return books.post(n % 2 === 0 ? legs : legs.toReversed(), pool(n));
    });
    expect(await passed(attempts)).toBe(240);
    const standings = await Promise.all(accounts.map((account) => books.standing(account)));
    expect(standings.reduce((sum, [balance]) => sum + balance, 0)).toBe(600_000);
    expect(await faults()).toEqual([]);
  });

  it('keeps every rule, whatever is tried in whatever order', async () => {
    const step = fc.record({
      kind: fc.constantFrom('move', 'hold', 'capture', 'release'),
      from: fc.nat(2),
      to: fc.nat(2),
      minor: fc.integer({ min: 1, max: 800 }),
      hold: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const accounts = await Promise.all(race(3, (n) => accountWith(1000, n * 250)));
        const holds = await Promise.all(
          race(10, async (n) => ({ of: n % 3, hold: await books.hold(accounts[n % 3]!, 50) })),
        );
        await Promise.allSettled(
          steps.map(async ({ kind, from, to, minor, hold: index }, n) => {
            const { of, hold } = holds[index]!;
            if (kind === 'hold') return books.hold(accounts[from]!, minor, pool(n));
            if (kind === 'release') return books.release(hold, pool(n));
            if (kind === 'capture') return books.move(accounts[of]!, world, 50, hold, pool(n));
            if (from === to) return undefined;
            return books.move(accounts[from]!, accounts[to]!, minor, undefined, pool(n));
          }),
        ).then((outcomes) => {
          // What is refused is refused by a rule: nobody was sent away because two waited for each other.
          const reasons = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason] : []));
          expect(reasons.filter(({ constraint }) => constraint === undefined)).toEqual([]);
        });
        expect(await faults()).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});
